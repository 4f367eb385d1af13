import OctavoKernel
import Synchronization

/// The line on a terminal that shows how a long run goes: drawn once a run takes more than a second, drawn again ten times a
/// second at most, and gone without a trace when the run is over or something else is to be written.
///
/// A class because the threads of a plan's loops tell it, and a timer draws what they leave unsaid.
package final class ProgressDisplay: Sendable {
    /// What is over within this time needs no word.
    static let patience = Duration.seconds(1)
    /// More often only flickers.
    static let pause = Duration.milliseconds(100)
    /// How often the line is drawn while no step speaks, so that its seconds go on.
    static let beat = Duration.milliseconds(250)
    /// A step that has said nothing for so long is not the one that runs.
    static let silence = Duration.milliseconds(500)

    private struct State {
        var label: String?
        /// When the run began; `nil` while none runs.
        var start: Duration?
        var isStopping = false
        var step: Step?
        var lastDraw: Duration?
        /// Columns that stand on the screen; 0 when nothing does.
        var drawn = 0
    }

    private struct Step {
        var name: String
        var start: Duration
        var lastNote: Duration
        /// `nil` for a step that takes all rows at once and tells only that it began.
        var rows: Int?
        var fraction: Double?
        var begun: Double
        var detail: String?

        func isSilent(_ now: Duration) -> Bool { now - lastNote >= ProgressDisplay.silence }
    }

    private let write: @Sendable (String) -> Void
    private let now: @Sendable () -> Duration
    private let after: @Sendable (Duration, @escaping @Sendable () -> Void) -> Void
    private let width: @Sendable () -> Int
    private let reflows: Bool
    private let state = Mutex(State())
    /// Whether the timer is set.
    private let isTicking = Mutex(false)

    /// `write` goes to the terminal at once, `now` only forward, `after` calls back once after a while from a thread of its own,
    /// `width` gives the terminal's present columns; `reflows` where the terminal wraps lines anew when it becomes narrower.
    package init(
        reflows: Bool = false, write: @escaping @Sendable (String) -> Void, now: @escaping @Sendable () -> Duration,
        after: @escaping @Sendable (Duration, @escaping @Sendable () -> Void) -> Void, width: @escaping @Sendable () -> Int
    ) {
        self.reflows = reflows
        self.write = write
        self.now = now
        self.after = after
        self.width = width
    }

    /// A run begins, or the next part of one. `label` stands before the bar, such as `[3/10] by_hour`, and shows at once.
    package func begin(_ label: String? = nil) {
        let now = now()
        state.withLock { state in
            erase(&state)
            state = State(label: label, start: now)
            if let label { draw(label, &state) }
        }
        let wasTicking = isTicking.withLock { isTicking in
            defer { isTicking = true }
            return isTicking
        }
        if !wasTicking { after(Self.patience) { self.tick() } }
    }

    /// How far a step is: its rows so far, and the share of them where the end is known. Without rows a step begins that takes
    /// them all at once.
    package func note(step: String, rows: Int?, fraction: Double?, begun: Double = 0, detail: String? = nil) {
        let now = now()
        state.withLock { state in
            guard let start = state.start else { return }
            // A reader tells how far it is, and what it feeds counts rows as well: the one who spoke first is shown while it goes
            // on speaking, unless the other alone knows the end.
            if let known = state.step, rows != nil, known.name != step, !known.isSilent(now),
                fraction == nil || known.fraction != nil
            {
                return
            }
            let goesOn = state.step.map { $0.name == step && $0.rows ?? 0 <= rows ?? 0 } ?? false
            let began = goesOn ? state.step?.start : nil
            state.step = Step(
                name: step, start: began ?? (state.step == nil ? start : now), lastNote: now, rows: rows, fraction: fraction,
                begun: begun, detail: detail)
            show(now, &state)
        }
    }

    /// Somebody asked the run to stop, and it has not yet.
    package func noteInterrupt() { state.withLock { $0.isStopping = true } }

    /// Makes room for other output; the line comes back when the run goes on.
    package func clear() { state.withLock { erase(&$0) } }

    /// The run is over.
    package func finish() {
        state.withLock { state in
            erase(&state)
            state = State()
        }
    }

    /// Draws the line anew while a run goes on, whether a step speaks or not.
    private func tick() {
        let now = now()
        let isRunning = state.withLock { state in
            show(now, &state)
            return state.start != nil
        }
        isTicking.withLock { $0 = isRunning }
        if isRunning { after(Self.beat) { self.tick() } }
    }

    private func show(_ now: Duration, _ state: inout State) {
        guard let start = state.start, now - start >= Self.patience, state.lastDraw.map({ now - $0 >= Self.pause }) ?? true
        else { return }
        state.lastDraw = now
        let label = state.label.map { $0 + "  " } ?? ""
        let room = max(width() - 1 - Self.fitted(label, .max).columns, 0)
        draw(label + ProgressText.line(reading(now, since: start, state), width: room), &state)
    }

    /// What is known at this moment. Of a step that has fallen silent its name is; what it said would be taken for the present.
    private func reading(_ now: Duration, since start: Duration, _ state: State) -> ProgressText.Reading {
        if state.isStopping { return ProgressText.Reading(step: "stopping", rows: 0, fraction: nil, elapsed: now - start) }
        guard let step = state.step else {
            return ProgressText.Reading(step: "running", rows: 0, fraction: nil, elapsed: now - start)
        }
        guard let rows = step.rows, !step.isSilent(now) else {
            return ProgressText.Reading(step: step.name, rows: 0, fraction: nil, elapsed: now - step.start)
        }
        return ProgressText.Reading(
            step: step.name, rows: rows, fraction: step.fraction, begun: step.begun, detail: step.detail,
            elapsed: now - step.start)
    }

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
