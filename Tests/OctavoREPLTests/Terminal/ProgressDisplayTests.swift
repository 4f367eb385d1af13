import OctavoREPL
import Synchronization
import Testing

@Suite struct ProgressDisplayTests {
    /// A terminal that remembers what was written, and a clock that a test moves, with the one call it was asked for.
    private final class Screen: Sendable {
        private let state = Mutex((text: "", time: Duration.zero, width: 80))
        private let alarm = Mutex<(time: Duration, action: @Sendable () -> Void)?>(nil)

        var text: String { state.withLock { $0.text } }
        func take() -> String {
            state.withLock { state in
                defer { state.text = "" }
                return state.text
            }
        }
        func write(_ text: String) { state.withLock { $0.text += text } }
        var now: Duration { state.withLock { $0.time } }
        var isAwaited: Bool { alarm.withLock { $0 != nil } }
        func call(after delay: Duration, _ action: @escaping @Sendable () -> Void) {
            let time = now + delay
            alarm.withLock { $0 = (time, action) }
        }
        /// Lets time pass without the timer, which may be late.
        func wait(_ duration: Duration) { state.withLock { $0.time += duration } }
        /// Lets time pass, calling back on the way.
        func pass(_ duration: Duration) {
            let end = now + duration
            while let next = alarm.withLock({ $0 }), next.time <= end {
                state.withLock { $0.time = max($0.time, next.time) }
                alarm.withLock { $0 = nil }
                next.action()
            }
            state.withLock { $0.time = end }
        }
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
            reflows: true, write: { screen.write($0) }, now: { screen.now }, after: { screen.call(after: $0, $1) },
            width: { screen.width })
    }

    @Test func saysNothingOfWhatIsOverWithinASecond() {
        display.begin()
        display.note(step: "load", rows: 10, fraction: 0.5)
        screen.wait(.milliseconds(999))
        display.note(step: "load", rows: 20, fraction: 0.9)
        display.finish()
        #expect(screen.text.isEmpty)
    }

    @Test func drawsOneLineInPlaceAndTakesItAway() {
        display.begin()
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

    @Test func whatAStepSaysBesideItsRowsStandsBesideTheBar() {
        display.begin()
        screen.width = 120
        screen.wait(.seconds(2))
        display.note(step: "train", rows: 4000, fraction: 0.6, begun: 0.4, detail: "loss 0.5")
        #expect(screen.text.contains("60%  loss 0.5  4.00k rows  2.00k rows/s  4 s left"))
    }

    @Test func theSecondIsTheRunsAndNotTheFirstWords() {
        display.begin()
        screen.wait(.seconds(5))
        display.note(step: "read", rows: 3, fraction: nil)
        #expect(screen.text.contains("3 rows"))
    }

    @Test func drawsTenTimesASecondAtMost() {
        display.begin()
        display.note(step: "load", rows: 0, fraction: nil)
        screen.wait(.seconds(1))
        for row in 1...50 {
            display.note(step: "load", rows: row, fraction: nil)
            screen.wait(.milliseconds(10))
        }
        #expect(screen.text.split(separator: "\r").count == 5)
    }

    @Test func theReaderThatKnowsTheEndIsShown() {
        display.begin()
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
        display.begin()
        display.note(step: "load", rows: 0, fraction: 0.1)
        screen.wait(.seconds(2))
        display.note(step: "load", rows: 1_000_000, fraction: 0.2)
        _ = screen.take()
        screen.width = 20
        display.clear()
        #expect(screen.text.hasPrefix("\r\u{1B}["))
        #expect(screen.text.hasSuffix("A\u{1B}[J\u{1B}[J"))
    }

    @Test func aRunThatSaysNothingShowsItsSeconds() {
        display.begin()
        screen.pass(.milliseconds(999))
        #expect(screen.take().isEmpty)
        screen.pass(.seconds(3))
        #expect(screen.take().contains("running  3 s"))
    }

    @Test func aStepThatTakesAllRowsAtOnceIsNamedAtOnceAndItsSecondsGoOn() {
        display.begin()
        screen.pass(.seconds(2))
        display.note(step: "read", rows: 2_000_000, fraction: 0.96)
        screen.wait(.milliseconds(50))
        display.note(step: "sort", rows: nil, fraction: nil)
        _ = screen.take()
        screen.pass(.seconds(4))
        let text = screen.take()
        #expect(text.contains("sort  4 s"))
        #expect(!text.contains("read") && !text.contains("left"))
    }

    @Test func ofAStepThatFellSilentTheNameStays() {
        display.begin()
        screen.pass(.seconds(2))
        display.note(step: "read", rows: 2_000_000, fraction: 0.96)
        screen.pass(.milliseconds(300))
        #expect(screen.take().contains("96%"))
        screen.pass(.milliseconds(2700))
        let last = screen.take().split(separator: "\r").last ?? ""
        #expect(last.contains("read  5 s"))
        #expect(!last.contains("96%"))
    }

    @Test func anInterruptThatIsNotYetHeededIsSaid() {
        display.begin()
        screen.pass(.seconds(2))
        display.noteInterrupt()
        screen.pass(.seconds(1))
        #expect(screen.text.contains("stopping  3 s"))
    }

    @Test func theTimerRestsBetweenRuns() {
        display.begin()
        screen.pass(.seconds(2))
        display.finish()
        _ = screen.take()
        screen.pass(.seconds(2))
        #expect(!screen.isAwaited)
        #expect(screen.text.isEmpty)
        display.note(step: "read", rows: 5, fraction: nil)
        #expect(screen.text.isEmpty)
        display.begin()
        screen.pass(.seconds(2))
        #expect(screen.take().contains("running"))
    }

    @Test func otherOutputMakesTheLineWaitForAnotherSecond() {
        display.begin()
        screen.pass(.seconds(2))
        _ = screen.take()
        display.begin()
        #expect(screen.take() == "\r\u{1B}[J")
        screen.pass(.milliseconds(900))
        #expect(screen.text.isEmpty)
        screen.pass(.milliseconds(400))
        #expect(screen.text.contains("running  1 s"))
    }
}
