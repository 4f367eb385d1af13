import OctavoSource

/// Carries what the steps above want down the tree: which columns, which filters, how many rows.
///
/// A rewritten step holds the wanted columns at least, under their names; their order is the original's only where every
/// column is wanted.
struct PlanRewriter {
    /// Steps that several others read. They are rewritten once, for all of their readers.
    let kept: Set<ObjectIdentifier>
    /// What such a step has become, once that is known.
    let built: (Plan) -> Plan?
    /// Told what is wanted of such a step, once for each reader.
    let note: (Plan, Demand) -> Void

    func rewrite(_ plan: Plan, _ demand: Demand) -> Plan {
        if plan.result != nil { return filtered(plan, demand.filters, demand) }
        if kept.contains(ObjectIdentifier(plan)) {
            note(plan, demand)
            return filtered(built(plan) ?? plan, demand.filters, demand)
        }
        return rewriteOpen(plan, demand)
    }

    /// Rewrites the step itself, whoever else reads it.
    func rewriteOpen(_ plan: Plan, _ demand: Demand) -> Plan {
        switch plan.node {
        case .table: return filtered(plan, demand.filters, demand)
        case .scan(let scan): return rewriteScan(scan, plan, demand)
        case .filter(let input, let condition): return rewriteFilter(input, condition, plan, demand)
        case .derive(let input, let columns): return rewriteDerive(input, columns, plan, demand)
        case .select(let input, let columns): return rewriteSelect(input, columns, plan, demand)
        case .slice(let input, let from, let count): return rewriteSlice(input, from, count, plan, demand)
        case .tail(let input, let count):
            let inner = rewrite(input, demand.below(columns: demand.read(plan.schema)))
            return filtered(step(.tail(inner, count), inner.schema, plan), demand.filters, demand)
        case .sample(let input, let count, let seed):
            let inner = rewrite(input, demand.below(columns: demand.read(plan.schema)))
            return filtered(step(.sample(inner, count: count, seed: seed), inner.schema, plan), demand.filters, demand)
        case .sort(let input, let keys): return rewriteSort(input, keys, plan, demand)
        case .distinct(let input, let keys): return rewriteDistinct(input, keys, plan, demand)
        case .summarize(let input, let keys, let aggregates):
            return rewriteSummarize(input, keys, aggregates, plan, demand)
        case .join(let left, let right, let join): return rewriteJoin(left, right, join, plan, demand)
        case .union(let inputs): return rewriteUnion(inputs, plan, demand)
        case .explode(let input, let name): return rewriteExplode(input, name, plan, demand)
        case .pass(let input, let pass): return rewritePass(input, pass, plan, demand)
        case .wholeTable(let name, let inputs, let run):
            let inner = inputs.map { rewrite($0, Demand()) }
            return filtered(step(.wholeTable(name: name, inputs: inner, run: run), plan.schema, plan), demand.filters, demand)
        }
    }

    // MARK: - Row-wise steps

    private func rewriteScan(_ scan: Scan, _ plan: Plan, _ demand: Demand) -> Plan {
        var scan = scan
        // A filter that may fail stays above, where rows still have their numbers; those after it may rely on it.
        let count = demand.filters.firstIndex { $0.condition.mayFail } ?? demand.filters.count
        let pushed = scan.limit == nil ? demand.filters.prefix(count) : []
        let above = Array(demand.filters.dropFirst(pushed.count))
        var wanted = demand.read(plan.schema)
        if let filter = scan.filter { wanted?.formUnion(filter.columnsRead(plan.schema)) }
        if let wanted {
            let columns = scan.columns.filter { wanted.contains($0) }
            // Rows can be counted without a column where the files say how many there are.
            scan.columns = columns.isEmpty ? scan.cheapestColumn.map { [$0] } ?? [] : columns
        }
        scan.filter = RowExpression.conjunction((scan.filter.map { [$0] } ?? []) + pushed.map(\.condition))
        if let filter = scan.filter.map(PlannerFolding.fold), filter.isFalse {
            // No row can pass: a source that is not asked for, among those of a union.
            let columns = scan.columns.compactMap { name in plan.schema.type(of: name).map { Field(name, $0) } }
            return step(.table(Table(schema: Schema(columns), chunks: [])), Schema(columns), plan)
        }
        if above.isEmpty, let limit = demand.limit { scan.limit = min(scan.limit ?? limit, limit) }
        let fields = scan.columns.compactMap { name in plan.schema.type(of: name).map { Field(name, $0) } }
        return filtered(step(.scan(scan), Schema(fields), plan), above, demand)
    }

    private func rewriteFilter(_ input: Plan, _ condition: RowExpression, _ plan: Plan, _ demand: Demand) -> Plan {
        let conditions = PlannerFolding.conditions(condition)
        // Sides of an `and` are filters of their own, but aggregates cover the rows that the whole filter sees.
        if conditions.contains(where: \.needsWholeInput) {
            let folded = PlannerFolding.fold(condition)
            let inner = rewrite(input, demand.below(columns: reading(demand.read(plan.schema), [folded], input.schema)))
            return filtered(step(.filter(inner, folded), inner.schema, plan), demand.filters, demand)
        }
        var below = demand
        below.filters = conditions.map { MovingFilter(condition: $0, origin: plan.origin) } + demand.filters
        return rewrite(input, below)
    }

