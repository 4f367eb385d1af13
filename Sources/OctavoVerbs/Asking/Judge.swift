package import OctavoLanguage
import OctavoPrompts
import OctavoSource
import OctavoTable

extension Verb {
    package static let judge = Verb(
        "judge", .prompts, "Tells whether an answer is good, by asking a model: an expectation of `expect` and `compare`.",
        notes: """
            The prompt says what is demanded, and gets what it needs as `ask` gives it: `expect(judge(p, answer: .response))`; inputs that are \
            not named are taken from the columns of their names. The model answers `{reason: …, pass: true}`, the reason first; a prompt whose \
            front matter has an `output` of its own needs a truth value `pass` in it. An answer that the model does not give counts as not \
            good. What judges say is recorded like all answers. Judges err too: compare them with what people said, by `agreement`.
            """,
        parameters: [.open("p", "The prompt.")] + AskParameters.who + [
            AskParameters.parameters, AskParameters.limits, AskParameters.inputs,
        ],
        returns: .bool, effects: .asks,
        examples: [
            Example(
                """
                polite = prompt(text: "Is this polite? {{ answer }}")
                says = {"thank you": '{"reason": "it thanks", "pass": true}', else: '{"reason": "it is short", "pass": false}'}
                judge(polite, answer: "No.", provider: "template", template: says)
                table([{response: "No, thank you."}])
                  | expect(judge(polite, answer: .response, provider: "template", template: says)) | count
                """,
                gives: """
                    false
                    met      judge(polite, answer: .response, provider: "template", template: says): 1 of 1 row
                    1
                    """)
        ],
        searchTerms: ["llm_as_judge", "llm_rubric", "grade", "score_model", "rubric", "factuality"], checking: .runsBody,
        liftCondition: .anyArgumentIsExpressionAndFirstIsObject,
        lift: { _, _, range in
            throw Diagnostic(
                "not-in-expression", "`judge` asks a model, so it stands as an expectation of `expect` or `compare` alone",
                at: range,
                help: ["as a column: `t | ask(p, answer: .response, into: \"judged\")`"])
        },
        run: { call, arguments in
            guard let judge = try Judge(call, arguments) else { return .unknown(.bool) }
            return try judge.single()
        })
}

/// One call of `judge`.
struct Judge {
    /// What a judge says.
    static let fields = [Field("pass", .bool), Field("reason", .text)]

    private static let schema: Datum = .record([
        ("type", .text("object")), ("required", .list([.text("reason"), .text("pass")])), ("additionalProperties", .bool(false)),
        (
            "properties",
            .record([
                ("reason", .record([("type", .text("string"))])), ("pass", .record([("type", .text("boolean"))])),
            ])
        ),
    ])

    private let call: Call
    private let prompt: Prompt
    private let inputs: [BoundArguments.Argument]
    private let answerer: Answerer
    private let form: QuestionForm
    private let options: AskOptions

    /// `nil` while checking a prompt that only a run makes.
    init?(_ call: Call, _ arguments: BoundArguments) throws {
        guard let first = arguments.single[0] else { return nil }
        if first.value.isUnknown { return nil }
        guard case .object(let prompt as Prompt) = first.value else {
            throw Diagnostic(
                "wrong-argument", "`judge` takes a prompt, not \(article(first.value.kindName))", at: first.range,
                help: ["`judge(prompt(text: \"Is this polite? {{ answer }}\"), answer: .response)`"])
        }
        self.call = call
        self.prompt = prompt
        inputs = arguments.rest
        let reader = OptionReader(call: call, arguments: arguments)
        let own = try SchemaSource.output(of: prompt, call.evaluation)
        if let own, own.document["properties"]?["pass"]?["type"] != .text("boolean") {
            throw Diagnostic(
                "wrong-argument",
                "the `output` of a judge has a truth value `pass`, and that of this prompt\(prompt.called) has none",
                at: first.range, help: ["`properties: {reason: {type: string}, pass: {type: boolean}}`, or no `output` at all"])
        }
        form = QuestionForm(
            parameters: try ParameterCheck.merged(
                prompt.header.parameters, try reader.fields("parameters", ParameterCheck.example), at: reader.place("parameters")),
            schema: try own ?? SchemaSource(Self.schema))
        options = try LimitsCheck.options(reader)
        answerer = try Answerer(reader, prompt, form)
    }

    func single() throws -> Value {
        let given = try PromptInputs(prompt, inputs, call)
        try given.requireAll()
        guard let values = try given.data(), !call.isChecking else { return .unknown(.bool) }
        let messages = try Conversation.messages(of: prompt.render(values, call.evaluation.context.cancellation), at: call.range)
        let answers = try AskRun(call, answerer, options).answers(to: [messages.map { form.question($0, answerer) }])
        return .bool(Self.said(answers[0]).pass)
    }

    /// What the judge says of each row; while checking only whether it can be asked.
    func column(over plan: Plan) throws -> [Datum] {
        let column = try PromptColumn(.init(value: .object(prompt), range: call.range), inputs, plan, call)
        if call.isChecking { return [] }
        let prompts = try column.evaluated().prompts
        let answers = try AskRun(call, answerer, options).answers(to: prompts.map { $0.map { form.question($0, answerer) } })
        return answers.map { answer in
            let said = Self.said(answer)
            return .record([("pass", .bool(said.pass)), ("reason", said.reason.map { .text($0) } ?? .null)])
        }
    }

    private static func said(_ answer: RowAnswer) -> (pass: Bool, reason: String?) {
        guard let json = answer.json else { return (false, answer.answer.error) }
        return (json["pass"] == .bool(true), json["reason"]?.text)
    }
}
