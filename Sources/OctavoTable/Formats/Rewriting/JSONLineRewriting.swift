import OctavoSource

/// Records of JSON, one a line.
struct JSONLineRewriting {
    /// Deeper nesting is refused: reading calls itself once a level.
    private static let deepest = 200

    private let block: ByteBlock
    private let options: ScanOptions
    private let dropsMissing: Bool
    /// The names of the fields that are changed, with their places among them.
    private let columns: [[UInt8]: Int]?
    private let context: ExecutionContext
    private var text: TextRewriting
    private var output = RecordRewriter.Output()
    private var place = 0
    /// The end of the line that is read.
    private var end = 0
    /// The line's texts that may drop it.
    private var texts = 0

    private enum Stop: Error {
        case dropped
        case malformed(at: Int, String)
    }

    init(
        _ block: ByteBlock, _ options: ScanOptions, _ dropsMissing: Bool, _ worker: RecordRewriter.Worker,
        _ texts: RecordTexts?, _ context: ExecutionContext
    ) {
        self.block = block
        self.options = options
        self.dropsMissing = dropsMissing
        self.context = context
        columns = options.columns.map { names in
            Dictionary(names.enumerated().map { (Array($1.utf8), $0) }) { first, _ in first }
        }
        output.texts = texts
        text = TextRewriting(worker)
        output.bytes.reserveCapacity(block.count)
    }

    consuming func rewritten() throws -> RecordRewriter.Output {
        place = block.start
        while place < block.end {
            let start = place
            let feed = min(ByteSearch.feed(block.piece, from: place) ?? block.end, block.end)
            let next = min(feed + 1, block.end)
            end = feed
            let before = output.bytes.count
            do {
                try line(start)
                block.copy(place..<next, to: &output.bytes)
                output.endRecord()
            } catch Stop.dropped {
                output.bytes.removeLast(output.bytes.count - before)
                output.dropped += 1
                output.texts?.forget()
            } catch Stop.malformed(let wrong, let reason) {
                output.bytes.removeLast(output.bytes.count - before)
                output.texts?.forget()
                try malformed(start..<next, wrong, reason)
            }
            place = next
        }
        return output
    }

    private mutating func malformed(_ range: Range<Int>, _ wrong: Int, _ reason: String) throws {
        output.bad += 1
        switch options.bad {
        case .skip: return
        case .keep:
            block.copy(range, to: &output.bytes)
            output.endRecord()
        case .error, .repair:
            let line = block.piece.slice(range.lowerBound..<end)
            let before = Charsets.utf8OrWindows1252(block.piece.slice(range.lowerBound..<min(wrong, end)).array[...])
            let record = BadRecord(
                offset: range.lowerBound - block.start, length: line.count, row: 0, message: reason,
                column: before.unicodeScalars.count)
            var diagnostic = record.diagnostic(
                line: block.line(of: record.offset, context), file: block.path, excerpt: record.text(in: block, limit: 400))
            diagnostic.help = ["`--bad skip` leaves such records out, `--bad keep` copies them as they are"]
            throw diagnostic
        }
    }

    // MARK: - One line

    /// Copies the line up to its end, texts changed. The line's end is left to the caller.
    private mutating func line(_ start: Int) throws {
        try space()
        guard place < end else { return }
        guard block.piece[place] == 0x7B else { throw Stop.malformed(at: place, "is not an object") }
        output.records += 1
        texts = 0
        try object(depth: 0, isChosen: columns == nil)
        try space()
        if place < end { throw Stop.malformed(at: place, "goes on after the object") }
        if dropsMissing, texts == 0 { throw Stop.dropped }
    }

    /// Copies white space.
    private mutating func space() throws {
        while place < end, [0x20, 0x09, 0x0D].contains(block.piece[place]) { take() }
    }

    private mutating func take() {
        output.bytes.append(block.piece[place])
        place += 1
    }

    private mutating func expect(_ byte: UInt8, _ what: String) throws {
        guard place < end, block.piece[place] == byte else { throw Stop.malformed(at: place, "has no \(what)") }
        take()
    }

    private mutating func object(depth: Int, isChosen: Bool) throws {
        guard depth < Self.deepest else { throw Stop.malformed(at: place, "nests more than \(Self.deepest) deep") }
        take()
        try space()
        if place < end, block.piece[place] == 0x7D { return take() }
        while true {
            try space()
            let key = try string("name")
            block.copy(key.lowerBound - 1..<key.upperBound + 1, to: &output.bytes)
            try space()
            try expect(0x3A, "`:` after a name")
            try space()
            let column = depth == 0 ? columns.flatMap { $0[unescaped(key) ?? block.piece.slice(key).array] } : nil
            if let column, !output.found.contains(column) { output.found.insert(column) }
            let isOwn = depth == 0 ? columns == nil || column != nil : isChosen
            try value(depth: depth + 1, isChosen: isOwn, as: depth == 0 ? .field : .nested, column)
            try space()
            if place < end, block.piece[place] == 0x2C {
                take()
                continue
            }
            return try expect(0x7D, "`,` or `}` after a value")
        }
    }

