import OctavoSource

/// Carries what the steps above want down the tree: which columns, which filters, how many rows.
///
/// A rewritten step holds the wanted columns at least, under their names; their order is the original's only where every
/// column is wanted. Moving a filter down can only make a step run on fewer rows, never on more.
struct PlanRewriter {
    /// Steps to leave alone, because others read them too.
    let kept: Set<ObjectIdentifier>

    struct Demand {
        /// `nil` wants every column.
        var columns: Set<String>?
        /// Rows must pass all of these, tried in this order.
        var filters: [(condition: RowExpression, origin: SourceRange?)] = []
        /// No more rows than these, after the filters.
        var limit: Int?

        /// The columns that must come out before the filters are applied.
        func read(_ schema: Schema) -> Set<String>? {
            columns.map { filters.reduce(into: $0) { $0.formUnion($1.condition.columnsRead(schema)) } }
        }

        func wants(_ name: String) -> Bool { columns.map { $0.contains(name) } ?? true }
    }

    func rewrite(_ plan: Plan, _ demand: Demand) -> Plan {
        if plan.result != nil || kept.contains(ObjectIdentifier(plan)) { return filtered(plan, demand.filters) }
        switch plan.node {
        case .table: return filtered(plan, demand.filters)
        case .scan(let scan): return rewriteScan(scan, plan, demand)
        case .filter(let input, let condition):
            let folded = PlannerFolding.fold(condition)
            if case .literal(.bool(true)) = folded.kind { return rewrite(input, demand) }
            if folded.needsWholeInput {
                let inner = rewrite(input, Demand(columns: reading(demand.read(plan.schema), [folded], input.schema)))
                return filtered(step(.filter(inner, folded), inner.schema, plan), demand.filters)
            }
            var below = demand
            below.filters.insert((folded, plan.origin), at: 0)
            return rewrite(input, below)
        case .derive(let input, let columns): return rewriteDerive(input, columns, plan, demand)
        case .select(let input, let columns): return rewriteSelect(input, columns, plan, demand)
        case .slice(let input, let from, let count):
            let limit = count.map { from.addingReportingOverflow($0) }.flatMap { $0.overflow ? nil : $0.partialValue }
            let inner = rewrite(input, Demand(columns: demand.read(plan.schema), limit: limit))
            return filtered(step(.slice(inner, from: from, count: count), inner.schema, plan), demand.filters)
        case .tail(let input, let count):
            let inner = rewrite(input, Demand(columns: demand.read(plan.schema)))
            return filtered(step(.tail(inner, count), inner.schema, plan), demand.filters)
        case .sample(let input, let count, let seed):
            let inner = rewrite(input, Demand(columns: demand.read(plan.schema)))
            return filtered(step(.sample(inner, count: count, seed: seed), inner.schema, plan), demand.filters)
        case .sort(let input, let keys):
            let folded = keys.map { SortKey(PlannerFolding.fold($0.expression), isDescending: $0.isDescending) }
            let holdsWhole = folded.contains(where: \.expression.needsWholeInput)
            let above = holdsWhole ? demand.filters : []
            let wanted = reading(demand.read(plan.schema), folded.map(\.expression), input.schema)
            let inner = rewrite(input, Demand(columns: wanted, filters: holdsWhole ? [] : demand.filters))
            return filtered(step(.sort(inner, folded), inner.schema, plan), above)
        case .distinct(let input, let keys):
            let folded = keys.map { NamedExpression($0.name, PlannerFolding.fold($0.expression)) }
            let wanted =
                keys.isEmpty ? nil : reading(demand.read(plan.schema), folded.map(\.expression), input.schema)
            let inner = rewrite(input, Demand(columns: wanted))
            return filtered(step(.distinct(inner, folded), inner.schema, plan), demand.filters)
        case .summarize(let input, let keys, let aggregates):
            return rewriteSummarize(input, keys, aggregates, plan, demand)
        case .join(let left, let right, let join): return rewriteJoin(left, right, join, plan, demand)
        case .union(let inputs):
            let parts = inputs.map { input in
                // A filter sees the union's types, so it moves only where the input has the same.
                Demand(columns: demand.read(plan.schema).map { $0.intersection(input.schema.names) })
            }
            let inner = zip(inputs, parts).map { rewrite($0, $1) }
            let fields = plan.schema.fields.filter { demand.read(plan.schema)?.contains($0.name) ?? true }
            return filtered(step(.union(inner), Schema(fields), plan), demand.filters)
        case .explode(let input, let name):
            let (below, above) = split(demand.filters) { !$0.columnsRead(plan.schema).contains(name) }
            let wanted = demand.read(plan.schema).map { $0.union([name]) }
            let inner = rewrite(input, Demand(columns: wanted, filters: below))
            let fields = inner.schema.fields.map { $0.name == name ? Field(name, plan.schema.type(of: name) ?? .null) : $0 }
            return filtered(step(.explode(inner, name), Schema(fields), plan), above)
        case .wholeTable(let name, let inputs, let run):
            let inner = inputs.map { rewrite($0, Demand()) }
            return filtered(step(.wholeTable(name: name, inputs: inner, run: run), plan.schema, plan), demand.filters)
        }
    }

