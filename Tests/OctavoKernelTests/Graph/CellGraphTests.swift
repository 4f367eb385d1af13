import OctavoKernel
import OctavoSource
import OctavoVerbs
import Testing

@Suite struct CellGraphTests {
    private func needs(_ graph: CellGraph) -> [[Int]] { graph.nodes.map { $0.dependencies.map(\.cell) } }

    @Test func dependsOnTheCellThatDefinesAName() {
        let graph = Test.graph(Test.notebook(codes: "a = 1", "b = 2", "c = a + 1", "a + b + c"))
        #expect(needs(graph) == [[], [], [1], [1, 2, 3]])
        #expect(graph[4].dependencies[0].reasons == ["a"])
    }

    @Test func aShadowedNameBelongsToTheNearestCellAbove() {
        #expect(needs(Test.graph(Test.notebook(codes: "a = 1", "a = 2", "a", "a = a + 1", "a"))) == [[], [], [2], [2], [4]])
    }

    @Test func functionsAndValuesAreTwoKinds() {
        let graph = Test.graph(Test.notebook(codes: "f(x) = x + 1", "f = 3", "f(2)"))
        #expect(graph[3].dependencies.contains { $0.cell == 1 && $0.reasons == ["f()"] })
    }

    @Test func aNameBoundInTheCellItselfIsNoDependency() {
        #expect(needs(Test.graph(Test.notebook(codes: "a = 1", "a = 2\na"))) == [[], []])
    }

    @Test func readersOfAFileDependOnItsWriters() {
        let graph = Test.graph(
            Test.notebook(codes: "t = table([{a: 1}])\nt | write(\"out.csv\")", "load(\"out.csv\")", "x = 1"),
            MemoryFiles(["out.csv": "a\n1\n"]))
        #expect(graph[2].dependencies.map(\.cell) == [1])
        #expect(graph[3].dependencies.isEmpty)
    }

    @Test func aLinkIsTheFileThatItLeadsTo() {
        let cells = Test.notebook(codes: "table([{a: 1}]) | write(\"link.csv\")", "load(\"real.csv\")")
        let settings = CellGraph.Settings(
            catalog: .standard, capabilities: Test.capabilities(), realPath: { $0 == "link.csv" ? "real.csv" : $0 },
            digest: testDigest)
        #expect(CellGraph.build(cells, settings)[2].dependencies.map(\.cell) == [1])
        #expect(Test.graph(cells)[2].dependencies.isEmpty)
    }

    @Test func aReaderBeforeALaterWriterKeepsItsOrder() {
        let graph = Test.graph(
            Test.notebook(codes: "load(\"a.csv\")", "table([{a: 1}]) | write(\"a.csv\")"), MemoryFiles(["a.csv": "a\n1\n"]))
        #expect(graph[2].dependencies.isEmpty)
        #expect(graph[2].after == [1])
    }

    @Test func aCellThatIsExpectedToFailDefinesNothing() {
        let graph = Test.graph(Test.notebook([("", "a = 1"), ("raises=any", "a = 1 / nothing"), ("", "a")]))
        #expect(graph[3].dependencies.map(\.cell) == [1])
    }

    @Test func findsDependentsThroughOthers() {
        let graph = Test.graph(Test.notebook(codes: "a = 1", "b = a", "c = 1", "b"))
        #expect(graph.dependents(of: 1) == [2, 4])
        #expect(graph.ancestors(of: 4) == [1, 2])
        #expect(graph.dependents(of: 3) == [])
    }

    @Test func outsideValuesMakeWhatReadsThemVolatile() {
        let graph = Test.graph(Test.notebook(codes: "t = now()", "t", "x = 1", "x"))
        #expect(graph.nodes.map(\.isVolatile) == [true, true, false, false])
        #expect(graph.nodes.map(\.lacksVolatileFlag) == [false, true, false, false])
    }

    @Test(arguments: [
        ("file:a.csv", "file:a.csv", true), ("file:./a.csv", "file:a.csv", true), ("file:a.csv", "file:b.csv", false),
        ("file:*", "file:any/thing", true), ("file:*", "store:a", false), ("file:data/*.csv", "file:data/a.csv", true),
        ("file:data/*.csv", "file:data/a.jsonl", false), ("file:data", "file:data/a/b.csv", true),
        ("file:dat", "file:data/a.csv", false),
        ("file:data/**/x.csv", "file:data/a/b/x.csv", true), ("file:data/**/x.csv", "file:data/x.csv", true),
        ("file:a?.csv", "file:ab.csv", true), ("file:{a,b}.csv", "file:a.csv", true), ("file:a/*", "file:b/*", false),
        ("file:a/*", "file:a/b*", true), ("file:[", "file:x", true),
    ])
    func resourcesMeet(left: String, right: String, meet: Bool) {
        #expect(ResourceMatch.mayMeet(left, right) == meet)
        #expect(ResourceMatch.mayMeet(right, left) == meet)
    }
}
