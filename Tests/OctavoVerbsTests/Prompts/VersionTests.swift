import OctavoLanguage
import OctavoSource
import OctavoTable
import Testing

@Suite struct VersionTests {
    private static let template = """
        ---
        name: greet
        inputs: {guest: text}
        model: gpt-4
        parameters: {temperature: 0.7}
        ---
        Hello {{ guest }},
        {{ include "part.md" }}
        Bye.

        """

    private func project(_ template: String = VersionTests.template) -> MemoryProject {
        MemoryProject(["t.md": template, "part.md": "welcome.\n"])
    }

    private func text(_ path: String, _ project: MemoryProject) -> String {
        (try? project.files.contents(of: path)).map { String(decoding: $0.bytes.array, as: UTF8.self) } ?? ""
    }

    @Test func aReleaseHoldsTheTemplateWithItsParts() {
        let project = project()
        let (_, problem) = project.run("release(prompt(\"t.md\"), \"1.0.0\", label: \"production\")")
        #expect(problem == nil)
        let released = text("prompts/versions/greet/1.0.0.md", project)
        #expect(
            released.hasPrefix(
                "---\nname: greet\ninputs: {guest: text}\nmodel: gpt-4\nparameters: {temperature: 0.7}\nversion: 1.0.0\nhash: sha256:"
            ))
        #expect(released.hasSuffix("\nresults: []\n---\nHello {{ guest }},\nwelcome.\nBye.\n"))
        #expect(project.run("render(prompt(\"greet@production\"), guest: \"Ann\")").rows == ["\"Hello Ann,\\nwelcome.\\nBye.\""])
        #expect(project.run("prompt(\"greet@1.0.0\").version").rows == ["\"1.0.0\""])
        #expect(project.run("prompt(\"greet@latest\").version").rows == ["\"1.0.0\""])
    }

    @Test func releasingTheSameAgainChangesNothing() {
        let project = project()
        _ = project.run("release(prompt(\"t.md\"), \"1.0.0\")")
        let before = text("prompts/versions/greet/1.0.0.md", project)
        #expect(project.run("release(prompt(\"t.md\"), \"1.0.0\")").problem == nil)
        #expect(text("prompts/versions/greet/1.0.0.md", project) == before)
    }

    @Test(arguments: [
        // What changes, the number, and the code of what is wrong with it.
        ("Hello", "Dear", "1.0.1", ""), ("Hello", "Dear", "1.1.0", ""), ("Hello", "Dear", "1.0.0", "released-version"),
        ("Hello", "Dear", "0.9.0", "released-version"), ("0.7", "0.8", "1.0.1", "too-small-bump"), ("0.7", "0.8", "1.1.0", ""),
        ("gpt-4", "gpt-5", "1.0.1", "too-small-bump"), ("guest: text", "guest: text?", "1.1.0", "too-small-bump"),
        ("guest: text", "guest: text, room: text", "1.9.9", "too-small-bump"),
        ("guest: text", "guest: text, room: {type: text, optional: true}", "2.0.0", ""),
        ("model: gpt-4", "model: gpt-4\noutput: {type: object}", "1.1.0", "too-small-bump"),
        ("Hello", "Hello", "1.0.1", "nothing-to-release"),
        ("Hello", "Dear", "1.0", "unknown-version"), ("Hello", "Dear", "1.0.01", "unknown-version"),
    ])
    func theNumberSaysWhatChanged(old: String, new: String, version: String, code: String) {
        let project = project()
        #expect(project.run("release(prompt(\"t.md\"), \"1.0.0\")").problem == nil)
        var changed = Self.template.replacing(old, with: new)
        if old == "guest: text" { changed = changed.replacing("{{ guest }}", with: "{{ guest ?? \"\" }}") }
        project.files.put("t.md", changed)
        #expect(project.run("release(prompt(\"t.md\"), \"\(version)\")").problem.map(\.code.rawValue) ?? "" == code)
    }

    @Test func aChangedReleaseIsRefused() {
        let project = project()
        _ = project.run("release(prompt(\"t.md\"), \"1.0.0\")")
        let path = "prompts/versions/greet/1.0.0.md"
        let whole = text(path, project)
        for (old, new) in [("Bye", "By"), ("0.7", "0.9"), ("1.0.0", "1.0.1"), ("sha256:", "sha256:0")] {
            project.files.put(path, whole.replacing(old, with: new))
            #expect(project.run("prompt(\"greet@1.0.0\")").problem?.code == "changed-release", "\(old)")
            #expect(project.run("versions(\"greet\")").problem?.code == "changed-release")
        }
        // Results of tests are added later.
        project.files.put(path, whole.replacing("results: []", with: "results:\n  - {suite: a, passed: 3}"))
        #expect(project.run("prompt(\"greet@1.0.0\").version").rows == ["\"1.0.0\""])
    }

    @Test func versionsAndWhatDiffersAreTables() {
        let project = project()
        _ = project.run("release(prompt(\"t.md\"), \"1.0.0\", label: \"production\")")
        project.files.put("t.md", Self.template.replacing("Bye.", with: "Yours,\nthe hotel").replacing("0.7", with: "0.2"))
        let (_, problem) = project.run("release(prompt(\"t.md\"), \"1.1.0\", label: \"candidate\")")
        #expect(problem == nil)
        #expect(
            project.run("versions(prompt(\"t.md\")) | select(.prompt, .version, .parent, .labels)").rows
                == [
                    "{prompt: \"greet\", version: \"1.0.0\", parent: null, labels: [\"production\"]}",
                    "{prompt: \"greet\", version: \"1.1.0\", parent: \"1.0.0\", labels: [\"candidate\"]}",
                ])
        #expect(project.run("versions() | select(.version)").rows.count == 2)
        let changes = [
            "{part: \"parameter\", name: \"temperature\", before: \"0.7\", after: \"0.2\"}",
            "{part: \"text\", name: \"line 3\", before: \"Bye.\", after: \"Yours,\"}",
            "{part: \"text\", name: \"line 4\", before: null, after: \"the hotel\"}",
        ]
        #expect(project.run("diff(\"greet\", \"production\", \"candidate\")").rows == changes)
        #expect(project.run("diff(prompt(\"t.md\"), \"1.0.0\")").rows == changes)
        #expect(project.run("diff(prompt(\"t.md\"), \"latest\")").rows == [])
    }

    @Test(arguments: [
        ("prompt(\"gret@1.0.0\")", "unknown-prompt"), ("prompt(\"greet@2.0.0\")", "unknown-version"),
        ("prompt(\"greet@prodution\")", "unknown-version"), ("diff(\"greet\", \"1.0.0\")", "missing-argument"),
        ("release(prompt(text: \"a\"), \"1.0.0\")", "missing-argument"),
        ("release(prompt(text: \"a\"), \"1.0.0\", name: \"../x\")", "wrong-argument"),
        ("release(prompt(\"t.md\"), \"1.0.0\", label: \"1.0.0\")", "unknown-version"), ("versions(3)", "wrong-argument"),
    ])
    func saysWhatThereIsNot(program: String, code: String) {
        let project = project()
        _ = project.run("release(prompt(\"t.md\"), \"1.0.0\", label: \"production\")")
        #expect(project.run(program).problem?.code.rawValue == code)
    }

    @Test func aPromptWithoutFrontMatterDeclaresItsInputsWhenItIsReleased() {
        let project = project()
        let (_, problem) = project.run(
            "release(prompt(text: \"{{ a }}\\n{{ b }}\", inputs: {a: \"text\", b: \"int?\"}), \"0.1.0\", name: \"x\")")
        #expect(problem == nil)
        #expect(text("prompts/versions/x/0.1.0.md", project).contains("inputs:\n  a: \"text\"\n  b: \"int?\"\n"))
    }

    @Test func releasesAreWritesAndVersionsReads() {
        let project = project()
        #expect(
            project.check("release(prompt(\"t.md\"), \"1.0.0\", label: \"a\")").accesses.filter { $0.kind == .writes }
                == [
                    Access(.writes, "file:prompts/versions/greet/1.0.0.md"),
                    Access(.writes, "file:prompts/versions/greet/labels.yaml"),
                ])
        #expect(project.check("versions(\"greet\")").accesses == [Access(.reads, "file:prompts/versions/greet/*")])
    }
}
