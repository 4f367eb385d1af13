import OctavoKernel
import Synchronization

/// The line on a terminal that shows how a long run goes: drawn once a run takes more than a second, drawn again ten times a
/// second at most, and gone without a trace when the run is over or something else is to be written.
///
/// A class because the threads of a plan's loops tell it.
package final class ProgressDisplay: Sendable {
    /// What is over within this time needs no word.
    static let patience = Duration.seconds(1)
    /// More often only flickers.
    static let pause = Duration.milliseconds(100)
    /// A step that has said nothing for so long is not the one that runs.
    static let silence = Duration.milliseconds(500)

    private struct State {
        var label: String?
        var start: Duration?
        var stepStart: Duration = .zero
        var firstRows = 0
        var lastDraw: Duration?
        var lastNote: Duration = .zero
        var current: ProgressText.Reading?
        /// Columns that stand on the screen; 0 when nothing does.
        var drawn = 0
    }

    private let write: @Sendable (String) -> Void
    private let now: @Sendable () -> Duration
    private let width: @Sendable () -> Int
    private let reflows: Bool
    private let state = Mutex(State())

    /// `write` goes to the terminal at once, `now` only forward, `width` gives the terminal's present columns; `reflows` where
    /// the terminal wraps lines anew when it becomes narrower.
    package init(
        reflows: Bool = false, write: @escaping @Sendable (String) -> Void, now: @escaping @Sendable () -> Duration,
        width: @escaping @Sendable () -> Int
    ) {
        self.reflows = reflows
        self.write = write
        self.now = now
        self.width = width
    }

    /// A run begins. `label` stands before the bar, such as `[3/10] by_hour`, and shows at once.
    package func begin(_ label: String? = nil) {
        let now = now()
        state.withLock { state in
            erase(&state)
            state = State(label: label, start: now)
            if let label { draw(label, &state) }
        }
    }

    package func note(step: String, rows: Int, fraction: Double?) {
        let now = now()
        state.withLock { state in
            let start = state.start ?? now
            state.start = start
            // A reader tells how far it is, and what it feeds counts rows as well: the one who spoke first is shown while it goes
            // on speaking, unless the other alone knows the end.
            if let known = state.current, known.step != step, now - state.lastNote < Self.silence,
                fraction == nil || known.fraction != nil
            {
                return
            }
            if state.current?.step != step || rows < state.current?.rows ?? 0 {
                state.stepStart = state.current == nil ? start : now
            }
            state.lastNote = now
            let reading = ProgressText.Reading(step: step, rows: rows, fraction: fraction, elapsed: now - state.stepStart)
            state.current = reading
            guard now - start >= Self.patience, state.lastDraw.map({ now - $0 >= Self.pause }) ?? true else { return }
            state.lastDraw = now
            let label = state.label.map { $0 + "  " } ?? ""
            let room = max(width() - 1 - Self.fitted(label, .max).columns, 0)
            draw(label + ProgressText.line(reading, width: room), &state)
        }
    }

    /// Makes room for other output; the line comes back when the run goes on.
    package func clear() { state.withLock { erase(&$0) } }

    /// The run is over; what comes now is another.
    package func finish() { begin() }

    /// In one write, over what stands there, so that nothing flickers.
    private func draw(_ line: String, _ state: inout State) {
        // The last column stays free: a terminal may wrap after it.
        let shown = Self.fitted(line, max(width() - 1, 0))
        write(start(of: state) + shown.text + "\u{1B}[K")
        state.drawn = shown.columns
    }

    /// As much of a line as `width` columns hold, as a terminal prints it.
    private static func fitted(_ line: String, _ width: Int) -> (text: String, columns: Int) {
        var text = ""
        var columns = 0
        for scalar in line.unicodeScalars {
            let glyph = DisplayWidth.glyph(scalar, at: columns)
            if columns + glyph.width > width { break }
            text += glyph.text
            columns += glyph.width
        }
        return (text, columns)
    }

    private func erase(_ state: inout State) {
        guard state.drawn > 0 else { return }
        write(start(of: state) + "\u{1B}[J")
        state.drawn = 0
        state.lastDraw = nil
    }

    /// To the first column of what stands there, which a terminal that became narrower may have wrapped.
    private func start(of state: State) -> String {
        guard reflows else { return "\r" }
        let columns = max(width(), 1)
        let above = state.drawn > 0 ? (state.drawn - 1) / columns : 0
        return above > 0 ? "\r\u{1B}[\(above)A\u{1B}[J" : "\r"
    }
}
