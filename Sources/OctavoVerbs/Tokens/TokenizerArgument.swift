import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

/// What the argument `tokenizer` of a call names.
enum TokenizerArgument {
    /// An encoding, and its tokenizer where its ranks are in the project.
    struct Choice: Sendable {
        let encoding: NamedEncoding
        let tokenizer: Tokenizer?

        /// The tokenizer, for what cannot be estimated. Throws `no-tokenizer`.
        func require(at range: SourceRange) throws -> Tokenizer {
            if let tokenizer { return tokenizer }
            throw Diagnostic(
                "no-tokenizer", "the ranks of `\(encoding.name)` are not in the project", at: range,
                notes: ["they would be in `\(encoding.path)`"], help: [TokenizerArgument.help])
        }
    }

    static let help =
        "`scripts/setup --tokenizers` of Octavo fetches them; a copy of another project's file does too, and is checked"

    static let parameter = ParameterDescription(
        name: "tokenizer", about: "An encoding, or a model that reads it.", expects: .value(.data(.text)),
        defaultText: "\"gpt-4\"", isRest: false)

    static func choice(_ argument: BoundArguments.Argument?, _ call: Call) throws -> Choice {
        let name: String
        switch argument?.value {
        case nil, .null, .unknown: name = "gpt-4"
        case .text(let text): name = text
        case .some(let other):
            throw WrongArgument.diagnostic(call.verb.name, takes: "text", for: "tokenizer", not: other.kindName).located(
                at: argument?.range ?? call.range)
        }
        let range = argument?.range ?? call.range
        guard let encoding = NamedEncoding(name) else {
            let nearest = Suggestion.best(for: name, among: NamedEncoding.names)
            throw Diagnostic(
                "unknown-choice", "`\(call.verb.name)` knows no tokenizer `\(name)`", at: range,
                label: nearest.map { "did you mean \"\($0)\"?" } ?? "",
                notes: ["tokenizers: " + NamedEncoding.names.map { "\"\($0)\"" }.joined(separator: ", ")])
        }
        do {
            return Choice(encoding: encoding, tokenizer: try tokenizer(encoding, call))
        } catch let diagnostic as Diagnostic {
            throw diagnostic.located(at: range)
        }
    }

    /// `nil` where the project has no ranks of it.
    private static func tokenizer(_ encoding: NamedEncoding, _ call: Call) throws -> Tokenizer? {
        let files = call.capabilities.files
        call.record(.reads, "file", encoding.path)
        guard files.entries(of: ".octavo/tokenizers").contains("\(encoding.name).tiktoken") else { return nil }
        let digest = try files.digest(of: encoding.path)
        return try TokenizerCache.shared.tokenizer(digest) {
            guard digest == encoding.digest,
                let ranks = try? TokenRanks(tiktoken: files.contents(of: encoding.path).bytes.array.span)
            else {
                throw Diagnostic(
                    "damaged-tokenizer", "`\(encoding.path)` is not what its name says: its SHA-256 is \(digest)",
                    notes: ["it should be \(encoding.digest)"], help: ["remove the file; \(help)"])
            }
            return Tokenizer(ranks, encoding.pattern, special: encoding.special)
        }
    }
}

extension ParameterDescription {
    static let text = ParameterDescription(
        name: "text", about: "The text.", expects: .value(.data(.text)), defaultText: nil, isRest: false)
}

extension TokenizerArgument {
    /// The call over a column of texts, by `loop` where the column is one of texts.
    static func lifted(
        _ name: String, _ resolver: ExpressionResolver, _ arguments: BoundArguments, _ range: SourceRange, _ type: DataType,
        _ loop: ColumnLoop, byRow: @escaping @Sendable ([Datum]) throws -> Datum
    ) throws -> RowExpression {
        guard let first = arguments.single[0] else { return RowExpression(.literal(.null), type: type, origin: range) }
        let text = try resolver.resolve(first)
        guard text.type == .text || text.type == .null else {
            throw WrongArgument.diagnostic(name, takes: "text", for: "text", not: text.type.description).located(at: first.range)
        }
        let function = ScalarFunction.perRow(name, type: type, byRow)
        let bound = try loop.bind(ColumnCall([.column(.text)], result: type))
        return RowExpression(.function(bound.map(function.running) ?? function, [text]), type: type, origin: range)
    }

    /// What `body` makes of the text; null of null, and `nil` of a text that only a run knows.
    static func text(_ arguments: BoundArguments, _ call: Call, _ body: (String) throws -> Value) throws -> Value? {
        guard let first = arguments.single[0], !first.value.isNull else { return .null }
        if first.value.isUnknown { return nil }
        guard case .text(let text) = first.value else {
            throw WrongArgument.diagnostic(call.verb.name, takes: "text", for: "text", not: first.value).located(at: first.range)
        }
        return try body(text)
    }

    /// Throws `budget` where memory has no room for the tokens of a text.
    static func sized<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch is Tokenizer.TooLong {
            throw Diagnostic("budget", "cannot tokenize a text that long: there is no memory for its longest word")
        }
    }
}
