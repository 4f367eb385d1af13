import CKernels
import OctavoSource

/// Makes columns of a block, by its format.
enum BlockParser {
    static func parse(_ block: ByteBlock, format: FileFormat, request: BlockRequest) throws -> ParsedBlock {
        switch format {
        case .csv, .tsv: try delimited(block, request)
        case .txt: try lines(block, request)
        default: try jsonLines(block, request)
        }
    }

    // MARK: - JSON Lines

    private static func jsonLines(_ block: ByteBlock, _ request: BlockRequest) throws -> ParsedBlock {
        let base = unsafe block.piece.start + block.start
        let tape = ScratchMemory<octavo_token>(capacity: block.count / 12 + 64)
        // Token 0 stands for "none".
        unsafe tape.pointer[0] = octavo_token(offset: 0, kind: 0, payload: 0)
        var position = 0
        var tokens = 1
        repeat {
            let progress = unsafe octavo_json_lines(base, position, block.count, tape.pointer, tokens, tape.capacity)
            position = progress.position
            tokens = progress.tokens
            if progress.error != 0 { tape.reserve(tape.capacity * 2, keeping: tokens) }
        } while position < block.count

        let rows = ScratchMemory<UInt32>(capacity: 1024)
        var count = 0
        var bad: [BadRecord] = []
        var at = 1
        while at < tokens {
            let token = unsafe tape.pointer[at]
            var row = UInt32(at)
            switch Int(token.kind & 0xFF) {
            case OCTAVO_JSON_RECORD: at = Int(UInt32(truncatingIfNeeded: token.payload))
            case OCTAVO_JSON_BAD:
                let length = Int(UInt32(truncatingIfNeeded: token.payload))
                let place = Int(token.payload >> 32)
                let start = Int(token.offset)
                let scalars = unsafe UnsafeBufferPointer(start: base + start, count: min(place, length)).count {
                    $0 & 0xC0 != 0x80
                }
                bad.append(
                    BadRecord(
                        offset: start, length: length, row: count,
                        message: "is not valid JSON: " + RecordProblem.text(Int(token.kind >> 8)), column: scalars,
                        hint: RecordProblem.hint(Int(token.kind >> 8), isLine: true, place: place)))
                row = 0
                at += 1
            default:
                let kind = RecordProblem.kind(Int(token.kind & 0xFF))
                let start = Int(token.offset) - (Int(token.kind & 0xFF) == OCTAVO_JSON_STRING ? 1 : 0)
                let end = ByteSearch.feed(block.piece, from: block.start + start).map { min($0, block.end) } ?? block.end
                bad.append(
                    BadRecord(
                        offset: start, length: end - block.start - start, row: count,
                        message: "is no row: it holds \(kind), not a record",
                        hint: Int(token.kind & 0xFF) == OCTAVO_JSON_LIST ? RecordProblem.documentHint : nil))
                row = 0
                at = Int(token.kind & 0xFF) == OCTAVO_JSON_LIST ? Int(UInt32(truncatingIfNeeded: token.payload)) : at + 1
            }
            if row == 0, !request.keepsBad { continue }
            if count == rows.capacity { rows.reserve(count * 2, keeping: count) }
            unsafe rows.pointer[count] = row
            count += 1
        }

        let columns = unsafe JSONColumns(bytes: base, tape: tape.pointer)
        guard let fields = unsafe columns.fields(rows.pointer, count: count, wants: request.wants) else {
            throw Diagnostic(
                "too-many-columns", "`\(block.path)` has too many different fields to be columns of a table",
                help: ["`columns:` names those that are needed"])
        }
        var parts: [ParsedBlock.Part] = []
        for case (let name, let cells?) in fields {
            let shape = unsafe columns.shape(cells.pointer, count: count, owner: cells)
            let settled = request.types[name]
            let type = settled ?? request.hints[name].map { ReadTypes.joined($0, shape.type) } ?? shape.type
            if settled == nil, request.unbuilt.contains(name) {
                parts.append(.init(name: name, type: type, column: nil))
                continue
            }
            guard let column = columns.column(shape, as: type) else {
                throw mismatch(columns, name, cells, count: count, type: type, rows: rows)
            }
            parts.append(.init(name: name, type: type, column: column))
        }
        var starts: [UInt32] = []
        if request.needsStarts {
            var nextBad = 0
            for row in 0..<count {
                let token = unsafe Int(rows.pointer[row])
                while token == 0, nextBad < bad.count, bad[nextBad].row < row { nextBad += 1 }
                starts.append(token == 0 ? UInt32(bad[min(nextBad, bad.count - 1)].offset) : unsafe tape.pointer[token].offset)
            }
        }
        return ParsedBlock(block: block, rows: count, parts: parts, bad: bad, windows1252: 0, starts: starts)
    }

