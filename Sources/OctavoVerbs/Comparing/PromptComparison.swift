import OctavoLanguage
import OctavoModels
import OctavoPrompts
import OctavoSource
import OctavoTable

/// Prompts on the same cases, and what is expected of their answers.
struct PromptComparison {
    private let call: Call
    private let plan: Plan
    private let contenders: [PromptContender]
    private let expectations: [ExpectedCondition]
    private let columns: [PromptColumn]
    private let into: String?
    private let repeats: Int
    private let slices: ComparedSlices
    private let options: AskOptions

    static func value(
        _ plan: Plan, _ contenders: [Contender], _ reader: OptionReader, _ bootstrap: Bootstrap
    ) throws -> Value {
        // Of models nothing is asked, so the function itself does not declare it.
        reader.call.record(.asks)
        guard let comparison = try PromptComparison(plan, contenders, reader) else { return .unknown(.any) }
        if reader.call.isChecking { return .unknown(comparison.tables.type) }
        return .record(try comparison.run(bootstrap))
    }

    /// Checks all that can be known before anything is asked; `nil` while checking prompts that only a run makes.
    private init?(_ plan: Plan, _ given: [Contender], _ reader: OptionReader) throws {
        let call = reader.call
        self.call = call
        self.plan = plan
        var prompts: [Contender.NamedPrompt] = []
        var expectations: [ExpectedCondition] = []
        for one in given {
            switch one.kind {
            case .prompts(let own?): prompts += own
            case .prompts(nil): return nil
            case .expression(let argument):
                expectations.append(
                    ExpectedCondition(try Selection.decode(argument, in: call, parameter: CompareParameters.contenders)))
            case .model:
                throw Diagnostic(
                    "wrong-argument", "`compare` takes models or prompts, not both", at: one.range)
            }
        }
        for name in ["truth", "text"] {
            if let argument = reader.argument(name) {
                throw Diagnostic("wrong-argument", "`compare` takes `\(name)` with models only", at: argument.range)
            }
        }
        guard !expectations.isEmpty else {
            throw Diagnostic(
                "missing-argument", "`compare` needs what is expected of the answers", at: call.range,
                help: ["`cases | compare(p1, p2, contains(.response, .must), word_count(.response) < 80)`"])
        }
        contenders = try PromptContender.all(prompts, reader)
        self.expectations = expectations
        into = try reader.option("into")
        repeats = try reader.count("repeats", atLeast: 1) ?? 1
        var options = try LimitsCheck.options(reader)
        options.spending = AskSpending()
        self.options = options
        slices = try ComparedSlices(reader, plan)
        let inputs = try Self.inputs(reader)
        for input in inputs where !contenders.contains(where: { $0.prompt.input(input.label ?? "") != nil }) {
            _ = try PromptInputs(contenders[0].prompt, [input], call)
        }
        columns = try contenders.map { contender in
            // Prompts need not have the same inputs.
            let own = inputs.filter { contender.prompt.input($0.label ?? "") != nil }
            return try PromptColumn(.init(value: .object(contender.prompt), range: call.range), own, plan, call)
        }
        try tables.checkNames(call)
        for contender in contenders {
            let schema = Schema(
                plan.schema.fields + (try AnswerForm(contender.form.schema).fields(into: into, besides: plan.schema, call)))
            _ = try AnswerVerdicts.conditions(expectations, Plan(Table(schema: schema, chunks: [])), call)
        }
    }

    private var tables: PromptComparisonTables {
        PromptComparisonTables(
            contenders: contenders, expectations: expectations.map(\.label), cases: plan.schema.fields, slices: slices)
    }

    /// What the call gives for inputs, by name.
    private static func inputs(_ reader: OptionReader) throws -> [BoundArguments.Argument] {
        guard let argument = reader.argument("inputs"), !argument.value.isUnknown else { return [] }
        switch argument.value {
        case .record(let record): return record.fields.map { .init(label: $0.name, value: $0.value, range: argument.range) }
        case .expression(let expression):
            if case .record(let fields) = expression.kind {
                return fields.map { .init(label: $0.name, value: .expression($0.value), range: $0.value.range) }
            }
        default: break
        }
        throw Diagnostic(
            "wrong-argument", "`inputs` is a record of names and values", at: argument.range,
            help: ["`inputs: {hotel: \"the Grand Hotel\"}`"])
    }

