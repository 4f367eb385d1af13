import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoVerbs
import Synchronization
import Testing

/// `annotate(…, by: …)`: a model, a prompt.
@Suite struct LabellingByTests {
    private static let model = """
        m = train(table([{q: "a room", l: "Book"}, {q: "two rooms", l: "Book"}, {q: "cancel it", l: "Cancel"}, {q: "cancel", l: "Cancel"}]),
                  text: .q, label: .l)
        t = table([{id: 1, q: "cancel that"}, {id: 2, q: null}, {id: 3, q: "rooms"}])

        """

    @Test func aModelSuggestsWhatItPredicts() {
        let program =
            Self.model + """
                a = t | annotate(.q, schema: {enum: ["Book", "Cancel", "Ask"]}, by: m, into: "intent")
                columns(a)
                records(a) | map(.intent)
                (records(a) | map(.intent_confidence)) == (records(t | predict(m)) | map(.confidence))
                """
        #expect(
            Harness.run(program) == [
                "[\"id\", \"q\", \"intent\", \"intent_confidence\"]", "[\"Cancel\", null, \"Book\"]", "true",
            ])
    }

    @Test func aModelOfOneLabelIsAListOfOneWhereSeveralMayHold() {
        let program =
            Self.model
            + "t | annotate(.q, schema: {type: \"array\", items: {enum: [\"Book\", \"Cancel\"]}}, by: m) | select(.label)"
        #expect(Harness.run(program) == ["[{label: [\"Cancel\"]}, {label: null}, {label: [\"Book\"]}]"])
    }

    @Test func aModelThatKnowsOtherLabelsIsRefused() throws {
        let failure = try #require(
            Harness.failure(Self.model + "t | annotate(.q, schema: {enum: [\"Book\", \"Cancle\"]}, by: m)"))
        #expect(failure.code == "label-outside-schema")
        #expect(failure.message == "the model gives \"Cancel\", which is no label of the schema")
        #expect(failure.help.first == "did you mean \"Cancle\"?")
        #expect(failure.primary?.range.text == "m")
        let most = "t | annotate(.q, schema: {type: \"array\", minItems: 2, items: {enum: [\"Book\", \"Cancel\"]}}, by: m)"
        #expect(Harness.failure(Self.model + most)?.code == "label-outside-schema")
    }

    // MARK: - Prompts

    private func run(_ template: String, _ more: String = "", schema: String = "{enum: [\"Book\", \"Cancel\"]}") -> [String] {
        Harness.run(
            """
            p = prompt(text: "{{ q }}")
            table([{q: "x"}]) | annotate(.q, schema: \(schema), by: p, provider: "template", template: \(DatumText.quoted(template))\(more)) \
            | records | map([.label, .label_confidence])
            """)
    }

    @Test(
        arguments: [
            ("Book", "\"Book\", null"), (" book.\n", "\"Book\", null"), ("**Cancel**", "\"Cancel\", null"),
            ("\"Book\"", "\"Book\", null"),
            ("```\nBook\n```", "\"Book\", null"), ("{\"label\": \"cancel\", \"confidence\": 0.25}", "\"Cancel\", 0.25"),
            ("```json\n{\"reason\": \"…\", \"intent\": \"Book\"}\n```", "\"Book\", null"),
            ("{\"x\": \"Book\"}", "\"Book\", null"),
            ("{\"label\": \"Book\", \"confidence\": 7}", "\"Book\", null"), ("null", "null, null"),
            ("{\"label\": null}", "null, null"),
            ("Fly", "null, null"), ("Book, Cancel", "null, null"), ("", "null, null"), ("[\"Book\", \"Cancel\"]", "null, null"),
            ("[\"Book\"]", "\"Book\", null"), ("It is Book", "null, null"),
            ("{\"a\": \"Book\", \"b\": \"Cancel\"}", "null, null"),
        ])
    func readsLabelsAsModelsWriteThem(answer: String, wanted: String) { #expect(run(answer) == ["[[\(wanted)]]"]) }

    @Test(
        arguments: [
            ("[\"Cancel\", \"Book\"]", "[\"Book\", \"Cancel\"], null"), ("- Cancel\n- Book\n", "[\"Book\", \"Cancel\"], null"),
            ("book, cancel", "[\"Book\", \"Cancel\"], null"), ("Book", "[\"Book\"], null"), ("[]", "[], null"),
            ("{\"labels\": [\"Book\"], \"confidence\": 0.5}", "[\"Book\"], 0.5"), ("Book, Fly", "null, null"), ("", "null, null"),
        ])
    func readsListsOfLabels(answer: String, wanted: String) {
        #expect(run(answer, schema: "{type: \"array\", items: {enum: [\"Book\", \"Cancel\"]}}") == ["[[\(wanted)]]"])
    }

    @Test func namesThatDifferInLettersAloneAreToldApart() {
        #expect(run("NONE", schema: "{enum: [\"None\", \"NONE\"]}") == ["[[\"NONE\", null]]"])
        #expect(run("none", schema: "{enum: [\"None\", \"NONE\"]}") == ["[[null, null]]"])
    }

    /// Keeps what it is asked, and answers by what the requests are.
    private final class Provider: ProviderAccess {
        let asked = Mutex<[ChatRequest]>([])
        let answer: @Sendable (ChatRequest) -> ChatAnswer

        init(_ answer: @escaping @Sendable (ChatRequest) -> ChatAnswer) { self.answer = answer }

        func target(provider: String?, model: String?) throws -> ChatTarget { ChatTarget(provider: "p", model: model ?? "") }

        func ask(
            _ requests: [ChatRequest], _ options: AskOptions, context: ExecutionContext,
            answered: (_ place: Int, ChatAnswer) throws -> Void
        ) throws {
            for (place, request) in requests.enumerated() {
                asked.withLock { $0.append(request) }
                try answered(place, answer(request))
            }
        }
    }

    private func run(_ program: String, _ provider: Provider) throws -> [String] {
        var capabilities = Harness.capabilities
        capabilities.providers = provider
        let shown = Mutex<[String]>([])
        _ = try Program.run(
            Harness.parse(program), in: Environment(), catalog: .standard, capabilities: capabilities, context: Harness.context
        ) { output in
            if case .value(let value) = output, let datum = value.datum { shown.withLock { $0.append(DatumText.literal(datum)) } }
        }
        return shown.withLock { $0 }
    }

    @Test func anAnswerThatIsNoLabelIsSentBackOnceAndThenLeftEmpty() throws {
        let provider = Provider { request in
            let isRepair = request.messages.contains { $0.role == .assistant }
            let text = request.messages.first { $0.role == .user }?.content ?? ""
            return ChatAnswer(.response(isRepair && text == "good" ? "Cancel" : "No idea"))
        }
        let program = """
            p = prompt(text: "{{ text }}")
            a = table([{q: "good"}, {q: "bad"}, {q: null}]) | annotate(.q, schema: {enum: ["Book", "Cancel"]}, by: p)
            records(a) | map(.label)
            a | report | tail(1) | records | map(.note)
            """
        let shown = try run(program, provider)
        #expect(shown[0] == "[\"Cancel\", null, null]")
        #expect(
            shown[1] == "[\"labelled 1, no label of the schema 1 (\\\"No idea\\\"), without a text 1\"]", "\(shown[1])")
        let asked = provider.asked.withLock { $0 }
        #expect(asked.count == 4)
        #expect(
            asked[2].messages.last?.content
                == "The answer above is none of the labels. Answer again with one of \"Book\", \"Cancel\", and with nothing else."
        )
    }

    @Test func tellsTheModelTheLabelsBehindItsOwnInstructions() throws {
        let provider = Provider { _ in ChatAnswer(.response("Book")) }
        let schema = "{oneOf: [{const: \"Book\", description: \"wants a room\"}, {const: \"Cancel\"}]}"
        let told = "Answer with one of these labels, and with nothing else:\n- Book: wants a room\n- Cancel"
        _ = try run(
            "p = prompt(text: \"{{ text }}\")\ntable([{q: \"x\"}]) | annotate(.q, schema: \(schema), by: p) | records", provider)
        _ = try run(
            """
            p = prompt(text: "--- system ---\\nBe short, {{ name }}.\\n--- user ---\\n{{ q }}")
            table([{q: "x"}]) | annotate(.q, schema: \(schema), by: p, name: "Ann") | records
            """, provider)
        let asked = provider.asked.withLock { $0.map(\.messages) }
        #expect(asked[0] == [ChatMessage(.system, told), ChatMessage(.user, "x")])
        #expect(asked[1] == [ChatMessage(.system, "Be short, Ann.\n\n" + told), ChatMessage(.user, "x")])
    }

    @Test func fillsLabelsWhereThePromptHasAPlaceForThem() throws {
        let provider = Provider { _ in ChatAnswer(.response("Book")) }
        for (inputs, template) in [
            ("{q: \"text\", labels: \"list(text)\"}", "{{ join_text(labels, \", \") }}: {{ q }}"),
            ("{q: \"text\", labels: \"text\"}", "{{ labels }}: {{ q }}"),
        ] {
            _ = try run(
                """
                p = prompt(text: \(DatumText.quoted(template)), inputs: \(inputs))
                table([{q: "x"}]) | annotate(.q, schema: {enum: ["Book", "Cancel"]}, by: p) | records
                """, provider)
        }
        let asked = provider.asked.withLock { $0.map(\.messages) }
        #expect(asked == [[ChatMessage(.user, "Book, Cancel: x")], [ChatMessage(.user, "- Book\n- Cancel: x")]])
    }

    @Test func askedSeveralTimesTheConfidenceIsTheShareThatAgrees() throws {
        let provider = Provider { request in
            ChatAnswer(
                request.repetition == 3 ? .failure("busy", .forNow) : .response(request.repetition == 4 ? "Book" : "Cancel"))
        }
        let program = """
            p = prompt(text: "{{ q }}")
            table([{q: "x"}]) | annotate(.q, schema: {enum: ["Book", "Cancel"]}, by: p, times: 4) | records | map([.label, .label_confidence])
            """
        #expect(try run(program, provider) == ["[[\"Cancel\", 0.5]]"])
        #expect(provider.asked.withLock { $0.map(\.repetition) } == [1, 2, 3, 4])
    }

    @Test func asksByTheFrontMatterAndEqualTextsOnce() throws {
        let provider = Provider { _ in ChatAnswer(.response("Book")) }
        let template = "---\ninputs:\n  q: text\nmodel: small\nparameters:\n  temperature: 0\n---\n{{ q }}"
        let program = """
            p = prompt(text: \(DatumText.quoted(template)))
            table([{q: "x"}, {q: "x"}]) | annotate(.q, schema: {enum: ["Book", "Cancel"]}, by: p, parameters: {seed: 3}) | records | map(.label)
            """
        #expect(try run(program, provider) == ["[\"Book\", \"Book\"]"])
        let asked = provider.asked.withLock { $0 }
        #expect(asked.count == 1)
        #expect(asked[0].target.model == "small")
        #expect(asked[0].parameters.fields.map(\.name) == ["temperature", "seed"])
    }

    @Test(
        arguments: [
            ("annotate(.q, schema: s)", "missing-argument"), ("annotate(.q)", "missing-argument"),
            ("annotate(.q, schema: s, by: \"p.md\")", "wrong-argument"), ("annotate(.q, schema: s, by: 5)", "wrong-argument"),
            ("annotate(.q, schema: s, by: x -> x)", "wrong-argument"),
            ("annotate(.q, schema: s, rules: {a: \"A\"}, by: p)", "options-exclude"),
            ("annotate(.q, schema: s, by: p, balance: {A: 1})", "options-exclude"),
            ("annotate(.q, schema: s, rules: {a: \"A\"}, provider: \"echo\")", "options-exclude"),
            ("annotate(.q, schema: s, rules: {a: \"A\"}, times: 2)", "options-exclude"),
            ("annotate(.q, schema: s, rules: {a: \"A\"}, ruls: 2)", "unknown-argument"),
            ("annotate(.q, schema: s, by: p, times: 0)", "wrong-argument"),
            ("annotate(.q, schema: s, by: p, times: 101)", "wrong-argument"),
            ("annotate(.n, schema: s, by: p)", "type-mismatch"), ("annotate(.x, schema: s, by: p)", "unknown-column"),
            ("annotate(.q, schema: s, by: prompt(text: \"{{ a }} {{ b }}\"), provider: \"echo\")", "missing-input"),
            ("annotate(.q, schema: s, by: p, provider: \"echo\", hotel: 5)", "unknown-input"),
            ("annotate(.q, schema: s, by: p, provider: \"echo\", into: \"\")", "wrong-argument"),
        ])
    func refusesWithACode(call: String, code: String) {
        let program = "p = prompt(text: \"{{ q }}\")\ns = {enum: [\"A\"]}\ntable([{q: \"a\", n: 1}]) | \(call)"
        #expect(Harness.codes(program) == [code])
    }

    @Test func onlyAPromptAsks() {
        func effects(_ by: String) -> Effects {
            Harness.check(
                "\(Self.model)p = prompt(text: \"{{ q }}\")\nt | annotate(.q, schema: {enum: [\"Book\", \"Cancel\"]}, \(by))"
            ).effects
        }
        #expect(effects("by: p, provider: \"echo\"").contains(.asks))
        #expect(!effects("by: m").contains(.asks))
        #expect(!effects("rules: {a: \"Book\"}").contains(.asks))
    }
}
