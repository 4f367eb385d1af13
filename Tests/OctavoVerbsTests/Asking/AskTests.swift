import OctavoLanguage
import OctavoSource
import OctavoSyntax
import OctavoTable
import OctavoVerbs
import Synchronization
import Testing

@Suite struct AskTests {
    @Test func oneTextGivesARecord() {
        #expect(
            Harness.run("ask(\"hi\", provider: \"echo\")") == [
                "{response: \"hi\", error: null, tokens_in: null, tokens_out: null, latency: 0s, finish_reason: \"stop\", cached: false}"
            ])
    }

    @Test func aConversationIsAListOfMessages() {
        let messages =
            "[{role: \"user\", content: \"a\"}, {role: \"assistant\", content: \"b\"}, {role: \"user\", content: \"c\"}]"
        #expect(Harness.run("ask(\(messages), provider: \"echo\").response") == ["\"c\""])
    }

    @Test func rowsAreAskedOneByOneAndEqualOnesOnce() {
        #expect(
            Harness.run(
                "table([{q: \"a\"}, {q: \"b\"}, {q: \"a\"}, {q: null}]) | ask(.q, provider: \"echo\") | select(.response, .error, .cached)"
            )
                == [
                    "[{response: \"a\", error: null, cached: false}, {response: \"b\", error: null, cached: false}, "
                        + "{response: \"a\", error: null, cached: true}, {response: null, error: \"the prompt is null\", cached: false}]"
                ])
    }

    @Test func conversationsOfRowsAreMadeOfTheirColumns() {
        #expect(
            Harness.run(
                "[{c: \"x\", q: \"y\"}] | ask([{role: \"system\", content: .c}, {role: \"user\", content: .q}], provider: \"template\", template: \"{{system}}/{{ user }}\") | select(.response)"
            ) == ["[{response: \"x/y\"}]"])
    }

    @Test func oneColumnOfRecordsTakesLittleRoom() {
        #expect(
            Harness.run(
                "table([{response: \"r\", q: \"a\"}]) | ask(.q, provider: \"echo\", into: \"a\") | derive(n: .a.response) | select(.response, .n)"
            )
                == ["[{response: \"r\", n: \"a\"}]"])
    }

    @Test func whatFollowsIsCheckedBeforeAnythingIsAsked() {
        #expect(
            Harness.codes("table([{q: \"a\"}]) | ask(.q, provider: \"echo\") | filter(.respnse == \"\")") == ["unknown-column"])
        #expect(Harness.codes("table([{q: \"a\"}]) | ask(.q, provider: \"echo\") | filter(.tokens_in > 3) | count") == [])
        #expect(Harness.check("ask(\"a\", provider: \"echo\")").effects == .asks)
    }

    @Test(
        arguments: [
            ("ask()", "missing-argument"), ("ask(3)", "not-supported"), ("ask(3, provider: \"echo\")", "wrong-argument"),
            ("ask([], provider: \"echo\")", "wrong-argument"),
            ("ask([{role: \"robot\", content: \"\"}], provider: \"echo\")", "wrong-argument"),
            ("ask([{content: \"a\"}], provider: \"echo\")", "wrong-argument"),
            ("ask(\"a\", .b, provider: \"echo\")", "wrong-argument"),
            ("table([{a: 1}]) | ask(provider: \"echo\")", "missing-argument"),
            ("table([{a: 1}]) | ask(.a, provider: \"echo\")", "wrong-argument"),
            ("table([{a: \"\"}]) | ask(.b, provider: \"echo\")", "unknown-column"),
            ("table([{a: \"\", error: 1}]) | ask(.a, provider: \"echo\")", "duplicate-column"),
            ("table([{a: \"\"}]) | derive(b: ask(.a, provider: \"echo\"))", "not-in-expression"),
            ("ask(\"a\", provider: \"echo\", parameters: {temperature: -1})", "wrong-argument"),
            ("ask(\"a\", provider: \"echo\", parameters: {temprature: 1})", "wrong-argument"),
            ("ask(\"a\", provider: \"echo\", parameters: {top_p: 1.5})", "wrong-argument"),
            ("ask(\"a\", provider: \"echo\", parameters: {max_tokens: 0})", "wrong-argument"),
            ("ask(\"a\", provider: \"echo\", parameters: {stop: [1]})", "wrong-argument"),
            ("ask(\"a\", provider: \"echo\", parameters: {stream: true})", "wrong-argument"),
            ("ask(\"a\", provider: \"echo\", parameters: 3)", "wrong-argument"),
            ("ask(\"a\", provider: \"echo\", limits: {timeout: 0s})", "wrong-argument"),
            ("ask(\"a\", provider: \"echo\", limits: {tokens: -5})", "wrong-argument"),
            ("ask(\"a\", provider: \"echo\", limits: {money: \"5\"})", "wrong-argument"),
            ("ask(\"a\", provider: \"echo\", limits: {token: 5})", "wrong-argument"),
            ("ask(\"a\", provider: \"echo\", temperature: 0)", "unknown-argument"),
            ("ask(\"a\", provider: \"echo\", modl: \"x\")", "unknown-argument"),
            ("ask(\"a\", provider: \"echo\", into: \"x\")", "wrong-argument"),
            ("ask(\"a\", provider: \"echo\", template: \"x\")", "wrong-argument"),
            ("ask(\"a\", provider: \"echo\", schema: {type: \"strng\"})", "bad-schema"),
            ("ask(\"a\", provider: \"template\")", "missing-argument"),
            ("ask(\"a\", provider: \"template\", template: {a: 1})", "wrong-argument"),
            ("ask(\"a\", provider: \"local:intent\")", "unknown-model"),
        ])
    func mistakesAreFoundBeforeAnythingIsAsked(program: String, code: String) {
        #expect(Harness.codes(program) == [code])
    }

    @Test(
        arguments: [
            ("\"plain\"", "x", "plain"), ("{cancel: \"1\", else: \"2\"}", "Please CANCEL it", "1"),
            ("{cancel: \"1\", else: \"2\"}", "hello", "2"), ("{cancel: \"1\"}", "hello", ""),
            ("{\"check-in\": \"3 pm\", \"check\": \"?\"}", "check-in when?", "3 pm"),
            ("\"{{user}} {{ other }} {{\"", "{{user}}", "{{user}} {{ other }} {{"),
        ])
    func templatesAnswerByRule(template: String, question: String, answer: String) {
        #expect(
            Harness.run("ask(\(DatumText.quoted(question)), provider: \"template\", template: \(template)).response")
                == [DatumText.quoted(answer)])
    }

    @Test func aSystemTextGoesBeforeTheConversation() {
        #expect(
            Harness.run("ask(\"q\", system: \"s\", provider: \"template\", template: \"{{system}}:{{user}}\").response") == [
                "\"s:q\""
            ])
    }

    // MARK: - By a schema

    private static let schema =
        "{type: \"object\", required: [\"intent\"], properties: {intent: {enum: [\"book\", \"cancel\"]}, n: {type: \"integer\"}}}"

    @Test func anAnswerThatFollowsTheSchemaIsRead() {
        let template = #"'```json\#n{"intent": "book", "n": 2}\#n```'"#
        #expect(
            Harness.run(
                "ask(\"q\", provider: \"template\", template: \(template.replacing("\n", with: " ")), schema: \(Self.schema)).json == null"
            )
                == ["true"], "a fence on one line is none")
        #expect(
            Harness.run(
                "ask(\"q\", provider: \"template\", template: '{\"intent\": \"book\", \"n\": 2}', schema: \(Self.schema)).json")
                == ["{intent: \"book\", n: 2}"])
        #expect(
            Harness.run(
                "ask(\"q\", provider: \"template\", template: \"```json\\n{\\\"intent\\\": \\\"book\\\"}\\n```\", schema: \(Self.schema)).json"
            )
                == ["{intent: \"book\"}"])
    }

    @Test func inATableTheColumnHasTheTypesOfTheSchema() {
        #expect(
            Harness.run(
                "table([{q: \"q\"}]) | ask(.q, provider: \"template\", template: '{\"intent\": \"book\"}', schema: \(Self.schema)) | select(.json) | derive(i: .json.intent)"
            ) == ["[{json: {intent: \"book\", n: null}, i: \"book\"}]"])
    }

    @Test func anAnswerThatStaysWrongIsAnErrorOfItsRow() {
        let shown = Harness.run(
            "a = ask(\"q\", provider: \"template\", template: '{\"intent\": \"fly\"}', schema: \(Self.schema))\na.error\na.json == null"
        )
        #expect(
            shown == [
                #""the answer breaks the schema: /intent is \"fly\", not one of \"book\", \"cancel\", also when asked again: \"{\\\"intent\\\": \\\"fly\\\"}\"""#,
                "true",
            ])
    }

    /// Answers wrongly the first time and rightly once it is told what was wrong.
    private struct Learner: ProviderAccess {
        func target(provider: String?, model: String?) throws -> ChatTarget { ChatTarget(provider: "p", model: "m") }

        func ask(
            _ requests: [ChatRequest], _ options: AskOptions, context: ExecutionContext,
            answered: (_ place: Int, ChatAnswer) throws -> Void
        ) throws {
            for (place, request) in requests.enumerated() {
                let isRepair = request.messages.count == 3 && request.messages[1] == ChatMessage(.assistant, "Sure! book")
                try answered(
                    place,
                    ChatAnswer(
                        .response(isRepair ? "{\"intent\": \"book\"}" : "Sure! book"), tokensIn: 10, tokensOut: 1, latency: 2000))
            }
        }
    }

    @Test func aWrongAnswerIsSentBackOnceAndBothAreCounted() throws {
        var capabilities = Harness.capabilities
        capabilities.providers = Learner()
        let tree = Harness.parse("a = ask(\"q\", schema: \(Self.schema))\n[a.json.intent, a.tokens_in, a.tokens_out, a.latency]")
        let shown = Mutex<[String]>([])
        _ = try Program.run(
            tree, in: Environment(), catalog: .standard, capabilities: capabilities, context: Harness.context
        ) { output in
            if case .value(let value) = output, let datum = value.datum { shown.withLock { $0.append(DatumText.literal(datum)) } }
        }
        #expect(shown.withLock { $0 } == ["[\"book\", 20, 2, 4ms]"])
    }
}
