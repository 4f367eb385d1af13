import OctavoNotebook
import Testing

@Suite struct NotebookDifferenceTests {
    private func cell(_ words: String, _ code: String, _ output: String? = nil) -> String {
        "```octavo\(words)\n\(code)\n```\n" + (output.map { "\n```output\n\($0)\n```\n" } ?? "")
    }

    private func found(_ old: String, _ new: String) -> [String] {
        NotebookDifference(notebook(old), notebook(new)).items.map { item in
            "\(item.title) \(item.oldLine ?? 0) \(item.newLine ?? 0): "
                + item.changes.map { $0.name + ($0.text.isEmpty ? "" : " " + $0.text.joined(separator: "|")) }.joined(
                    separator: "; ")
        }
    }

    private func notebook(_ text: String) -> Notebook { Notebook.parse(Array(text.utf8), name: "n.md") }

    private let table = "| a | n |\n| --- | --: |\n| x | 1 |"

    @Test func findsNothingInEqualCells() {
        let one = cell(" name=a", "x", table) + "\nprose\n" + cell("", "y")
        #expect(found(one, one) == [])
        #expect(found(one, one.replacing("prose", with: "other prose")) == [])
        #expect(found(one, one.replacing("```output\n", with: "```output key=0123\n")) == [])
    }

    @Test func namesCellsOfTablesThatDiffer() {
        let one = cell(" name=a", "x", table)
        #expect(found(one, one.replacing("| x | 1 |", with: "| x | 2 |")) == ["a 1 1: result row 1, `.n`: expected 1, got 2"])
        #expect(found(one, cell(" name=a", "x")) == ["a 1 1: result expected output, got no result"])
        #expect(found(cell("", "x", "one"), cell("", "x", "two")) == ["cell 1 1 1: result - one|+ two"])
    }

    @Test func findsWhatOnlyTheDigestTells() {
        let one = cell("", "x", "a").replacing("```output", with: "```output digest=01")
        #expect(found(one, one.replacing("digest=01", with: "digest=02")).count == 1)
    }

    @Test func pairsCellsByNameSourceAndPlace() {
        let old = cell(" name=a", "1") + cell("", "2") + cell("", "3") + cell(" name=z", "4")
        #expect(found(old, cell(" name=z", "4") + cell("", "3") + cell("", "2") + cell(" name=a", "1")) == [])
        #expect(
            found(old, cell(" name=a", "1") + cell("", "2") + cell("", "3 + 3") + cell(" name=z hide", "5")) == [
                "cell 3 7 7: source - 3|+ 3 + 3", "z 10 10: words - octavo name=z|+ octavo name=z hide; source - 4|+ 5",
            ])
        #expect(
            found(old, cell(" name=a", "1") + cell("", "3") + cell(" name=new", "9")) == [
                "cell 2 4 0: removed", "new 0 7: added", "z 10 0: removed",
            ])
    }
}
