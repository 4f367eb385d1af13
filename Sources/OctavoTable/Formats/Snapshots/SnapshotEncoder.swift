/// A table as canonical bytes: equal tables give equal bytes, however their rows are cut into chunks, whatever stands behind
/// nulls, and whether texts are coded or not.
///
/// Little-endian. A head: `OCTSNAP1`, the number of columns as 4 bytes, of each its name and type. Then groups of rows, each
/// the number of rows as 4 bytes and the columns one after the other; every group but the last has `groupRows`; a group of no
/// rows ends them. A column: 0 without nulls, 1 with a bit a row before the values, 2 where all are null and nothing follows.
/// Whole numbers and floats take 8 bytes, bools a bit; texts and lists give their lengths as 4 bytes each, then their bytes or
/// items as one column; records give their columns. Behind a null stand zeros, no bytes and nulls.
struct SnapshotEncoder {
    static let magic = Array("OCTSNAP1".utf8)
    /// Rows of a group: enough that columns compress well, few enough to hold.
    static let groupRows = 65_536

    private(set) var bytes: [UInt8] = []

    init(head schema: Schema) {
        bytes = Self.magic
        append(number: schema.count)
        for field in schema.fields {
            append(text: field.name)
            append(field.type)
        }
    }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    mutating func appendEnd() { append(number: 0) }

    /// `count` rows, at most `groupRows` of them.
    mutating func append(group columns: [Column], count: Int) throws {
        append(number: count)
        for column in columns { try append(column, under: nil) }
    }

    // MARK: - Types

    private mutating func append(_ type: DataType) {
        switch type {
        case .null: bytes.append(0)
        case .bool: bytes.append(1)
        case .int: bytes.append(2)
        case .float: bytes.append(3)
        case .text: bytes.append(4)
        case .time: bytes.append(5)
        case .date: bytes.append(6)
        case .duration: bytes.append(7)
        case .list(let item):
            bytes.append(8)
            append(item)
        case .record(let fields):
            bytes.append(9)
            append(number: fields.count)
            for field in fields {
                append(text: field.name)
                append(field.type)
            }
        }
    }

    private mutating func append(number: Int) { append(word: UInt32(truncatingIfNeeded: number)) }

    private mutating func append(word: UInt32) {
        unsafe withUnsafeBytes(of: word.littleEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    private mutating func append(long: UInt64) {
        unsafe withUnsafeBytes(of: long.littleEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    private mutating func append(text: String) {
        let utf8 = Array(text.utf8)
        append(number: utf8.count)
        bytes += utf8
    }

    // MARK: - Columns

    /// `outer` are the rows that the record around this column has.
    private mutating func append(_ column: Column, under outer: Bitmap?) throws {
        let count = column.count
        let own: Bitmap? = if case .nulls = column.storage { Bitmap(repeating: false, count: count) } else { column.validity }
        let joined: Bitmap? =
            switch (own, outer) {
            case (let one?, let two?): one.intersection(two)
            case (let one, let two): one ?? two
            }
        let present = joined.map(\.setCount) ?? count
        if present == count {
            bytes.append(0)
        } else if present == 0 {
            bytes.append(2)
            return
        } else if let joined {
            bytes.append(1)
            append(bits: joined)
        }
        let valid = present == count ? nil : joined
        switch column.storage {
        case .nulls: break
        case .bools(let bits): append(bits: valid.map { bits.intersection($0) } ?? bits)
        case .integers(let values):
            bytes.reserveCapacity(bytes.count + count * 8)
            for row in 0..<count { append(long: valid?[row] == false ? 0 : UInt64(bitPattern: values[row])) }
        case .floats(let values):
            bytes.reserveCapacity(bytes.count + count * 8)
            for row in 0..<count {
                // All NaNs are one value of the language.
                let pattern = values[row].isNaN ? Double.nan.bitPattern : values[row].bitPattern
                append(long: valid?[row] == false ? 0 : pattern)
            }
        case .texts(let texts): append(texts, valid: valid) { row in row }
        case .dictionary(let codes, let values):
            append(values, valid: valid ?? Bitmap(repeating: true, count: count)) { Int(codes[$0]) }
        case .lists(let offsets, let items): try append(offsets, items, valid: valid)
        case .records(let columns): for field in columns { try append(field, under: valid) }
        }
    }

    private mutating func append(bits: Bitmap) {
        for index in 0..<bits.wordCount {
            let word = bits.alignedWord(index)
            let left = min(bits.count - index * 64, 64)
            for byte in 0..<(left + 7) / 8 { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(byte * 8))) }
        }
    }

    private mutating func append(_ texts: TextBuffer, valid: Bitmap?, _ place: (Int) -> Int) {
        let count = valid?.count ?? texts.count
        for row in 0..<count { append(number: valid?[row] == false ? 0 : texts.range(place(row)).count) }
        for row in 0..<count where valid?[row] != false {
            // The texts are alive for the call.
            unsafe bytes.append(contentsOf: texts.utf8(place(row)))
        }
    }

    private mutating func append(_ offsets: Buffer<Int64>, _ items: Column, valid: Bitmap?) throws {
        let count = offsets.count - 1
        for row in 0..<count { append(number: valid?[row] == false ? 0 : Int(offsets[row + 1] - offsets[row])) }
        guard let valid else {
            return try append(items.slice(Int(offsets[0])..<Int(offsets[count])), under: nil)
        }
        var places: [Int32] = []
        for row in 0..<count where valid[row] {
            for item in offsets[row]..<offsets[row + 1] {
                guard item < Int64(Int32.max) else { throw Column.tooLarge }
                places.append(Int32(item))
            }
        }
        try append(items.gathered(Buffer(places)), under: nil)
    }
}
