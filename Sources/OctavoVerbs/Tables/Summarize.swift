package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let summarize = Verb(
        step: "summarize", .tables, "Gives one row a group, with aggregates of its rows.",
        notes: "Groups come in order of first appearance; without `by:` there is one row. A computed key needs a name: "
            + "`by: {hour: hour(.at)}`.",
        examples: [
            Example(
                "table([{k: \"a\", n: 1}, {k: \"b\", n: 5}, {k: \"a\", n: 2}]) | summarize(total: sum(.n), by: .k)",
                gives: "| k   | total |\n| --- | ----: |\n| a   |     3 |\n| b   |     5 |")
        ],
        searchTerms: ["group_by", "groupby", "group", "aggregate", "agg", "summarise"],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("columns", Rest<Selection>.self, "`name: aggregate`, one or more."),
        Parameter("by", OneOrMore<Selection>?.self, "What makes a group: an expression or a list of them.")
    ) { call, table, columns, by in
        let keys = try call.named(by?.elements ?? [], over: table.plan.schema)
        let aggregates = try call.named(columns.elements, over: table.plan.schema)
        for (one, selection) in Swift.zip(aggregates, columns.elements) {
            guard GroupValue.isOnePerGroup(one.expression, keys: keys) else {
                let text = selection.expression.range.text
                throw Diagnostic(
                    "one-value-per-group", "`\(one.name)` needs one value a group, and `\(text)` has one a row",
                    at: selection.range,
                    help: [
                        (one.expression.type.isNumeric ? "`sum(\(text))`, `mean(\(text))`, " : "")
                            + "`first(\(text))` or `collect(\(text))` gives one value a group"
                    ],
                    fix: .replace(selection.expression.range, with: "first(\(text))", .maybe))
            }
        }
        return call.step(
            .summarize(table.plan, by: keys, aggregates: aggregates), try call.schema(keys + aggregates))
    }
}

/// Whether an expression has one value for a whole group.
enum GroupValue {
    static func isOnePerGroup(_ expression: RowExpression, keys: [NamedExpression]) -> Bool {
        func all(_ parts: [RowExpression]) -> Bool { parts.allSatisfy { isOnePerGroup($0, keys: keys) } }
        switch expression.kind {
        case .aggregate, .literal: return true
        case .column(let name):
            return keys.contains { if case .column(name) = $0.expression.kind { true } else { false } }
        case .row, .element, .window: return false
        case .negate(let one), .not(let one), .field(let one, _), .widen(let one): return all([one])
        case .arithmetic(_, let one, let two), .comparison(_, let one, let two), .and(let one, let two), .or(let one, let two),
            .coalesce(let one, let two), .isIn(let one, let two), .attempt(let one, otherwise: let two):
            return all([one, two])
        case .conditional(let branches, let otherwise):
            return all(branches.flatMap { [$0.condition, $0.value] } + [otherwise])
        case .concatenation(let parts), .list(let parts): return all(parts)
        case .record(let fields): return all(fields.map(\.value))
        case .function(_, let arguments): return all(arguments)
        case .listFunction(_, let list, _, _): return all([list])
        }
    }
}