    private static func mismatch(
        _ columns: JSONColumns, _ name: String, _ cells: ScratchMemory<UInt32>, count: Int, type: DataType,
        rows: ScratchMemory<UInt32>
    ) -> TypeMismatch {
        for row in 0..<count {
            // `cells` and `rows` have `count` elements, tokens of the tape or 0.
            let shape = unsafe columns.shape(cells.pointer + row, count: 1, owner: cells)
            if columns.column(shape, as: type) != nil { continue }
            let token = unsafe Int(cells.pointer[row])
            return unsafe TypeMismatch(
                column: name, type: type, row: row, text: columns.text(of: token),
                offset: Int(columns.tape[Int(rows.pointer[row])].offset))
        }
        return TypeMismatch(column: name, type: type, row: 0, text: "", offset: 0)
    }

    // MARK: - Delimited text

    private static func delimited(_ block: ByteBlock, _ request: BlockRequest) throws -> ParsedBlock {
        guard let layout = block.layout else {
            return ParsedBlock(block: block, rows: 0, parts: [], bad: [], windows1252: 0, starts: [])
        }
        let base = unsafe block.piece.start + block.start
        let ends = ScratchMemory<UInt32>(capacity: block.count / 6 + 64)
        var progress = unsafe octavo_csv_ends(base, 0, block.count, layout.separator, ends.pointer, ends.capacity)
        if progress.full {
            // One end a byte and one for the range's own is all there can be.
            ends.reserve(block.count + 1)
            progress = unsafe octavo_csv_ends(base, 0, block.count, layout.separator, ends.pointer, ends.capacity)
        }
        let mostRows = Int(progress.records)
        var columns: [ScratchMemory<octavo_slice>?] = layout.names.map {
            request.wants($0) ? ScratchMemory<octavo_slice>(capacity: max(mostRows, 1)) : nil
        }
        var targets: [UnsafeMutablePointer<octavo_slice>?] = unsafe columns.map { unsafe $0?.pointer }
        let starts = request.needsStarts ? ScratchMemory<UInt32>(capacity: max(mostRows, 1)) : nil
        let badEntries = ScratchMemory<octavo_csv_bad>(capacity: max(mostRows, 1))
        let counts = unsafe octavo_csv_rows(
            base, 0, block.count, ends.pointer, progress.ends, layout.names.count, &targets, request.keepsBad,
            starts?.pointer, badEntries.pointer)
        let count = Int(counts.rows)
        let bad = (0..<Int(counts.bad)).map { place in
            let entry = unsafe badEntries.pointer[place]
            return BadRecord(
                offset: Int(entry.offset), length: Int(entry.length), row: Int(entry.row),
                message: RecordProblem.delimited(
                    entry, expected: layout.names.count,
                    isUnclosed: progress.unclosed && Int(entry.offset + entry.length) >= block.count - 1))
        }
        let isUTF8 = unsafe octavo_utf8_valid(base, block.count)
        var windows1252 = 0
        var parts: [ParsedBlock.Part] = []
        for place in columns.indices {
            guard let slices = columns[place] else { continue }
            let name = layout.names[place]
            if !isUTF8 { unsafe windows1252 += Int(octavo_mark_windows_1252(base, slices.pointer, count)) }
            parts.append(
                unsafe try part(name, slices.pointer, count: count, base: base, request) { row in
                    Self.recordOffset(row, ends: ends, progress: progress, block: block)
                })
            columns[place] = nil
        }
        let rowStarts = starts.map { memory in (0..<count).map { unsafe memory.pointer[$0] } } ?? []
        return ParsedBlock(block: block, rows: count, parts: parts, bad: bad, windows1252: windows1252, starts: rowStarts)
    }

