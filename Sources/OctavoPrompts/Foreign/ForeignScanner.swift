import OctavoSource

/// Cuts a foreign template into text and tags, and takes away what is no text around the tags.
struct ForeignScanner {
    private let source: Source
    private let bytes: [UInt8]
    private let dialect: ForeignDialect
    private var pieces: [ForeignPiece] = []
    private var problems: [Diagnostic] = []
    private var position: Int
    private var textStart: Int
    private var opening = Array("{{".utf8)
    private var closing = Array("}}".utf8)

    private init(_ source: Source, from start: Int, _ dialect: ForeignDialect) {
        self.source = source
        self.dialect = dialect
        bytes = source.bytes
        position = start
        textStart = start
    }

    static func scan(
        _ source: Source, from start: Int, _ dialect: ForeignDialect
    ) -> (pieces: [ForeignPiece], problems: [Diagnostic]) {
        var scanner = ForeignScanner(source, from: start, dialect)
        scanner.run()
        return (ForeignLines.cut(scanner.pieces), scanner.problems)
    }

    private func place(_ start: Int, _ end: Int) -> SourceRange { SourceRange(source, ByteRange(start, end)) }
    private func holds(_ word: [UInt8], at place: Int) -> Bool { bytes[place...].starts(with: word) }

    private mutating func run() {
        while position < bytes.count {
            guard bytes[position] == opening[0], holds(opening, at: position) else {
                position += 1
                continue
            }
            if dialect == .dotprompt, position > textStart, bytes[position - 1] == UInt8(ascii: "\\") {
                escaped()
            } else {
                tag()
            }
        }
        flush(to: bytes.count)
    }

    private mutating func flush(to end: Int) {
        if end > textStart { pieces.append(.text(place(textStart, end))) }
        textStart = end
    }

    /// `\{{name}}` is text; with two strokes one of them is.
    private mutating func escaped() {
        let isStroke = position > textStart + 1 && bytes[position - 2] == UInt8(ascii: "\\")
        flush(to: position - 1)
        textStart = position
        if isStroke { return tag() }
        let end = (position + 2..<bytes.count).first { holds(closing, at: $0) }
        position = end.map { $0 + 2 } ?? bytes.count
        flush(to: position)
    }

    private mutating func tag() {
        let start = position
        flush(to: start)
        var inner = start + opening.count
        let isPlain = opening.count == 2 && bytes[start] == UInt8(ascii: "{")
        if isPlain, holds(Array("{{".utf8), at: inner) {
            problems.append(noCounterpart("`{{{{`, a block of raw text", place(start, inner + 2), dialect))
            position = inner + 2
            textStart = position
            return
        }
        var trimsBefore = false
        if dialect == .dotprompt, inner < bytes.count, bytes[inner] == UInt8(ascii: "~") {
            trimsBefore = true
            inner += 1
        }
        let isTriple = isPlain && inner < bytes.count && bytes[inner] == UInt8(ascii: "{")
        if isTriple { inner += 1 }
        let isLongComment = dialect == .dotprompt && holds(Array("!--".utf8), at: inner)
        let isDelimiters = dialect == .mustache && inner < bytes.count && bytes[inner] == UInt8(ascii: "=")
        let word =
            isLongComment
            ? Array("--".utf8) : isTriple ? Array("}".utf8) + closing : isDelimiters ? Array("=".utf8) + closing : closing
        guard let found = end(of: word, from: isLongComment ? inner + 3 : inner, isLongComment) else {
            problems.append(
                Diagnostic(
                    "unclosed-hole", "this `\(String(decoding: opening, as: UTF8.self))` is never closed", at: place(start, inner)
                ))
            position = bytes.count
            textStart = position
            return
        }
        var (contentEnd, end) = (found, found + word.count)
        if isLongComment { end = (end..<bytes.count).first { holds(closing, at: $0) }.map { $0 + closing.count } ?? bytes.count }
        var trimsAfter = false
        if dialect == .dotprompt, contentEnd > inner, bytes[contentEnd - 1] == UInt8(ascii: "~") {
            trimsAfter = true
            contentEnd -= 1
        } else if isLongComment, end >= 3, bytes[end - 3] == UInt8(ascii: "~") {
            trimsAfter = true
        }
        var made = made(trimmed(inner, contentEnd), place(start, end), isTriple: isTriple)
        (made.trimsBefore, made.trimsAfter) = (trimsBefore, trimsAfter)
        pieces.append(.tag(made))
        position = end
        textStart = end
        if isDelimiters { setDelimiters(made) }
    }

    /// Where `word` begins, outside the texts of a tag.
    private func end(of word: [UInt8], from start: Int, _ isComment: Bool) -> Int? {
        var place = start
        var quote: UInt8?
        let knowsTexts = dialect == .dotprompt && !isComment && (start >= bytes.count || bytes[start] != UInt8(ascii: "!"))
        while place < bytes.count {
            let byte = bytes[place]
            if let open = quote {
                if byte == open { quote = nil }
            } else if holds(word, at: place) {
                return place
            } else if knowsTexts, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
            place += 1
        }
        // A quote without a partner: the first end that there is.
        return quote == nil ? nil : (start..<bytes.count).first { holds(word, at: $0) }
    }

