package import OctavoLanguage
import OctavoPrompts
import OctavoSource
import OctavoTable
import Synchronization

extension Verb {
    /// `examples`, which is also what a declaration calls its own.
    package static let chosenExamples = Verb(
        "examples", .prompts,
        "Chooses examples for a prompt from a table: the first, by chance, the nearest, or the nearest that differ.",
        notes: """
            Without `near` the first `k` rows; with `seed` and no `near`, `k` rows by chance. `near` is a text, or an expression over the rows \
            of another table, where each row gets a list of examples of its own: `cases | derive(shots: examples(known, 3, near: .query))`. \
            Nearest is by words, weighed by how rare they are (the cosine of TF-IDF vectors), best first; an example that is the case itself or \
            nearly so is never taken. `diverse` lets examples that are like those before give way (maximal marginal relevance), `by` takes from \
            each label in turn, and `budget` drops the last ones until all together have no more tokens. The same input gives the same examples.
            """,
        parameters: [
            ParameterDescription(name: "t", about: "The examples.", expects: .table, defaultText: nil, isRest: false),
            ParameterDescription(name: "k", about: "How many.", expects: .value(.int), defaultText: "3", isRest: false),
            ParameterDescription(
                name: "near", about: "The text of the case that they are for.", expects: .expression, defaultText: "null",
                isRest: false),
            ParameterDescription(
                name: "on",
                about: "What of an example is compared; what `near` names where nothing else is said, else its only text.",
                expects: .expression, defaultText: "null", isRest: false),
            ParameterDescription(
                name: "diverse", about: "Whether they should differ from one another.", expects: .value(.bool),
                defaultText: "false",
                isRest: false),
            ParameterDescription(
                name: "by", about: "The label that they are balanced by.", expects: .expression, defaultText: "null",
                isRest: false),
            ParameterDescription(
                name: "budget", about: "Tokens that they may have together.", expects: .value(.int), defaultText: "null",
                isRest: false),
            TokenizerArgument.parameter,
            ParameterDescription(
                name: "seed", about: "Takes them by chance, the same for the same seed.", expects: .value(.int),
                defaultText: "null",
                isRest: false),
        ],
        returns: .table(nil),
        examples: [
            Example(
                """
                known = table([{q: "book a room", a: "Gladly."}, {q: "cancel my stay", a: "Done."}, {q: "a room for two", a: "For when?"}])
                known | examples(1, near: "cancel the booking", on: .q)
                """,
                gives: """
                    | q              | a     |
                    | -------------- | ----- |
                    | cancel my stay | Done. |
                    """),
            Example(
                """
                known = table([{q: "book a room", a: "Gladly."}, {q: "cancel my stay", a: "Done."}])
                table([{q: "please cancel"}]) | derive(shots: examples(known, 1, near: .q))
                """,
                gives: """
                    | q             | shots                               |
                    | ------------- | ----------------------------------- |
                    | please cancel | [{q: "cancel my stay", a: "Done."}] |
                    """),
        ],
        searchTerms: ["few_shot", "fewshot", "shots", "knn", "mmr", "example_selector", "demonstrations"], checking: .runsBody,
        liftCondition: .argumentIsExpression(2),
        lift: { resolver, arguments, range in
            let call = try resolver.call(of: "examples", at: range)
            guard let near = arguments.single[2] else {
                throw Diagnostic("missing-argument", "`examples` needs `near`", at: range)
            }
            let text = try resolver.resolve(near)
            guard text.type == .text || text.type == .null else {
                throw WrongArgument.diagnostic("examples", takes: "text", for: "near", not: text.type.description).located(
                    at: near.range)
            }
            return try ExampleRequest(arguments, call).column(for: text, range)
        },
        validate: { call, arguments in _ = try ExampleRequest(arguments, call) },
        run: { call, arguments in
            let request = try ExampleRequest(arguments, call)
            var near: String?
            if let argument = arguments.single[2], !argument.value.isNull {
                guard case .text(let text) = argument.value else {
                    throw WrongArgument.diagnostic("examples", takes: "text", for: "near", not: argument.value).located(
                        at: argument.range)
                }
                near = text
            }
            return .table(request.step(near: near, call))
        })
}

/// What a call of `examples` asks for.
private struct ExampleRequest: Sendable {
    private let plan: Plan
    private let choice: ExampleChoice
    /// What is compared; `nil` where nothing is.
    private let text: RowExpression?
    private let label: RowExpression?
    private let tokenizer: TokenizerArgument.Choice?
    private let context: ExecutionContext