    /// Where record `row` starts, for a message; counts line ends outside quotes.
    private static func recordOffset(
        _ row: Int, ends: ScratchMemory<UInt32>, progress: octavo_csv_progress, block: ByteBlock
    ) -> Int {
        var start = 0
        var record = 0
        for place in 0..<Int(progress.ends) {
            let end = unsafe Int(ends.pointer[place])
            guard end < block.count, block.piece[block.start + end] == 0x0A else { continue }
            if record == row { return start }
            record += 1
            start = end + 1
        }
        return start
    }

    private static func part(
        _ name: String, _ slices: UnsafePointer<octavo_slice>, count: Int, base: UnsafePointer<UInt8>,
        _ request: BlockRequest, offset: (Int) -> Int
    ) throws -> ParsedBlock.Part {
        let fields = unsafe FieldColumns(bytes: base)
        if let settled = request.types[name] {
            guard let column = unsafe fields.column(slices, count: count, as: settled) else {
                let row = unsafe fields.firstMismatch(slices, count: count, as: settled)
                let text = unsafe TextColumns(bytes: base).texts(slices + row, count: 1)[0]
                throw TypeMismatch(column: name, type: settled, row: row, text: text, offset: offset(row))
            }
            return .init(name: name, type: settled, column: column)
        }
        let hint = request.hints[name] ?? .null
        let builds = !request.unbuilt.contains(name)
        // A type that other blocks have mostly holds here too: building it at once saves a look at every field.
        if builds, hint != .null, let column = unsafe fields.column(slices, count: count, as: hint) {
            return .init(name: name, type: hint, column: column)
        }
        let type = hint == .text ? .text : ReadTypes.joined(hint, unsafe fields.inferredType(slices, count: count))
        return .init(
            name: name, type: type, column: builds ? unsafe fields.column(slices, count: count, as: type) : nil)
    }

    // MARK: - Lines

    private static func lines(_ block: ByteBlock, _ request: BlockRequest) throws -> ParsedBlock {
        let base = unsafe block.piece.start + block.start
        let most = unsafe Int(octavo_count_lines(base, block.count)) + 1
        let slices = ScratchMemory<octavo_slice>(capacity: most)
        var starts: [UInt32] = []
        var count = 0
        var start = block.start
        while start < block.end {
            let feed = ByteSearch.feed(block.piece, from: start).map { min($0, block.end) } ?? block.end
            let isReturned = feed > start && block.piece[feed - 1] == 0x0D
            let length = feed - start - (isReturned ? 1 : 0)
            if length > Int(OCTAVO_LENGTH) {
                throw Diagnostic("record-too-long", "`\(block.path)` has a line of more than \(OCTAVO_LENGTH >> 20) MiB")
            }
            unsafe slices.pointer[count] = octavo_slice(offset: UInt32(start - block.start), length: UInt32(length))
            if request.needsStarts { starts.append(UInt32(start - block.start)) }
            count += 1
            start = feed + 1
        }
        var windows1252 = 0
        if unsafe !octavo_utf8_valid(base, block.count) {
            windows1252 = unsafe Int(octavo_mark_windows_1252(base, slices.pointer, count))
        }
        let column =
            request.wants("line") && !request.unbuilt.contains("line")
            ? unsafe TextColumns(bytes: base).column(slices.pointer, count: count) : nil
        let parts = request.wants("line") ? [ParsedBlock.Part(name: "line", type: .text, column: column)] : []
        return ParsedBlock(block: block, rows: count, parts: parts, bad: [], windows1252: windows1252, starts: starts)
    }
}
