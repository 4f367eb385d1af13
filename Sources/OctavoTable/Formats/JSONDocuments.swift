import CKernels
import OctavoSource

/// JSON documents as one table: an array gives a row an element, anything else one row; fields are the columns when every
/// row is a record, else there is one column, `value`.
struct JSONDocuments {
    let files: [String]
    let options: ScanOptions
    let context: ExecutionContext

    /// Bytes of elements that make a chunk.
    static let bytesPerChunk = 1 << 22

    func table() throws -> (Table, ReadSummary) {
        var request = BlockRequest(wanted: options.columns.map(Set.init), types: options.types)
        request.keepsBad = options.bad == .keep
        var documents: [Buffer<UInt8>] = []
        var summary = ReadSummary()
        // Texts of each document that were read as Windows-1252.
        var repairs: [Int] = []
        for path in files {
            let (bytes, stamp) = try DocumentReader.contents(path, context)
            let (text, repaired) = options.bad == .repair ? Charsets.repaired(bytes, 0..<bytes.count) ?? (bytes, 0) : (bytes, 0)
            documents.append(text)
            repairs.append(repaired)
            summary.stamps.append(stamp)
        }
        var asValues = false
        var blocks: [ParsedBlock] = []
        do {
            blocks = try self.blocks(documents, request, asValues: false)
        } catch is NotRecords {
            asValues = true
            blocks = try self.blocks(documents, request, asValues: true)
        }
        for block in blocks {
            summary.add(path: block.block.path, rows: block.rows, bad: block.bad.count, keeps: request.keepsBad)
        }
        for (path, repaired) in zip(files, repairs) where repaired > 0 {
            summary.add(path: path, rows: 0, bad: 0, keeps: false, windows1252: repaired)
        }
        let fields = blocks.reduce(into: [Field]()) { fields, block in
            fields = ReadTypes.joined(fields, block.parts.map { Field($0.name, $0.type) })
        }
        let table = try BlockAssembly.table(blocks, fields: fields, options: options, files: files, context: context) {
            again, schema in
            var second = request
            second.wanted = again
            for name in again { second.types[name] = schema.type(of: name) }
            return try self.blocks(documents, second, asValues: asValues)
        }
        return (table, summary)
    }

    private struct NotRecords: Error {}

    private func blocks(_ documents: [Buffer<UInt8>], _ request: BlockRequest, asValues: Bool) throws -> [ParsedBlock] {
        var all: [ParsedBlock] = []
        for (path, bytes) in zip(files, documents) {
            do {
                all += try blocks(bytes, path, request, asValues: asValues)
            } catch let problem as Problem {
                let whole = block(bytes, path, 0..<bytes.count)
                let isEmpty = unsafe problem.code == OCTAVO_JSON_ERROR_END && bytes.elements.allSatisfy { JSONCursor.isSpace($0) }
                let bad = BadRecord(
                    offset: 0, length: bytes.count, row: 0,
                    message: isEmpty
                        ? "holds no JSON value: the file is empty" : "is not valid JSON: " + RecordProblem.text(problem.code),
                    column: isEmpty ? nil : problem.column, hint: RecordProblem.hint(problem.code, isLine: false, place: 0))
                if options.bad.isError {
                    let line = BadRecord(
                        offset: problem.lineStart, length: problem.lineLength, row: 0, message: bad.message, column: bad.column,
                        hint: bad.hint)
                    throw line.diagnostic(
                        line: whole.line(of: problem.lineStart, context), file: path, excerpt: line.text(in: whole, limit: 400))
                }
                all.append(
                    ParsedBlock(
                        block: whole, rows: request.keepsBad ? 1 : 0, parts: [], bad: [bad], windows1252: 0,
                        starts: request.keepsBad ? [0] : []))
            }
        }
        return all
    }

    private func block(_ bytes: Buffer<UInt8>, _ path: String, _ range: Range<Int>) -> ByteBlock {
        ByteBlock(
            piece: bytes, start: range.lowerBound, end: range.upperBound, path: path, bytesBeforePiece: 0, linesBeforePiece: 0)
    }

    private func blocks(
        _ bytes: Buffer<UInt8>, _ path: String, _ request: BlockRequest, asValues: Bool
    ) throws -> [ParsedBlock] {
        var cursor = JSONCursor(bytes: bytes)
        var blocks: [ParsedBlock] = []
        let isList = try cursor.begin()
        while !cursor.isDone {
            try context.cancellation.check()
            let start = cursor.position
            let tape = JSONTape()
            var rows: [UInt32] = []
            while !cursor.isDone, cursor.position - start < Self.bytesPerChunk {
                rows.append(UInt32(tape.count))
                try cursor.value(on: tape, from: start)
                try cursor.separator(isList: isList)
            }
            let parsed = try parse(
                block(bytes, path, start..<cursor.position), tape, rows, request, asValues: asValues)
            blocks.append(parsed)
        }
        return blocks
    }

