package import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

extension Verb {
    package static let tokens = Verb(
        "tokens", .text, "Tells how many tokens of a model a text has.",
        notes: """
            Exact with the model's own ranks, which `scripts/setup --tokenizers` fetches; without them it is an estimate, and a warning \
            says so. Other tokenizers are files: `tokens(text, "models/x/tokenizer.json")` as Hugging Face's libraries save them, or \
            ranks as tiktoken has them, `"x.tiktoken?pattern=o200k"` where the pattern is not that of cl100k. Names of special tokens in \
            a text are text like any other.
            """,
        parameters: [.text, TokenizerArgument.parameter], returns: .data(.int), effects: .readsFiles,
        examples: [],
        searchTerms: ["token_count", "tiktoken", "num_tokens"], checking: .runsBody,
        liftCondition: .firstArgumentIsExpression,
        lift: { resolver, arguments, range in
            let choice = try TokenizerArgument.choice(arguments.single[1], resolver.call(of: "tokens", at: range))
            choice.warnOfEstimate(try resolver.call(of: "tokens", at: range))
            return try TokenizerArgument.lifted(
                "tokens", resolver, arguments, range, .int, .textToInt(mayFail: true) { Int64(try choice.count($0)) }
            ) { values in
                guard case .text(let text)? = values.first else { return .null }
                return .int(Int64(try choice.count(text.utf8.span)))
            }
        },
        run: { call, arguments in
            let choice = try TokenizerArgument.choice(arguments.single[1], call)
            choice.warnOfEstimate(call)
            return try TokenizerArgument.text(arguments, call, choice) { .int(Int64(try choice.count($0.utf8.span))) }
                ?? .unknown(.int)
        })
}

extension TokenizerArgument.Choice {
    func count(_ text: Span<UInt8>) throws -> Int {
        switch self {
        case .tokenizer(let tokenizer): try TokenizerArgument.explaining { try tokenizer.count(text) }
        case .missing(let encoding): TokenEstimate.count(text, encoding.pattern)
        case .unknown: 0
        }
    }

    func warnOfEstimate(_ call: Call) {
        guard case .missing(let encoding) = self else { return }
        call.warn(
            Diagnostic(
                "estimated-tokens", "the ranks of `\(encoding.name)` are not in the project, so tokens are estimated",
                severity: .warning, help: [TokenizerArgument.help]))
    }
}
