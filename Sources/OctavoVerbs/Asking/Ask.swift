package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let ask = Verb(
        "ask", .prompts, "Asks a language model, once or for each row of a table, and gives its answers with what they took.",
        notes: """
            A text is asked as the user's message; a conversation is a list of records such as `{role: "user", content: "…"}`. The answer is \
            a record with `response`, `error`, `tokens_in`, `tokens_out`, `latency`, `finish_reason` and `cached`; over a table these are \
            columns, or one column of records with `into`. What fails is a value: `response` is null and `error` says why. Only what no \
            request could get past, such as a wrong key, is an error of the call. Equal requests of one call are asked once, and `cached` \
            marks the others; `repeat` asks again for the same.

            Providers are the presets `openai`, `ollama`, `vllm` and `llamacpp`, and those of `config/octavo.yaml`; keys come from the \
            environment alone. `echo` answers with the last user message and `template` with a text or by rules, both without a network. \
            In a notebook each answer is kept in `prompts/recordings` and given from there the next time, so a replay needs no network.

            With `schema` the answer is read as JSON into `json`; one that does not follow the schema is sent back once to be mended.
            """,
        parameters: AskParameters.all, returns: .any, effects: .asks,
        examples: [
            Example("ask(\"Any rooms next weekend?\", provider: \"echo\").response", gives: "\"Any rooms next weekend?\""),
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

/// What `ask` can be told.
enum AskParameters {
    static let all: [ParameterDescription] = [
        .open("input", "A text or a conversation; or a table, whose rows are asked one by one."),
        ParameterDescription(
            name: "prompt", about: "Of a table: what each row asks, a text or a conversation.", expects: .expression,
            defaultText: "null", isRest: false),
        Parameter("provider", String?.self, "Who is asked; the settings' own when left out.").description,
        Parameter("model", String?.self, "The model's name, as the provider calls it.").description,
        Parameter("system", String?.self, "What the model is told before the conversation.").description,
        Parameter("temperature", Double?.self, "How freely it chooses words: 0 for the likeliest.").description,
        Parameter("top_p", Double?.self, "Only the likeliest words that make up this share.").description,
        Parameter("max_tokens", Int?.self, "The longest answer.").description,
        Parameter("seed", Int?.self, "Makes answers repeatable where the provider can.").description,
        .open("stop", "A text, or a list of texts, that ends the answer.", default: "null"),
        .open("schema", "A JSON Schema that the answer shall follow: a path or a record.", default: "null"),
        .open("template", "What `provider: \"template\"` answers: a text, or a record of words to look for.", default: "null"),
        Parameter("into", String?.self, "One column of records with this name instead of several columns.").description,
        Parameter("repeat", default: 1, "1", "Another number is another answer to the same.").description,
        Parameter("stream", Bool?.self, "Whether answers come piece by piece; at a terminal they do.").description,
        Parameter("concurrency", Int?.self, "Requests at once.").description,
        Parameter("requests_per_minute", Int?.self, "Requests within any minute.").description,
        Parameter("timeout", TimeSpan?.self, "The longest that one try may take, such as `30s`.").description,
        Parameter("deadline", TimeSpan?.self, "The longest that all of it may take.").description,
        Parameter("retries", Int?.self, "How often a request is tried again when the provider is busy.").description,
        .open("budget", "Tokens that may be used, or `{tokens: 100_000, money: 0.5}`.", default: "null"),
    ]
}

/// One call of `ask`.
struct AskCall {
    private let call: Call
    private let input: BoundArguments.Argument
    private let prompt: BoundArguments.Argument?
    private let settings: AskSettings

    init(_ call: Call, _ arguments: BoundArguments) throws {
        guard let input = arguments.single[0] else {
            throw Diagnostic(
                "missing-argument", "`ask` needs what to ask", at: call.range, help: ["`ask(\"Any rooms?\", provider: \"echo\")`"]
            )
        }
        self.call = call
        self.input = input
        prompt = arguments.single[1]
        settings = try AskSettings(call, arguments)
    }

    func run() throws -> Value {
        if input.value.isUnknown { return .unknown(.any) }
        if case .table(let plan) = input.value { return .table(try table(plan)) }
        if let prompt {
            if case .list = input.value {
                return .table(try table(TableArgument.decode(input, in: call, parameter: AskParameters.all[0]).plan))
            }
            throw Diagnostic(
                "wrong-argument", "`ask` takes `prompt` with a table, and this is \(article(input.value.kindName))",
                at: prompt.range,
                help: ["`ask(\"…\", system: \"…\")` asks one text"])
        }
        return try single()
    }

    private func single() throws -> Value {
        guard let messages = try Conversation.messages(of: input.value, at: input.range) else {
            throw Diagnostic(
                "wrong-argument", "`ask` takes a text, a conversation or a table, not \(article(input.value.kindName))",
                at: input.range,
                help: [
                    input.value.kindName == "prompt"
                        ? "a prompt is rendered first: `ask(render(p, query: \"…\"))`, `t | render(p, into: \"asked\") | ask(.asked)`"
                        : "`ask(\"Any rooms?\")`, `ask([{role: \"user\", content: \"Any rooms?\"}])`, `t | ask(.query)`"
                ])
        }
        if settings.into != nil {
            throw Diagnostic(
                "wrong-argument", "`ask` takes `into` with a table only", at: call.range, help: ["bind the answer to a name"])
        }
        let form = AnswerForm(settings.schema)
        if call.isChecking { return .unknown(form.type) }
        let answers = try AskRun(call, settings).answers(to: [messages])
        return form.record(answers[0])
    }

    private func table(_ plan: Plan) throws -> Plan {
        guard let prompt else {
            throw Diagnostic(
                "missing-argument", "`ask` needs what each row of the table asks", at: call.range,
                help: ["`t | ask(.query)`, or a text that is made of several columns: `t | ask(\"\\(.context)\\n\\(.query)\")`"])
        }
        let form = AnswerForm(settings.schema)
        let added = try form.fields(into: settings.into, besides: plan.schema, call)
        let result = Schema(plan.schema.fields + added)
        let asked = try PromptColumn(prompt, plan, call)
        if call.isChecking { return call.step(.slice(plan, from: 0, count: 0), result) }
        let table = try asked.evaluated()
        let answers = try AskRun(call, settings).answers(to: table.prompts)
        var first = 0
        let chunks = table.rows.chunks.map { chunk in
            let own = answers[first..<first + chunk.count]
            first += chunk.count
            let columns = form.columns(Array(own), into: settings.into)
            return Chunk(count: chunk.count, columns: chunk.columns + columns, firstRow: chunk.firstRow, place: chunk.place)
        }
        return Plan(Table(schema: result, chunks: chunks))
    }
}
