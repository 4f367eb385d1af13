import OctavoSource
import OctavoTable

/// The message for a column that a table lacks.
enum UnknownColumn {
    /// Columns beyond this many are counted, not listed.
    static let listed = 12

    static func diagnostic(
        _ name: String, in schema: Schema, at range: SourceRange, _ surroundings: Surroundings
    ) -> Diagnostic {
        let nearest = Suggestion.nearest(to: name, among: schema.names)
        let table = surroundings.table(with: schema)
        var diagnostic = Diagnostic(
            "unknown-column", "no column `.\(DatumText.label(name))` here", at: range,
            label: Suggestion.question(for: name, among: schema.names, prefix: ".") ?? "",
            notes: ["columns: \(columns(of: schema, first: nearest))"])
        if let table = table?.name { diagnostic.message = "`\(table)` has no column `.\(DatumText.label(name))`" }
        if let near = nearest.first {
            diagnostic.fix = .replace(range, with: written(near, at: range), nearest.count == 1 ? .certain : .maybe)
        }
        if surroundings.labels.contains(name) {
            diagnostic.notes.append(
                "`.\(DatumText.label(name))` is made by this call itself: only `derive` can use it, and only further right")
        } else if let step = table.flatMap({ step(leavingOut: name, before: $0.plan) }) {
            diagnostic.secondary.append(.init(step, "this step leaves `.\(DatumText.label(name))` out"))
        } else if nearest.isEmpty, range.text.hasPrefix("."), let binding = surroundings.scope?.binding(name) {
            diagnostic.notes.insert(
                "there is a value `\(name)` (\(binding.value.kindName)); a value is written without the dot", at: 0)
            if let place = binding.range, place != range { diagnostic.secondary.append(.init(place, "the value `\(name)`")) }
            diagnostic.fix = .replace(range, with: name, .maybe)
        }
        return diagnostic
    }

    /// The columns with their types, `first` before the others.
    private static func columns(of schema: Schema, first: [String]) -> String {
        if schema.count == 0 { return "none" }
        let near = first.compactMap { name in schema.fields.first { $0.name == name } }
        let sorted = near + schema.fields.filter { !first.contains($0.name) }
        let list = sorted.prefix(listed).map { ".\(DatumText.label($0.name)) \($0.type)" }.joined(separator: ", ")
        return schema.count > listed ? list + ", and \(schema.count - listed) more" : list
    }

    /// A column as the text at `range` writes one: with its dot, after one, or in quotes.
    static func written(_ name: String, at range: SourceRange) -> String {
        let text = range.text
        if text.hasPrefix(".") { return "." + DatumText.label(name) }
        return text.hasPrefix("\"") || text.hasPrefix("'") ? DatumText.quoted(name) : DatumText.label(name)
    }

    /// The last step that had the column and did not pass it on.
    private static func step(leavingOut name: String, before plan: Plan) -> SourceRange? {
        var plan = plan
        while let input = plan.inputs.first {
            if plan.inputs.contains(where: { $0.schema.index(of: name) != nil }) { return plan.origin }
            plan = input
        }
        return nil
    }
}
