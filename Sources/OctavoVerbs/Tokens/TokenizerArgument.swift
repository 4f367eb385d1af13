import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

/// What the argument `tokenizer` of a call names.
enum TokenizerArgument {
    /// A tokenizer that is at hand, or an encoding whose ranks are not.
    enum Choice: Sendable {
        case tokenizer(any TextTokenizer)
        case missing(NamedEncoding)
        /// While checking: one that only a run can know.
        case unknown

        /// The tokenizer, for what cannot be estimated. Throws `no-tokenizer`.
        func require(at range: SourceRange) throws -> any TextTokenizer {
            switch self {
            case .tokenizer(let tokenizer): return tokenizer
            case .missing(let encoding):
                throw Diagnostic(
                    "no-tokenizer", "the ranks of `\(encoding.name)` are not in the project", at: range,
                    notes: ["they would be in `\(encoding.path)`"], help: [TokenizerArgument.help])
            case .unknown: return UnknownTokenizer()
            }
        }
    }

    static let help =
        "`scripts/setup --tokenizers` of Octavo fetches them; a copy of another project's file does too, and is checked"

    static let parameter = ParameterDescription(
        name: "tokenizer",
        about: "An encoding, a model that reads it, a file (`tokenizer.json` or `.tiktoken`), or what `train_tokenizer` gave.",
        expects: .value(.data(.text)), defaultText: "\"gpt-4\"", isRest: false)

    static func choice(_ argument: BoundArguments.Argument?, _ call: Call) throws -> Choice {
        let range = argument?.range ?? call.range
        switch argument?.value {
        case nil, .null: return try choice("gpt-4", call, range)
        case .text(let name): return try choice(name, call, range)
        case .object(let value as TokenizerValue): return .tokenizer(value.tokenizer)
        case .unknown: return .unknown
        case .some(let other):
            throw WrongArgument.diagnostic(call.verb.name, takes: "text or a tokenizer", for: "tokenizer", not: other.kindName)
                .located(at: range)
        }
    }

    private static func choice(_ name: String, _ call: Call, _ range: SourceRange) throws -> Choice {
        do {
            if let path = TokenizerPath(name) { return try path.read(call).map { .tokenizer($0) } ?? .unknown }
            guard let encoding = NamedEncoding(name) else { throw unknown(name, call) }
            return try encoding.read(call).map { .tokenizer($0) } ?? .missing(encoding)
        } catch let diagnostic as Diagnostic {
            throw diagnostic.located(at: range)
        }
    }

    private static func unknown(_ name: String, _ call: Call) -> Diagnostic {
        let nearest = Suggestion.best(for: name, among: NamedEncoding.names)
        var diagnostic = Diagnostic(
            "unknown-choice", "`\(call.verb.name)` knows no tokenizer `\(name)`",
            notes: ["tokenizers: " + NamedEncoding.names.map { "\"\($0)\"" }.joined(separator: ", ")],
            help: ["a file's name ends in `.json` or `.tiktoken`"])
        if let nearest { diagnostic.help.insert("did you mean \"\(nearest)\"?", at: 0) }
        return diagnostic
    }
}

/// Stands for a tokenizer that only a run can know; a check runs it over no text.
private struct UnknownTokenizer: TextTokenizer {
    func encode(_ text: Span<UInt8>, into ids: inout [Int32]) {}
    func count(_ text: Span<UInt8>) -> Int { 0 }
    func decode(_ ids: [Int32]) -> [UInt8] { [] }
    var keepsBytes: Bool { true }
    var idCount: Int { 0 }
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

    /// What `body` makes of the text; null of null, and `nil` of a text or a tokenizer that only a run knows.
    static func text(_ arguments: BoundArguments, _ call: Call, _ choice: Choice, _ body: (String) throws -> Value) throws
        -> Value?
    {
        guard let first = arguments.single[0], !first.value.isNull else { return .null }
        if first.value.isUnknown { return nil }
        guard case .text(let text) = first.value else {
            throw WrongArgument.diagnostic(call.verb.name, takes: "text", for: "text", not: first.value).located(at: first.range)
        }
        if case .unknown = choice { return nil }
        return try body(text)
    }

    /// Runs `body` with what it may throw as a diagnostic.
    static func explaining<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as TokenizingError {
            throw diagnostic(error)
        }
    }

    static func diagnostic(_ error: TokenizingError) -> Diagnostic {
        switch error {
        case .outOfMemory:
            Diagnostic("budget", "cannot tokenize a text that long: there is no memory for its longest word")
        case .slowPattern:
            Diagnostic(
                "pattern-too-slow", "a pattern of the tokenizer needs more steps than a search may take",
                help: ["shorten the text, or split it into paragraphs first"])
        case .nothingForUnknown:
            Diagnostic(
                "untokenizable-text", "the text has something that is no token of the tokenizer",
                notes: ["its file names no token for what it does not know (`unk_token` or `unk_id`)"])
        case .unknownToken(let id): Diagnostic("unknown-token", "no token has the number \(id)")
        }
    }
}
