package import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

extension Verb {
    package static let encode = Verb(
        "encode", .text, "Gives the numbers of a text's tokens, as a model reads them.",
        notes: """
            The same numbers as tiktoken's for the encoding. The ranks must be in the project: `scripts/setup --tokenizers` fetches them. \
            With a `tokenizer.json` they are those of Hugging Face's library without what it puts around a text (`add_special_tokens=False`). \
            Names of special tokens in a text are text like any other, so that data cannot give a model marks such as the end of a turn; \
            added tokens that are not special are found. `decode` gives the text back.
            """,
        parameters: [.text, TokenizerArgument.parameter], returns: .data(.list(.int)), effects: .readsFiles, examples: [],
        searchTerms: ["tokenize", "tiktoken", "token_ids"], checking: .runsBody,
        liftCondition: .firstArgumentIsExpression,
        lift: { resolver, arguments, range in
            let call = try resolver.call(of: "encode", at: range)
            let tokenizer = try TokenizerArgument.choice(arguments.single[1], call).require(at: range)
            return try TokenizerArgument.lifted(
                "encode", resolver, arguments, range, .list(.int), .textToInts { text, ids in try tokenizer.add(text, to: &ids) }
            ) { values in
                guard case .text(let text)? = values.first else { return .null }
                return .list(try tokenizer.numbers(text))
            }
        },
        run: { call, arguments in
            let choice = try TokenizerArgument.choice(arguments.single[1], call)
            let tokenizer = try choice.require(at: call.range)
            return try TokenizerArgument.text(arguments, call, choice) { Value(.list(try tokenizer.numbers($0))) }
                ?? .unknown(.list(.data(.int)))
        })
}

extension TextTokenizer {
    fileprivate func add(_ text: Span<UInt8>, to ids: inout [Int32]) throws {
        try TokenizerArgument.explaining { try encode(text, into: &ids) }
    }

    fileprivate func numbers(_ text: String) throws -> [Datum] {
        try TokenizerArgument.explaining { try encode(text.utf8.span) }.map { .int(Int64($0)) }
    }
}
