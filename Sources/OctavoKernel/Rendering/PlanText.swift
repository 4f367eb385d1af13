import OctavoSource
package import OctavoTable

/// A plan as text, the last step first, inputs indented below: `:plan`.
package enum PlanText {
    package static func render(_ plan: Plan) -> String { lines(plan, depth: 0).joined(separator: "\n") }

    /// A pipeline has thousands of steps only if a program made it; deeper ones are not shown.
    private static let deepest = 100

    private static func lines(_ plan: Plan, depth: Int) -> [String] {
        let indent = String(repeating: "  ", count: depth)
        guard depth < deepest else { return [indent + "…"] }
        let (text, inputs) = step(plan.node)
        let kept = plan.result != nil && !inputs.isEmpty ? " (computed)" : ""
        return [indent + text + kept] + (kept.isEmpty ? inputs.flatMap { lines($0, depth: depth + 1) } : [])
    }

    private static func step(_ node: Plan.Node) -> (text: String, inputs: [Plan]) {
        switch node {
        case .table(let table): ("table of \(Quantity.of(table.count, "row")): \(columns(table.schema.names))", [])
        case .scan(let scan):
            (
                "read \(scan.files.count == 1 ? scan.files[0] : Quantity.of(scan.files.count, "file")): \(columns(scan.columns))",
                []
            )
        case .filter(let input, let condition): ("filter \(written(condition))", [input])
        case .derive(let input, let made): ("derive \(columns(made.map(\.name)))", [input])
        case .select(let input, let kept): ("select \(columns(kept.map(\.name)))", [input])
        case .slice(let input, let from, let count):
            ("rows from \(from)\(count.map { ", at most \(Quantity.grouped($0))" } ?? "")", [input])
        case .tail(let input, let count): ("last \(Quantity.of(count, "row"))", [input])
        case .sample(let input, let count, let seed): ("sample of \(Quantity.of(count, "row")), seed \(seed)", [input])
        case .sort(let input, let keys):
            (
                "sort by \(keys.map { written($0.expression) + ($0.isDescending ? " descending" : "") }.joined(separator: ", "))",
                [input]
            )
        case .distinct(let input, let keys): ("distinct" + (keys.isEmpty ? "" : " \(columns(keys.map(\.name)))"), [input])
        case .summarize(let input, let by, let aggregates):
            ("summarize \(columns(aggregates.map(\.name)))" + (by.isEmpty ? "" : " by \(columns(by.map(\.name)))"), [input])
        case .join(let left, let right, let join):
            ("\(join.kind.rawValue) join on \(join.left.map(written).joined(separator: ", "))", [left, right])
        case .union(let inputs): ("union of \(inputs.count)", inputs)
        case .explode(let input, let column): ("explode \(columns([column]))", [input])
        case .wholeTable(let name, let inputs, _): (name, inputs)
        }
    }

    private static func columns(_ names: [String]) -> String {
        names.prefix(12).map { ".\(DatumText.label($0))" }.joined(separator: ", ")
            + (names.count > 12 ? ", and \(names.count - 12) more" : "")
    }

    /// What the writer wrote, on one line.
    private static func written(_ expression: RowExpression) -> String {
        if case .column(let name) = expression.kind { return ".\(DatumText.label(name))" }
        let text = expression.origin?.text.split(whereSeparator: \.isWhitespace).joined(separator: " ") ?? ""
        return text.isEmpty ? "…" : TextWidth.fit(text, 80)
    }
}
