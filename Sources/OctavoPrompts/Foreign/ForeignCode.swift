import OctavoSource
import OctavoTable

/// Names, values and conditions of a foreign template as Octavo writes them.
enum ForeignCode {
    /// Throws where nothing is called so.
    static func meaning(
        of path: ForeignPath, _ range: SourceRange, _ scope: ForeignScope, _ dialect: ForeignDialect
    ) throws(Diagnostic) -> ForeignScope.Meaning {
        if path.isData {
            throw noCounterpart(
                "`\(range.text)`", range, dialect, help: ["declare an input, and give it when the prompt is rendered"])
        }
        guard let meaning = scope.meaning(of: path) else { throw unknown(path, range, scope) }
        if let name = path.names.first, meaning.code.split(separator: ".").first.map(String.init) == name,
            !WrittenForm.isName(name) || PromptHeader.isReserved(name)
        {
            throw Diagnostic(
                "no-counterpart", "`\(name)` cannot be the name of an input in a template of Octavo", at: range)
        }
        return meaning
    }

    private static func unknown(_ path: ForeignPath, _ range: SourceRange, _ scope: ForeignScope) -> Diagnostic {
        let names = scope.names(path)
        let nearest = path.names.first.flatMap { Suggestion.best(for: $0, among: names) }
        var problem = Diagnostic(
            "unknown-input",
            scope.isRoot ? "the template has no input `\(range.text)`" : "nothing is called `\(range.text)` here",
            at: range, label: nearest.map { "did you mean `\($0)`?" } ?? "",
            notes: [names.isEmpty ? "there are no names here" : "names here: " + names.joined(separator: ", ")])
        if scope.isOutside(path) { problem.help = ["what stands outside the block: `../\(range.text)`"] }
        return problem
    }

    /// The code of a hole that writes the value; `nil` where it is always null, which these languages write as nothing.
    static func value(
        _ meaning: ForeignScope.Meaning, _ range: SourceRange, _ dialect: ForeignDialect
    ) throws(Diagnostic) -> String? {
        let code = meaning.code
        let isOptional = meaning.shape.isOptional
        switch meaning.shape.type {
        case .null: return nil
        case .list(.text): return "join_text(\(code)\(isOptional ? " ?? []" : ""), \",\")"
        case .list, .record:
            throw noCounterpart(
                "writing a \(meaning.shape.element == nil ? "record" : "list") as text", range, dialect,
                help: dialect == .dotprompt ? ["`{{json \(range.text)}}` writes it as JSON"] : [])
        case .text: return isOptional ? "\(code) ?? \"\"" : code
        default: return isOptional ? "if \(code) != null then text(\(code)) else \"\"" : code
        }
    }

    /// What these languages take for true: neither false, null, zero, an empty text nor an empty list.
    static func condition(_ meaning: ForeignScope.Meaning, isNegated: Bool) -> String {
        let code = meaning.code
        func given(_ other: String) -> String { meaning.shape.isOptional ? "(\(code) ?? \(other))" : code }
        switch meaning.shape.type {
        case .bool: return isNegated ? "not \(code)" : code
        case .text: return "\(given("\"\"")) \(isNegated ? "==" : "!=") \"\""
        case .int, .float: return "\(given("0")) \(isNegated ? "==" : "!=") 0"
        case .list: return "length(\(list(meaning))) \(isNegated ? "==" : ">") 0"
        case .null: return isNegated ? "true" : "false"
        default:
            if code.isEmpty || !meaning.shape.isOptional { return isNegated ? "false" : "true" }
            return "\(code) \(isNegated ? "==" : "!=") null"
        }
    }

    static func list(_ meaning: ForeignScope.Meaning) -> String {
        meaning.shape.isOptional ? "\(meaning.code) ?? []" : meaning.code
    }
}

/// What a block of a foreign template does.
enum ForeignBlockForm {
    case conditional(String)
    /// The condition, and the context that the body is in.
    case within(String, ForeignScope.Context)
    case loop(String, element: ForeignShape, isEmpty: String)

