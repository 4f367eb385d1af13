// Steps that choose, order or bring together rows.
extension PlanRewriter {
    func rewriteSlice(_ input: Plan, _ from: Int, _ count: Int?, _ plan: Plan, _ demand: Demand) -> Plan {
        var count = count
        if demand.filters.isEmpty, let limit = demand.limit { count = min(count ?? limit, limit) }
        let end = count.map { from.addingReportingOverflow($0) }.flatMap { $0.overflow ? nil : $0.partialValue }
        let inner = rewrite(
            input, Demand(columns: demand.read(plan.schema), limit: end, mayStop: demand.mayStop || count != nil))
        // Rows of rows: one slice does, unless others read the first too.
        if case .slice(let source, let first, let available) = inner.node, inner.result == nil, built(input) == nil {
            let (start, isOver) = first.addingReportingOverflow(from)
            if !isOver {
                let left = available.map { max($0 - from, 0) }
                let both = [left, count].compactMap { $0 }.min()
                return filtered(step(.slice(source, from: start, count: both), inner.schema, plan), demand.filters, demand)
            }
        }
        return filtered(step(.slice(inner, from: from, count: count), inner.schema, plan), demand.filters, demand)
    }

    func rewriteSort(_ input: Plan, _ keys: [SortKey], _ plan: Plan, _ demand: Demand) -> Plan {
        let folded = keys.map { SortKey(PlannerFolding.fold($0.expression), isDescending: $0.isDescending) }
        let (below, above) = demand.split(isSafe: !folded.contains(where: \.expression.mayFail)) { _ in true }
        let wanted = reading(demand.read(plan.schema), folded.map(\.expression), input.schema)
        let inner = rewrite(input, demand.below(columns: wanted, filters: below))
        let sorted = step(.sort(inner, folded), inner.schema, plan)
        guard above.isEmpty, let limit = demand.limit else { return filtered(sorted, above, demand) }
        return step(.slice(sorted, from: 0, count: limit), sorted.schema, plan)
    }

    /// Rows of one key pass or fail together where the key is all that a filter reads. Floats are no such key: zeros of both signs
    /// are one key and can be told apart.
    func rewriteDistinct(_ input: Plan, _ keys: [NamedExpression], _ plan: Plan, _ demand: Demand) -> Plan {
        let folded = keys.map { NamedExpression($0.name, PlannerFolding.fold($0.expression)) }
        let exact =
            keys.isEmpty ? input.schema.fields.filter { !$0.type.holdsFloats }.map(\.name) : folded.compactMap(\.exactColumn)
        let (below, above) = demand.split(isSafe: !folded.contains(where: \.expression.mayFail)) {
            $0.columnsRead(plan.schema).isSubset(of: exact)
        }
        let wanted = keys.isEmpty ? nil : reading(demand.read(plan.schema), folded.map(\.expression), input.schema)
        let inner = rewrite(input, demand.streaming(columns: wanted, filters: below, limited: false))
        return filtered(step(.distinct(inner, folded), inner.schema, plan), above, demand)
    }

    /// A filter moved below would change which rows the pass has met.
    func rewritePass(_ input: Plan, _ pass: RowPass, _ plan: Plan, _ demand: Demand) -> Plan {
        guard pass.givesItsRows else {
            let inner = rewrite(input, demand.below(columns: Set(pass.reads)))
            return filtered(step(.pass(inner, pass), plan.schema, plan), demand.filters, demand)
        }
        let wanted = demand.read(plan.schema)?.union(pass.reads)
        let inner = rewrite(input, demand.streaming(columns: wanted, filters: [], limited: false))
        return filtered(step(.pass(inner, pass), inner.schema, plan), demand.filters, demand)
    }

