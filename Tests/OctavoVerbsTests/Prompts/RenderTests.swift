import OctavoLanguage
import OctavoSource
import OctavoTable
import Testing

@Suite struct RenderTests {
    private static let template = """
        ---
        inputs: {query: text, nights: int?}
        ---
        {{ query }}{{ if nights != null }} for {{ nights }}{{ end }}
        """
    private static let project = MemoryProject([
        "p.md": template, "chat.md": "--- system ---\nBe kind.\n--- user ---\n{{ q }}\n",
        "folder/a.md": "{{ include \"b.md\" }}", "folder/b.md": "part",
    ])

    @Test(arguments: [
        ("render(prompt(\"p.md\"), query: \"rooms\")", "\"rooms\""),
        ("render(prompt(\"p.md\"), query: \"rooms\", nights: 2)", "\"rooms for 2\""),
        ("prompt(\"p.md\") | render(query: \"rooms\", nights: null)", "\"rooms\""),
        ("render(prompt(\"folder/a.md\"))", "\"part\""),
        ("render(prompt(\"chat.md\"), q: \"Hi\").user", "\"Hi\""),
        (
            "[{query: \"a\"}, {query: \"b\", nights: 2}] | render(prompt(\"p.md\"))",
            "{query: \"b\", nights: 2, prompt: \"b for 2\"}"
        ),
        (
            "table([{query: \"a\", n: 1}]) | render(prompt(\"p.md\"), nights: .n + 1, into: \"text\")",
            "{query: \"a\", n: 1, text: \"a for 2\"}"
        ),
        ("table([{q: \"a\"}]) | render(prompt(\"p.md\"), query: \"b\")", "{q: \"a\", prompt: \"b\"}"),
        ("table([{q: \"a\"}]) | derive(p: render(prompt(\"p.md\"), query: upper(.q)))", "{q: \"a\", p: \"A\"}"),
        (
            "table([{q: \"a\"}]) | render(prompt(\"chat.md\"), into: \"m\") | select(m: map(.m, m -> m.content))",
            "{m: [\"Be kind.\", \"a\"]}"
        ),
        (
            "t = table([{w: \"a\"}, {w: \"b\"}])\n"
                + "render(prompt(text: \"{{ for r in rows }}{{ r.w }}{{ end }}\", inputs: {rows: \"list(record(w: text))\"}), rows: t)",
            "\"ab\""
        ),
        (
            "t = table([{w: \"a\"}, {w: \"b\"}])\n"
                + "render(prompt(text: \"{{ join_text(ws, \\\"-\\\") }}\", inputs: {ws: \"list(text)\"}), ws: t.w)",
            "\"a-b\""
        ),
        ("render(prompt(text: \"{{ into }}\"), \"into\": \"x\")", "\"x\""),
        ("table([{query: \"a\"}]) | filter(false) | render(prompt(\"p.md\")) | count", "0"),
    ])
    func fillsInputs(program: String, shown: String) {
        let (rows, problem) = Self.project.run(program)
        #expect(problem == nil, "\(problem?.message ?? "")")
        #expect(rows.last == shown)
    }

    @Test(arguments: [
        ("prompt(text: \"{{ q }}\")", []), ("prompt(\"p.md\")", ["file:p.md"]),
        ("prompt(\"folder/a.md\")", ["file:folder/a.md", "file:folder/b.md"]),
        ("prompt(text: \"{{ include \\\"folder/b.md\\\" }}\")", ["file:folder/b.md"]),
    ])
    func notesTheFilesThatAPromptReads(program: String, files: [String]) {
        let checked = Self.project.check(program)
        #expect(checked.diagnostics.isEmpty)
        #expect(checked.accesses.map(\.resource) == files)
        #expect(checked.effects == (files.isEmpty ? [] : .readsFiles))
    }

