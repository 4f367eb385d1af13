package import OctavoSource
import OctavoTable

/// Walks what can be walked: lists, ranges, a table's column.
package enum Sequences {
    /// Calls `body` with each item until it gives false. Ranges are not built.
    package static func forEach(
        _ sequence: Value, at range: SourceRange, evaluation: Evaluation, _ body: (Value) throws -> Bool
    ) throws {
        switch sequence {
        case .range(let from, let to):
            var next = from
            while next < to {
                if try !body(.int(next)) { return }
                next += 1
            }
        case .list(let items):
            for item in items { if try !body(item) { return } }
        case .column(let plan, let name):
            guard let index = plan.schema.index(of: name) else { return }
            for chunk in try evaluation.force(plan).chunks {
                for row in 0..<chunk.count { if try !body(Value(chunk.columns[index][row])) { return } }
            }
        case .null: return
        default:
            throw Diagnostic("type-mismatch", "a list is wanted here, not \(sequence.kindName)", at: range)
        }
    }

    /// All items side by side.
    package static func items(_ sequence: Value, at range: SourceRange, evaluation: Evaluation) throws -> [Value] {
        if let items = sequence.items { return items }
        if case .range(let from, let to) = sequence {
            throw Diagnostic(
                "budget", "\(from)..\(to) has too many items to hold at once", at: range,
                help: ["`fold` and comprehensions walk a range without building it"])
        }
        var items: [Value] = []
        try forEach(sequence, at: range, evaluation: evaluation) { item in
            items.append(item)
            return true
        }
        return items
    }
}
