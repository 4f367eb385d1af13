import OctavoSource

/// What a text token says: its quotes taken off, its escapes replaced, its indentation stripped.
struct TextLiteral {
    enum Piece {
        case literal(String)
        case hole(Lexer.Hole)
    }

    enum Problem {
        case unknownEscape(ByteRange)
        case badUnicode(ByteRange)
        case lessIndented(ByteRange)
    }

    private(set) var pieces: [Piece] = []
    private(set) var problems: [Problem] = []

    private let bytes: [UInt8]
    private var output: [UInt8] = []
    private var isBlock = false
    private var indentation: ArraySlice<UInt8> = []

    /// `range` is that of a whole token, quotes included; `holes` are those inside it.
    init(_ bytes: [UInt8], _ range: ByteRange, holes: [Lexer.Hole]) {
        self.bytes = bytes
        if bytes[range.start] == Characters.singleQuote {
            output = Array(bytes[range.start + 1..<range.end - 1])
            flush()
            return
        }
        isBlock = range.count >= 6 && bytes[range.start..<range.start + 3].allSatisfy { $0 == Characters.doubleQuote }
        let quotes = isBlock ? 3 : 1
        var segments: [Range<Int>] = []
        var start = range.start + quotes
        for hole in holes {
            // A hole's range lies between `\(` and `)`.
            segments.append(start..<hole.range.start - 2)
            start = hole.range.end + 1
        }
        segments.append(start..<range.end - quotes)
        let startsLine = isBlock && trimNewlines(&segments)
        for (index, segment) in segments.enumerated() {
            decode(segment, startsLine: startsLine && index == 0)
            if index < holes.count {
                flush()
                pieces.append(.hole(holes[index]))
            }
        }
        flush()
    }

    private mutating func flush() {
        if !output.isEmpty { pieces.append(.literal(String(decoding: output, as: UTF8.self))) }
        output = []
    }

    // MARK: - Indentation

    /// Finds the closing line's indentation and drops the newlines next to the quotes; true if there was one at the start.
    private mutating func trimNewlines(_ segments: inout [Range<Int>]) -> Bool {
        guard let lineSegment = segments.last(where: { $0.contains { Characters.isNewline(bytes[$0]) } }) else { return false }
        let lastNewline = lineSegment.last { Characters.isNewline(bytes[$0]) } ?? lineSegment.lowerBound
        let blanks = bytes[lastNewline + 1..<lineSegment.upperBound].prefix(while: Characters.isBlank)
        indentation = blanks
        var startsLine = false
        let first = segments[0]
        let afterBlanks = first.first { !Characters.isBlank(bytes[$0]) } ?? first.upperBound
        if afterBlanks < first.upperBound, Characters.isNewline(bytes[afterBlanks]) {
            segments[0] = newlineEnd(afterBlanks, limit: first.upperBound)..<first.upperBound
            startsLine = true
        }
        let last = segments.count - 1
        if lineSegment.upperBound == segments[last].upperBound, blanks.endIndex == lineSegment.upperBound {
            var end = lastNewline
            if bytes[end] == Characters.lineFeed, end > lineSegment.lowerBound, bytes[end - 1] == Characters.carriageReturn {
                end -= 1
            }
            // The newline may be the same one at both ends.
            segments[last] = segments[last].lowerBound..<max(end, segments[last].lowerBound)
        }
        return startsLine
    }

    private func newlineEnd(_ offset: Int, limit: Int) -> Int {
        let isPair = bytes[offset] == Characters.carriageReturn && offset + 1 < limit && bytes[offset + 1] == Characters.lineFeed
        return offset + (isPair ? 2 : 1)
    }

    /// Skips the indentation of the line that starts at `offset`.
    private mutating func lineStart(_ offset: Int, limit: Int) -> Int {
        let blanks = bytes[offset..<limit].prefix(while: Characters.isBlank)
        if blanks.starts(with: indentation) { return offset + indentation.count }
        if blanks.endIndex == limit || Characters.isNewline(bytes[blanks.endIndex]) { return blanks.endIndex }
        problems.append(.lessIndented(ByteRange(offset, max(blanks.endIndex, offset + 1))))
        return blanks.endIndex
    }

    // MARK: - Characters

    private mutating func decode(_ segment: Range<Int>, startsLine: Bool) {
        let limit = segment.upperBound
        var offset = startsLine ? lineStart(segment.lowerBound, limit: limit) : segment.lowerBound
        while offset < limit {
            let byte = bytes[offset]
            if byte == Characters.backslash {
                offset = decodeEscape(offset, limit: limit)
            } else if isBlock && Characters.isNewline(byte) {
                output.append(Characters.lineFeed)
                offset = lineStart(newlineEnd(offset, limit: limit), limit: limit)
            } else {
                output.append(byte)
                offset += 1
            }
        }
    }

    /// Decodes the escape at `offset`; gives the offset after it.
    private mutating func decodeEscape(_ offset: Int, limit: Int) -> Int {
        guard offset + 1 < limit else {
            problems.append(.unknownEscape(ByteRange(offset, limit)))
            return limit
        }
        switch bytes[offset + 1] {
        case UInt8(ascii: "n"): output.append(Characters.lineFeed)
        case UInt8(ascii: "t"): output.append(UInt8(ascii: "\t"))
        case UInt8(ascii: "r"): output.append(Characters.carriageReturn)
        case Characters.doubleQuote, Characters.backslash: output.append(bytes[offset + 1])
        case UInt8(ascii: "u"): return decodeUnicode(offset, limit: limit)
        default:
            if Characters.isNewline(bytes[offset + 1]) {
                problems.append(.unknownEscape(ByteRange(offset, offset + 1)))
                return offset + 1
            }
            let length = Characters.scalar(in: bytes, at: offset + 1, end: limit)?.length ?? 1
            problems.append(.unknownEscape(ByteRange(offset, offset + 1 + length)))
            return offset + 1 + length
        }
        return offset + 2
    }

    /// `\u{1F600}`
    private mutating func decodeUnicode(_ offset: Int, limit: Int) -> Int {
        var end = offset + 2
        guard end < limit, bytes[end] == UInt8(ascii: "{") else {
            problems.append(.badUnicode(ByteRange(offset, end)))
            return end
        }
        end += 1
        let digits = bytes[end..<limit].prefix { Characters.isDigit($0) || Characters.isASCIILetter($0) }
        end = digits.endIndex
        guard end < limit, bytes[end] == UInt8(ascii: "}"), (1...6).contains(digits.count),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16), let scalar = Unicode.Scalar(value)
        else {
            problems.append(.badUnicode(ByteRange(offset, min(end + 1, limit))))
            return end
        }
        output.append(contentsOf: Array(String(scalar).utf8))
        return end + 1
    }
}