    // MARK: - Steps

    private static let mostPushedFilters = 100

    private func rewriteScan(_ scan: Scan, _ plan: Plan, _ demand: Demand) -> Plan {
        var scan = scan
        // A filter that may fail stays above, where rows still have their numbers; those after it may rely on it.
        // Those that are pushed become one expression, whose height is bounded.
        let count = min(demand.filters.firstIndex { $0.condition.mayFail } ?? demand.filters.count, Self.mostPushedFilters)
        let pushed = scan.limit == nil ? demand.filters.prefix(count) : []
        let above = Array(demand.filters.dropFirst(pushed.count))
        var wanted = demand.read(plan.schema)
        if let filter = scan.filter { wanted?.formUnion(filter.columnsRead(plan.schema)) }
        if let wanted {
            let columns = scan.columns.filter { wanted.contains($0) }
            // Rows can be counted without a column where the files say how many there are.
            scan.columns = columns.isEmpty ? scan.cheapestColumn.map { [$0] } ?? [] : columns
        }
        for filter in pushed {
            scan.filter =
                scan.filter.map { RowExpression(.and($0, filter.condition), type: .bool, origin: $0.origin) }
                ?? filter.condition
        }
        if above.isEmpty, let limit = demand.limit { scan.limit = min(scan.limit ?? limit, limit) }
        let fields = scan.columns.compactMap { name in plan.schema.type(of: name).map { Field(name, $0) } }
        return filtered(step(.scan(scan), Schema(fields), plan), above)
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
        let (below, above) =
            holdsWhole
            ? ([], demand.filters) : split(demand.filters) { names.isDisjoint(with: $0.columnsRead(plan.schema)) }
        let limit = holdsWhole || !above.isEmpty ? nil : demand.limit
        let inner = rewrite(input, Demand(columns: wanted, filters: below, limit: limit))
        if used.isEmpty { return filtered(inner, above) }
        var fields = inner.schema.fields
        for column in used {
            let field = Field(column.name, column.expression.type)
            if let place = fields.firstIndex(where: { $0.name == column.name }) {
                fields[place] = field
            } else {
                fields.append(field)
            }
        }
        return filtered(step(.derive(inner, used), Schema(fields), plan), above)
    }

    private func rewriteSelect(_ input: Plan, _ columns: [NamedExpression], _ plan: Plan, _ demand: Demand) -> Plan {
        let wanted = demand.read(plan.schema)
        let used = columns.filter { wanted?.contains($0.name) ?? true }.map {
            NamedExpression($0.name, PlannerFolding.fold($0.expression))
        }
        // Filters on columns that are only passed on, under whatever name, can run before.
        var sources: [String: RowExpression] = [:]
        for column in columns { if case .column = column.expression.kind { sources[column.name] = column.expression } }
        let holdsWhole = used.contains(where: \.expression.needsWholeInput)
        let (below, above) =
            holdsWhole
            ? ([], demand.filters)
            : split(demand.filters) { condition in
                !condition.readsRow && condition.columnsRead(plan.schema).allSatisfy { sources[$0] != nil }
            }
        let moved = below.map { (condition: $0.condition.replacingColumns(sources), origin: $0.origin) }
        let reads = used.reduce(into: Set<String>()) { $0.formUnion($1.expression.columnsRead(input.schema)) }
        let limit = holdsWhole || !above.isEmpty ? nil : demand.limit
        let inner = rewrite(input, Demand(columns: reads, filters: moved, limit: limit))
        let fields = used.map { Field($0.name, $0.expression.type) }
        return filtered(step(.select(inner, used), Schema(fields), plan), above)
    }

