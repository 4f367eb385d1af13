import OctavoKernel
import OctavoNotebook
import OctavoSource
import Testing

@Suite struct StaticCheckTests {
    private func codes(_ text: String, _ files: MemoryFiles = MemoryFiles()) -> [DiagnosticCode] {
        StaticCheck.run(Test.graph(Test.notebook(text), files)).map(\.code)
    }

    @Test func aRecordedNotebookIsClean() {
        let notebook = Test.notebook([("", "a = 1\na"), ("raises=unknown-name", "nothing"), ("volatile", "now()")])
        #expect(codes(Test.text(Test.recorded(notebook, Test.runSettings()))) == [])
    }

    @Test func findsStaleResults() {
        let text = Test.text(Test.recorded(Test.notebook(codes: "a = 1", "a"), Test.runSettings()))
        #expect(codes(text.replacing("a = 1", with: "a = 2")) == ["stale-result"])
        #expect(codes(text.replacing("a = 1", with: "a  =  1 # same")) == [])
    }

    @Test func findsMistakesInEveryCell() {
        #expect(codes(Test.markdown([("", "nothing"), ("", "x = ("), ("", "1")])).first == "unknown-name")
        #expect(codes(Test.markdown([("", "nothing"), ("", "nowhere")])) == ["unknown-name", "unknown-name"])
    }

    @Test func anErrorOfAnotherCodeThanExpectedIsReported() {
        #expect(codes(Test.markdown([("raises=unknown-column", "nothing")])) == ["unknown-name"])
        #expect(codes(Test.markdown([("raises=any", "nothing")])) == [])
    }

    @Test func findsVolatileCellsWithoutTheFlag() {
        #expect(codes(Test.markdown([("", "now()")])) == ["volatile-unmarked"])
        #expect(codes(Test.markdown([("", "t = now()"), ("", "x = 1")])) == [])
    }

    @Test func reportsWhatTheNotebookReports() {
        #expect(codes("- ```octavo\n  1\n  ```\n") == ["not-a-cell"])
        #expect(codes("text\n\n```output\n1\n```\n") == ["orphan-result"])
    }

    @Test func plansARun() {
        let notebook = Test.notebook([("name=a", "a = 1"), ("", "f(x) = x + a"), ("", "f(2)"), ("", "3")])
        let recorded = Test.text(Test.recorded(notebook, Test.runSettings())).replacing("f(2)", with: "f(3)")
        let first = Test.graph(notebook)
        let text = PlanReport.text(
            Test.graph(Test.notebook(recorded)), reuse: .stored(silentKeys: Set(first.nodes.compactMap(\.key.text))),
            images: StoredImages(of: "test.md", MemoryFiles()))
        #expect(
            text == """
                1 a       run  no result  defines a
                2 cell 2  run  no result  defines f()  reads a  after 1
                3 cell 3  run  stale      reads f()  after 2
                4 cell 4       current
                """)
    }
}
