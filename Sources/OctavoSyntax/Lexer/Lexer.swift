package import OctavoSource

/// Text to tokens. Nothing is lost: the tokens and the blanks between them are the text.
package struct Lexer {
    /// The code in one `\( … )` of a text, with tokens of its own that end in `end`.
    struct Hole {
        /// Between the parentheses.
        let range: ByteRange
        let tokens: [Token]
    }

    /// Texts inside holes inside texts; deeper is error[too-deep].
    static let maximumTextDepth = 32

    let source: Source
    let bytes: [UInt8]
    var position = 0
    var tokens: [Token] = []
    /// The holes of each text that has some, by the text's first byte.
    var holes: [Int: [Hole]] = [:]
    var diagnostics: [Diagnostic] = []
    /// The text ends inside `"""`: the one mistake of this layer that more input can repair.
    var endsInsideText = false
    var textDepth = 0

    init(_ source: Source) {
        self.source = source
        bytes = source.bytes
    }

    /// The tokens of `source`, comments and newlines included, `end` last.
    package static func tokens(of source: Source) -> [Token] {
        var lexer = Lexer(source)
        lexer.run()
        return lexer.tokens
    }

    mutating func run() {
        reportInvalidUTF8()
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        scan(until: .endOfText)
        append(.end, from: bytes.count)
    }

    // MARK: - The loop

    enum Stop { case endOfText, closeOfHole, closeOfHoleOrNewline }

    /// Reads tokens up to the end, or up to (not past) the parenthesis that closes a hole.
    mutating func scan(until stop: Stop) {
        var openParentheses = 0
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): position += 1
            case Characters.lineFeed, Characters.carriageReturn:
                if stop == .closeOfHoleOrNewline { return }
                scanNewline()
            case UInt8(ascii: "#"): scanComment()
            case UInt8(ascii: "0")...UInt8(ascii: "9"): scanNumber()
            case Characters.doubleQuote, Characters.singleQuote: scanText()
            case UInt8(ascii: "@"): scanDate()
            case UInt8(ascii: "("):
                openParentheses += 1
                scanSymbol()
            case UInt8(ascii: ")"):
                if stop != .endOfText && openParentheses == 0 { return }
                openParentheses = max(openParentheses - 1, 0)
                scanSymbol()
            case UInt8(ascii: "."): scanDot()
            default: scanNameOrSymbol()
            }
        }
    }

    mutating func append(_ kind: Token.Kind, from start: Int) { tokens.append(Token(kind, ByteRange(start, position))) }

    func byte(at offset: Int) -> UInt8? { offset >= 0 && offset < bytes.count ? bytes[offset] : nil }

    func place(_ start: Int, _ end: Int) -> SourceRange { SourceRange(source, ByteRange(start, end)) }

    /// Keeps a count over the limit of what is shown, so that hostile text cannot fill the memory.
    mutating func report(_ diagnostic: Diagnostic) {
        if diagnostics.count <= Parser.maximumDiagnostics { diagnostics.append(diagnostic) }
    }

    func hasPrefix(_ text: String, at offset: Int) -> Bool {
        var index = offset
        for wanted in text.utf8 {
            guard index < bytes.count, bytes[index] == wanted else { return false }
            index += 1
        }
        return true
    }

    // MARK: - Trivia

    private mutating func scanNewline() {
        let start = position
        position += bytes[position] == Characters.carriageReturn && byte(at: position + 1) == Characters.lineFeed ? 2 : 1
        append(.newline, from: start)
    }

    private mutating func scanComment() {
        let start = position
        while position < bytes.count, !Characters.isNewline(bytes[position]) { position += 1 }
        let isFirstOnLine = tokens.last.map { $0.kind == .newline } ?? true
        let isDocumentation =
            isFirstOnLine && byte(at: start + 1) == UInt8(ascii: "#") && byte(at: start + 2) != UInt8(ascii: "#")
        append(isDocumentation ? .documentation : .comment, from: start)
    }

    private mutating func reportInvalidUTF8() {
        var offset = 0
        while offset < bytes.count {
            if bytes[offset] < 0x80 {
                offset += 1
            } else if let (_, length) = Characters.scalar(in: bytes, at: offset, end: bytes.count) {
                offset += length
            } else {
                report(
                    Diagnostic(
                        "invalid-utf8", "cannot read the text: the bytes here are not UTF-8", at: place(offset, offset + 1),
                        help: ["save the text as UTF-8"]))
                return
            }
        }
    }

    // MARK: - Names

    func startsName(at offset: Int) -> Bool {
        Characters.scalar(in: bytes, at: offset, end: bytes.count).map { WrittenForm.startsName($0.scalar) } ?? false
    }

    /// The end of the letters, digits, marks and `_` from `offset` on.
    func endOfName(from offset: Int) -> Int {
        var end = offset
        while let (scalar, length) = Characters.scalar(in: bytes, at: end, end: bytes.count), WrittenForm.continuesName(scalar) {
            end += length
        }
        return end
    }

    private mutating func scanNameOrSymbol() {
        guard startsName(at: position) else { return scanSymbol() }
        let start = position
        position = endOfName(from: position)
        let text = source.text(in: ByteRange(start, position))
        append(Keyword(rawValue: text).map { .keyword($0) } ?? .name, from: start)
    }
}
