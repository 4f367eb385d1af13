package import OctavoSource
import OctavoTable

/// Walks what can be walked: lists, ranges, a table's column.
package enum Sequences {
    /// A check looks at so many items of a list: what is wrong with one of them is mostly wrong with the first.
    static let checkedItems = 1000

    /// Calls `body` with each item until it gives false. Ranges are not built.
    ///
    /// False where a check left items out, so that what was made of them is not known: those of long lists after the first, and
    /// all of a column, for which it takes one unknown value.
    @discardableResult package static func forEach(
        _ sequence: Value, at range: SourceRange, evaluation: Evaluation, _ body: (Value) throws -> Bool
    ) throws -> Bool {
        let isChecking = evaluation.mode == .check
        switch sequence {
        case .range(let from, let to):
            var next = from
            while next < to {
                if isChecking, next &- from >= Int64(evaluation.isBusy ? 1 : checkedItems) { return false }
                if try !body(.int(next)) { return true }
                next += 1
            }
        case .list(let items):
            let count = !isChecking ? .max : evaluation.isBusy ? 1 : checkedItems
            for item in items.prefix(count) { if try !body(item) { return true } }
            return items.count <= count
        case .column(let plan, let name):
            if isChecking {
                _ = try body(.unknown(plan.schema.type(of: name).map { .data($0) } ?? .any))
                return false
            }
            guard let index = plan.schema.index(of: name) else { return true }
            for chunk in try evaluation.force(plan).chunks {
                for row in 0..<chunk.count { if try !body(Value(chunk.columns[index][row])) { return true } }
            }
        case .null: break
        default:
            var help: [String] = []
            switch sequence {
            case .table:
                help = ["`derive` and `select` compute from the rows of a table; `records(\(range.text))` makes a list of them"]
            case .int(let number) where number > 0: help = ["the ints from 0 up to \(number), without it: `0..\(number)`"]
            case .text: help = ["`split_text(…)` makes a list of a text"]
            case .record: help = ["`values(r)` and `keys(r)` make lists of a record"]
            default: break
            }
            throw Diagnostic("type-mismatch", "a list is wanted here, not \(sequence.kindName)", at: range, help: help)
        }
        return true
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
