import OctavoKernel
import OctavoNotebook
import OctavoSource
import Testing

@Suite struct NotebookSliceTests {
    private let notebook = Test.notebook(
        [("name=a", "x = 1"), ("", "y = 2"), ("name=c", "z = x\nz"), ("", "x = z + y\nx")], header: "---\noctavo: 1\n---\n\n")

    private func slice(_ name: String) throws -> [String] {
        let bytes = try NotebookSlice.bytes(Test.graph(notebook), name)
        let part = Notebook.parse(bytes, name: "part.md")
        #expect(part.frontMatter?.version == 1)
        return part.cells.map { String(decoding: $0.text, as: UTF8.self) }
    }

    @Test func holdsACellWithWhatItNeeds() throws {
        #expect(try slice("c") == ["x = 1\n", "z = x\nz\n"])
        #expect(try slice("a") == ["x = 1\n"])
    }

    @Test func takesTheLastCellThatDefinesAName() throws {
        #expect(try slice("z") == ["x = 1\n", "z = x\nz\n"])
        #expect(try slice("x").count == 4)
    }

    @Test func offersTheNearestName() {
        let error = #expect(throws: Diagnostic.self) { try slice("zz") }
        #expect(error?.code == "unknown-cell" && error?.help == ["did you mean `z`?"])
    }

    @Test func leavesResultsBehind() throws {
        let recorded = Test.recorded(notebook, Test.runSettings())
        let bytes = try NotebookSlice.bytes(Test.graph(recorded), "c")
        #expect(!String(decoding: bytes, as: UTF8.self).contains("output"))
    }
}
