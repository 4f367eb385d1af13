import OctavoKernel
import OctavoNotebook
import Testing

@Suite struct RunRecordTests {
    private let files = MemoryFiles(["a.csv": "a\n1\n"])
    private var notebook: Notebook {
        Test.notebook([("name=raw", "load(\"a.csv\")"), ("", "x = 1;"), ("", "nothing"), ("", "y = x;")])
    }

    private func run(reuse: ReusedResults = .none, _ notebook: Notebook) -> NotebookRun {
        var settings = Test.runSettings(files)
        settings.reuse = reuse
        return NotebookRunner.run(notebook, settings)
    }

    @Test func holdsWhatChangesFromRunToRun() {
        let record = RunRecord(nil).json(of: run(notebook), version: "1.2.3").indented
        #expect(record.contains("\"octavo\": \"1.2.3\""))
        #expect(record.contains("\"resource\": \"file:a.csv\"") || record.contains("\"resource\":\"file:a.csv\""))
        #expect(record.contains(testDigest(Array("a\n1\n".utf8))))
        #expect(record.contains("\"outcome\": \"failed\"") && record.contains("\"seconds\": 0.0"))
    }

    @Test func knowsTheKeysOfSilentCells() {
        let first = run(notebook)
        let record = RunRecord(RunRecord(nil).json(of: first, version: "1").indented)
        #expect(record.silentKeys == Set([first.cells[1], first.cells[3]].compactMap(\.key.text)))
    }

    @Test func keepsWhatIsKnownOfCellsThatDidNotRun() {
        let first = run(notebook)
        let text = RunRecord(nil).json(of: first, version: "1").indented.replacing("\"seconds\": 0.0", with: "\"seconds\": 2.5")
        let record = RunRecord(text)
        let stored = Notebook.parse(Splice.apply(first.updates, to: notebook).bytes, name: "test.md")
        let second = run(reuse: .stored(silentKeys: record.silentKeys), stored)
        #expect(Test.names(second) == ["up to date", "up to date", "failed unknown-name", "up to date"])
        let json = record.json(of: second, version: "1").indented
        #expect(json.contains("\"seconds\": 2.5") && json.contains("\"cached\": true") && json.contains("file:a.csv"))
        #expect(RunRecord(json).silentKeys == record.silentKeys)
    }

    @Test(arguments: [
        "", "{", "[]", "{\"cells\": 1}", "{\"cells\": [1, {\"key\": 2}, {\"key\": \"a\", \"outcome\": []}]}", "\u{0}",
    ])
    func takesAnythingElseForNoRecord(text: String) {
        #expect(RunRecord(text).silentKeys.isEmpty)
    }
}