    @Test(arguments: [
        ("table([{q: \"a\"}]) | derive(p: prompt(text: .q))", "not-in-expression"),
        ("table([{q: \"a\"}]) | derive(p: prompt(.q))", "not-in-expression"),
        ("prompt(text: \"{{ prompt(\\\"p.md\\\") }}\")", "not-in-expression"),
        ("prompt(text: \"{{ prompt(\\\"none.md\\\") }}\")", "not-in-expression"),
        ("prompt(text: \"{{ prompt(text: \\\"a\\\") }}\")", "not-in-expression"),
        ("prompt(text: \"{{ a }}\", inputs: {b: \"text\"})", "unknown-input"),
        ("render(prompt(\"p.md\"))", "missing-input"),
        ("render(prompt(\"p.md\"), qery: \"a\")", "unknown-input"),
        ("render(prompt(\"p.md\"), query: 1)", "wrong-input"),
        ("render(prompt(\"p.md\"), \"a\")", "wrong-argument"),
        ("render(\"p.md\", query: \"a\")", "wrong-argument"),
        ("table([{q: \"a\"}]) | render(prompt(\"p.md\"))", "missing-input"),
        ("table([{query: 1}]) | render(prompt(\"p.md\"))", "wrong-input"),
        ("table([{q: \"a\"}]) | render(prompt(\"p.md\"), query: .p)", "unknown-column"),
        ("table([{q: \"a\"}]) | derive(p: render(prompt(\"p.md\")))", "missing-input"),
        ("prompt(\"none.md\")", "file-not-found"), ("prompt()", "missing-argument"),
        ("prompt(\"p.md\", text: \"a\")", "wrong-argument"),
    ])
    func isCheckedBeforeItRuns(program: String, code: String) {
        let checked = Self.project.check(program)
        #expect(checked.diagnostics.filter { $0.severity == .error }.map(\.code.rawValue) == [code])
    }

    /// Each with what would be right, where the mistake was made.
    @Test(arguments: [
        (
            "prompt(text: \"{{ prompt(\\\"p.md\\\") }}\")", "`prompt` makes a template, so it cannot stand in another one",
            "`{{ include \"part.md\" }}` puts what a file says into this one"
        ),
        (
            "prompt(text: \"{{ a }} {{ b }}\", inputs: {a: \"text\"})", "the template uses `b`, which `inputs` does not declare",
            "declare it in the call: `inputs: {a: …, b: \"text\"}`"
        ),
        (
            "prompt(text: \"---\\ninputs: {a: text}\\n---\\n{{ a }} {{ b }}\")", "the template has no input `b`",
            "declare it in the front matter: `b: text` below `inputs:`"
        ),
        (
            "render(prompt(text: \"{{ a }} {{ hotel }}\"), a: \"\")", "the prompt needs `hotel`",
            "`hotel: …` gives it; a template does not see the program's names"
        ),
        ("render(prompt(\"p.md\"))", "the prompt `p` needs `query`", "`query: …`, or a `default:` in the front matter"),
    ])
    func saysWhatWouldBeRight(program: String, message: String, help: String) {
        let found = Self.project.check(program).diagnostics.first
        #expect(found?.message == message && found?.help.first == help, "\(String(describing: found))")
    }

    @Test func anInputThatIsNotGivenIsShownWhereTheTemplateNeedsIt() {
        let found = Self.project.check("render(prompt(text: \"Dear {{ guest }}\"))").diagnostics.first
        #expect(found?.secondary.first?.range.text == "guest" && found?.secondary.first?.text == "the template needs it here")
    }

    @Test func aRowWithoutARequiredInputFailsTheStep() {
        let (_, problem) = Self.project.run(
            "table([{query: \"a\"}, {query: null}]) | render(prompt(\"p.md\"))")
        #expect(problem?.code == "null-in-prompt")
    }

    @Test func readsTheTemplateAndItsParts() {
        let accesses = Self.project.check("render(prompt(\"folder/a.md\"))").accesses
        #expect(accesses == [Access(.reads, "file:folder/a.md"), Access(.reads, "file:folder/b.md")])
    }

    @Test func rendersAsManyRowsAsThereAre() {
        let rows = Self.project.run(
            """
            p = prompt(text: "{{ for w in split_text(q, \\" \\") }}<{{ w }}>{{ end }}{{ if n > 2499 }}!{{ end }}", inputs: {q: "text", n: "int"})
            table(map(0..5000, i -> {q: "a b \\(i)", n: i})) | render(p) \
            | filter(.prompt == "<a><b><\\(.n)>" and .n < 2500 or .prompt == "<a><b><\\(.n)>!") | count
            """
        ).rows
        #expect(rows == ["5000"])
    }
}
