import OctavoREPL
import Testing

@Suite struct EntryLayoutTests {
    /// Lays `text` out with the cursor at `|`; the rows as text, and the cursor's row and column.
    private func lay(_ marked: String, prompt: String = "o> ", columns: Int) -> (rows: [String], row: Int, column: Int) {
        var scalars = Array(marked.unicodeScalars)
        let cursor = scalars.firstIndex(of: "|") ?? scalars.count
        if cursor < scalars.count { scalars.remove(at: cursor) }
        let layout = EntryLayout(scalars, cursor: cursor, margin: .init(prompt: prompt, continuation: ".. "), columns: columns)
        let rows = layout.rows.indices.map { layout.line($0, styles: [], marginStyle: nil).text }
        return (rows, layout.cursorRow, layout.cursorColumn)
    }

    @Test func anEmptyEntryIsItsPrompt() {
        let laid = lay("", columns: 20)
        #expect(laid == (["o> "], 0, 3))
    }

    @Test func linesHaveTheirMargins() {
        #expect(lay("ab\n|cd", columns: 20) == (["o> ab", ".. cd"], 1, 3))
        #expect(lay("ab|\n", columns: 20) == (["o> ab", ".. "], 0, 5))
        #expect(lay("\n\n|", columns: 20) == (["o> ", ".. ", ".. "], 2, 3))
    }

    @Test func longLinesGoOnAtTheMargin() {
        #expect(lay("abcdefghij|", columns: 8) == (["o> abcde", "fghij"], 1, 5))
        #expect(lay("abcde|fgh", columns: 8) == (["o> abcde", "fgh"], 1, 0))
    }

    @Test func theCursorBehindAFullRowStandsInARowOfItsOwn() {
        #expect(lay("abcde|", columns: 8) == (["o> abcde", ""], 1, 0))
        #expect(lay("ab|cde", columns: 8) == (["o> abcde"], 0, 5))
        #expect(lay("abcde|\nf", columns: 8) == (["o> abcde", "", ".. f"], 1, 0))
    }

    @Test func aWideCharacterIsNotCutInHalf() {
        #expect(lay("日本語|", columns: 8) == (["o> 日本", "語"], 1, 2))
        #expect(lay("a日本|語", columns: 8) == (["o> a日本", "語"], 1, 0))
    }

    @Test func combiningMarksTakeNoRoom() {
        #expect(lay("e\u{301}|x", columns: 8) == (["o> e\u{301}x"], 0, 4))
        #expect(lay("abcde\u{301}|", columns: 8).rows == ["o> abcde\u{301}", ""])
    }

    @Test func whatATerminalWouldObeyIsShown() {
        #expect(lay("\u{1B}[31m\u{7F}\u{202E}|", columns: 30).rows == ["o> ^[[31m^??"])
        #expect(lay("\u{9B}|", columns: 30).rows == ["o> ?"])
    }

    @Test func tabsReachTheNextStopAndNeverPassTheEdge() {
        #expect(lay("\tx|", columns: 20) == (["o>      x"], 0, 9))
        #expect(lay("aaaaaa\tx|", columns: 12) == (["o> aaaaaa   ", "x"], 1, 1))
    }

    @Test(arguments: [1, 2, 3, 4, 5])
    func aScreenTooNarrowForThePromptHasNone(columns: Int) {
        let laid = lay("abc|", prompt: "octavo> ", columns: columns)
        #expect(laid.rows.joined() == "abc")
        #expect(laid.column < max(columns, 2))
    }

    /// Every row fits, the cursor is inside, and the rows together hold the text.
    @Test func keepsItsPromisesForAnyText() {
        var state: UInt64 = 3
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let alphabet: [Unicode.Scalar] = ["a", "b", "\n", "日", "\t", "\u{301}", "\u{1}", " "]
        for _ in 0..<2000 {
            let text = (0..<next(40)).map { _ in alphabet[next(alphabet.count)] }
            let columns = 2 + next(12)
            let layout = EntryLayout(text, cursor: next(text.count + 1), margin: .init(prompt: "o> "), columns: columns)
            #expect(layout.rows.indices.contains(layout.cursorRow))
            #expect(layout.cursorColumn >= 0 && layout.cursorColumn < columns)
            for index in layout.rows.indices {
                let line = layout.line(index, styles: [], marginStyle: nil)
                #expect(line.width <= columns && line.width == layout.rows[index].width, "\(text) in \(columns)")
            }
            let covered = layout.rows.flatMap { Array(text[$0.scalars]) }
            #expect(covered == text.filter { $0 != "\n" })
        }
    }

    @Test func stylesCoverTheirScalars() {
        let layout = EntryLayout(Array("ab1".unicodeScalars), cursor: 3, margin: .init(prompt: "> "), columns: 20)
        let line = layout.line(0, styles: [nil, nil, .number], marginStyle: .prompt)
        #expect(line == PaintedRow("\u{1B}[1;36m> \u{1B}[0mab\u{1B}[33m1\u{1B}[0m", width: 5))
    }
}
