import OctavoREPL
import Synchronization
import Testing

@Suite struct ProgressDisplayTests {
    /// A terminal that remembers what was written, and a clock that a test moves.
    private final class Screen: Sendable {
        private let state = Mutex((text: "", time: Duration.zero, width: 80))

        var text: String { state.withLock { $0.text } }
        func take() -> String {
            state.withLock { state in
                defer { state.text = "" }
                return state.text
            }
        }
        func write(_ text: String) { state.withLock { $0.text += text } }
        var now: Duration { state.withLock { $0.time } }
        func wait(_ duration: Duration) { state.withLock { $0.time += duration } }
        var width: Int {
            get { state.withLock { $0.width } }
            set { state.withLock { $0.width = newValue } }
        }
    }

    private let screen: Screen
    private let display: ProgressDisplay

    init() {
        let screen = Screen()
        self.screen = screen
        display = ProgressDisplay(
            reflows: true, write: { screen.write($0) }, now: { screen.now }, width: { screen.width })
    }

    @Test func saysNothingOfWhatIsOverWithinASecond() {
        display.note(step: "load", rows: 10, fraction: 0.5)
        screen.wait(.milliseconds(999))
        display.note(step: "load", rows: 20, fraction: 0.9)
        display.finish()
        #expect(screen.text.isEmpty)
    }

    @Test func drawsOneLineInPlaceAndTakesItAway() {
        display.note(step: "load", rows: 0, fraction: 0)
        screen.wait(.seconds(2))
        display.note(step: "load", rows: 2_000_000, fraction: 0.5)
        let line = screen.take()
        #expect(line.hasPrefix("\r") && line.hasSuffix("\u{1B}[K") && !line.contains("\n"))
        #expect(line.contains("50%") && line.contains("2.00M rows") && line.contains("1.00M rows/s") && line.contains("2 s left"))
        display.finish()
        #expect(screen.take() == "\r\u{1B}[J")
        display.finish()
        #expect(screen.text.isEmpty)
    }

    @Test func theSecondIsTheRunsAndNotTheFirstWords() {
        display.begin()
        screen.wait(.seconds(5))
        display.note(step: "read", rows: 3, fraction: nil)
        #expect(screen.text.contains("3 rows"))
    }

    @Test func drawsTenTimesASecondAtMost() {
        display.note(step: "load", rows: 0, fraction: nil)
        screen.wait(.seconds(1))
        for row in 1...50 {
            display.note(step: "load", rows: row, fraction: nil)
            screen.wait(.milliseconds(10))
        }
        #expect(screen.text.split(separator: "\r").count == 5)
    }

    @Test func theReaderThatKnowsTheEndIsShown() {
        display.note(step: "read", rows: 0, fraction: 0)
        screen.wait(.seconds(2))
        display.note(step: "read", rows: 100, fraction: 0.25)
        display.note(step: "load", rows: 90, fraction: nil)
        screen.wait(.milliseconds(200))
        display.note(step: "load", rows: 95, fraction: nil)
        #expect(!screen.text.contains("load"))
        screen.wait(.seconds(1))
        display.note(step: "load", rows: 99, fraction: nil)
        #expect(screen.text.contains("load"))
    }

    @Test func twoStepsThatSpeakInTurnsAreOneRun() {
        display.begin()
        for row in 1...40 {
            display.note(step: "read", rows: (row - 1) * 10, fraction: nil)
            display.note(step: "load", rows: (row - 1) * 9, fraction: nil)
            screen.wait(.milliseconds(100))
        }
        #expect(!screen.text.contains("load"))
        #expect(screen.text.contains("100 rows/s"))
    }

    @Test func aLabelShowsAtOnceAndStaysBeforeTheBar() {
        display.begin("[1/2] raw")
        #expect(screen.take() == "\r[1/2] raw\u{1B}[K")
        display.note(step: "read", rows: 0, fraction: nil)
        screen.wait(.seconds(3))
        display.note(step: "read", rows: 30, fraction: nil)
        #expect(screen.take() == "\r[1/2] raw  read  30 rows  10 rows/s  3 s\u{1B}[K")
    }

    @Test func fitsTheTerminalAndLeavesTheLastColumnFree() {
        display.begin("[1/2] 日本語日本語")
        screen.width = 12
        _ = screen.take()
        display.begin("[1/2] 日本語日本語")
        #expect(screen.take().contains("[1/2] 日本\u{1B}[K"))
        screen.wait(.seconds(3))
        for width in 0...40 {
            screen.width = width
            display.note(step: "read", rows: 3, fraction: nil)
            screen.wait(.seconds(1))
        }
    }

    @Test func climbsOverALineThatANarrowerTerminalHasWrapped() {
        display.note(step: "load", rows: 0, fraction: 0.1)
        screen.wait(.seconds(2))
        display.note(step: "load", rows: 1_000_000, fraction: 0.2)
        _ = screen.take()
        screen.width = 20
        display.clear()
        #expect(screen.text.hasPrefix("\r\u{1B}["))
        #expect(screen.text.hasSuffix("A\u{1B}[J\u{1B}[J"))
    }
}
