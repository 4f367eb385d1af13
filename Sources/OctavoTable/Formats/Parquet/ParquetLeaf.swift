/// A column of values as the file stores it, at the end of a path of fields.
struct ParquetLeaf: Sendable {
    enum Physical: Int, Sendable {
        case bool = 0
        case int32, int64, int96, float, double, bytes, fixed
    }

    let physical: Physical
    /// Bytes a value takes; 0 where they differ.
    let width: Int
    /// Its place among the column chunks of a row group.
    let place: Int
    /// The definition level of a value that is there.
    let definition: Int
    /// The definition level from which the innermost list around it has an item; 0 without one.
    let itemDefinition: Int
    let repetition: Int
    let form: ValueForm
    /// Whether it is a column by itself, with at most one level: there or null.
    let isFlat: Bool

    init(
        _ element: ParquetSchemaElement, place: Int, definition: Int, itemDefinition: Int, repetition: Int, isFlat: Bool
    ) throws {
        guard let physical = element.physicalType.flatMap(Physical.init(rawValue:)) else {
            throw ColumnarFailure.damaged("its schema has a field of no type")
        }
        self.physical = physical
        self.place = place
        self.definition = definition
        self.itemDefinition = itemDefinition
        self.repetition = repetition
        self.isFlat = isFlat
        width =
            switch physical {
            case .int32, .float: 4
            case .int64, .double: 8
            case .int96: 12
            case .fixed: element.typeLength
            case .bool, .bytes: 0
            }
        guard physical != .fixed || (1...(1 << 20)).contains(width) else {
            throw ColumnarFailure.damaged("its schema has values of \(width) bytes")
        }
        form = Self.form(physical, element.meaning, width)
    }

    private static func form(_ physical: Physical, _ meaning: ParquetSchemaElement.Meaning, _ width: Int) -> ValueForm {
        switch (physical, meaning) {
        case (_, .other(let name)): return .refused("it holds \(name) values")
        case (_, .unknown): return .null
        case (.bool, _): return .bool
        case (.float, _), (.double, _): return .float
        case (.fixed, .float16) where width == 2: return .float
        case (.int96, _): return .integer(.time, .none)
        case (.int32, .decimal(let scale, _)), (.int64, .decimal(let scale, _)), (.bytes, .decimal(let scale, _)),
            (.fixed, .decimal(let scale, _)):
            guard (0...38).contains(scale), physical != .fixed || width <= 16 else {
                return .refused("it holds decimal numbers of more than 38 digits")
            }
            return .decimal(scale: scale)
        case (.int32, .date): return .integer(.date, .none)
        case (.int32, .timeOfDay(let digits)), (.int64, .timeOfDay(let digits)):
            return ValueForm.Scaling(digits: digits).map { .integer(.duration, $0) }
                ?? .refused("it holds times of an unknown unit")
        case (.int64, .timestamp(let digits)):
            return ValueForm.Scaling(digits: digits).map { .integer(.time, $0) } ?? .refused("it holds times of an unknown unit")
        case (.int64, .integer(64, false)): return .integer(.int, .unsigned)
        case (.int32, .integer(_, let isSigned)): return .integer(.int, isSigned ? .none : .unsigned32)
        case (.int32, _), (.int64, _): return .integer(.int, .none)
        case (.fixed, .uuid) where width == 16: return .uuid
        case (.bytes, _), (.fixed, _): return .text
        }
    }
}
