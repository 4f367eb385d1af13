import CKernels

/// Takes columns from a batch, whose nodes and buffers stand in the order of the schema, depth first.
struct ArrowBatchReader {
    private let batch: ArrowMessages.Batch
    private let parts: any FileParts
    private let limits: ColumnarLimits
    private let asText: Bool
    private let dictionary: (ArrowField) throws -> Column
    private let nodes: (bytes: Buffer<UInt8>, count: Int)
    private let buffers: (bytes: Buffer<UInt8>, count: Int)
    private let variadic: (bytes: Buffer<UInt8>, count: Int)
    private let codec: BlockCodec
    private var node = 0
    private var buffer = 0
    private var view = 0

    init(
        _ batch: ArrowMessages.Batch, parts: any FileParts, limits: ColumnarLimits, asText: Bool,
        dictionary: @escaping (ArrowField) throws -> Column
    ) throws {
        self.batch = batch
        self.parts = parts
        self.limits = limits
        self.asText = asText
        self.dictionary = dictionary
        nodes = try batch.header.structures(1, size: 16)
        buffers = try batch.header.structures(2, size: 16)
        variadic = try batch.header.structures(4, size: 8)
        guard let compression = try batch.header.table(3) else {
            codec = .none
            return
        }
        codec = try compression.number(0, default: UInt8(0)) == 1 ? .zstd : .lz4Frame
    }

    // MARK: - The places of a field

    mutating func skip(_ field: ArrowField) throws {
        node += 1
        if field.dictionary != nil {
            buffer += 2
            return
        }
        switch field.layout {
        case .nulls: return
        case .bits, .integers, .floats, .decimals, .fixedBytes: buffer += 2
        case .bytes: buffer += 3
        case .views: buffer += try 2 + variadicCount()
        case .lists: buffer += 2
        case .fixedLists, .records: buffer += 1
        case .refused(let reason):
            throw ColumnarFailure.unsupported(reason + ", and what follows it in the file cannot be found without it")
        }
        for child in field.children { try skip(child) }
    }

    private mutating func variadicCount() throws -> Int {
        guard view < variadic.count else { throw ColumnarFailure.damaged("a batch does not say how many buffers it has") }
        var cursor = ByteCursor(variadic.bytes, at: view * 8)
        view += 1
        let count = try cursor.number(Int64.self)
        guard count >= 0, count <= buffers.count else { throw ColumnarFailure.damaged("a batch has fewer buffers than it says") }
        return Int(count)
    }

    private mutating func nextNode() throws -> (rows: Int, nulls: Int) {
        guard node < nodes.count else { throw ColumnarFailure.damaged("a batch has fewer columns than its schema") }
        var cursor = ByteCursor(nodes.bytes, at: node * 16)
        node += 1
        let (rows, nulls) = (try cursor.number(Int64.self), try cursor.number(Int64.self))
        // Half a bit a row: a column of nulls has no bytes of its own.
        guard rows >= 0, nulls >= 0, nulls <= rows else { throw ColumnarFailure.damaged("a column has fewer than no rows") }
        _ = try limits.room(Int(rows), size: 1, for: "a column")
        return (Int(rows), Int(nulls))
    }

    private mutating func nextBuffer() throws -> Buffer<UInt8> {
        guard buffer < buffers.count else { throw ColumnarFailure.damaged("a batch has fewer buffers than its schema asks for") }
        var cursor = ByteCursor(buffers.bytes, at: buffer * 16)
        buffer += 1
        let (offset, length) = (Int(try cursor.number(Int64.self)), Int(try cursor.number(Int64.self)))
        guard offset >= 0, length >= 0, length <= batch.body.count, offset <= batch.body.count - length else {
            throw ColumnarFailure.damaged("a buffer lies outside its batch")
        }
        let start = batch.body.lowerBound + offset
        let bytes = try parts.bytes(start..<start + length)
        guard codec != .none, length > 0 else { return bytes }
        var head = ByteCursor(bytes)
        let unpacked = try head.number(Int64.self)
        let rest = bytes.slice(8..<bytes.count)
        if unpacked == -1 { return rest }
        guard unpacked >= 0 else { throw ColumnarFailure.damaged("a buffer has a length below zero") }
        return try codec.unpack(rest, count: Int(unpacked), limits: limits)
    }

    /// The bits of `rows` rows; `nil` where there is no null.
    private mutating func nextValidity(_ rows: Int, nulls: Int) throws -> Bitmap? {
        let bytes = try nextBuffer()
        guard nulls > 0, rows > 0 else { return nil }
        let bitmap = try ArrowBuffers.bits(bytes, rows)
        return bitmap.setCount == rows ? nil : bitmap
    }

    // MARK: - Columns