    init(_ block: ForeignBlock, _ scope: ForeignScope, _ dialect: ForeignDialect) throws {
        let words = try ForeignWords(block.tag.content, dialect)
        let isInverted: Bool = if case .inverted = block.tag.sign { true } else { false }
        guard let first = words.words.first else { throw Diagnostic("bad-block", "this block says nothing", at: block.tag.range) }
        guard dialect == .dotprompt, let name = first.path?.names.first, words.words.count > 1 || !words.options.isEmpty else {
            self = try Self.section(first, isInverted, scope, dialect)
            return
        }
        func argument(_ index: Int) throws -> ForeignExpression {
            guard words.words.count == (name.hasSuffix("Equals") ? 3 : 2), words.options.isEmpty else {
                throw noCounterpart("this use of `\(name)`", block.tag.range, dialect)
            }
            return words.words[index]
        }
        func meaning(_ word: ForeignExpression) throws -> ForeignScope.Meaning {
            guard let path = word.path else { throw noCounterpart("`\(name)` of a literal", word.range, dialect) }
            return try ForeignCode.meaning(of: path, word.range, scope, dialect)
        }
        switch name {
        case "if", "unless":
            self = .conditional(
                ForeignCode.condition(try meaning(try argument(1)), isNegated: (name == "unless") != isInverted))
        case "each":
            let list = try meaning(try argument(1))
            guard let element = list.shape.element else {
                throw noCounterpart("`each` over what is no list", block.tag.range, dialect)
            }
            self = .loop(ForeignCode.list(list), element: element, isEmpty: ForeignCode.condition(list, isNegated: true))
        case "with":
            let value = try meaning(try argument(1))
            self = .within(ForeignCode.condition(value, isNegated: false), .init(shape: value.shape, code: value.code))
        case "ifEquals", "unlessEquals":
            self = .conditional(try Self.equal(try argument(1), try argument(2), isNegated: name == "unlessEquals", meaning))
        default:
            throw noCounterpart(
                "the helper `\(name)`", block.tag.range, dialect,
                help: ["known here: if, unless, each, with, ifEquals, unlessEquals"])
        }
    }

    /// `join_text(words, ", ")` for `{{#each words}}{{this}}{{#unless @last}}, {{/unless}}{{/each}}`; `nil` for any other block.
    static func joined(_ block: ForeignBlock, _ scope: ForeignScope, _ dialect: ForeignDialect) throws -> String? {
        let words = try ForeignWords(block.tag.content, dialect).words
        guard words.count == 2, words[0].range.text == "each", let path = words[1].path, block.otherwise.isEmpty,
            block.body.count == 2,
            case .value(let item) = block.body[0], item.content.text == "this" || item.content.text == ".",
            case .block(let rest) = block.body[1], rest.otherwise.isEmpty,
            rest.tag.content.text.split(whereSeparator: \.isWhitespace) == ["unless", "@last"], rest.body.count == 1,
            case .text(let separator) = rest.body[0]
        else { return nil }
        let list = try ForeignCode.meaning(of: path, words[1].range, scope, dialect)
        guard list.shape.type == .list(.text) else { return nil }
        return "join_text(\(ForeignCode.list(list)), \(WrittenForm.quoted(separator.text)))"
    }

    /// A block that is called as a value is.
    private static func section(
        _ word: ForeignExpression, _ isInverted: Bool, _ scope: ForeignScope, _ dialect: ForeignDialect
    ) throws -> ForeignBlockForm {
        guard let path = word.path else { throw noCounterpart("this block", word.range, dialect) }
        let meaning = try ForeignCode.meaning(of: path, word.range, scope, dialect)
        if isInverted { return .conditional(ForeignCode.condition(meaning, isNegated: true)) }
        let condition = ForeignCode.condition(meaning, isNegated: false)
        if let element = meaning.shape.element {
            return .loop(ForeignCode.list(meaning), element: element, isEmpty: ForeignCode.condition(meaning, isNegated: true))
        }
        if meaning.shape.type == .bool { return .conditional(condition) }
        return .within(condition, .init(shape: meaning.shape, code: meaning.code))
    }

