import OctavoVerbs
import Testing

@Suite struct TruncateTests {
    private static let learnt = "k = train_tokenizer(table([{q: \"the cat the cat the hat\"}]), .q, size: 270)"

    @Test func keepsTheStartOrTheEnd() {
        let program = """
            \(Self.learnt)
            truncate("the cat the hat", tokens: 2, tokenizer: k)
            truncate("the cat the hat", tokens: 2, tokenizer: k, keep: "end")
            truncate("the cat", 100, k)
            truncate("日本", tokens: 2, tokenizer: k)
            [truncate(null, 3, k)]
            table([{q: "the cat the hat"}, {q: null}]) | derive(s: truncate(.q, 1, k)) | select(.s)
            """
        #expect(
            TokenProgram.run(program).shown == [
                "\"the cat\"", "\"hat\"", "\"the cat\"", "\"\"", "[null]", "{s: \"the\"}", "{s: null}",
            ])
    }

    @Test(arguments: [
        ("truncate(\"a\", tokens: 3)", "no-tokenizer"), ("truncate(\"a\", -1, k)", "wrong-argument"),
        ("truncate(\"a\", \"b\", k)", "wrong-argument"),
        ("truncate(\"a\", tokenizer: k)", "missing-argument"), ("truncate(\"a\", 3, k, keep: \"middle\")", "unknown-choice"),
        ("truncate(3, 3, k)", "wrong-argument"),
    ])
    func saysWhatIsWrong(program: String, code: String) {
        #expect(TokenProgram.run("\(Self.learnt)\n\(program)").shown == ["error: \(code)"])
    }
}
