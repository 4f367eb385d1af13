/// What stands at a Parquet file's end: apache/parquet-format, src/main/thrift/parquet.thrift. Numbers are as the file claims them.
struct ParquetMetadata: Sendable {
    struct RowGroup: Sendable {
        var columns: [ColumnChunk] = []
        var rows = 0
    }

    struct ColumnChunk: Sendable {
        var filePath: String?
        var isEncrypted = false
        var physicalType = -1
        var codec = 0
        var valueCount = 0
        var unpackedSize = 0
        var packedSize = 0
        var dataOffset = 0
        var dictionaryOffset: Int?
        var statistics: ParquetStatistics?
        var offsetIndex: Range<Int>?
        var columnIndex: Range<Int>?
    }

    var elements: [ParquetSchemaElement] = []
    var rows = 0
    var groups: [RowGroup] = []
    var keyValues: [(key: String, value: String)] = []

    init(_ bytes: Buffer<UInt8>) throws {
        var reader = ThriftReader(bytes)
        var elements: [ParquetSchemaElement] = []
        var rows = 0
        var groups: [RowGroup] = []
        var keyValues: [(key: String, value: String)] = []
        try reader.structure { reader, id, kind in
            switch (id, kind) {
            case (2, .list): elements = try reader.list(of: .structure) { try ParquetSchemaElement(&$0) }
            case (3, .int64): rows = try reader.integer()
            case (4, .list): groups = try reader.list(of: .structure) { try Self.group(&$0) }
            case (5, .list): keyValues = try reader.list(of: .structure) { try Self.keyValue(&$0) }
            case (8, .structure): throw ColumnarFailure.unsupported("it is encrypted")
            default: return false
            }
            return true
        }
        self.elements = elements
        self.rows = rows
        self.groups = groups
        self.keyValues = keyValues
    }

    private static func keyValue(_ reader: inout ThriftReader) throws -> (key: String, value: String) {
        var pair = (key: "", value: "")
        try reader.structure { reader, id, kind in
            switch (id, kind) {
            case (1, .binary): pair.key = try reader.text()
            case (2, .binary): pair.value = try reader.text()
            default: return false
            }
            return true
        }
        return pair
    }

    private static func group(_ reader: inout ThriftReader) throws -> RowGroup {
        var group = RowGroup()
        try reader.structure { reader, id, kind in
            switch (id, kind) {
            case (1, .list): group.columns = try reader.list(of: .structure) { try chunk(&$0) }
            case (3, .int64): group.rows = try reader.integer()
            default: return false
            }
            return true
        }
        return group
    }

    private static func chunk(_ reader: inout ThriftReader) throws -> ColumnChunk {
        var chunk = ColumnChunk()
        var places = [Int](repeating: 0, count: 4)
        try reader.structure { reader, id, kind in
            switch (id, kind) {
            case (1, .binary): chunk.filePath = try reader.text()
            case (3, .structure): try columnMetadata(&reader, &chunk)
            case (4, .int64), (5, .int32), (6, .int64), (7, .int32): places[id - 4] = try reader.integer()
            case (8, .structure):
                chunk.isEncrypted = true
                return false
            default: return false
            }
            return true
        }
        func range(_ start: Int, _ count: Int) -> Range<Int>? {
            start > 0 && count > 0 && !start.addingReportingOverflow(count).overflow ? start..<start + count : nil
        }
        chunk.offsetIndex = range(places[0], places[1])
        chunk.columnIndex = range(places[2], places[3])
        return chunk
    }

    private static func columnMetadata(_ reader: inout ThriftReader, _ chunk: inout ColumnChunk) throws {
        try reader.structure { reader, id, kind in
            switch (id, kind) {
            case (1, .int32): chunk.physicalType = try reader.integer()
            case (4, .int32): chunk.codec = try reader.integer()
            case (5, .int64): chunk.valueCount = try reader.integer()
            case (6, .int64): chunk.unpackedSize = try reader.integer()
            case (7, .int64): chunk.packedSize = try reader.integer()
            case (9, .int64): chunk.dataOffset = try reader.integer()
            case (11, .int64): chunk.dictionaryOffset = try reader.integer()
            case (12, .structure): chunk.statistics = try ParquetStatistics(&reader)
            default: return false
            }
            return true
        }
    }
}

/// The least and largest value of a column chunk or page, as bytes in its physical type.
struct ParquetStatistics: Sendable {
    var nulls: Int?
    var least: [UInt8]?
    var largest: [UInt8]?
    /// From the fields of old writers, which compared everything as signed numbers.
    var isOld = false

    init() {}

    init(_ reader: inout ThriftReader) throws {
        var statistics = ParquetStatistics()
        var old: (least: [UInt8]?, largest: [UInt8]?) = (nil, nil)
        try reader.structure { reader, id, kind in
            switch (id, kind) {
            case (1, .binary): old.largest = try reader.binary().array
            case (2, .binary): old.least = try reader.binary().array
            case (3, .int64): statistics.nulls = try reader.integer()
            case (5, .binary): statistics.largest = try reader.binary().array
            case (6, .binary): statistics.least = try reader.binary().array
            default: return false
            }
            return true
        }
        if statistics.least == nil, statistics.largest == nil, let least = old.least, let largest = old.largest {
            statistics.least = least
            statistics.largest = largest
            statistics.isOld = true
        }
        self = statistics
    }
}
