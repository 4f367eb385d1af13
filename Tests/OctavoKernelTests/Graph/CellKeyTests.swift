import OctavoKernel
import OctavoNotebook
import OctavoSource
import Testing

@Suite struct CellKeyTests {
    private static let data = ["data/a.csv": "a\n1\n", "data/b.csv": "a\n2\n"]

    private func keys(_ text: String, _ files: [String: String] = data, set: [String] = []) -> [CellKey] {
        Test.graph(Test.notebook(text), MemoryFiles(files), set: set).nodes.map(\.key)
    }

    private func keys(codes: String..., files: [String: String] = data) -> [CellKey] {
        keys(Test.markdown(codes.map { ("", $0) }), files)
    }

    @Test func aKeyIsTwelveHexadecimalDigits() {
        let key = keys(codes: "a = 1")[0].text ?? ""
        #expect(key.count == 12 && key.allSatisfy(\.isHexDigit))
    }

    @Test func commentsAndLayoutChangeNothing() {
        #expect(keys(codes: "x = 1+2 # sum\n\n") == keys(codes: "x = 1 + 2"))
        #expect(keys(codes: "t = [1,\n  2]") == keys(codes: "t = [1, 2]"))
    }

    @Test func lineEndsAndFenceStyleChangeNothing() {
        let plain = "```octavo\na = 1\na\n```\n"
        #expect(keys(plain.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")) == keys(plain))
        #expect(keys("~~~~octavo\na = 1\na\n~~~~\n") == keys(plain))
        #expect(keys("  ```octavo\n  a = 1\n  a\n  ```\n") == keys(plain))
    }

    @Test func aPromptDependsOnTheFilesThatItReadsAlone() {
        let files = ["p.md": "{{ include \"part.md\" }}", "part.md": "Hello"]
        #expect(keys(codes: "p = prompt(text: \"Hello {{ name }}\")", files: [:])[0].text != nil)
        let before = keys(codes: "p = prompt(\"p.md\")", files: files)[0]
        #expect(before.text != nil)
        #expect(keys(codes: "p = prompt(\"p.md\")", files: files.merging(["part.md": "Dear"]) { $1 })[0] != before)
        #expect(keys(codes: "p = prompt(\"p.md\")", files: files.merging(["other.md": ""]) { $1 })[0] == before)
    }

    @Test func documentationChangesTheKey() {
        #expect(keys(codes: "## one\nx = 1") != keys(codes: "## two\nx = 1"))
    }

    @Test func independentCellsMayChangePlaces() {
        let one = keys(codes: "a = 1", "b = 2", "a + b")
        let two = keys(codes: "b = 2", "a = 1", "a + b")
        #expect(one[0] == two[1] && one[1] == two[0] && one[2] == two[2])
    }

    @Test func cellsThatAreAddedElsewhereChangeNothing() {
        #expect(keys(codes: "a = 1", "a")[1] == keys(codes: "z = 9", "a = 1", "z", "a")[3])
    }

    @Test func editingUpstreamChangesWhatReadsIt() {
        let before = keys(codes: "a = 1", "b = a", "b", "c = 3")
        let after = keys(codes: "a = 2", "b = a", "b", "c = 3")
        #expect(zip(before, after).map { $0 == $1 } == [false, false, false, true])
    }

    @Test func renamingABindingChangesTheKey() {
        #expect(keys(codes: "a = 1", "a")[1] != keys(codes: "b = 1", "b")[1])
    }

    @Test func aShadowedNamePicksTheBindingAbove() {
        let keys = keys(codes: "a = 1", "a", "a = 2", "a")
        #expect(keys[1] != keys[3])
    }

    @Test func equalCellsWithDifferentInputsDiffer() {
        let keys = keys(codes: "a = 1", "a + 1", "a = 2", "a + 1")
        #expect(keys[1] != keys[3])
    }

    @Test func oneByteOfADataFileChangesTheKey() {
        let changed = ["data/a.csv": "a\n3\n", "data/b.csv": "a\n2\n"]
        let one = keys(codes: "t = load(\"data/a.csv\")", "t", "u = load(\"data/b.csv\")")
        let two = keys(codes: "t = load(\"data/a.csv\")", "t", "u = load(\"data/b.csv\")", files: changed)
        #expect(zip(one, two).map { $0 == $1 } == [false, false, true])
    }

