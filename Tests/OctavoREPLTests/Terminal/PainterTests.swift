import OctavoREPL
import Testing

@Suite struct PainterTests {
    private func frame(_ rows: [String], _ row: Int, _ column: Int) -> Painter.Frame {
        var frame = Painter.Frame()
        frame.rows = rows.map { PaintedRow($0, width: $0.count) }
        (frame.cursorRow, frame.cursorColumn) = (row, column)
        return frame
    }

    @Test func paintsNothingWhereNothingChanged() {
        var painter = Painter(columns: 10)
        _ = painter.show(frame(["abc", "d"], 1, 1))
        #expect(painter.show(frame(["abc", "d"], 1, 1)) == "")
    }

    @Test func typingAtTheEndPaintsOnlyWhatIsTyped() {
        var painter = Painter(columns: 10)
        _ = painter.show(frame(["abc"], 0, 3))
        #expect(painter.show(frame(["abcd"], 0, 4)) == "d")
    }

    @Test func neverTouchesWhatStandsAbove() {
        var screen = SmallScreen(columns: 10)
        screen.feed("above\r\n")
        var painter = Painter(columns: 10)
        screen.feed(painter.show(frame(["one", "two", "three"], 2, 2)))
        screen.feed(painter.show(frame(["o"], 0, 0)))
        #expect(screen.lines == ["above", "o"])
        screen.feed(painter.clear())
        #expect(screen.lines == ["above"])
        #expect(screen.faults == [])
    }

    @Test func leavesBelowTheBlock() {
        var screen = SmallScreen(columns: 10)
        var painter = Painter(columns: 10)
        screen.feed(painter.show(frame(["one", "two"], 0, 1)))
        screen.feed(painter.leave() + "next")
        #expect(screen.lines == ["one", "two", "next"])
    }

    @Test(arguments: [0, 1, 2, 3, 4, 5, 6, 7])
    func anySequenceOfFramesLooksLikeTheLast(seed: UInt64) {
        var state = seed &+ 11
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let columns = 6
        var screen = SmallScreen(columns: columns)
        screen.feed("above\r\n")
        var painter = Painter(columns: columns)
        for _ in 0..<300 {
            let rows = (0...next(4)).map { _ in String("aabbccdd".prefix(next(columns + 1))) }
                .map { next(3) == 0 ? String($0.reversed()) : $0 }
            let row = next(rows.count)
            let shown = frame(rows, row, min(next(columns), rows[row].count))
            screen.feed(painter.show(shown))
            #expect(screen.lines == SmallScreen.trimmed(["above"] + rows))
            #expect((screen.row, screen.column) == (row + 1, shown.cursorColumn))
        }
        #expect(screen.faults == [])
    }

    @Test func aNarrowerScreenIsClearedFromTheFirstRow() {
        var painter = Painter(columns: 20)
        _ = painter.show(frame(["aaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbb", "cc"], 2, 2))
        #expect(painter.clearAfterResize(columns: 10, reflows: false) == "\u{1B}[2A\r\u{1B}[J")
        _ = painter.show(frame(["aaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbb", "cc"], 2, 2))
        var wrapped = Painter(columns: 20)
        _ = wrapped.show(frame(["aaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbb", "cc"], 2, 2))
        #expect(wrapped.clearAfterResize(columns: 10, reflows: true) == "\u{1B}[4A\r\u{1B}[J")
    }
}
