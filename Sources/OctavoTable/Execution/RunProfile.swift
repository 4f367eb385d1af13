import Synchronization

/// What the steps of one run gave and took.
///
/// A class because the steps of the run share it.
final class RunProfile: Sendable {
    struct Figures: Sendable {
        var rows = 0
        /// Microseconds, what it waited for its inputs and for those who take its rows left out.
        var time: Int64 = 0
    }

    private struct State {
        var figures: [ObjectIdentifier: Figures] = [:]
        /// For each stream that is open, innermost last, the time that streams within it took.
        var within: [Int64] = []
        /// By the last of them, steps that ran as one, with the time that each was at work on some thread.
        var fused: [ObjectIdentifier: [(plan: Plan, figures: Figures)]] = [:]
    }

    /// Microseconds of some clock; `nil` counts rows alone.
    private let clock: (@Sendable () -> Int64)?
    private let state = Mutex(State())

    init(_ clock: (@Sendable () -> Int64)?) { self.clock = clock }

    var hasTimes: Bool { clock != nil }
    func now() -> Int64 { clock?() ?? 0 }

    func figures(_ plan: Plan) -> Figures? { state.withLock { $0.figures[ObjectIdentifier(plan)] } }

    /// Rows that a step gave and the time it took, besides what is known of it.
    func note(_ plan: Plan, rows: Int, time: Int64) {
        state.withLock { state in
            state.figures[ObjectIdentifier(plan), default: Figures()].rows += rows
            state.figures[ObjectIdentifier(plan), default: Figures()].time += time
        }
    }

    /// A stream that is open.
    struct Stream {
        fileprivate let start: Int64
        var rows = 0
        /// The time that those who take the rows took.
        var outside: Int64 = 0
    }

    /// The stream that begins now; streams that begin before it ends are its inputs'.
    func begin() -> Stream {
        state.withLock { $0.within.append(0) }
        return Stream(start: now())
    }

    func end(_ stream: Stream, of plan: Plan) {
        let own = max(now() - stream.start - stream.outside, 0)
        let inner = state.withLock { state in
            let inner = state.within.removeLast()
            if let reader = state.within.indices.last { state.within[reader] += own }
            return inner
        }
        note(plan, rows: stream.rows, time: max(own - inner, 0))
        shareTime(of: plan)
    }

    /// Notes what fused steps did, the last one last, before the stream of that one ends.
    func noteFused(_ steps: [(plan: Plan, figures: Figures)]) {
        guard let last = steps.last else { return }
        state.withLock { $0.fused[ObjectIdentifier(last.plan)] = steps }
    }

    /// Notes what steps did that ran inside the stream that is open, on several threads.
    func noteInside(_ steps: [(plan: Plan, figures: Figures)], threads: Int) {
        for (plan, own) in steps {
            let time = own.time / Int64(max(threads, 1))
            note(plan, rows: own.rows, time: time)
            state.withLock { state in
                if let reader = state.within.indices.last { state.within[reader] += time }
            }
        }
    }

    /// The last of fused steps was measured for all: each gets its share.
    private func shareTime(of plan: Plan) {
        state.withLock { state in
            let last = ObjectIdentifier(plan)
            guard let busy = state.fused.removeValue(forKey: last) else { return }
            let all = state.figures[last]?.time ?? 0
            let total = max(busy.reduce(0) { $0 + $1.figures.time }, 1)
            for (step, own) in busy {
                let id = ObjectIdentifier(step)
                let time = Int64(Double(all) * Double(own.time) / Double(total))
                if id == last {
                    state.figures[id]?.time = time
                } else {
                    state.figures[id, default: Figures()].rows += own.rows
                    state.figures[id, default: Figures()].time += time
                }
            }
        }
    }
}

/// One step of a plan as a person reads it, with what it gave and took where it has run.
package struct PlanStep: Hashable, Sendable {
    /// How many steps stand between it and the last one.
    package let depth: Int
    package let text: String
    package let rows: Int?
    package let microseconds: Int64?

    /// The step's text moved in by its depth.
    package var line: String { String(repeating: "  ", count: depth) + text }
}

extension Executor {
    /// The steps of a plan as they are best run, the last one first.
    package static func steps(_ plan: Plan, _ context: ExecutionContext) -> [PlanStep] {
        PlanText.tree(Planner.prepare(plan, context.common).root)
    }

    /// The same for a plan of which nothing is computed yet.
    package static func steps(unrun plan: Plan) -> [PlanStep] { PlanText.tree(Planner.prepare(plan.fresh).root) }

    /// Runs a plan, none of it computed before, to its end and tells what its steps gave and, by the context's clock, took.
    package static func profile(_ plan: Plan, _ context: ExecutionContext) throws -> [PlanStep] {
        let prepared = Planner.prepare(plan.fresh)
        let profile = RunProfile(context.clock)
        _ = try Run(context, prepared, profile: profile).stream(prepared.root) { _ in true }
        return PlanText.tree(prepared.root, profile)
    }
}