    private func parse(
        _ block: ByteBlock, _ tape: JSONTape, _ rows: [UInt32], _ request: BlockRequest, asValues: Bool
    ) throws -> ParsedBlock {
        let cells = ScratchMemory<UInt32>(capacity: max(rows.count, 1))
        for (row, token) in rows.enumerated() { unsafe cells.pointer[row] = token }
        // The tape and the block outlive the columns that are read off them here.
        let columns = unsafe JSONColumns(bytes: block.piece.start + block.start, tape: tape.memory.pointer)
        var fields: [(name: String, cells: ScratchMemory<UInt32>?)] = []
        if asValues {
            fields = [("value", request.wants("value") ? cells : nil)]
        } else {
            let isRecords = rows.allSatisfy { unsafe tape.memory.pointer[Int($0)].kind & 0xFF == UInt32(OCTAVO_JSON_RECORD) }
            guard isRecords, let found = unsafe columns.fields(cells.pointer, count: rows.count, wants: request.wants) else {
                throw NotRecords()
            }
            fields = found
        }
        var parts: [ParsedBlock.Part] = []
        for case (let name, let cells?) in fields {
            let shape = unsafe columns.shape(cells.pointer, count: rows.count, owner: cells)
            let type = request.types[name] ?? shape.type
            guard let column = columns.column(shape, as: type) else {
                throw Diagnostic(
                    "wrong-type", "cannot read `.\(name)` of `\(block.path)` as \(type): it holds values of type \(shape.type)",
                    help: ["leave the column out of `types:` to let all its values decide"])
            }
            parts.append(.init(name: name, type: type, column: column))
        }
        let starts = options.includesSource ? rows.map { unsafe tape.memory.pointer[Int($0)].offset } : []
        return ParsedBlock(block: block, rows: rows.count, parts: parts, bad: [], windows1252: 0, starts: starts)
    }

    fileprivate struct Problem: Error {
        let code: Int
        let lineStart: Int
        let lineLength: Int
        let column: Int
    }
}

/// Tokens of the elements of one chunk; token 0 stands for "none".
private final class JSONTape {
    let memory = ScratchMemory<octavo_token>(capacity: 4096)
    var count = 1

    init() { unsafe memory.pointer[0] = octavo_token(offset: 0, kind: 0, payload: 0) }
}

/// Walks the elements of a document.
private struct JSONCursor {
    let bytes: Buffer<UInt8>
    private(set) var position = 0
    private(set) var isDone = false

    init(bytes: Buffer<UInt8>) { self.bytes = bytes }

    /// Steps into a list; false when the document is something else.
    mutating func begin() throws -> Bool {
        skipSpace()
        guard position < bytes.count else { throw problem(OCTAVO_JSON_ERROR_END, at: position) }
        guard bytes[position] == 0x5B else { return false }
        position += 1
        skipSpace()
        if position < bytes.count, bytes[position] == 0x5D {
            position += 1
            try end()
        }
        return true
    }

    mutating func value(on tape: JSONTape, from start: Int) throws {
        guard bytes.count - start < Int(UInt32.max) else {
            // Offsets count from the chunk's start, so only one giant value can pass the 32 bits.
            return try value(on: tape, from: start, upTo: start + Int(UInt32.max) - 1)
        }
        try value(on: tape, from: start, upTo: bytes.count)
    }

    private mutating func value(on tape: JSONTape, from start: Int, upTo end: Int) throws {
        while true {
            // `start..<end` lies in the document.
            let progress = unsafe octavo_json_value(
                bytes.start + start, position - start, end - start, tape.memory.pointer, tape.count, tape.memory.capacity)
            if progress.error == UInt32(OCTAVO_JSON_ERROR_FULL) {
                tape.memory.reserve(tape.memory.capacity * 2, keeping: tape.count)
                continue
            }
            if progress.error != 0 { throw problem(Int(progress.error), at: start + Int(progress.errorPosition)) }
            tape.count = Int(progress.tokens)
            position = start + Int(progress.position)
            return
        }
    }

    /// Takes what stands after an element: a comma, or the end.
    mutating func separator(isList: Bool) throws {
        guard isList else { return try end() }
        skipSpace()
        guard position < bytes.count else { throw problem(OCTAVO_JSON_ERROR_END, at: position) }
        switch bytes[position] {
        case 0x2C:
            position += 1
            skipSpace()
        case 0x5D:
            position += 1
            try end()
        default: throw problem(OCTAVO_JSON_ERROR_COMMA, at: position)
        }
    }

    private mutating func end() throws {
        skipSpace()
        if position < bytes.count { throw problem(OCTAVO_JSON_ERROR_TRAILING, at: position) }
        isDone = true
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    private mutating func skipSpace() {
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
    }

    private func problem(_ code: Int, at place: Int) -> JSONDocuments.Problem {
        let place = min(place, bytes.count)
        var start = place
        while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
        let end = ByteSearch.feed(bytes, from: place) ?? bytes.count
        let column = bytes.slice(start..<place).array.count { $0 & 0xC0 != 0x80 }
        return .init(code: code, lineStart: start, lineLength: end - start, column: column)
    }
}
