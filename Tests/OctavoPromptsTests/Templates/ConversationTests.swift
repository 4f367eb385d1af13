import OctavoTable
import Testing

@Suite struct ConversationTests {
    private static let inputs = "---\ninputs:\n  query: {type: text, trusted: false}\n  shots: [{q: text, a: text}]\n---\n"
    private static let values: [String: Datum] = [
        "query": .text("Any rooms?"),
        "shots": .list([
            .record([(name: "q", value: .text("Hi")), (name: "a", value: .text("Hello"))]),
            .record([(name: "q", value: .text("Bye")), (name: "a", value: .text("Ciao"))]),
        ]),
    ]

    @Test(arguments: [
        ("--- user ---\n{{ query }}", "--- user ---\nAny rooms?"),
        ("--- system ---\n\nBe kind.\n\n\n--- user ---\n\n{{ query }}\n", "--- system ---\nBe kind.\n\n--- user ---\nAny rooms?"),
        (
            "{{ for s in shots }}\n--- user ---\n{{ s.q }}\n--- assistant ---\n{{ s.a }}\n{{ end }}\n--- user ---\n{{ query }}",
            "--- user ---\nHi\n\n--- assistant ---\nHello\n\n--- user ---\nBye\n\n--- assistant ---\nCiao\n\n--- user ---\nAny rooms?"
        ),
        (
            "{{ if length(shots) > 5 }}\n--- system ---\nMany.\n{{ else if length(shots) == 2 }}\n--- system ---\nTwo.\n{{ end }}\n"
                + "--- user ---\n{{ query }}",
            "--- system ---\nTwo.\n\n--- user ---\nAny rooms?"
        ),
        (
            "--- user ---\n{{ for s in shots }}\n- {{ s.q }}\n{{ end }}\n{{ if length(query) > 99 }}\nlong\n{{ end }}\n",
            "--- user ---\n- Hi\n- Bye"
        ),
        ("--- user ---\n--- context ---\n{{ query }}", "--- user ---\n--- context ---\nAny rooms?"),
    ])
    func areMadeOfTurns(body: String, text: String) {
        #expect(Template.render(Self.inputs + body + "{{ # }}", Self.values) == text)
    }

    @Test(arguments: [
        ("--- sytem ---\nx", "unknown-role «--- sytem ---»"), ("--- User ---\nx", "unknown-role «--- User ---»"),
        ("---user---\nx", "unknown-role «---user---»"), ("--- human ---\nx", "unknown-role «--- human ---»"),
        ("Be kind.\n--- user ---\nx", "text-outside-turn «Be kind.»"),
        (
            "{{ for s in shots }}\n--- user ---\n{{ s.q }}\n{{ end }}\nand then\n--- user ---\nx", "text-outside-turn «and then»"
        ),
        ("--- system ---\nAnswer {{ query }}", "untrusted-in-system «query»"),
        ("--- system ---\n{{ for w in split_text(query, \" \") }}{{ w }}{{ end }}", "untrusted-in-system «w»"),
    ])
    func underlineWhatIsWrong(body: String, problem: String) {
        let problems = Template.problems(Self.inputs + body + "\n--- user ---\n{{ query }}{{ length(shots) }}")
        #expect(problems.first == problem)
    }

    @Test func anUntrustedInputMayDecideWhatTheSystemSays() {
        let body =
            "--- system ---\n{{ if contains(query, \"room\") }}Rooms.{{ end }}\n--- user ---\n{{ query }}{{ length(shots) }}"
        #expect(Template.problems(Self.inputs + body).isEmpty)
    }
}
