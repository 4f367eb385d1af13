/// A column of an Arrow schema (apache/arrow, format/Schema.fbs): how its buffers are laid out and what they become.
struct ArrowField: Sendable {
    indirect enum Layout: Sendable {
        case nulls
        case bits
        /// Whole numbers of so many bytes.
        case integers(width: Int, isSigned: Bool)
        /// Floats of so many bytes.
        case floats(width: Int)
        case decimals(width: Int)
        /// Bytes behind offsets of 32 or 64 bits.
        case bytes(isLarge: Bool)
        case views
        case fixedBytes(width: Int)
        case lists(isLarge: Bool)
        case fixedLists(size: Int)
        case records
        /// Not read, and why; how many buffers its own are is not known.
        case refused(String)
    }

    /// The dictionary that the column's numbers point into.
    struct Dictionary: Sendable {
        let id: Int64
        let width: Int
        let isSigned: Bool
    }

    /// Fields deeper than this are no data but an attempt on the stack.
    static let largestDepth = 64

    let name: String
    let layout: Layout
    let form: ValueForm
    let children: [ArrowField]
    let dictionary: Dictionary?

    init(_ table: FlatTable, depth: Int = 0) throws {
        guard depth < Self.largestDepth else { throw ColumnarFailure.damaged("its schema is nested too deep") }
        name = try table.text(0) ?? ""
        let kind = try table.number(2, default: UInt8(0))
        children = try table.tables(5).map { try ArrowField($0, depth: depth + 1) }
        (layout, form) = try Self.layout(kind, try table.table(3), children)
        guard let encoding = try table.table(4) else {
            dictionary = nil
            return
        }
        let index = try encoding.table(1)
        let bits = try index?.number(0, default: Int32(0)) ?? 32
        guard [8, 16, 32, 64].contains(bits) else {
            throw ColumnarFailure.damaged("its schema has dictionary codes of \(bits) bits")
        }
        dictionary = Dictionary(
            id: try encoding.number(0, default: Int64(0)), width: Int(bits / 8),
            isSigned: try index.map { try $0.number(1, default: UInt8(0)) != 0 } ?? true)
    }

    /// The same field with its values in place, as the dictionary's own batches hold them.
    init(valuesOf field: ArrowField) {
        name = field.name
        layout = field.layout
        form = field.form
        children = field.children
        dictionary = nil
    }

    private static func layout(_ kind: UInt8, _ type: FlatTable?, _ children: [ArrowField]) throws -> (Layout, ValueForm) {
        func number(_ field: Int, default value: Int32 = 0) throws -> Int {
            Int(try type?.number(field, default: value) ?? value)
        }
        func unit(default value: Int16) throws -> Int { Int(try type?.number(0, default: value) ?? value) * 3 }
        func refused(_ reason: String) -> (Layout, ValueForm) { (.refused(reason), .refused(reason)) }
        func times(_ type: DataType, _ width: Int, digits: Int) -> (Layout, ValueForm) {
            guard let scaling = ValueForm.Scaling(digits: digits) else { return refused("it holds times of an unknown unit") }
            return (.integers(width: width, isSigned: true), .integer(type, scaling))
        }
        switch kind {
        case 1: return (.nulls, .null)
        case 2:
            let bits = try number(0)
            let isSigned = try type?.number(1, default: UInt8(0)) ?? 0 != 0
            guard [8, 16, 32, 64].contains(bits) else { return refused("it holds numbers of \(bits) bits") }
            return (.integers(width: bits / 8, isSigned: isSigned), .integer(.int, bits == 64 && !isSigned ? .unsigned : .none))
        case 3:
            let precision = Int(try type?.number(0, default: Int16(0)) ?? 0)
            guard (0...2).contains(precision) else { return refused("it holds floats of an unknown size") }
            return (.floats(width: 2 << precision), .float)
        case 4, 5: return (.bytes(isLarge: false), .text)
        case 6: return (.bits, .bool)
        case 7:
            let (scale, bits) = (try number(1), try number(2, default: 128))
            guard (0...38).contains(scale), [32, 64, 128].contains(bits) else {
                return refused("it holds decimal numbers of \(bits) bits, \(scale) digits of them behind the point")
            }
            return (.decimals(width: bits / 8), .decimal(scale: scale))
        case 8:
            let isDays = try type?.number(0, default: Int16(1)) ?? 1 == 0
            return isDays
                ? (.integers(width: 4, isSigned: true), .integer(.date, .none))
                : (.integers(width: 8, isSigned: true), .integer(.date, .down(86_400_000)))
        case 9: return times(.duration, try number(1, default: 32) / 8 == 4 ? 4 : 8, digits: try unit(default: 1))
        case 10: return times(.time, 8, digits: try unit(default: 0))
        case 11: return refused("it holds intervals of months and days")
        case 12, 17: return children.count == 1 ? (.lists(isLarge: false), .null) : refused("it holds lists without items")
        case 13: return (.records, .null)
        case 14: return refused("it holds values of several types (a union)")
        case 15:
            let width = try number(0)
            return (1...(1 << 20)).contains(width)
                ? (.fixedBytes(width: width), .text) : refused("it holds values of \(width) bytes")
        case 16:
            let size = try number(0)
            guard children.count == 1, size >= 0 else { return refused("it holds lists without items") }
            return (.fixedLists(size: size), .null)
        case 18: return times(.duration, 8, digits: try unit(default: 1))
        case 19, 20: return (.bytes(isLarge: true), .text)
        case 21: return children.count == 1 ? (.lists(isLarge: true), .null) : refused("it holds lists without items")
        case 22: return refused("it holds values with run ends")
        case 23, 24: return (.views, .text)
        case 25, 26: return refused("it holds list views")
        default: return refused("it holds values of an unknown type (\(kind))")
        }
    }

    /// Throws what stands against reading it.
    func type() throws -> DataType {
        switch layout {
        case .lists, .fixedLists: return .list(try children[0].type())
        case .records:
            if let name = children.map(\.name).firstRepeated {
                throw ColumnarFailure.unsupported("it holds records with two fields `\(name)`")
            }
            return .record(try children.map { Field($0.name, try $0.type()) })
        default: return try form.type()
        }
    }

    var hasExactText: Bool {
        switch form {
        case .decimal, .integer(_, .unsigned): dictionary == nil
        default: false
        }
    }
}