    private func rewriteDerive(_ input: Plan, _ columns: [NamedExpression], _ plan: Plan, _ demand: Demand) -> Plan {
        let folded = columns.map { NamedExpression($0.name, PlannerFolding.fold($0.expression)) }
        var wanted = demand.read(plan.schema)
        var used: [NamedExpression] = []
        for column in folded.reversed() {
            if let columns = wanted {
                guard columns.contains(column.name) else { continue }
                wanted?.remove(column.name)
                wanted?.formUnion(column.expression.columnsRead(input.schema))
            }
            used.insert(column, at: 0)
        }
        let names = Set(folded.map(\.name))
        let holdsWhole = used.contains(where: \.expression.needsWholeInput)
        let (below, above) = demand.split(isSafe: !used.contains(where: \.expression.mayFail), keepsRows: true) {
            names.isDisjoint(with: $0.columnsRead(plan.schema))
        }
        let inner = rewrite(
            input,
            holdsWhole
                ? demand.below(columns: wanted) : demand.streaming(columns: wanted, filters: below, limited: above.isEmpty))
        if used.isEmpty { return filtered(inner, above, demand) }
        var fields = inner.schema.fields
        for column in used {
            let field = Field(column.name, column.expression.type)
            if let place = fields.firstIndex(where: { $0.name == column.name }) {
                fields[place] = field
            } else {
                fields.append(field)
            }
        }
        return filtered(step(.derive(inner, used), Schema(fields), plan), above, demand)
    }

    private func rewriteSelect(_ input: Plan, _ columns: [NamedExpression], _ plan: Plan, _ demand: Demand) -> Plan {
        let wanted = demand.read(plan.schema)
        let used = columns.filter { wanted?.contains($0.name) ?? true }.map {
            NamedExpression($0.name, PlannerFolding.fold($0.expression))
        }
        // Filters on columns that are only passed on, under whatever name, or the same on every row, can run before.
        var sources: [String: RowExpression] = [:]
        for column in columns where column.expression.isPlace || column.expression.isConstant {
            sources[column.name] = column.expression
        }
        let holdsWhole = used.contains(where: \.expression.needsWholeInput)
        let (below, above) = demand.split(isSafe: !used.contains(where: \.expression.mayFail), keepsRows: true) { condition in
            !condition.readsRow && condition.columnsRead(plan.schema).allSatisfy { sources[$0] != nil }
        }
        let moved = below.map { MovingFilter(condition: $0.condition.replacingColumns(sources), origin: $0.origin) }
        let reads = used.reduce(into: Set<String>()) { $0.formUnion($1.expression.columnsRead(input.schema)) }
        let inner = rewrite(
            input,
            holdsWhole
                ? demand.below(columns: reads) : demand.streaming(columns: reads, filters: moved, limited: above.isEmpty))
        let fields = used.map { Field($0.name, $0.expression.type) }
        let isSame =
            Schema(fields) == inner.schema
            && used.allSatisfy { if case .column($0.name) = $0.expression.kind { true } else { false } }
        return filtered(isSame ? inner : step(.select(inner, used), Schema(fields), plan), above, demand)
    }

    private func rewriteExplode(_ input: Plan, _ name: String, _ plan: Plan, _ demand: Demand) -> Plan {
        let (below, above) = demand.split(isSafe: true) { !$0.columnsRead(plan.schema).contains(name) }
        let wanted = demand.read(plan.schema).map { $0.union([name]) }
        let inner = rewrite(input, demand.streaming(columns: wanted, filters: below, limited: above.isEmpty))
        let fields = inner.schema.fields.map { $0.name == name ? Field(name, plan.schema.type(of: name) ?? .null) : $0 }
        return filtered(step(.explode(inner, name), Schema(fields), plan), above, demand)
    }

    // MARK: - Parts

    func step(_ node: Plan.Node, _ schema: Schema, _ original: Plan) -> Plan {
        Plan(node, schema: schema, origin: original.origin)
    }

    /// The filters as one step that tries them in order and gives only the wanted columns.
    func filtered(_ plan: Plan, _ filters: [MovingFilter], _ demand: Demand) -> Plan {
        guard let first = filters.first, let condition = RowExpression.conjunction(filters.map(\.condition)) else { return plan }
        let fields = plan.schema.fields.filter { demand.columns?.contains($0.name) ?? true }
        return Plan(.filter(plan, condition), schema: Schema(fields), origin: first.origin)
    }

    func reading(_ wanted: Set<String>?, _ expressions: [RowExpression], _ schema: Schema) -> Set<String>? {
        wanted.map { expressions.reduce(into: $0) { $0.formUnion($1.columnsRead(schema)) } }
    }
}

extension RowExpression {
    /// All of the conditions, tried in order; `nil` without any. Halves are joined, so that thousands of them are not as many
    /// levels.
    static func conjunction(_ conditions: [RowExpression]) -> RowExpression? {
        guard let first = conditions.first else { return nil }
        let half = conditions.count / 2
        guard let left = conjunction(Array(conditions[..<half])), let right = conjunction(Array(conditions[half...])) else {
            return first
        }
        return RowExpression(.and(left, right), type: .bool, origin: first.origin)
    }

    var readsRow: Bool { if case .row = kind { true } else { children.contains(where: \.readsRow) } }

    /// Whether it only says where a value stands: a column, or a field of one.
    var isPlace: Bool {
        switch kind {
        case .column: true
        case .field(let record, _): record.isPlace
        default: false
        }
    }

    var isConstant: Bool { if case .literal = kind { true } else { false } }

    /// Columns exchanged for the expressions of the same name.
    func replacingColumns(_ sources: [String: RowExpression]) -> RowExpression {
        if case .column(let name) = kind { return sources[name] ?? self }
        return replacingChildren { $0.replacingColumns(sources) }
    }
}
