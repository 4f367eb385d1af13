import OctavoLanguage
import OctavoSource
import OctavoTable
import Testing

/// What tests say of a version stands in its file, and nothing else of it changes.
@Suite struct ReleaseResultsTests {
    private static let template = "---\nname: greet\ninputs: {guest: text}\n---\nHello {{ guest }}.\n"

    private static let tested = """
        p = prompt("t.md")
        c = compare([{guest: "Ann"}, {guest: "Bob"}], p, ann: contains(.response, "Ann"), providers: "echo")

        """

    private func project() -> MemoryProject { MemoryProject(["t.md": Self.template]) }

    private func text(_ project: MemoryProject) -> String {
        (try? project.files.contents(of: "prompts/versions/greet/1.0.0.md")).map {
            String(decoding: $0.bytes.array, as: UTF8.self)
        } ?? ""
    }

    @Test func resultsOfAComparisonAreWrittenWithTheRelease() {
        let project = project()
        #expect(project.run(Self.tested + "release(p, \"1.0.0\", results: c)").problem == nil)
        #expect(
            text(project).contains(
                "\nresults:\n  - {\"provider\": \"echo\", \"cases\": 2, \"failed\": 0, \"ann\": 1, \"all\": 1, \"share\": 0.5, "))
        #expect(project.run("prompt(\"greet@1.0.0\").results[0].ann").rows == ["1"])
    }

    @Test func resultsMayComeLaterAndReplaceThoseBefore() {
        let project = project()
        _ = project.run("release(prompt(\"t.md\"), \"1.0.0\")")
        let before = text(project)
        #expect(project.run("release(prompt(\"t.md\"), \"1.0.0\", results: {cases: 3, all: 2})").problem == nil)
        #expect(text(project) == before.replacing("results: []", with: "results:\n  - {\"cases\": 3, \"all\": 2}"))
        #expect(project.run("release(prompt(\"t.md\"), \"1.0.0\", results: [{cases: 3, all: 3}])").problem == nil)
        #expect(text(project) == before.replacing("results: []", with: "results:\n  - {\"cases\": 3, \"all\": 3}"))
        #expect(project.run("versions(\"greet\") | select(.results)").rows == ["{results: [\"cases 3, all 3\"]}"])
    }

    @Test func whatDiffersInResultsIsShownAndAsksForNoNumber() {
        let project = project()
        _ = project.run("release(prompt(\"t.md\"), \"1.0.0\", results: [{provider: \"echo\", cases: 2, all: 1}])")
        project.files.put("t.md", Self.template.replacing("Hello", with: "Dear"))
        #expect(
            project.run(
                "release(prompt(\"t.md\"), \"1.0.1\", results: [{provider: \"echo\", cases: 2, all: 2}, {provider: \"x\", all: 1}])"
            )
            .problem == nil)
        #expect(
            project.run("diff(\"greet\", \"1.0.0\", \"1.0.1\") | filter(.part == \"result\")").rows == [
                "{part: \"result\", name: \"echo: all\", before: \"1\", after: \"2\"}",
                "{part: \"result\", name: \"x: all\", before: null, after: \"1\"}",
            ])
        // The same text with other results is no change.
        #expect(project.run("release(prompt(\"t.md\"), \"1.0.2\", results: {all: 3})").problem?.code == "nothing-to-release")
    }

    @Test(arguments: [
        "release(p, \"1.0.0\", results: 3)", "release(p, \"1.0.0\", results: {a: [1]})",
        "release(p, \"1.0.0\", results: [{a: {b: 1}}])",
        "release(p, \"1.0.0\", results: [{prompt: \"x\", a: 1}, {prompt: \"y\", a: 2}])",
        "release(p, \"1.0.0\", results: table([{n: i} for i in 0..200]))",
    ])
    func resultsThatAreNoneAreRefused(program: String) {
        let project = project()
        #expect(project.run("p = prompt(\"t.md\")\n" + program).problem?.code == "wrong-argument")
        #expect(text(project).isEmpty)
    }

    @Test func ofSeveralPromptsTheRowsOfOneAreChosen() {
        let project = project()
        let results = "table([{prompt: \"old\", all: 1}, {prompt: \"new\", all: 2}])"
        #expect(
            project.run("release(prompt(\"t.md\"), \"1.0.0\", results: \(results))").problem?.help
                == ["`results: c.matrix | filter(.prompt == \"new\")`"])
        _ = project.run("release(prompt(\"t.md\"), \"1.0.0\", results: \(results) | filter(.prompt == \"new\"))")
        #expect(project.run("prompt(\"greet@1.0.0\").results").rows == ["[{all: 2}]"])
    }

    @Test(arguments: ["versions(prompt(text: \"a\"))", "diff(prompt(text: \"a\"), \"1.0.0\")"])
    func aPromptWithoutANameIsToldHowItIsFound(program: String) {
        let problem = project().run(program).problem
        #expect(problem?.code == "missing-argument")
        #expect(problem?.help.first?.hasPrefix("`name:` in the front matter; what is released is found by its name: `") == true)
    }
}
