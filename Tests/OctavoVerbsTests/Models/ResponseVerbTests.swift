import OctavoLanguage
import OctavoTable
import OctavoVerbs
import Testing

/// Models that answer in words.
@Suite struct ResponseVerbTests {
    /// Guests who ask for rooms in a city, are asked back, and go.
    private static let table = """
        t = table(flatten(map(0..60, i -> [
          {q: "i want a room in \\(["Paris", "London", "Oslo"][mod(i, 3)])", c: [], a: "for how many nights?", n: i, l: "book"},
          {q: "\\(mod(i, 7) + 2) nights please", c: ["i want a room in \\(["Paris", "London", "Oslo"][mod(i, 3)])", "for how many nights?"],
           a: "a room for \\(mod(i, 7) + 2) nights, is that right?", n: i, l: "stay"},
          {q: ["thanks, bye", "no thanks, bye bye"][mod(i, 2)], c: ["yes", null], a: "have a nice day", n: i, l: "bye"},
        ])))
        m = train(t, text: .q, label: .a, context: .c, model: "response")
        plain = train(t, text: .q, label: .a, model: "response")

        """

    private func run(_ program: String) -> String? { Harness.run(Self.table + program).last }

    @Test(
        arguments: [
            ("m.kind", #""response""#), ("m.inputs", #"["q", "c"]"#), ("plain.inputs", #"["q"]"#), ("m.labels", "[]"),
            ("m.rows", "180"),
            ("m.label", #""a""#),
            ("predict(\"i want a room in Rome\", m).response", #""for how many nights?""#),
            (
                "predict({q: \"11 nights please\", c: [\"i want a room\", \"for how many nights?\"]}, m).response",
                #""a room for 11 nights, is that right?""#
            ),
            ("predict({q: \"bye\", c: \"a turn\"}, m).response", #""have a nice day""#),
            ("predict({q: \"bye\", c: null}, m) == predict({q: \"bye\"}, m)", "true"),
            ("predict({q: \"a room in Rome\", c: []}, m).response", #""for how many nights?""#),
            ("predict({q: \"bye\", c: [null, \"yes\", null]}, m).response", #""have a nice day""#),
            ("predict({q: null, c: []}, m)", "{response: null, confidence: null}"),
            ("predict(\"\", m)", "{response: null, confidence: null}"),
            ("predict(\"\u{6771}\u{4EAC}\", m)", "{response: null, confidence: null}"),
            ("columns(t | predict(m))", #"["q", "c", "a", "n", "l", "response", "confidence"]"#),
            // A row by itself and among others.
            (
                "(t | head(3) | predict(m) | select(.response, .confidence) | records) == map(t | head(3) | records, r -> predict({q: r.q, c: r.c}, m))",
                "true"
            ),
            (
                "(table([{q: null, c: [\"a\"]}, {q: \"bye\", c: null}]) | predict(m) | select(.response))",
                #"[{response: null}, {response: "have a nice day"}]"#
            ),
            ("(t | predict(plain)).response[0]", #""for how many nights?""#),
            // Other columns of text, and a text for a list.
            (
                "(table([{other: \"bye\", c: \"yes\"}]) | predict(m, text: .other)) | select(.response)",
                #"[{response: "have a nice day"}]"#
            ),
            ("e = t | evaluate(m)\n[e.rows, e.left_out, e.answered]", "[180, 0, 180]"),
            ("(t | evaluate(m)).response_relevance > 0.9", "true"), ("(t | evaluate(m)).answered_share", "1.0"),
            ("(t | evaluate(m)).calibration_error < 0.1", "true"),
            ("columns((t | evaluate(m)).reliability)", #"["rows", "confidence", "accuracy"]"#),
            ("columns((t | evaluate(m)).coverage)", #"["coverage", "threshold", "accuracy", "risk"]"#),
            (
                "map(records((t | evaluate(m)).measures), r -> r.measure)",
                #"["calibration_error", "aurc", "response_relevance", "rouge_l", "chrf", "bleu"]"#
            ),
            (
                "e = t | evaluate(m, by: .l)\nmap(e.slices | records, s -> [s.l, s.rows])",
                #"[["book", 60], ["stay", 60], ["bye", 60]]"#
            ),
            ("(t | evaluate(m, metrics: [\"chrf\"])).chrf > 0.9", "true"),
            ("(t | derive(refs: [.a, \"else\"]) | evaluate(m, truth: .refs)).response_relevance > 0.9", "true"),
            // What has no answer counts for nothing.
            (
                "e = evaluate(table([{q: \"bye\", c: null, a: \"have a nice day\"}, {q: \"???\", c: null, a: \"x\"}, {q: null, c: null, a: \"x\"}, {q: \"bye\", c: null, a: null}]), m)\n[e.rows, e.left_out, e.answered, e.response_relevance]",
                "[2, 2, 1, 1.0]"
            ),
            (
                "x = explain(m, \"2 nights please\", n: 3)\n[count(x), x.kind[0], x.feature[0], x.label[0], x.kind[3], round(sum(x.weight), 5)]",
                #"[4, "row", "[number] nights please", "a room for [number] nights, is that right?", "others", 1.0]"#
            ),
            ("explain(m, {q: \"bye\", c: [\"yes\"]}, n: 1).label[0]", #""have a nice day""#),
            ("count(explain(m, \"\u{6771}\"))", "0"),
            ("contains(m.card, \"the answer of every row can be said to others\")", "true"),
            ("train(t, text: .q, label: .a, model: \"response\", neighbours: 3, threshold: 0.5).parameters.neighbours", "3"),
            // A threshold keeps back what is less sure, and says how sure it is.
            (
                "s = train(t, text: .q, label: .a, model: \"response\", threshold: 1, validate: t | derive(a: \"else \\(.n)\"))\np = predict(\"bye\", s)\n[p.response, p.confidence < 0.5]",
                "[null, true]"
            ),
            ("train(table([{q: \"hello\", a: \"hi\"}]), text: .q, label: .a, model: \"response\").rows", "1"),
            (
                "same = train(table([{q: \"hello\", a: \"hi\"}, {q: \"hallo\", a: \"hi\"}, {q: null, a: \"hi\"}, {q: \"x\", a: null}]), text: .q, label: .a, model: \"response\")\n[same.rows, predict(\"hello you\", same).response]",
                #"[2, "hi"]"#
            ),
        ])
    func saysAndMeasures(program: String, result: String) { #expect(run(program) == result, "\(program)") }

    @Test(
        arguments: [
            // What `context` is for, and what it can be.
            ("train(t, text: .q, label: .l, context: .c)", "wrong-argument"),
            ("train(t, text: .q, label: .l, context: .c, model: \"auto\")", "wrong-argument"),
            ("train(t, columns: [.n], label: .l, context: .c)", "wrong-argument"),
            ("train(t, text: .q, label: .a, context: .n, model: \"response\")", "type-mismatch"),
            ("train(t, text: .q, label: .a, context: .nothing, model: \"response\")", "unknown-column"),
            ("train(t, text: .q, label: .a, context: .q, model: \"response\")", "wrong-argument"),
            ("train(t, text: .q, label: .a, context: .a, model: \"response\")", "wrong-argument"),
            ("train(t, columns: [.n], label: .a, model: \"response\")", "wrong-argument"),
            ("train(t, label: .a, model: \"response\")", "missing-argument"),
            ("train(t, text: .q, label: .n, model: \"response\")", "type-mismatch"),
            ("train(t, text: .q, label: .a, model: \"response\", other: \"x\")", "not-supported"),
            ("train(t, text: .q, label: .a, model: \"response\", reject: 0.1)", "not-supported"),
            ("train(t, text: .q, label: .a, model: \"response\", threshold: 2)", "wrong-argument"),
            ("train(t, text: .q, label: .a, model: \"response\", neighbours: 0)", "wrong-argument"),
            ("train(t | filter(.n < 0), text: .q, label: .a, model: \"response\")", "too-few-labels"),
            ("predict({c: []}, m)", "unknown-field"), ("predict({q: \"a\", c: 3}, m)", "type-mismatch"),
            ("predict({q: 3}, m)", "type-mismatch"), ("t | drop(.c) | predict(m)", "unknown-column"),
            ("evaluate(t, m, truth: .n)", "type-mismatch"), ("evaluate(t, m, metrics: [\"accuracy\"])", "wrong-argument"),
            ("evaluate(t, m, train: t)", "not-supported"), ("t | drop(.a) | evaluate(m)", "unknown-column"),
            ("explain(m, 3)", "type-mismatch"),
            // What is made for labels.
            ("errors(t, m)", "wrong-model"), ("compare(t, m, .a)", "wrong-model"),
            ("cross_validate(t, text: .q, label: .a, model: \"response\")", "not-supported"),
            ("suspicious_labels(t, text: .q, label: .a, model: \"response\")", "not-supported"),
            ("tune(t, text: .q, label: .a, model: [\"linear\", \"response\"])", "not-supported"),
            ("cross_validate(t, text: .q, label: .l, context: .c)", "unknown-argument"),
        ])
    func refusesWithACode(program: String, code: String) { #expect(run(program) == "error: \(code)", "\(program)") }

    @Test func aPublishedModelAnswersAsItDidBeforeAndAnswersQuestionsOfAsk() {
        let program = """
            p = publish(m, "desk", version: "1.0.0")
            again = model("desk@1.0.0")
            [predict({q: "bye", c: "yes"}, again) == predict({q: "bye", c: "yes"}, m), again.inputs, ask("bye bye", provider: "local:desk").response]
            """
        let found = MemoryProject([:]).run(Self.table + program)
        #expect(found.problem == nil)
        #expect(found.rows == [#"[true, ["q", "c"], "have a nice day"]"#])
    }

    /// A list of questions whose answers hold for everybody.
    @Test(
        arguments: [
            ("predict(\"when do you serve breakfast\", all).response", #""Breakfast is from 7 to 10 am.""#),
            ("predict(\"Where can I park?\", all).response", #""In the garage, for $20 a day.""#),
            ("predict(\"are dogs allowed?\", all).response", #""Yes, small ones.""#), ("all.parameters.facts", #""shared""#),
            ("predict(\"Where can I park?\", own).response == \"In the garage, for $20 a day.\"", "false"),
            ("contains(all.card, \"the answer of every row can be said to others\")", "true"),
            ("train(faq, text: .q, label: .a, model: \"response\", facts: \"mine\")", "error: unknown-choice"),
        ])
    func factsOfEverybodyAreSaidAsTheyStand(program: String, result: String) {
        let list = """
            faq = table([
              {q: "When is breakfast?", a: "Breakfast is from 7 to 10 am."}, {q: "Do you take dogs?", a: "Yes, small ones."},
              {q: "Where can I park?", a: "In the garage, for $20 a day."}, {q: "Is there a pool?", a: "It opens at 9."},
            ])
            all = train(faq, text: .q, label: .a, model: "response", facts: "shared")
            own = train(faq, text: .q, label: .a, model: "response")

            """
        #expect(Harness.run(list + program).last == result)
        #expect(Harness.warnings(list) == ["few-answers"])
        let talks = "train(faq | derive(c: [\"Hello\"]), text: .q, label: .a, context: .c, model: \"response\")"
        #expect(Harness.warnings(list + talks) == ["few-answers"])
    }

    @Test func saysWhatIsNotUsedAndWhereNothingIsLearnt() {
        #expect(
            Harness.warnings(Self.table + "train(t, text: .q, label: .l, model: \"nearest\", threshold: 0.5)").contains(
                "unused-option"))
        #expect(
            Harness.warnings(
                "t = table([{q: \"how much\", a: \"it is $17\"}])\ntrain(t, text: .q, label: .a, model: \"response\")"
            ).contains("nothing-learnt"))
    }
}