    // MARK: - Running

    private func run(_ bootstrap: Bootstrap) throws -> Record {
        let cases = try call.force(plan)
        let columns = try MeasuredColumns(Plan(cases), slices.expressions, call).columns
        let keys = (0..<cases.count).map { row in columns.map { $0[row] } }
        let answered = try zip(contenders, self.columns).map { contender, column in
            try answers(contender, try column.prompts(of: cases), cases)
        }
        return try tables.record(answered, cases, keys: keys, call, bootstrap)
    }

    /// The answers of one contender, and which expectations they meet, repeat by repeat.
    private func answers(
        _ contender: PromptContender, _ prompts: [[ChatMessage]?], _ cases: Table
    ) throws -> ContenderAnswers {
        let questions = (1...repeats).flatMap { repetition in
            prompts.map { $0.map { contender.form.question($0, contender.answerer, repetition: repetition) } }
        }
        let all = try AskRun(call, contender.answerer, options).answers(to: questions)
        let form = AnswerForm(contender.form.schema)
        let fields = try form.fields(into: into, besides: cases.schema, call)
        var met: [[[Bool]]] = expectations.map { _ in [] }
        for repetition in 0..<repeats {
            let own = Array(all[repetition * cases.count..<(repetition + 1) * cases.count])
            let table = cases.adding(Array(zip(fields, form.columns(own, into: into))).map { ($0, $1) })
            let verdicts = try AnswerVerdicts.verdicts(expectations, Plan(table), call)
            for (place, verdict) in verdicts.enumerated() {
                // What failed meets nothing, not even that a word is not in it.
                met[place].append(zip(verdict, own).map { $0 && $1.answer.error == nil })
            }
        }
        let price: (input: Double, output: Double)? =
            if case .provider(let target) = contender.answerer { call.capabilities.providers.price(of: target) } else { nil }
        return ContenderAnswers(answers: all, met: met, cases: cases.count, price: price)
    }
}

/// Which expectations the rows of answers meet.
enum AnswerVerdicts {
    /// The expectations as conditions over rows. Throws for one that is about many rows.
    static func conditions(_ expectations: [ExpectedCondition], _ plan: Plan, _ call: Call) throws -> (
        plan: Plan, [RowExpression]
    ) {
        let judged = try JudgedConditions(plan, expectations, call)
        let resolver = ExpressionResolver(schema: judged.plan.schema, in: call)
        return (
            judged.plan,
            try judged.conditions.map { condition in
                do {
                    let resolved = try one(condition.expression, resolver)
                    guard !resolved.holdsAggregate else { throw refused(condition.range) }
                    return resolved
                } catch let diagnostic as Diagnostic {
                    throw diagnostic.located(at: condition.range)
                }
            }
        )
    }

    private static func one(_ expression: ColumnExpression, _ resolver: ExpressionResolver) throws -> RowExpression {
        guard case .call(let verb, let arguments) = expression.kind else { return try resolver.condition(expression) }
        if verb === Verb.allDistinct { throw refused(expression.range) }
        if verb === Verb.matchesSchema { return try SchemaCondition(arguments, resolver, expression.range).condition }
        return try resolver.condition(expression)
    }

    private static func refused(_ range: SourceRange) -> Diagnostic {
        Diagnostic(
            "wrong-argument", "`compare` looks at answers one by one, and this is about many", at: range,
            help: ["`compare(…).answers | expect(…)` looks at all"])
    }

    static func verdicts(_ expectations: [ExpectedCondition], _ plan: Plan, _ call: Call) throws -> [[Bool]] {
        let (judged, conditions) = try conditions(expectations, plan, call)
        return try conditions.map { condition in
            // An answer that the expectation cannot be worked out for, such as no number where one is read, does not meet it.
            let falls = RowExpression(
                .attempt(condition, otherwise: RowExpression(.literal(.bool(false)), type: .bool)), type: .bool,
                origin: condition.origin)
            return try MeasuredColumns(judged, [falls], call).columns[0].map { $0 == .bool(true) }
        }
    }
}

extension RowExpression {
    /// Whether it looks at more than its own row.
    fileprivate var holdsAggregate: Bool {
        switch kind {
        case .aggregate, .window: true
        default: children.contains(where: \.holdsAggregate)
        }
    }
}
