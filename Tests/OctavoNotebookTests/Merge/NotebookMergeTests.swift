import OctavoNotebook
import Testing

@Suite struct NotebookMergeTests {
    private func merge(_ base: String, _ ours: String, _ theirs: String) -> (text: String, hasConflicts: Bool) {
        let notebooks = [base, ours, theirs].map { Notebook.parse(Array($0.utf8), name: "n.md") }
        let merge = NotebookMerge(base: notebooks[0], ours: notebooks[1], theirs: notebooks[2])
        return (String(decoding: merge.bytes, as: UTF8.self), merge.hasConflicts)
    }

    private func cell(_ code: String, key: String, _ output: String) -> String {
        "```octavo\n\(code)\n```\n\n```output key=\(key)\n\(output)\n```\n"
    }

    private var base: String {
        "# T\n\n" + cell("a = 1", key: "01", "1") + "\nmiddle\n\n" + cell("b = 2", key: "02", "2") + "\nend\n"
    }

    @Test func takesWhatOneSideChanged() {
        let ours = base.replacing("# T", with: "# Title").replacing(
            cell("a = 1", key: "01", "1"), with: cell("a = 5", key: "05", "5"))
        #expect(merge(base, base, base).text == base)
        #expect(merge(base, ours, base).text == ours)
        #expect(merge(base, base, ours).text == ours)
        #expect(merge(base, ours, ours).text == ours)
    }

    @Test func keepsResultsOfBothSides() {
        let ours = base.replacing(cell("a = 1", key: "01", "1"), with: cell("a = 5", key: "05", "5"))
        let theirs = base.replacing(cell("b = 2", key: "02", "2"), with: cell("b = 6", key: "06", "6")).replacing(
            "end", with: "END")
        let both = ours.replacing(cell("b = 2", key: "02", "2"), with: cell("b = 6", key: "06", "6")).replacing(
            "end", with: "END")
        #expect(merge(base, ours, theirs) == (both, false))
        #expect(merge(base, theirs, ours) == (both, false))
    }

    @Test func differentResultsOfOneCellAreNoConflict() {
        let ours = base.replacing("key=02\n2", with: "key=12\n12")
        let theirs = base.replacing("key=02\n2", with: "key=22\n22")
        #expect(merge(base, ours, theirs) == (ours, false))
        #expect(merge(base, base, theirs) == (theirs, false))
    }

    @Test func marksWhatBothChanged() {
        let result = merge(base, base.replacing("middle", with: "ours"), base.replacing("middle", with: "theirs"))
        #expect(result.hasConflicts)
        #expect(result.text.contains("<<<<<<< ours\nours\n=======\ntheirs\n>>>>>>> theirs\n"))
    }

    @Test func mergesRandomEditsOfDifferentLines() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            let lines = (0..<20).map { "line \($0)\n" }
            var (ours, theirs, both) = (lines, lines, lines)
            for index in lines.indices where index % 3 == 0 {
                let text = "changed \(generator.next() % 100)\n"
                if generator.next() % 2 == 0 { ours[index] = text } else { theirs[index] = text }
                both[index] = text
            }
            #expect(merge(lines.joined(), ours.joined(), theirs.joined()) == (both.joined(), false))
        }
    }
}
