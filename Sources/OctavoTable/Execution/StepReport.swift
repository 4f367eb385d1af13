package import OctavoSource
import Synchronization

/// How many rows one step was given and gave.
package struct StepReport: Hashable, Sendable {
    /// The step's verb.
    package let name: String
    /// Of a join the left side's; of a union all inputs'.
    package let rowsIn: Int
    package let rowsOut: Int
    package let origin: SourceRange?

    package init(name: String, rowsIn: Int, rowsOut: Int, origin: SourceRange? = nil) {
        self.name = name
        self.rowsIn = rowsIn
        self.rowsOut = rowsOut
        self.origin = origin
    }
}

extension Executor {
    /// The steps from the load or table that the rows come from to this one, first to last, with their rows.
    ///
    /// Runs the plan as it was written: a filter that the planner merged into the reader still counts by itself. Of a join
    /// or union the first input's steps are told.
    package static func report(_ plan: Plan, _ context: ExecutionContext) throws -> [StepReport] {
        var chain: [Plan] = []
        var next: Plan? = plan
        while let step = next {
            chain.insert(step, at: 0)
            next = step.inputs.first
        }
        let run = Run(context, shared: [], counting: Set(chain.flatMap { [$0] + $0.inputs }.map { ObjectIdentifier($0) }))
        _ = try run.stream(plan) { _ in true }
        return chain.map { step in
            let out = run.counted(step)
            let given: Int =
                switch step.node {
                case .table, .scan: out
                case .union(let inputs): inputs.reduce(0) { $0 + run.counted($1) }
                default: step.inputs.first.map { run.counted($0) } ?? 0
                }
            return StepReport(name: PlanText.name(step), rowsIn: given, rowsOut: out, origin: step.origin)
        }
    }
}