    private static func equal(
        _ one: ForeignExpression, _ other: ForeignExpression, isNegated: Bool,
        _ meaning: (ForeignExpression) throws -> ForeignScope.Meaning
    ) throws -> String {
        func side(_ word: ForeignExpression) throws -> (code: String, type: DataType) {
            switch word.kind {
            case .null: return ("null", .null)
            case .literal(let code, let isText):
                return (code, ForeignExpression.type(of: code, isText: isText))
            case .path:
                let found = try meaning(word)
                return (found.code, found.shape.type)
            }
        }
        let (left, right) = (try side(one), try side(other))
        // Values of different kinds are never equal there; here they cannot be compared.
        if !InputValue.fits(left.type, right.type), !InputValue.fits(right.type, left.type) {
            return isNegated ? "true" : "false"
        }
        return "\(left.code) \(isNegated ? "!=" : "==") \(right.code)"
    }
}

/// Who speaks, as Dotprompt calls it.
enum ForeignRoles {
    static let names = ["system": "system", "user": "user", "model": "assistant", "assistant": "assistant"]

    /// What `{{history}}` stands for.
    static let historyLines = [
        "{{ for turn in history }}", "{{ if turn.role == \"user\" }}", "--- user ---", "{{ turn.content }}", "{{ else }}",
        "--- assistant ---", "{{ turn.content }}", "{{ end }}", "{{ end }}",
    ]

    /// Whether a turn begins in these.
    static func hold(_ nodes: [ForeignNode]) -> Bool {
        nodes.contains { node in
            switch node {
            case .text, .partial: return false
            case .value(let tag):
                let words = tag.content.text.split(whereSeparator: \.isWhitespace)
                return words.first == "role" && words.count > 1 || words == ["history"]
            case .block(let block): return hold(block.body) || hold(block.otherwise)
            }
        }
    }
}

/// A part that a foreign template includes, in its place.
struct ForeignPart {
    let nodes: [ForeignNode]
    let problems: [Diagnostic]
    let scope: ForeignScope

    init(_ tag: ForeignTag, _ scope: ForeignScope, _ dialect: ForeignDialect, _ read: (String) throws -> [UInt8]) throws {
        var scope = scope
        var name = tag.content.text
        if dialect == .dotprompt {
            let words = try ForeignWords(tag.content, dialect)
            guard let first = words.words.first, words.words.count <= 2 else {
                throw Diagnostic("bad-block", "this part has no name", at: tag.range)
            }
            name = first.range.text
            if case .literal(let text, isText: true) = first.kind { name = String(text.dropFirst().dropLast()) }
            func meaning(_ word: ForeignExpression) throws -> ForeignScope.Meaning {
                switch word.kind {
                case .literal(let code, let isText):
                    return .init(shape: ForeignShape(ForeignExpression.type(of: code, isText: isText)), code: code)
                case .null: return .init(shape: ForeignShape(.null), code: ForeignScope.nothing)
                case .path(let path): return try ForeignCode.meaning(of: path, word.range, scope, dialect)
                }
            }
            let given = try words.options.map { ($0.name, try meaning($0.value)) }
            if words.words.count == 2 {
                let own = try meaning(words.words[1])
                scope = scope.entering(.init(shape: own.shape, code: own.code))
            }
            scope = scope.giving(Dictionary(given) { $1 })
        }
        guard !name.hasPrefix("*"), !name.isEmpty else { throw noCounterpart("a part whose name is a value", tag.range, dialect) }
        let path = PartPath.resolved(dialect.partPath(name), from: tag.range.source.name, isFile: true)
        var bytes: [UInt8]
        do {
            bytes = try read(path)
        } catch let diagnostic as Diagnostic {
            throw diagnostic.located(at: tag.range)
        }
        if !tag.indentation.isEmpty { bytes = Self.indented(bytes, by: Array(tag.indentation.utf8)) }
        let source = Source(name: path, bytes: bytes)
        let start = dialect == .dotprompt ? try FrontMatter(source).bodyStart : 0
        (nodes, problems) = ForeignParser.parse(source, from: start, dialect)
        self.scope = scope
    }

    /// Every line as far in as the tag is.
    private static func indented(_ bytes: [UInt8], by blanks: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var isStart = true
        for byte in bytes {
            if isStart { result += blanks }
            result.append(byte)
            isStart = byte == 0x0A
        }
        return result
    }
}
