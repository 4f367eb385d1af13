import OctavoLanguage
import OctavoTable
import OctavoVerbs
import Synchronization
import Testing

@Suite struct ComparePromptsTests {
    private static let start = """
        short = prompt(text: "{{ query }}")
        long = prompt(text: "Dear guest, {{ query }}")
        cases = table([{query: "Any rooms?", kind: "rooms"}, {query: "Dear hotel, rooms?", kind: "rooms"}, {query: "Breakfast?", kind: "food"}])

        """

    private func run(_ program: String) -> [String] { Harness.run(Self.start + program) }

    private static let call =
        "c = compare(cases, short, long, dear: contains(.response, \"Dear\"), brief: word_count(.response) < 4, providers: \"echo\", samples: 200)\n"

    @Test(arguments: [
        ("c.rows", "3"),
        (
            "c.matrix | select(.prompt, .provider, .model, .cases, .failed, .dear, .brief, .all, .share)",
            #"[{prompt: "short", provider: "echo", model: null, cases: 3, failed: 0, dear: 1, brief: 3, all: 1, share: 0.3333333333333333}, "#
                + #"{prompt: "long", provider: "echo", model: null, cases: 3, failed: 0, dear: 3, brief: 1, all: 1, share: 0.3333333333333333}]"#
        ),
        (
            "c.differences | select(.from, .to, .expectation, .fixed, .broken, .p, .p_holm, .test)",
            #"[{from: "short", to: "long", expectation: "dear", fixed: 2, broken: 0, p: 0.5, p_holm: 1.0, test: "exact"}, "#
                + #"{from: "short", to: "long", expectation: "brief", fixed: 0, broken: 2, p: 0.5, p_holm: 1.0, test: "exact"}, "#
                + #"{from: "short", to: "long", expectation: "all", fixed: 1, broken: 1, p: 1.0, p_holm: 1.0, test: "exact"}]"#
        ),
        (
            "c.changed | filter(.expectation == \"brief\") | select(.change, .row, .query, .kind, .before, .after)",
            #"[{change: "broken", row: 0, query: "Any rooms?", kind: "rooms", before: "Any rooms?", after: "Dear guest, Any rooms?"}, "#
                + #"{change: "broken", row: 1, query: "Dear hotel, rooms?", kind: "rooms", before: "Dear hotel, rooms?", "#
                + #"after: "Dear guest, Dear hotel, rooms?"}]"#
        ),
        (
            "c.costs | select(.prompt, .answers, .failed, .tokens_in, .money, .latency)",
            #"[{prompt: "short", answers: 3, failed: 0, tokens_in: null, money: null, latency: 0s}, "#
                + #"{prompt: "long", answers: 3, failed: 0, tokens_in: null, money: null, latency: 0s}]"#
        ),
        ("c.stability | count", "0"), ("c.slices | count", "0"),
        (
            "c.answers | drop(.provider, .model, .latency, .tokens_in, .tokens_out, .error) | tail(1)",
            #"[{prompt: "long", row: 2, repeat: 1, query: "Breakfast?", kind: "food", response: "Dear guest, Breakfast?", dear: true, brief: true}]"#
        ),
        ("c.differences | filter(.low > .difference or .high < .difference) | count", "0"),
    ])
    func everyPartIsATable(program: String, shown: String) { #expect(run(Self.call + program).last == shown) }

    @Test func promptsAreNamedAsTheyAreWritten() {
        for (written, names) in [
            ("[short, long]", ["short", "long"]), ("{before: short, after: long}", ["before", "after"]),
            ("before: short, after: long", ["before", "after"]), ("short, [long, short]", ["short", "long", "short (3)"]),
        ] {
            #expect(
                run("(compare(cases, \(written), .response != \"\", providers: \"echo\").matrix).prompt | collect").last
                    == "[\(names.map { "\"\($0)\"" }.joined(separator: ", "))]", "\(written)")
        }
    }

    @Test func providersAreComparedForOnePromptAndForAll() {
        let two =
            "providers: [{name: \"a\", provider: \"template\", template: \"yes\"}, {name: \"b\", provider: \"template\", template: \"no\"}]"
        #expect(
            run("compare(cases, short, .response == \"no\", \(two)).differences | select(.from, .to, .fixed)").last
                == #"[{from: "a", to: "b", fixed: 3}]"#)
        #expect(
            run("compare(cases, [short, long], .response == \"no\", \(two)).differences | select(.from, .to, .fixed)").last
                == #"[{from: "short, a", to: "short, b", fixed: 3}, {from: "short, a", to: "long, a", fixed: 0}, "#
                + #"{from: "short, b", to: "long, b", fixed: 0}]"#)
    }

    @Test func columnsOfTheCasesWhoseNamesAreTakenAreCalledOtherwise() {
        #expect(
            run(
                "c = compare([{query: \"a\", row: 7, kind: \"x\", response: \"b\", case_row: 8}], short, kind: .reply.response == .query, into: \"reply\", providers: \"echo\")\n"
                    + "c.answers | select(.row, .query, .case_case_row, .case_kind, .case_response, .case_row, .response, .kind)"
            ).last
                == #"[{row: 0, query: "a", case_case_row: 7, case_kind: "x", case_response: "b", case_row: 8, response: "a", kind: true}]"#
        )
    }

    @Test func theCasesAreWorkedOutOnce() throws {
        let times = Mutex(0)
        let schema = Schema([Field("query", .text)])
        let rows = Table(schema: schema, chunks: [Chunk(count: 2, columns: [Column(.text, [.text("a"), .text("b")])])])
        let node = Plan.Node.wholeTable(name: "slow", inputs: []) { _, _ in
            times.withLock { $0 += 1 }
            return rows
        }
        var environment = Environment()
        environment.bind("slow", .init(.table(Plan(node, schema: schema, origin: nil))))
        let program =
            Self.start + "compare(slow, short, long, prompt(text: \"{{ query }}!\"), .response != \"\", providers: \"echo\").rows"
        _ = try Program.run(
            Harness.parse(program), in: environment, catalog: .standard, capabilities: Harness.capabilities,
            context: Harness.context
        ) { _ in }
        #expect(times.withLock { $0 } == 1)
    }

    @Test func slicesOfEnoughCasesAreShown() {
        let call = "compare(cases, short, long, contains(.response, \"Dear\"), providers: \"echo\", by: .kind, support: "
        #expect(
            run(call + "2).slices | select(.prompt, .kind, .cases, .all, .fixed, .p)").last
                == #"[{prompt: "short", kind: "rooms", cases: 2, all: 1, fixed: null, p: null}, "#
                + #"{prompt: "long", kind: "rooms", cases: 2, all: 2, fixed: 1, p: 1.0}]"#)
        #expect(run(call + "1).slices | count").last == "4")
    }

    @Test func repeatsTellHowStableAnswersAre() {
        #expect(
            run(
                "compare(cases, short, contains(.response, \"Dear\"), providers: \"echo\", repeats: 3).stability | drop(.provider, .model)"
            ).last
                == #"[{prompt: "short", repeats: 3, same_response: 1.0, same_verdict: 1.0, always: 1, sometimes: 0, never: 2}]"#)
    }

    @Test func whatFailedMeetsNothingAndAnExpectationThatFailsIsNotMet() {
        let form = "prompt(text: \"---\\ninputs: {query: text}\\noutput: {type: object, required: [n]}\\n---\\n{{ query }}\")"
        #expect(
            run(
                "compare(cases, \(form), not contains(.response ?? \"\", \"x\"), providers: \"echo\").matrix | select(.failed, .all)"
            ).last
                == "[{failed: 3, all: 0}]")
        #expect(
            run("compare(cases, short, number: int(.response) > 0, providers: \"echo\").matrix | select(.number)").last
                == "[{number: 0}]")
    }

    @Test func inputsThatNoColumnGivesAreGivenByTheCall() {
        #expect(
            run(
                "p = prompt(text: \"{{ hotel }}: {{ query }}\")\n"
                    + "compare(cases, p, .response == \"H: \\(.query)\", inputs: {hotel: \"H\"}, providers: \"echo\").matrix | select(.all)"
            ).last == "[{all: 3}]")
        #expect(
            run(
                "compare(cases, short, .r.response == \"H \\(.query)\", inputs: {query: \"H \\(.query)\"}, into: \"r\", providers: \"echo\").matrix | select(.all)"
            )
            .last == "[{all: 3}]")
    }

    @Test func promptsAreAskedAndModelsAreNot() {
        #expect(Harness.check(Self.start + Self.call).effects.contains(.asks))
        #expect(Harness.check("compare([{a: \"x\", b: \"y\"}], .a, .b, truth: .a)").effects == [])
    }

    @Test func promptsNeedNotHaveTheSameInputs() {
        let program = "p = prompt(text: \"{{ hotel }}: {{ query }}\")\n"
        #expect(
            run(
                program
                    + "compare(cases, short, p, contains(.response, \"H\"), inputs: {hotel: \"H\"}, providers: \"echo\").matrix | select(.all)"
            )
            .last == "[{all: 0}, {all: 3}]")
        #expect(
            run(program + "compare(cases, short, p, .response != \"\", inputs: {hotl: \"H\"}, providers: \"echo\")").last
                == "error: unknown-input")
    }

    @Test(arguments: [
        ("compare(cases, short, providers: \"echo\")", "missing-argument"),
        ("compare(cases, short, count() > 1, providers: \"echo\")", "wrong-argument"),
        ("compare(cases, short, all_distinct(.response), providers: \"echo\")", "wrong-argument"),
        ("compare(cases, short, .respnse != \"\", providers: \"echo\")", "unknown-column"),
        ("compare(cases, short, .response, providers: \"echo\")", "not-a-condition"),
        ("compare([short, long], cases, .response != \"\", providers: \"echo\")", "wrong-argument"),
        ("compare(cases, short, .response != \"\", provider: \"echo\")", "unknown-argument"),
        ("compare(cases, short, .response != \"\", providers: [3])", "wrong-argument"),
        ("compare(cases, short, .response != \"\", providers: [{provder: \"echo\"}])", "wrong-argument"),
        ("compare(cases, short, share: .response != \"\", providers: \"echo\")", "duplicate-column"),
        ("compare(cases, short, .response != \"\", providers: \"echo\", truth: .kind)", "wrong-argument"),
        ("compare(cases, .kind, .query, truth: .kind, repeats: 2)", "wrong-argument"),
        ("compare(cases | drop(.query), short, .response != \"\", providers: \"echo\")", "missing-input"),
        ("compare(cases | derive(response: \"\"), short, .response != \"\", providers: \"echo\")", "duplicate-column"),
        ("compare(cases, short, .response != \"\", providers: \"echo\", by: .knd)", "unknown-column"),
    ])
    func refusesWithACode(program: String, code: String) { #expect(run(program).last == "error: \(code)") }
}
