package import OctavoLanguage
import OctavoPrompts
import OctavoSource
import OctavoTable

extension Verb {
    package static let ask = Verb(
        "ask", .prompts, "Asks a language model, once or for each row of a table, and gives its answers with what they took.",
        notes: """
            A text is asked as the user's message; a conversation is a list of records such as `{role: "user", content: "…"}`; a prompt is \
            filled as `render` does it, and its front matter says which model answers, with which parameters, and by which schema. What \
            the call itself says goes before that. The answer is a record with `response`, `error`, `tokens_in`, `tokens_out`, `latency`, \
            `finish_reason` and `cached`; over a table these are columns, or one column of records with `into`. What fails is a value: \
            `response` is null and `error` says why. Only what no request could get past, such as a wrong key, is an error of the call. \
            Equal requests of one call are asked once, and `cached` marks the others; `repeat` asks again for the same.

            Providers are the presets `openai`, `ollama`, `vllm` and `llamacpp`, and those of `config/octavo.yaml`; keys come from the \
            environment alone. `echo` answers with the last user message and `template` with a text or by rules, both without a network; \
            so does a published model, `local:NAME`, with the label that it gives that message. \
            In a notebook each answer is kept in `prompts/recordings` and given from there the next time, so a replay needs no network.

            With `schema`, or the `output` of a prompt, the answer is read as JSON into `json`; one that does not follow the schema is sent \
            back once to be mended. An input that is called as an option is given with its name in quotes: `"model": …`.
            """,
        parameters: AskParameters.all, returns: .any, effects: .asks,
        examples: [
            Example("ask(\"Any rooms next weekend?\", provider: \"echo\").response", gives: "\"Any rooms next weekend?\""),
            Example(
                "ask(prompt(text: \"Say {{ word }}.\"), word: \"hello\", provider: \"echo\").response", gives: "\"Say hello.\""),
            Example(
                """
                table([{query: "When is check-in?"}, {query: "Cancel my room"}]) \
                | ask(.query, provider: "template", template: {cancel: "It is cancelled.", else: "From 3 pm."}) | select(.query, .response)
                """,
                gives: """
                    | query             | response         |
                    | ----------------- | ---------------- |
                    | When is check-in? | From 3 pm.       |
                    | Cancel my room    | It is cancelled. |
                    """),
        ],
        searchTerms: [
            "complete", "completion", "chat", "llm", "generate", "openai", "ollama", "vllm", "gpt", "prompt_llm", "invoke",
        ], checking: .runsBody
    ) { call, arguments in
        try AskCall(call, arguments).run()
    }
}

/// One call of `ask`.
struct AskCall {
    private let call: Call
    private let input: BoundArguments.Argument
    private let asked: BoundArguments.Argument?
    private let inputs: [BoundArguments.Argument]
    private let settings: AskSettings

    init(_ call: Call, _ arguments: BoundArguments) throws {
        guard let input = arguments.single[0] else {
            throw Diagnostic(
                "missing-argument", "`ask` needs what to ask", at: call.range, help: ["`ask(\"Any rooms?\", provider: \"echo\")`"]
            )
        }
        self.call = call
        self.input = input
        asked = arguments.single[1]
        inputs = arguments.rest
        let prompt: Prompt? = Self.prompt(input) ?? asked.flatMap { Self.prompt($0) }
        if prompt == nil, !input.value.isUnknown, !(asked?.value.isUnknown ?? false) { try AskOptionNames.refuse(inputs, call) }
        settings = try AskSettings(call, arguments, prompt)
    }

    private static func prompt(_ argument: BoundArguments.Argument) -> Prompt? {
        if case .object(let prompt as Prompt) = argument.value { prompt } else { nil }
    }

    func run() throws -> Value {
        switch input.value {
        case .unknown: return .unknown(.any)
        case .table(let plan): return try table(plan)
        case .list where asked != nil:
            return try table(TableArgument.decode(input, in: call, parameter: AskParameters.all[0]).plan)
        default: break
        }
        if let asked {
            throw Diagnostic(
                "wrong-argument", "`ask` takes `prompt` with a table, and this is \(article(input.value.kindName))",
                at: asked.range,
                help: [
                    Self.prompt(input) == nil
                        ? "`ask(\"…\", system: \"…\")` asks one text" : "the inputs are given by name: `ask(p, query: \"…\")`"
                ])
        }
        return try single()
    }

    // MARK: - One

    private func single() throws -> Value {
        if settings.into != nil {
            throw Diagnostic(
                "wrong-argument", "`ask` takes `into` with a table only", at: call.range, help: ["bind the answer to a name"])
        }
        let form = AnswerForm(settings.form.schema)
        guard let messages = try messages() else { return .unknown(form.type) }
        if call.isChecking { return .unknown(form.type) }
        let run = AskRun(call, settings.answerer, settings.options)
        return form.record(try run.answers(to: [settings.form.question(messages, settings.answerer)])[0])
    }

