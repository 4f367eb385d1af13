/// One node of a Parquet schema as it stands in the file: depth first, each with the number of its children.
struct ParquetSchemaElement: Sendable {
    enum Repetition: Int, Sendable {
        case required = 0
        case optional, repeated
    }

    /// What a value means beyond its physical type; the converted types of old writers are told in the same words.
    enum Meaning: Hashable, Sendable {
        case none, text, map, list, date, json, uuid, float16, unknown
        case decimal(scale: Int, precision: Int)
        /// In 10^-3, 10^-6 or 10^-9 of a second.
        case timeOfDay(digits: Int)
        case timestamp(digits: Int)
        case integer(bits: Int, isSigned: Bool)
        /// Something that is not read; its name.
        case other(String)
    }

    var name = ""
    var physicalType: Int?
    var typeLength = 0
    var repetition = Repetition.required
    var children = 0
    var meaning = Meaning.none

    init(_ reader: inout ThriftReader) throws {
        var element = ParquetSchemaElement()
        var converted: Int?
        var scale = 0
        var precision = 0
        var logical = Meaning.none
        try reader.structure { reader, id, kind in
            switch (id, kind) {
            case (1, .int32): element.physicalType = try reader.integer()
            case (2, .int32): element.typeLength = try reader.integer()
            case (3, .int32):
                guard let repetition = Repetition(rawValue: try reader.integer()) else {
                    throw ColumnarFailure.damaged("its schema has a field of no repetition")
                }
                element.repetition = repetition
            case (4, .binary): element.name = try reader.text()
            case (5, .int32): element.children = try reader.integer()
            case (6, .int32): converted = try reader.integer()
            case (7, .int32): scale = try reader.integer()
            case (8, .int32): precision = try reader.integer()
            case (10, .structure): logical = try Self.logical(&reader)
            default: return false
            }
            return true
        }
        guard element.children >= 0 else { throw ColumnarFailure.damaged("its schema has a field of fewer than no fields") }
        element.meaning = logical
        if logical == .none, let converted { element.meaning = Self.meaning(converted: converted, scale, precision) }
        self = element
    }

    private init() {}

    private static func meaning(converted: Int, _ scale: Int, _ precision: Int) -> Meaning {
        switch converted {
        case 0, 4: .text
        case 1, 2: .map
        case 3: .list
        case 5: .decimal(scale: scale, precision: precision)
        case 6: .date
        case 7: .timeOfDay(digits: 3)
        case 8: .timeOfDay(digits: 6)
        case 9: .timestamp(digits: 3)
        case 10: .timestamp(digits: 6)
        case 11...14: .integer(bits: 8 << (converted - 11), isSigned: false)
        case 15...18: .integer(bits: 8 << (converted - 15), isSigned: true)
        case 19: .json
        case 20: .other("BSON")
        case 21: .other("INTERVAL")
        default: .none
        }
    }

    /// The union of logical types: one field, whose number says which.
    private static func logical(_ reader: inout ThriftReader) throws -> Meaning {
        var meaning = Meaning.none
        try reader.structure { reader, id, kind in
            guard kind == .structure else { return false }
            var numbers: [Int: Int] = [:]
            var digits = 6
            try reader.structure { reader, field, kind in
                switch kind {
                case .byte: numbers[field] = try reader.byteValue()
                case .int16, .int32, .int64: numbers[field] = try reader.integer()
                case .yes: numbers[field] = 1
                case .no: numbers[field] = 0
                case .structure:
                    // The union of units, each an empty structure.
                    try reader.structure { reader, unit, kind in
                        digits = (1...3).contains(unit) ? unit * 3 : 0
                        return false
                    }
                default: return false
                }
                return true
            }
            switch id {
            case 1, 4: meaning = .text
            case 2: meaning = .map
            case 3: meaning = .list
            case 5: meaning = .decimal(scale: numbers[1] ?? 0, precision: numbers[2] ?? 0)
            case 6: meaning = .date
            case 7: meaning = .timeOfDay(digits: digits)
            case 8: meaning = .timestamp(digits: digits)
            case 10: meaning = .integer(bits: numbers[1] ?? 0, isSigned: numbers[2] != 0)
            case 11: meaning = .unknown
            case 12: meaning = .json
            case 13: meaning = .other("BSON")
            case 14: meaning = .uuid
            case 15: meaning = .float16
            case 16: meaning = .other("VARIANT")
            case 17: meaning = .other("GEOMETRY")
            case 18: meaning = .other("GEOGRAPHY")
            default: meaning = .none
            }
            return true
        }
        return meaning
    }
}
