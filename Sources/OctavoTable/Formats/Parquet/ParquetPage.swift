/// One page of a column chunk: what its header says and where its bytes are.
struct ParquetPage {
    enum Kind: Int {
        case data = 0
        case index, dictionary, data2
    }

    var kind = Kind.index
    var unpackedSize = 0
    var packedSize = 0
    /// Values and nulls; in a dictionary its values.
    var valueCount = 0
    /// Rows that begin in it, where the header says so.
    var rowCount: Int?
    var encoding = 0
    var definitionEncoding = 3
    var repetitionEncoding = 3
    /// Of a page of the second kind, whose levels stand before what is packed.
    var definitionSize = 0
    var repetitionSize = 0
    var isPacked = true
    /// Where the bytes after the header start.
    var start = 0

    init(_ bytes: Buffer<UInt8>, at position: Int) throws {
        var reader = ThriftReader(bytes, at: position)
        var page = ParquetPage()
        var kind = -1
        try reader.structure { reader, id, type in
            switch (id, type) {
            case (1, .int32): kind = try reader.integer()
            case (2, .int32): page.unpackedSize = try reader.integer()
            case (3, .int32): page.packedSize = try reader.integer()
            case (5, .structure): try page.readData(&reader)
            case (7, .structure): try page.readDictionary(&reader)
            case (8, .structure): try page.readData2(&reader)
            default: return false
            }
            return true
        }
        guard let known = Kind(rawValue: kind) else {
            throw ColumnarFailure.unsupported("it holds a page of unknown kind \(kind)")
        }
        page.kind = known
        page.start = reader.position
        let sizes = [
            page.unpackedSize, page.packedSize, page.valueCount, page.definitionSize, page.repetitionSize, page.rowCount ?? 0,
        ]
        guard sizes.allSatisfy({ (0...Int(Int32.max)).contains($0) }), page.packedSize <= bytes.count - page.start,
            page.definitionSize + page.repetitionSize <= min(page.packedSize, page.unpackedSize)
        else { throw ColumnarFailure.damaged("a page's header does not fit its bytes") }
        self = page
    }

    private init() {}

    private mutating func readData(_ reader: inout ThriftReader) throws {
        var page = self
        try reader.structure { reader, id, kind in
            switch (id, kind) {
            case (1, .int32): page.valueCount = try reader.integer()
            case (2, .int32): page.encoding = try reader.integer()
            case (3, .int32): page.definitionEncoding = try reader.integer()
            case (4, .int32): page.repetitionEncoding = try reader.integer()
            default: return false
            }
            return true
        }
        self = page
    }

    private mutating func readDictionary(_ reader: inout ThriftReader) throws {
        var page = self
        try reader.structure { reader, id, kind in
            guard id == 1, kind == .int32 else { return false }
            page.valueCount = try reader.integer()
            return true
        }
        self = page
    }

    private mutating func readData2(_ reader: inout ThriftReader) throws {
        var page = self
        try reader.structure { reader, id, kind in
            switch (id, kind) {
            case (1, .int32): page.valueCount = try reader.integer()
            case (3, .int32): page.rowCount = try reader.integer()
            case (4, .int32): page.encoding = try reader.integer()
            case (5, .int32): page.definitionSize = try reader.integer()
            case (6, .int32): page.repetitionSize = try reader.integer()
            case (7, .yes): page.isPacked = true
            case (7, .no): page.isPacked = false
            default: return false
            }
            return true
        }
        self = page
    }
}
