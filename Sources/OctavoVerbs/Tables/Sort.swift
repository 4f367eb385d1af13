package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let sort = Verb(
        step: "sort", .tables, "Orders rows by one key or more; equal rows keep their order.",
        notes: "Numbers, then NaN, then null, also under `desc`. Text is ordered by code point.",
        examples: [
            Example("table([{n: 2}, {n: null}, {n: 1}]) | sort(.n)", gives: "|    n |\n| ---: |\n|    1 |\n|    2 |\n| null |")
        ],
        searchTerms: ["arrange", "order_by", "orderBy", "sort_values"],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("keys", Rest<ColumnExpression>.self, "Columns or expressions; `desc(…)` turns one's order.")
    ) { call, table, keys in
        guard !keys.elements.isEmpty else {
            throw Diagnostic(
                "missing-argument", "`sort` needs a key", at: call.range, help: ["e.g. `sort(.n)` or `sort(desc(.n), .name)`"])
        }
        let sorted = try keys.elements.map { key in
            var inner = key
            var isDescending = false
            if case .descending(let wrapped) = key.kind {
                inner = wrapped
                isDescending = true
            }
            if case .value(let constant) = inner.kind, !constant.isUnknown {
                let name: String? = if case .text(let text) = constant { text } else { nil }
                let isColumn = name.map { table.plan.schema.index(of: $0) != nil } ?? false
                throw Diagnostic(
                    "wrong-argument", "`sort` takes columns, and this is the same for every row", at: inner.range,
                    help: isColumn ? [] : ["columns start with a dot: `sort(.name)`"],
                    fix: isColumn ? name.map { .replace(inner.range, with: "." + DatumText.label($0)) } : nil)
            }
            let resolved = try call.resolve(inner, over: table.plan.schema)
            switch resolved.type {
            case .list, .record:
                throw Diagnostic("type-mismatch", "a \(resolved.type) has no order", at: key.range)
            default: return SortKey(resolved, isDescending: isDescending)
            }
        }
        return call.step(.sort(table.plan, sorted), table.plan.schema)
    }
}
