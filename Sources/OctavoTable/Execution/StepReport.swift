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
    /// What else happened, in words: malformed records by file, what a step replaced.
    package let notes: [String]

    package init(name: String, rowsIn: Int, rowsOut: Int, origin: SourceRange? = nil, notes: [String] = []) {
        self.name = name
        self.rowsIn = rowsIn
        self.rowsOut = rowsOut
        self.origin = origin
        self.notes = notes
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
        let run = Run(
            context, PreparedPlan(root: plan, shared: [:]),
            counting: Set(chain.flatMap { [$0] + $0.inputs }.map { ObjectIdentifier($0) }))
        _ = try run.stream(plan) { _ in true }
        // A step that makes columns for the next one of the same call is a part of it.
        var (before, noted): (Int?, [String]) = (nil, [])
        return chain.enumerated().compactMap { place, step in
            let out = run.counted(step)
            let given: Int =
                switch step.node {
                case .table: out
                case .scan(let scan): out + scan.summary.skipped
                case .union(let inputs): inputs.reduce(0) { $0 + run.counted($1) }
                default: step.inputs.first.map { run.counted($0) } ?? 0
                }
            let own = noted + notes(step) + [run.tally(of: step)?.text].compactMap { $0 }
            let rows = before ?? given
            if step.schema.names.contains(where: { $0.hasPrefix("\0") }), place + 1 < chain.count,
                chain[place + 1].origin == step.origin
            {
                (before, noted) = (rows, own)
                return nil
            }
            (before, noted) = (nil, [])
            return StepReport(name: PlanText.name(step), rowsIn: rows, rowsOut: out, origin: step.origin, notes: own)
        }
    }

    private static func notes(_ step: Plan) -> [String] {
        guard case .scan(let scan) = step.node else { return [] }
        func told(_ what: String, _ number: (ReadSummary.File) -> Int) -> String? {
            let files = scan.summary.files.filter { number($0) > 0 }
            let total = files.reduce(0) { $0 + number($1) }
            guard total > 0 else { return nil }
            let places = files.prefix(3).map { files.count == 1 ? "in \($0.path)" : "\(number($0)) in \($0.path)" }
            let rest = files.count > 3 ? ", … in \(files.count) files" : ""
            return "\(total) \(what): " + places.joined(separator: ", ") + rest
        }
        return [
            told("malformed records skipped") { $0.skipped }, told("malformed records kept") { $0.kept },
            told("texts read as Windows-1252") { $0.windows1252 },
        ].compactMap { $0 }
    }
}
