import OctavoSource
import OctavoTable

/// A value or a helper's name with arguments, as a tag of Handlebars writes them; of Mustache a path alone.
struct ForeignExpression {
    indirect enum Kind {
        case path(ForeignPath)
        /// A literal as Octavo writes it, with what it is.
        case literal(String, isText: Bool)
        case null
    }

    let kind: Kind
    let range: SourceRange

    var path: ForeignPath? { if case .path(let path) = kind { path } else { nil } }

    /// Of a literal as it is written.
    static func type(of code: String, isText: Bool) -> DataType {
        if isText { return .text }
        return code == "true" || code == "false" ? .bool : code.contains(".") ? .float : .int
    }
}

/// `../guest.name`, `this`, `@index`.
struct ForeignPath: Equatable {
    /// How many contexts out: `..`.
    var parents = 0
    /// `this.` or `./`: only the context itself is meant.
    var isOwn = false
    /// Empty for the context itself.
    var names: [String] = []
    /// `@index` and its kind.
    var isData = false
}

/// What a tag holds: words, and `name=value` behind them.
struct ForeignWords {
    let words: [ForeignExpression]
    let options: [(name: String, value: ForeignExpression)]

    init(_ content: SourceRange, _ dialect: ForeignDialect) throws(Diagnostic) {
        guard dialect == .dotprompt else {
            let path = ForeignPath(
                names: content.text == "."
                    ? [] : content.text.split(separator: ".", omittingEmptySubsequences: false).map(String.init))
            words = [ForeignExpression(kind: .path(path), range: content)]
            options = []
            return
        }
        var reader = Reader(content)
        var words: [ForeignExpression] = []
        var options: [(name: String, value: ForeignExpression)] = []
        while let word = try reader.word() {
            if reader.skip("=") {
                guard let name = word.path?.names.first, let value = try reader.word() else {
                    throw Diagnostic("bad-block", "`=` stands between a name and a value", at: word.range)
                }
                options.append((name, value))
            } else {
                words.append(word)
            }
        }
        (self.words, self.options) = (words, options)
    }

    private struct Reader {
        let source: Source
        let end: Int
        var index: Int

        init(_ content: SourceRange) {
            source = content.source
            index = content.bytes.start
            end = content.bytes.end
        }

        var byte: UInt8? { index < end ? source.bytes[index] : nil }

        mutating func skip(_ mark: Unicode.Scalar) -> Bool {
            guard byte == UInt8(ascii: mark) else { return false }
            index += 1
            return true
        }

        mutating func word() throws(Diagnostic) -> ForeignExpression? {
            while let byte, byte.isSpace { index += 1 }
            guard let first = byte else { return nil }
            let start = index
            if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") { return try text(first) }
            if first == UInt8(ascii: "(") {
                throw noCounterpart("an expression in parentheses", SourceRange(source, ByteRange(start, end)), .dotprompt)
            }
            var isQuoted = false
            while let byte, isQuoted || !(byte.isSpace || byte == UInt8(ascii: "=")) {
                if byte == UInt8(ascii: "[") { isQuoted = true }
                if byte == UInt8(ascii: "]") { isQuoted = false }
                index += 1
            }
            let range = SourceRange(source, ByteRange(start, index))
            if range.bytes.isEmpty {
                throw Diagnostic("bad-block", "a name stands before `=`", at: SourceRange(source, ByteRange(start, end)))
            }
            return ForeignExpression(kind: Self.kind(range.text), range: range)
        }

        private mutating func text(_ quote: UInt8) throws(Diagnostic) -> ForeignExpression {
            let start = index
            index += 1
            while let byte, byte != quote { index += 1 }
            guard byte == quote else {
                throw Diagnostic("bad-block", "this text has no end", at: SourceRange(source, ByteRange(start, end)))
            }
            index += 1
            let inner = source.text(in: ByteRange(start + 1, index - 1))
            return ForeignExpression(
                kind: .literal(WrittenForm.quoted(inner), isText: true), range: SourceRange(source, ByteRange(start, index)))
        }

        private static func kind(_ text: String) -> ForeignExpression.Kind {
            switch text {
            case "true", "false": return .literal(text, isText: false)
            case "null", "undefined": return .null
            default: break
            }
            if Int64(text) != nil || (Double(text) != nil && text.contains(".") && !text.hasPrefix(".") && !text.hasSuffix(".")) {
                return .literal(text, isText: false)
            }
            var path = ForeignPath()
            var rest = text[...]
            if rest.hasPrefix("@") {
                path.isData = true
                rest = rest.dropFirst()
            }
            while rest.hasPrefix("..") {
                path.parents += 1
                rest = rest.dropFirst(2)
                if rest.hasPrefix("/") { rest = rest.dropFirst() }
            }
            for word in ["this", "."] where rest == word || rest.hasPrefix(word + ".") || rest.hasPrefix(word + "/") {
                path.isOwn = true
                rest = rest.dropFirst(word.count + 1)
            }
            if !rest.isEmpty {
                path.names = rest.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "/" }.map { name in
                    name.hasPrefix("[") && name.hasSuffix("]") ? String(name.dropFirst().dropLast()) : String(name)
                }
            }
            return .path(path)
        }
    }
}
