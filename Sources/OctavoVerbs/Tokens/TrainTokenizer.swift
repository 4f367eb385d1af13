package import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

extension Verb {
    package static let trainTokenizer = Verb(
        "train_tokenizer", .text, "Learns a tokenizer from the texts of a column.",
        notes: """
            Byte-pair encoding over bytes, so that every text can be written and given back. The result is the `tokenizer` of `tokens`, \
            `encode`, `decode` and `truncate`, and `write("models/x/tokenizer.json")` makes a file of it that these and Hugging Face's \
            libraries load. The same texts give the same tokens, whatever the number of processors. Words of more than 4,096 bytes \
            teach nothing. Fewer tokens than `size` come of texts in which no pair is left that occurs `minimum` times.
            """,
        returns: .object(TokenizerValue.typeName),
        examples: [
            Example(
                """
                t = table([{q: "low lower lowest"}, {q: "low and slow"}])
                k = train_tokenizer(t, .q, size: 260)
                encode("lowest", k)
                decode([256], k)
                """,
                gives: "[257, 68, 82, 83]\n\"lo\"")
        ],
        searchTerms: ["bpe", "vocabulary", "byte_pair", "sentencepiece", "tokenizers", "fit"],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("column", ColumnReference.self, "The column of texts."),
        Parameter("size", default: 8000, "8000", "How many tokens, the 256 single bytes among them."),
        Parameter(
            "pattern", default: Choice<TokenPattern>(option: .cl100k), "\"cl100k\"",
            "How texts are cut into words, across which nothing is learnt."),
        Parameter("minimum", default: 2, "2", "How often a pair occurs at least to become a token.")
    ) { call, table, column, size, pattern, minimum in
        let field = try call.requireColumn(column, in: table.plan.schema)
        guard field.type == .text || field.type == .null else {
            throw WrongArgument.diagnostic(
                "train_tokenizer", takes: "a column of text", for: "column", not: field.type.description
            ).located(at: column.range)
        }
        guard (TokenTrainer.leastSize...TokenTraining.mostTokens).contains(size) else {
            throw Diagnostic(
                "wrong-argument",
                "`size` is a number from \(TokenTrainer.leastSize) to \(TokenTraining.mostTokens), not \(size)",
                at: call.range(ofArgument: 2), notes: ["each of the 256 bytes is a token"])
        }
        guard minimum > 0 else {
            throw Diagnostic(
                "wrong-argument", "`minimum` is a number from 1 on, not \(minimum)", at: call.range(ofArgument: 4))
        }
        let texts = call.step(
            .select(
                table.plan,
                [NamedExpression(field.name, RowExpression(.column(field.name), type: field.type, origin: call.range))]),
            Schema([field]))
        let training = TokenTraining(pattern: pattern.option, size: size, minimum: minimum)
        return .object(TokenizerValue(try training.run(texts, call.evaluation.context)))
    }
}

/// Runs a training over the rows of a plan.
struct TokenTraining: Sendable {
    /// Larger vocabularies are in use nowhere, and each token is a row of a model.
    static let mostTokens = 1_000_000

    let pattern: TokenPattern
    let size: Int
    let minimum: Int

    /// Throws `budget` where the words do not fit, and `interrupted`.
    func run(_ texts: Plan, _ context: ExecutionContext) throws -> TokenTrainer.Result {
        let held = Reservation(context.memory)
        let pattern = pattern
        do {
            let all = try TokenTrainer(pattern)
            let count: @Sendable (Chunk) throws -> TokenTrainer = { chunk in
                let own = try TokenTrainer(pattern)
                let column = try chunk.columns[0].plainTexts()
                for row in 0..<chunk.count { try column.withText(row) { try own.take($0) } }
                return own
            }
            try Executor.stream(texts, context, mapping: count) { part in
                try context.cancellation.check()
                let before = all.byteCount
                try all.merge(part)
                try Self.take(all.byteCount - before, held)
            }
            let counted = all.byteCount
            var last = counted
            return try all.train(size: size, minimum: minimum) { tokens, bytes in
                try context.cancellation.check()
                if counted + bytes > last {
                    try Self.take(counted + bytes - last, held)
                    last = counted + bytes
                }
                if tokens % 256 == 0 {
                    context.progress?(
                        .init(step: "train_tokenizer", rows: tokens, fraction: Double(tokens) / Double(size)))
                }
            }
        } catch TokenizingError.outOfMemory {
            throw Self.tooMany
        }
    }

    private static func take(_ bytes: Int, _ held: Reservation) throws {
        if bytes > 0, !held.take(bytes) { throw tooMany }
    }

    private static let tooMany = Diagnostic(
        "budget", "cannot hold the words to learn a tokenizer from: they take more than the memory budget",
        help: ["raise the budget, or train on a part of the rows: `sample(t, 100000)`"])
}
