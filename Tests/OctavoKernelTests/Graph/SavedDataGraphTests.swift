import OctavoKernel
import OctavoNotebook
import OctavoSource
import Testing

/// Saved data between cells: edges, keys, and what a check knows before anything was saved.
@Suite struct SavedDataGraphTests {
    private let files = MemoryFiles()
    private let save = "table([{n: 1}, {n: 2}]) | save_data(\"x\")"

    private func run(_ codes: String...) -> NotebookRun {
        NotebookRunner.run(Test.notebook(codes.map { ("", $0) }), Test.runSettings(files))
    }

    @Test func readersDependOnTheCellThatSaves() {
        let graph = Test.graph(
            Test.notebook(codes: save, "data(\"x\")", "data(\"y\")", "data(\"x\", version: 1)", "snapshots()", "lineage(\"x\")"),
            files)
        #expect(graph.nodes.map { $0.dependencies.map(\.cell) } == [[], [1], [], [1], [1], [1]])
        #expect(graph[2].dependencies[0].reasons == ["store:x"])
    }

    @Test func savingWhatIsReadFirstKeepsItsOrder() {
        let graph = Test.graph(Test.notebook(codes: "data(\"x\")", save), files)
        #expect(graph[1].dependencies.isEmpty)
        #expect(graph[2].after == [1])
    }

    @Test func aTableWithUnknownColumnsIsSavedUnderItsNameAllTheSame() {
        let graph = Test.graph(
            Test.notebook(codes: save, "data(\"x\") | save_data(\"y\")", "data(\"y\")"), files)
        #expect(graph[3].dependencies.map(\.cell) == [2])
    }

    @Test func aRunReadsWhatACellAboveSaved() {
        let first = run(save, "data(\"x\") | count")
        #expect(!first.hasFailed)
        let keys = first.cells.map(\.key)
        #expect(run(save, "data(\"x\") | count").cells.map(\.key) == keys)
    }

    @Test func theKeyFollowsTheNewestVersionUnlessOneIsNamed() {
        _ = run(save)
        let reader = Test.notebook(codes: "data(\"x\")", "data(\"x\", version: 1)")
        let before = Test.graph(reader, files).nodes.map(\.key)
        _ = run("table([{n: 7}]) | save_data(\"x\")")
        let after = Test.graph(reader, files).nodes.map(\.key)
        #expect(before[0].text != nil && before[0] != after[0])
        #expect(before[1].text != nil && before[1] == after[1])
    }

    @Test func aCheckDoesNotComplainOfWhatACellAboveWillSave() {
        let codes = StaticCheck.run(Test.graph(Test.notebook(codes: save, "data(\"x\") | count"), files)).map(\.code)
        #expect(!codes.contains("unknown-snapshot"))
        let alone = StaticCheck.run(Test.graph(Test.notebook(codes: "data(\"x\") | count"), files)).map(\.code)
        #expect(alone.contains("unknown-snapshot"))
    }

    @Test func anExpectationThatIsNotMetFailsTheReplay() {
        let failed = run("t = table([{n: 1}])\nt | expect(.n > 5);", "t | count", "5")
        #expect(failed.cells.map(\.hasFailed) == [true, false, false])
        #expect(failed.cells[1].hasRun == false && failed.cells[2].hasRun)
        let stored = failed.cells[0].result
        #expect(stored?.failure?.code == "expectation-failed")
    }
}