    func rewriteSummarize(
        _ input: Plan, _ keys: [NamedExpression], _ aggregates: [NamedExpression], _ plan: Plan, _ demand: Demand
    ) -> Plan {
        let wanted = demand.read(plan.schema)
        let by = keys.map { NamedExpression($0.name, PlannerFolding.fold($0.expression)) }
        let used = aggregates.filter { wanted?.contains($0.name) ?? true }.map {
            NamedExpression($0.name, PlannerFolding.fold($0.expression))
        }
        // A filter on the key drops whole groups, so their rows need not be grouped.
        var sources: [String: RowExpression] = [:]
        for key in by where !key.expression.type.holdsFloats && key.expression.isPlace { sources[key.name] = key.expression }
        let isSafe = !by.contains(where: \.expression.mayFail) && !used.contains(where: \.expression.mayFailInGroups)
        let (below, above) = demand.split(isSafe: isSafe && !by.isEmpty) { condition in
            let reads = condition.columnsRead(plan.schema)
            return !reads.isEmpty && !condition.readsRow && reads.allSatisfy { sources[$0] != nil }
        }
        let moved = below.map { MovingFilter(condition: $0.condition.replacingColumns(sources), origin: $0.origin) }
        let reads = (by + used).reduce(into: Set<String>()) { $0.formUnion($1.expression.columnsRead(input.schema)) }
        let inner = rewrite(input, demand.below(columns: reads, filters: moved))
        let fields = (by + used).map { Field($0.name, $0.expression.type) }
        return filtered(step(.summarize(inner, by: by, aggregates: used), Schema(fields), plan), above, demand)
    }

    func rewriteUnion(_ inputs: [Plan], _ plan: Plan, _ demand: Demand) -> Plan {
        let schema = plan.schema
        // A filter sees the union's columns, so each input's are brought to that form in it.
        let forms = inputs.map { input in
            schema.fields.reduce(into: [String: RowExpression]()) { forms, field in
                let column = input.schema.type(of: field.name).map { RowExpression(.column(field.name), type: $0) }
                switch column?.type {
                case field.type?: forms[field.name] = column
                case nil: forms[field.name] = RowExpression(.literal(.null), type: field.type)
                case .int? where field.type == .float:
                    forms[field.name] = column.map { RowExpression(.widen($0), type: .float) }
                default: break
                }
            }
        }
        let (below, above) = demand.split(isSafe: true) { condition in
            !condition.readsRow && condition.columnsRead(schema).allSatisfy { name in forms.allSatisfy { $0[name] != nil } }
        }
        let wanted = Demand(columns: demand.columns, filters: above).read(schema)
        let inner = zip(inputs, forms).map { input, forms in
            let moved = below.map {
                MovingFilter(condition: PlannerFolding.fold($0.condition.replacingColumns(forms)), origin: $0.origin)
            }
            let columns = wanted.map { $0.intersection(input.schema.names) }
            return rewrite(input, demand.streaming(columns: columns, filters: moved, limited: above.isEmpty))
        }
        let fields = schema.fields.filter { wanted?.contains($0.name) ?? true }
        return filtered(step(.union(inner), Schema(fields), plan), above, demand)
    }
}

extension RowExpression {
    /// Whether an expression over groups can fail: sums of ints and durations overflow.
    fileprivate var mayFailInGroups: Bool {
        switch kind {
        case .aggregate(let aggregate, let argument, let keys):
            if case .sum = aggregate, type != .float { return true }
            if case .mean = aggregate, type != .float { return true }
            return (argument?.mayFail ?? false) || !keys.isEmpty || argument?.needsWholeInput ?? false
        case .column, .literal: return false
        default: return mayFail
        }
    }
}

extension DataType {
    /// Whether a value of it is or holds a float.
    var holdsFloats: Bool {
        switch self {
        case .float: true
        case .list(let item): item.holdsFloats
        case .record(let fields): fields.contains { $0.type.holdsFloats }
        default: false
        }
    }
}

extension NamedExpression {
    /// The column that it is, if equal values of it are the same value.
    fileprivate var exactColumn: String? {
        if case .column(let name) = expression.kind, !expression.type.holdsFloats { name } else { nil }
    }
}