    @Test func aNewFileOfAGlobChangesTheKey() {
        let more = ["data/a.csv": "a\n1\n", "data/b.csv": "a\n2\n", "data/c.csv": "a\n2\n"]
        #expect(keys(codes: "load(\"data/*.csv\")") != keys(codes: "load(\"data/*.csv\")", files: more))
    }

    @Test func theSeedChangesTheKey() {
        let cell = "```octavo\na = 1\n```\n"
        #expect(keys("---\noctavo: 1\nseed: 1\n---\n" + cell) != keys("---\noctavo: 1\nseed: 2\n---\n" + cell))
        #expect(keys("---\noctavo: 1\nseed: 0\n---\n" + cell) == keys("---\noctavo: 1\ntitle: x\n---\n" + cell))
    }

    @Test func parameterOverridesChangeTheKeysOfWhatReadsThem() {
        let text = Test.markdown([("params", "limit = 1"), ("", "limit"), ("", "x = 2")])
        let one = keys(text)
        let two = keys(text, set: ["limit=5"])
        #expect(zip(one, two).map { $0 == $1 } == [false, false, true])
        #expect(keys(text, set: ["limit=5"]) == two)
    }

    @Test func infoWordsDoNotCount() {
        #expect(keys(Test.markdown([("name=x compare=close", "a = 1")])) == keys(Test.markdown([("", "a = 1")])))
    }

    @Test func aMissingFileLeavesTheKeyUnknown() {
        let keys = keys(codes: "t = load(\"data/none.csv\")", "t")
        #expect(keys[0] == .unknown("`data/none.csv` cannot be read"))
        #expect(keys[1].text == nil)
    }

    @Test func aPathThatOnlyARunKnowsLeavesTheKeyUnknown() {
        let keys = keys(codes: "p = env(\"X\", \"data/a.csv\")", "load(p)")
        #expect(keys[1].text == nil)
    }

    @Test func anOverrideIsReadAsTheTypeOfTheDefault() throws {
        let text = Test.markdown([
            ("params", "limit = 0.9\nname = \"a\"\nday = @2026-01-01\nflag = true"), ("", "[limit, name, day, flag]"),
        ])
        let run = NotebookRunner.run(
            Test.notebook(text), Test.runSettings(set: ["limit=2", "name=5", "day=2026-02-03", "flag=false"]))
        guard case .text(let shown, _)? = run.cells[1].result?.parts.first else {
            Issue.record("nothing is shown")
            return
        }
        #expect(shown.lines == ["[2.0, \"5\", 2026-02-03, false]"])
    }

    @Test(arguments: [("limit=many", "parameter-type"), ("limit=1 + 1", "parameter-type"), ("limit=", "parameter-type")])
    func anOverrideOfAnotherTypeFailsTheCell(word: String, code: String) {
        let run = NotebookRunner.run(Test.notebook([("params", "limit = 1")]), Test.runSettings(set: [word]))
        guard case .failed(let errors) = run.cells[0].outcome else {
            Issue.record("it ran")
            return
        }
        #expect(errors.map(\.code.rawValue) == [code])
    }

    @Test func anOverrideWithoutAParameterRunsNothing() {
        let run = NotebookRunner.run(Test.notebook([("params", "limit = 1")]), Test.runSettings(set: ["limits=2"]))
        #expect(run.diagnostics.map(\.code) == ["unknown-parameter"])
        #expect(run.diagnostics[0].help == ["did you mean `limit`?"])
        #expect(!run.cells[0].hasRun)
    }

    @Test func aParamsCellHoldsLiteralsOnly() {
        let run = NotebookRunner.run(
            Test.notebook([("params", "limit = 1 + 1\nlist = [1, -2.5, {a: \"x\"}]")]), Test.runSettings())
        guard case .failed(let errors) = run.cells[0].outcome else {
            Issue.record("it ran")
            return
        }
        #expect(errors.map(\.code) == ["parameter-not-literal"])
    }
}