    /// `nil` while checking where only a run can know them.
    private func messages() throws -> [ChatMessage]? {
        guard let prompt = Self.prompt(input) else {
            if let messages = try Conversation.messages(of: input.value, at: input.range) { return messages }
            throw Diagnostic(
                "wrong-argument", "`ask` takes a text, a conversation, a prompt or a table, not \(article(input.value.kindName))",
                at: input.range,
                help: [
                    "`ask(\"Any rooms?\")`, `ask([{role: \"user\", content: \"Any rooms?\"}])`, `ask(p, query: \"…\")`, `t | ask(.query)`"
                ])
        }
        if let expression = inputs.first(where: \.value.isExpression) {
            throw Diagnostic(
                "not-in-expression", "`ask` does more than give a value, so it cannot stand in a column expression",
                at: expression.range, help: ["for each row of a table: `t | ask(p, query: .query)`"])
        }
        let given = try PromptInputs(prompt, inputs, call)
        try given.requireAll()
        guard let values = try given.data(), !call.isChecking else { return nil }
        return try Conversation.messages(of: prompt.render(values, call.evaluation.context.cancellation), at: input.range)
    }

    // MARK: - Rows

    private func table(_ plan: Plan) throws -> Value {
        guard let asked else {
            throw Diagnostic(
                "missing-argument", "`ask` needs what each row of the table asks", at: call.range,
                help: [
                    "`t | ask(.query)`, a prompt: `t | ask(p)`, or a text that is made of several columns: `t | ask(\"\\(.context)\\n\\(.query)\")`"
                ])
        }
        if case .unknown(.object) = asked.value { return .unknown(.table(nil)) }
        let form = AnswerForm(settings.form.schema)
        let added = try form.fields(into: settings.into, besides: plan.schema, call)
        let result = Schema(plan.schema.fields + added)
        let column = try PromptColumn(asked, inputs, plan, call)
        if call.isChecking { return .table(call.step(.slice(plan, from: 0, count: 0), result)) }
        let table = try column.evaluated()
        let questions = table.prompts.map { $0.map { settings.form.question($0, settings.answerer) } }
        let answers = try AskRun(call, settings.answerer, settings.options).answers(to: questions)
        let columns = form.columns(answers, into: settings.into)
        return .table(Plan(table.rows.adding(zip(added, columns).map { ($0, $1) })))
    }
}

extension Table {
    /// With columns more, each as long as the table.
    func adding(_ columns: [(field: Field, column: Column)]) -> Table {
        var first = 0
        let chunks = chunks.map { chunk in
            let own = columns.map { $0.column.slice(first..<first + chunk.count) }
            first += chunk.count
            return Chunk(count: chunk.count, columns: chunk.columns + own, firstRow: chunk.firstRow, place: chunk.place)
        }
        return Table(schema: Schema(schema.fields + columns.map(\.field)), chunks: chunks)
    }
}

/// Options that people look for in `ask` and that stand in a record there.
enum AskOptionNames {
    private static let parameters = ["temperature", "top_p", "max_tokens", "seed", "stop"]
    private static let limits = ["concurrency", "requests_per_minute", "timeout", "deadline", "retries"]

    /// Named arguments where there is no prompt whose inputs they could be.
    static func refuse(_ inputs: [BoundArguments.Argument], _ call: Call) throws {
        guard let first = inputs.first else { return }
        guard let label = first.label else {
            throw Diagnostic(
                "too-many-arguments", "`\(call.verb.name)` takes no more values without a name", at: first.range,
                help: ["`\(call.verb.shortSignature)`"])
        }
        let place = first.labelRange ?? first.range
        var problem = Diagnostic("unknown-argument", "`\(call.verb.name)` has no option `\(label)`", at: place)
        let options = call.verb.parameters.filter { !$0.isRest }.map(\.name)
        problem.notes = ["options: " + options.dropFirst().joined(separator: ", ")]
        let whole = first.labelRange.map { SourceRange($0.source, ByteRange($0.bytes.start, first.range.bytes.end)) }
        if let written = group(of: first, in: call.verb) {
            problem.help = ["it stands in a record: `\(written)`"]
            problem.fix = whole.map { .replace($0, with: written) }
        } else if let nearest = Suggestion.best(for: label, among: options + parameters + limits) {
            problem.primary = .init(place, "did you mean `\(nearest)`?")
            if options.contains(nearest), first.labelRange != nil { problem.fix = .replace(place, with: nearest) }
        } else {
            problem.help = ["a name that is no option gives an input of a prompt: `\(call.verb.name)(p, \(label): …)`"]
        }
        throw problem
    }

    /// `parameters: {temperature: 0}` for `temperature: 0`; `nil` for what stands in no record of this function.
    static func group(of argument: BoundArguments.Argument, in verb: Verb) -> String? {
        guard let label = argument.label, verb.parameters.contains(where: { $0.name == "limits" }) else { return nil }
        let value = argument.range.text
        if parameters.contains(label) { return "parameters: {\(label): \(value)}" }
        if limits.contains(label) { return "limits: {\(label): \(value)}" }
        if label == "budget" { return value.hasPrefix("{") ? "limits: \(value)" : "limits: {tokens: \(value)}" }
        return nil
    }
}