    mutating func column(_ field: ArrowField) throws -> Column {
        if field.dictionary != nil { return try codes(field) }
        let (rows, nulls) = try nextNode()
        let type = asText ? .text : try field.type()
        if case .nulls = field.layout { return Column.nulls(.null, count: rows) }
        let validity = try nextValidity(rows, nulls: nulls)
        let storage: Column.Storage
        switch field.layout {
        case .nulls, .refused: throw ColumnarFailure.unsupported("it is not read")
        case .bits: storage = .bools(try ArrowBuffers.bits(try nextBuffer(), rows))
        case .integers(let width, let isSigned):
            let bytes = try nextBuffer()
            if asText { return try ArrowBuffers.digits(bytes, rows, width: width, validity: validity, form: field.form) }
            storage = .integers(
                try ArrowBuffers.integers(bytes, rows, width: width, isSigned: isSigned, form: field.form, validity: validity))
        case .floats(let width): storage = .floats(try ArrowBuffers.floats(try nextBuffer(), rows, width: width))
        case .decimals(let width):
            let bytes = try nextBuffer()
            if asText { return try ArrowBuffers.digits(bytes, rows, width: width, validity: validity, form: field.form) }
            storage = try ArrowBuffers.decimals(bytes, rows, width: width, form: field.form, validity: validity)
        case .bytes(let isLarge):
            let offsets = try nextBuffer()
            storage = .texts(try ArrowBuffers.texts(offsets, try nextBuffer(), rows, isLarge: isLarge))
        case .views:
            let views = try nextBuffer()
            var buffers: [Buffer<UInt8>] = []
            for _ in 0..<(try variadicCount()) { buffers.append(try nextBuffer()) }
            storage = .texts(try ArrowBuffers.views(views, buffers, rows, validity: validity))
        case .fixedBytes(let width): storage = .texts(try ArrowBuffers.fixed(try nextBuffer(), rows, width: width, validity))
        case .lists(let isLarge):
            let offsets = try ArrowBuffers.listOffsets(try nextBuffer(), rows, isLarge: isLarge)
            storage = try lists(field, offsets)
        case .fixedLists(let size):
            let (items, isOver) = rows.multipliedReportingOverflow(by: size)
            guard !isOver else { throw ColumnarFailure.damaged("its lists hold more items than can be counted") }
            _ = try limits.room(items, size: 1, for: "lists")
            storage = try lists(field, Buffer((0...rows).map { Int64($0 * size) }))
        case .records:
            var columns: [Column] = []
            for child in field.children { columns.append(try column(child)) }
            guard columns.allSatisfy({ $0.count == rows }) else {
                throw ColumnarFailure.damaged("a record's fields differ in number")
            }
            storage = .records(columns)
        }
        return Column(type: type, count: rows, validity: validity, storage: storage)
    }

    private mutating func lists(_ field: ArrowField, _ offsets: Buffer<Int64>) throws -> Column.Storage {
        let items = try column(field.children[0])
        guard offsets[offsets.count - 1] <= Int64(items.count) else {
            throw ColumnarFailure.damaged("a list ends behind its items")
        }
        return .lists(offsets: offsets, items: items)
    }

    private mutating func codes(_ field: ArrowField) throws -> Column {
        let (rows, nulls) = try nextNode()
        let validity = try nextValidity(rows, nulls: nulls)
        guard let encoding = field.dictionary else { throw ColumnarFailure.damaged("a column's dictionary is missing") }
        let codes = try ArrowBuffers.integers(
            try nextBuffer(), rows, width: encoding.width, isSigned: encoding.isSigned, form: .integer(.int, .none),
            validity: validity)
        let values = try dictionary(field)
        let places = ScratchBuffer<Int32>(max(rows, 1))
        for row in 0..<rows {
            let isNull = validity.map { !$0[row] } ?? false
            let code = isNull ? 0 : codes[row]
            guard isNull || (code >= 0 && code < Int64(values.count)) else {
                throw ColumnarFailure.damaged("a row names a value that its dictionary does not have")
            }
            // There is a place for every row; more values than 2^31 do not fit a batch.
            unsafe places.pointer[row] = Int32(truncatingIfNeeded: code)
        }
        let type = try field.type()
        let isEmpty = validity.map { $0.setCount == 0 } ?? (rows == 0)
        if isEmpty { return Column.nulls(type, count: rows) }
        let found = places.finish().slice(0..<rows)
        if case .texts(let texts) = values.storage, values.validity == nil, texts.isDistinct {
            return Column(type: type, count: rows, validity: validity, storage: .dictionary(codes: found, values: texts))
        }
        let gathered = try values.gathered(found)
        guard let validity else { return gathered }
        let both = gathered.validity.map { $0.intersection(validity) } ?? validity
        return Column(type: type, count: rows, validity: both, storage: gathered.storage)
    }
}