    init(_ arguments: BoundArguments, _ call: Call) throws {
        func argument(_ index: Int) -> BoundArguments.Argument? {
            arguments.single[index].flatMap { $0.value.isNull || $0.value.isUnknown ? nil : $0 }
        }
        func int(_ index: Int) throws -> Int? {
            try argument(index).map { argument in
                guard case .int(let number) = argument.value, number >= 0, number <= 1_000_000 else {
                    throw Diagnostic(
                        "wrong-argument", "`\(call.verb.parameters[index].name)` is a whole number from 0", at: argument.range)
                }
                return Int(number)
            }
        }
        func expression(_ index: Int, over schema: Schema) throws -> RowExpression? {
            try argument(index).map { argument in
                try call.resolve(
                    try ColumnExpression.decode(argument, in: call, parameter: call.verb.parameters[index]), over: schema)
            }
        }
        guard let first = arguments.single[0] else {
            throw Diagnostic("missing-argument", "`examples` needs a table", at: call.range)
        }
        plan = try TableArgument.decode(first, in: call, parameter: call.verb.parameters[0]).plan
        var isDiverse = false
        if let argument = argument(4) {
            isDiverse = try Bool.decode(argument, in: call, parameter: call.verb.parameters[4])
        }
        let budget = try int(6)
        choice = ExampleChoice(
            count: try int(1) ?? 3, isDiverse: isDiverse, seed: try int(8).map { UInt64($0) }, budget: budget)
        label = try expression(5, over: plan.schema)
        tokenizer = try budget.map { _ in try TokenizerArgument.choice(arguments.single[7], call) }
        tokenizer?.warnOfEstimate(call)
        context = call.evaluation.context
        let isCompared = argument(2) != nil || isDiverse
        text = isCompared ? try expression(3, over: plan.schema) ?? Self.compared(argument(2), plan.schema, call) : nil
        if let text, text.type != .text, text.type != .null {
            throw WrongArgument.diagnostic("examples", takes: "text", for: "on", not: text.type.description).located(
                at: arguments.single[3]?.range ?? call.range)
        }
    }

    /// What `near` names in the other table, where the examples have it too; else their only text.
    private static func compared(_ near: BoundArguments.Argument?, _ schema: Schema, _ call: Call) throws -> RowExpression {
        if case .expression(let expression)? = near?.value, let name = expression.columnName, let type = schema.type(of: name) {
            return RowExpression(.column(name), type: type, origin: near?.range)
        }
        let texts = schema.fields.filter { $0.type == .text }
        if texts.count == 1 { return RowExpression(.column(texts[0].name), type: .text, origin: call.range) }
        throw Diagnostic(
            "missing-argument", "`examples` needs `on`: which text of an example is compared", at: call.range,
            notes: ["texts: " + (texts.isEmpty ? "none" : texts.map { ".\(DatumText.label($0.name))" }.joined(separator: ", "))],
            help: texts.first.map { ["`on: .\(DatumText.label($0.name))`"] } ?? [])
    }

    // MARK: - Choosing

    private func set(_ table: Table) throws -> ExampleSet {
        let evaluator = ExpressionEvaluator(schema: table.schema, cancellation: context.cancellation)
        func values(_ expression: RowExpression) throws -> [Datum] {
            try table.chunks.flatMap { chunk in
                let column = try evaluator.evaluate(expression, over: chunk)
                return (0..<chunk.count).map { column[$0] }
            }
        }
        let texts = try text.map { try values($0).map { $0.isNull ? "" : DatumText.plain($0) } }
        let labels = try label.map { try values($0).map { DatumText.plain($0) } }
        var costs: [Int] = []
        if let tokenizer {
            for row in 0..<table.count {
                var cost = 0
                for field in table.record(row) where !field.value.isNull {
                    cost += try tokenizer.count(DatumText.plain(field.value).utf8.span)
                }
                costs.append(cost)
            }
        }
        // By chance and in order, what is compared is all that an example says.
        return ExampleSet(
            texts ?? (0..<table.count).map { DatumText.plain(.record(table.record($0))) }, labels: labels, costs: costs)
    }

    /// The rows for one case.
    func step(near: String?, _ call: Call) -> Plan {
        let request = self
        return call.step(
            .wholeTable(name: "examples", inputs: [plan]) { tables, _ in
                let chosen = request.choice.chosen(near: near, from: try request.set(tables[0]))
                let rows = chosen.map { tables[0].record($0) }
                let columns = tables[0].schema.fields.enumerated().map { place, field in
                    Column(field.type, rows.map { $0[place].value })
                }
                return Table(schema: tables[0].schema, chunks: [Chunk(count: rows.count, columns: columns)])
            }, plan.schema)
    }

    /// A list of examples for each row.
    func column(for text: RowExpression, _ range: SourceRange) -> RowExpression {
        let type = DataType.list(.record(plan.schema.fields))
        let known = KnownExamples(self)
        let function = ScalarFunction("examples") { arguments, count, failures in
            let (set, records) = try known.get()
            return Column(
                type,
                (0..<count).map { row in
                    guard case .text(let near) = arguments[0][row] else { return .list([]) }
                    return .list(choice.chosen(near: near, from: set).map { records[$0] })
                })
        }
        return RowExpression(.function(function, [text]), type: type, origin: range)
    }

    fileprivate func load() throws -> (ExampleSet, [Datum]) {
        let table = try Executor.run(plan, context)
        return (try set(table), (0..<table.count).map { .record(table.record($0)) })
    }
}

/// The examples of a column, which are read once, when its first row is wanted.
///
/// A class because all chunks share what is read.
private final class KnownExamples: Sendable {
    private let request: ExampleRequest
    private let found = Mutex<(ExampleSet, [Datum])?>(nil)

    init(_ request: ExampleRequest) { self.request = request }

    func get() throws -> (ExampleSet, [Datum]) {
        try found.withLock { found in
            if let found { return found }
            let made = try request.load()
            found = made
            return made
        }
    }
}