    private func trimmed(_ start: Int, _ end: Int) -> SourceRange {
        var (start, end) = (start, max(start, end))
        while start < end, bytes[start].isSpace { start += 1 }
        while end > start, bytes[end - 1].isSpace { end -= 1 }
        return place(start, end)
    }

    private func made(_ content: SourceRange, _ range: SourceRange, isTriple: Bool) -> ForeignTag {
        let (start, end) = (content.bytes.start, content.bytes.end)
        guard start < end, !isTriple else { return ForeignTag(sign: .value, content: content, range: range) }
        let rest = trimmed(start + 1, end)
        let sign: ForeignTag.Sign
        switch bytes[start] {
        case UInt8(ascii: "#"):
            let next = start + 1 < end ? bytes[start + 1] : 0
            sign = next == UInt8(ascii: ">") || next == UInt8(ascii: "*") ? .other("{{#\(next == 0x3E ? ">" : "*")") : .open
        case UInt8(ascii: "^"): sign = dialect == .dotprompt && rest.bytes.isEmpty ? .otherwise : .inverted
        case UInt8(ascii: "/"): sign = .close
        case UInt8(ascii: "!"): sign = .comment
        case UInt8(ascii: ">"): sign = .partial
        case UInt8(ascii: "&"): return ForeignTag(sign: .value, content: rest, range: range)
        case UInt8(ascii: "=") where dialect == .mustache: sign = .delimiters
        case UInt8(ascii: "<") where dialect == .mustache, UInt8(ascii: "$") where dialect == .mustache:
            sign = .other("{{\(UnicodeScalar(bytes[start]))")
        case UInt8(ascii: "*"): sign = .other("{{*")
        default:
            let words = content.text.split(whereSeparator: \.isWhitespace)
            let isElse = dialect == .dotprompt && words.first == "else"
            return ForeignTag(sign: isElse ? .otherwise : .value, content: content, range: range)
        }
        return ForeignTag(sign: sign, content: rest, range: range)
    }

    private mutating func setDelimiters(_ tag: ForeignTag) {
        let words = tag.content.text.split(whereSeparator: \.isWhitespace)
        guard words.count == 2 else {
            problems.append(Diagnostic("bad-block", "these are no two delimiters", at: tag.range, help: ["`{{=<% %>=}}`"]))
            return
        }
        (opening, closing) = (Array(words[0].utf8), Array(words[1].utf8))
    }
}

/// What a template of another language says and Octavo's cannot.
func noCounterpart(_ what: String, _ range: SourceRange, _ dialect: ForeignDialect, help: [String] = []) -> Diagnostic {
    Diagnostic("no-counterpart", "\(what) of \(dialect.title) has no counterpart in a template of Octavo", at: range, help: help)
}

/// Takes away the lines that hold one tag and nothing else, and what `~` says.
enum ForeignLines {
    static func cut(_ pieces: [ForeignPiece]) -> [ForeignPiece] {
        var pieces = pieces
        var cuts = pieces.map { _ in (before: 0, after: 0) }
        for index in pieces.indices {
            guard case .tag(var tag) = pieces[index], tag.vanishes, let line = line(around: index, pieces) else { continue }
            tag.indentation = line.indentation
            pieces[index] = .tag(tag)
            if index > 0 { cuts[index - 1].after = max(cuts[index - 1].after, line.indentation.utf8.count) }
            if index + 1 < pieces.count { cuts[index + 1].before = max(cuts[index + 1].before, line.rest) }
        }
        return pieces.indices.compactMap { index in
            guard case .text(let range) = pieces[index] else { return pieces[index] }
            var (start, end) = (range.bytes.start + cuts[index].before, range.bytes.end - cuts[index].after)
            let bytes = range.source.bytes
            if index > 0, case .tag(let tag) = pieces[index - 1], tag.trimsAfter {
                while start < end, bytes[start].isSpace { start += 1 }
            }
            if index + 1 < pieces.count, case .tag(let tag) = pieces[index + 1], tag.trimsBefore {
                while end > start, bytes[end - 1].isSpace { end -= 1 }
            }
            return start < end ? .text(SourceRange(range.source, ByteRange(start, end))) : nil
        }
    }

    /// The blanks before a tag that fills its line, and how much of the text behind belongs to the line.
    private static func line(around index: Int, _ pieces: [ForeignPiece]) -> (indentation: String, rest: Int)? {
        var indentation = ""
        if index > 0 {
            guard case .text(let range) = pieces[index - 1] else { return nil }
            let tail = Array(range.text.utf8.reversed().prefix { $0 != 0x0A })
            guard tail.allSatisfy(\.isBlank), tail.count < range.bytes.count || index == 1 else { return nil }
            indentation = String(decoding: tail.reversed(), as: UTF8.self)
        }
        guard index + 1 < pieces.count else { return (indentation, 0) }
        guard case .text(let range) = pieces[index + 1] else { return nil }
        let bytes = Array(range.text.utf8)
        let blanks = bytes.prefix { $0.isBlank || $0 == 0x0D }.count
        if blanks == bytes.count { return index + 2 == pieces.count ? (indentation, blanks) : nil }
        return bytes[blanks] == 0x0A ? (indentation, blanks + 1) : nil
    }
}
