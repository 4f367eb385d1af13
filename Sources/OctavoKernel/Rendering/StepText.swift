import OctavoSource
import OctavoTable

/// A plan before and after its rewriting, as text: `:plan`.
enum StepText {
    static func text(_ plan: Plan, _ context: ExecutionContext) -> String {
        let written = PlanText.written(plan).map { "  " + $0.line }
        let known = plan.lastRun
        var lines = ["as written"] + written
        lines.append(known == nil ? "as it will run" : "as it ran")
        lines += figures(known ?? Executor.steps(plan, context))
        return lines.joined(separator: "\n")
    }

    /// Steps with their rows and times at the right, under a heading.
    private static func figures(_ steps: [PlanStep]) -> [String] {
        guard steps.contains(where: { $0.rows != nil }) else { return steps.map { "  " + $0.line } }
        let cells =
            [["", "rows", "time"]]
            + steps.map { step in
                [
                    "  " + TextWidth.fit(step.line, widest), step.rows.map { Quantity.grouped($0) } ?? "",
                    step.microseconds.map(time) ?? "",
                ]
            }
        let widths = (0..<3).map { place in cells.map { TextWidth.columns(of: $0[place]) }.max() ?? 0 }
        return cells.map { row in
            let right = (1..<3).map { place in
                String(repeating: " ", count: widths[place] - TextWidth.columns(of: row[place])) + row[place]
            }
            let text = row[0] + String(repeating: " ", count: widths[0] - TextWidth.columns(of: row[0]))
            let line = ([text] + right).joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }

    /// Longer steps are cut where figures stand beside them.
    private static let widest = 72

    private static func time(_ microseconds: Int64) -> String {
        switch microseconds {
        case ..<1000: "\(microseconds) µs"
        case ..<10_000_000: "\(Quantity.grouped(Int(microseconds / 1000))) ms"
        default: "\(Quantity.grouped(Int(microseconds / 1_000_000))) s"
        }
    }
}