    private mutating func list(depth: Int, isChosen: Bool) throws {
        guard depth < Self.deepest else { throw Stop.malformed(at: place, "nests more than \(Self.deepest) deep") }
        take()
        try space()
        if place < end, block.piece[place] == 0x5D { return take() }
        while true {
            try space()
            try value(depth: depth + 1, isChosen: isChosen, as: .nested)
            try space()
            if place < end, block.piece[place] == 0x2C {
                take()
                continue
            }
            return try expect(0x5D, "`,` or `]` after a value")
        }
    }

    private mutating func value(depth: Int, isChosen: Bool, as kind: RecordRewriter.Place, _ column: Int? = nil) throws {
        guard place < end else { throw Stop.malformed(at: place, "ends where a value is wanted") }
        switch block.piece[place] {
        case 0x7B: try object(depth: depth, isChosen: isChosen)
        case 0x5B: try list(depth: depth, isChosen: isChosen)
        case 0x22:
            let inner = try string("value")
            if isChosen {
                try rewrite(inner, kind, column)
            } else {
                block.copy(inner.lowerBound - 1..<inner.upperBound + 1, to: &output.bytes)
            }
        default: try word()
        }
    }

    /// A number, `true`, `false` or `null`.
    private mutating func word() throws {
        let start = place
        while place < end, ![0x2C, 0x7D, 0x5D, 0x20, 0x09, 0x0D, 0x3A, 0x22].contains(block.piece[place]) { take() }
        let bytes = block.piece.slice(start..<place).array
        switch bytes {
        case Array("true".utf8), Array("false".utf8), Array("null".utf8): return
        default:
            guard let first = bytes.first, first == 0x2D || first >= 0x30 && first <= 0x39,
                bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 || "+-.eE".utf8.contains($0) })
            else { throw Stop.malformed(at: start, "has no value where one is wanted") }
        }
    }

    /// Steps over a string and gives what stands between its quotes. Nothing is copied.
    private mutating func string(_ what: String) throws -> Range<Int> {
        guard place < end, block.piece[place] == 0x22 else {
            throw Stop.malformed(at: place, "has no \(what) where one is wanted")
        }
        let start = place + 1
        var index = start
        while index < end {
            let byte = block.piece[index]
            if byte == 0x22 {
                place = index + 1
                return start..<index
            }
            if byte < 0x20 { throw Stop.malformed(at: index, "has a control character in a text") }
            index += byte == 0x5C ? 2 : 1
        }
        throw Stop.malformed(at: start - 1, "has a text that is never closed")
    }

    private mutating func rewrite(_ inner: Range<Int>, _ kind: RecordRewriter.Place, _ column: Int?) throws {
        if kind == .field { texts += 1 }
        let change: RecordRewriter.Change
        let plain = unescaped(inner)
        if let plain {
            change = text.run(plain, kind, isChanged: false)
        } else {
            change = text.run(block.piece.slice(inner), kind)
        }
        switch change {
        case .unchanged:
            block.copy(inner.lowerBound - 1..<inner.upperBound + 1, to: &output.bytes)
            if let column {
                let same = plain ?? block.piece.slice(inner).array
                output.texts?.set(column, same)
            }
        case .dropped: throw Stop.dropped
        case .changed:
            JSONText.append(String(decoding: text.result, as: UTF8.self), to: &output.bytes)
            if let column {
                let result = text.result
                output.texts?.set(column, result)
            }
        }
    }

    /// The text of a string with escapes; `nil` where it has none.
    private func unescaped(_ inner: Range<Int>) -> [UInt8]? {
        let bytes = block.piece.slice(inner)
        guard unsafe bytes.elements.contains(0x5C) else { return nil }
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            guard byte == 0x5C, index + 1 < bytes.count else {
                plain.append(byte)
                index += 1
                continue
            }
            index += 2
            switch bytes[index - 1] {
            case 0x6E: plain.append(0x0A)
            case 0x74: plain.append(0x09)
            case 0x72: plain.append(0x0D)
            case 0x62: plain.append(0x08)
            case 0x66: plain.append(0x0C)
            case 0x75:
                guard let unit = Self.unit(bytes, index) else { break }
                index += 4
                var scalar = UInt32(unit)
                if unit & 0xFC00 == 0xD800, index + 1 < bytes.count, bytes[index] == 0x5C, bytes[index + 1] == 0x75,
                    let low = Self.unit(bytes, index + 2), low & 0xFC00 == 0xDC00
                {
                    index += 6
                    scalar = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF))
                }
                plain += Array(String(Character(Unicode.Scalar(scalar) ?? "\u{FFFD}")).utf8)
            case let other: plain.append(other)
            }
        }
        return Array(Charsets.utf8OrWindows1252(plain[...]).utf8)
    }

    /// Four hexadecimal digits.
    private static func unit(_ bytes: Buffer<UInt8>, _ start: Int) -> UInt16? {
        guard start + 4 <= bytes.count else { return nil }
        return UInt16(String(decoding: bytes.slice(start..<start + 4).array, as: UTF8.self), radix: 16)
    }
}