    private func rewriteSummarize(
        _ input: Plan, _ keys: [NamedExpression], _ aggregates: [NamedExpression], _ plan: Plan, _ demand: Demand
    ) -> Plan {
        let wanted = demand.read(plan.schema)
        let by = keys.map { NamedExpression($0.name, PlannerFolding.fold($0.expression)) }
        let used = aggregates.filter { wanted?.contains($0.name) ?? true }.map {
            NamedExpression($0.name, PlannerFolding.fold($0.expression))
        }
        let reads = (by + used).reduce(into: Set<String>()) { $0.formUnion($1.expression.columnsRead(input.schema)) }
        let inner = rewrite(input, Demand(columns: reads))
        let fields = (by + used).map { Field($0.name, $0.expression.type) }
        return filtered(step(.summarize(inner, by: by, aggregates: used), Schema(fields), plan), demand.filters)
    }

    private func rewriteJoin(_ left: Plan, _ right: Plan, _ join: Join, _ plan: Plan, _ demand: Demand) -> Plan {
        let leftNames = Set(left.schema.names)
        let mayMove = join.kind != .full && !join.expectsOne && !join.left.contains(where: \.needsWholeInput)
        let (below, above) = split(demand.filters) {
            mayMove && !$0.mayFail && leftNames.isSuperset(of: $0.columnsRead(plan.schema))
        }
        let wanted = demand.read(plan.schema)
        let taken = join.taken.filter { wanted?.contains($0.name) ?? true }
        let leftKeys = join.left.map(PlannerFolding.fold)
        let rightKeys = join.right.map(PlannerFolding.fold)
        let leftWanted = reading(wanted.map { $0.intersection(leftNames) }, leftKeys, left.schema)
        let filled = join.filled.filter { leftWanted?.contains($0.column) ?? true }
        let rightWanted = reading(Set(taken.map(\.column) + filled.map(\.from)), rightKeys, right.schema)
        let innerLeft = rewrite(left, Demand(columns: leftWanted, filters: below))
        let innerRight = rewrite(right, Demand(columns: rightWanted))
        let joined = Join(
            kind: join.kind, left: leftKeys, right: rightKeys, taken: taken, filled: filled, expectsOne: join.expectsOne)
        let takes = join.kind != .semi && join.kind != .anti
        let added = takes ? taken.map { Field($0.name, plan.schema.type(of: $0.name) ?? .null) } : []
        let schema = Schema(innerLeft.schema.fields + added)
        return filtered(step(.join(innerLeft, innerRight, joined), schema, plan), above)
    }

    // MARK: - Parts

    private func step(_ node: Plan.Node, _ schema: Schema, _ original: Plan) -> Plan {
        Plan(node, schema: schema, origin: original.origin)
    }

    private func filtered(_ plan: Plan, _ filters: [(condition: RowExpression, origin: SourceRange?)]) -> Plan {
        filters.reduce(plan) { Plan(.filter($0, $1.condition), schema: plan.schema, origin: $1.origin) }
    }

    /// The filters that can move, up to the first that cannot: a later one may rely on an earlier.
    private func split(
        _ filters: [(condition: RowExpression, origin: SourceRange?)], _ moves: (RowExpression) -> Bool
    ) -> (below: [(condition: RowExpression, origin: SourceRange?)], above: [(condition: RowExpression, origin: SourceRange?)]) {
        var below: [(condition: RowExpression, origin: SourceRange?)] = []
        var above: [(condition: RowExpression, origin: SourceRange?)] = []
        for filter in filters {
            // One that cannot fail may overtake, because it asks nothing of the rows it sees.
            if moves(filter.condition), above.isEmpty || !filter.condition.mayFail {
                below.append(filter)
            } else {
                above.append(filter)
            }
        }
        return (below, above)
    }

    private func reading(_ wanted: Set<String>?, _ expressions: [RowExpression], _ schema: Schema) -> Set<String>? {
        wanted.map { expressions.reduce(into: $0) { $0.formUnion($1.columnsRead(schema)) } }
    }
}

extension RowExpression {
    var readsRow: Bool { if case .row = kind { true } else { children.contains(where: \.readsRow) } }

    /// Columns exchanged for the expressions of the same name.
    func replacingColumns(_ sources: [String: RowExpression]) -> RowExpression {
        if case .column(let name) = kind { return sources[name] ?? self }
        return replacingChildren { $0.replacingColumns(sources) }
    }
}
