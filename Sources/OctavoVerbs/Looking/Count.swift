package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let count = Verb(
        "count", .looking, "Counts rows, or rows by group; inside verbs, the rows of a group.",
        notes: "`count()` in a column expression counts rows, nulls included. `by:` gives a table with the group's columns and "
            + "`n`, groups in order of first appearance; `sort: true` puts the largest first.",
        parameters: [
            ParameterDescription(
                name: "t", about: "The table, list or column to count.", expects: .table, defaultText: "null", isRest: false),
            ParameterDescription(
                name: "by", about: "What makes a group.", expects: .expression, defaultText: "null", isRest: false),
            ParameterDescription(
                name: "sort", about: "Largest group first.", expects: .value(.bool), defaultText: "false", isRest: false),
        ],
        returns: .any,
        examples: [
            Example("table([{k: \"a\"}, {k: \"b\"}, {k: \"a\"}]) | count", gives: "3"),
            Example(
                "table([{k: \"a\"}, {k: \"b\"}, {k: \"a\"}]) | count(by: .k)",
                gives: "| k   |   n |\n| --- | --: |\n| a   |   2 |\n| b   |   1 |"),
        ],
        searchTerms: ["value_counts", "n_rows", "size", "group_by"], checking: .runsBody,
        liftCondition: .firstArgumentIsExpressionOrMissing, lift: AggregateLifting.lift(.count)
    ) { call, arguments in
        guard let first = arguments.single[0] else { return .null }
        switch first.value {
        case .list(let items): return .int(Int64(items.count))
        case .range(let from, let to): return .int(Value.count(from: from, to: to) ?? .max)
        case .null: return .null
        default: break
        }
        let parameters = call.verb.parameters
        let plan: Plan
        if case .column(let whole, _) = first.value {
            plan = whole
        } else {
            plan = try TableArgument.decode(first, in: call, parameter: parameters[0]).plan
        }
        let sorts = try arguments.single[2].map { try Bool.decode($0, in: call, parameter: parameters[2]) } ?? false
        let rows = NamedExpression("n", RowExpression(.aggregate(.count, nil, by: []), type: .int, origin: call.range))
        guard let by = arguments.single[1], !by.value.isNull else {
            if call.isChecking { return .unknown(.int) }
            if let known = plan.result { return .int(Int64(known.count)) }
            // Counted as a step, so that a reader reads one column at most.
            let counted = call.step(.summarize(plan, by: [], aggregates: [rows]), try call.schema([rows]))
            return Value(try call.force(counted).record(0)[0].value)
        }
        let keys = try OneOrMore<Selection>.decode(by, in: call, parameter: parameters[1])
        let named = try call.named(keys.elements, over: plan.schema)
        let schema = try call.schema(named + [rows])
        let counted = call.step(.summarize(plan, by: named, aggregates: [rows]), schema)
        guard sorts else { return .table(counted) }
        let order = SortKey(RowExpression(.column("n"), type: .int, origin: call.range), isDescending: true)
        return .table(call.step(.sort(counted, [order]), schema))
    }
}
