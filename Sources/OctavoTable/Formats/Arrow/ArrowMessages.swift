/// The messages of an Arrow file or stream (apache/arrow, format/Message.fbs and File.fbs).
struct ArrowMessages: Sendable {
    /// A batch of rows or of a dictionary's values: what it says of itself, and where its buffers start in the file.
    struct Batch: Sendable {
        let header: FlatTable
        let rows: Int
        let body: Range<Int>
    }

    /// A batch of rows, with the batches of each dictionary as they stand when it is read.
    struct Rows: Sendable {
        let batch: Batch
        let dictionaries: [Int64: [Batch]]
    }

    private(set) var schema: FlatTable?
    private(set) var rows: [Rows] = []
    private var dictionaries: [Int64: [Batch]] = [:]

    static let mark = Array("ARROW1".utf8)

    init(_ parts: any FileParts) throws {
        let count = parts.byteCount
        if count >= 8, try parts.bytes(0..<6).array == Self.mark {
            try readFile(parts, count)
        } else {
            try readStream(parts, count)
        }
    }

    // MARK: - Whole files

    private mutating func readFile(_ parts: any FileParts, _ count: Int) throws {
        guard count >= 22, try parts.bytes(count - 6..<count).array == Self.mark else {
            throw ColumnarFailure.damaged("it does not end as an Arrow file does")
        }
        var cursor = ByteCursor(try parts.bytes(count - 10..<count - 6))
        let length = Int(try cursor.number(Int32.self))
        guard length > 0, length <= count - 18 else { throw ColumnarFailure.damaged("its metadata would be longer than itself") }
        let footer = try FlatTable(root: try parts.bytes(count - 10 - length..<count - 10))
        schema = try footer.table(1)
        for (field, isDictionary) in [(2, true), (3, false)] {
            let blocks = try footer.structures(field, size: 24)
            for block in 0..<blocks.count {
                var cursor = ByteCursor(blocks.bytes, at: block * 24)
                let offset = Int(try cursor.number(Int64.self))
                guard offset >= 8, let message = try Self.message(parts, at: offset, end: count - 10) else {
                    throw ColumnarFailure.damaged("a batch lies outside the file")
                }
                guard message.kind == (isDictionary ? 2 : 3) else {
                    throw ColumnarFailure.damaged("a batch is not what it should be")
                }
                try add(message)
            }
        }
        // A file's dictionaries are whole before its first row, whatever their order.
        rows = rows.map { Rows(batch: $0.batch, dictionaries: dictionaries) }
    }

    // MARK: - Streams

    private mutating func readStream(_ parts: any FileParts, _ count: Int) throws {
        var position = 0
        while position < count {
            guard let message = try Self.message(parts, at: position, end: count) else { break }
            position = message.body.upperBound
            try add(message)
        }
        guard schema != nil else { throw ColumnarFailure.damaged("it does not begin as an Arrow file or stream does") }
    }

    // MARK: - Messages

    private struct Message {
        let kind: UInt8
        let header: FlatTable
        let body: Range<Int>
    }

    /// `nil` at the end of a stream.
    private static func message(_ parts: any FileParts, at start: Int, end: Int) throws -> Message? {
        func number(_ position: Int) throws -> Int32 {
            guard position <= end - 4 else { throw ColumnarFailure.damaged("it ends inside a message") }
            var cursor = ByteCursor(try parts.bytes(position..<position + 4))
            return try cursor.number(Int32.self)
        }
        var position = start
        var length = try number(position)
        position += 4
        // Since 0.15 a message begins with this mark, before its length.
        if length == -1 {
            length = try number(position)
            position += 4
        }
        if length == 0 { return nil }
        guard length > 0, Int(length) <= end - position else { throw ColumnarFailure.damaged("it ends inside a message") }
        let table = try FlatTable(root: try parts.bytes(position..<position + Int(length)))
        let bodyStart = position + Int(length)
        let bodyLength = Int(try table.number(3, default: Int64(0)))
        guard let header = try table.table(2), bodyLength >= 0, bodyLength <= end - bodyStart else {
            throw ColumnarFailure.damaged("it ends inside a batch")
        }
        let kind = try table.number(1, default: UInt8(0))
        return Message(kind: kind, header: header, body: bodyStart..<bodyStart + bodyLength)
    }

    private mutating func add(_ message: Message) throws {
        switch message.kind {
        case 1:
            guard schema == nil else { throw ColumnarFailure.damaged("it has two schemas") }
            schema = message.header
        case 2:
            guard let data = try message.header.table(1) else { throw ColumnarFailure.damaged("a dictionary has no values") }
            let id = try message.header.number(0, default: Int64(0))
            let batch = try Self.batch(data, message.body)
            let isDelta = try message.header.number(2, default: UInt8(0)) != 0
            dictionaries[id] = isDelta ? (dictionaries[id] ?? []) + [batch] : [batch]
        case 3: rows.append(Rows(batch: try Self.batch(message.header, message.body), dictionaries: dictionaries))
        default: throw ColumnarFailure.unsupported("it holds a message of kind \(message.kind), which is no table")
        }
    }

    private static func batch(_ header: FlatTable, _ body: Range<Int>) throws -> Batch {
        let rows = Int(try header.number(0, default: Int64(0)))
        guard rows >= 0 else { throw ColumnarFailure.damaged("a batch has fewer than no rows") }
        return Batch(header: header, rows: rows, body: body)
    }
}
