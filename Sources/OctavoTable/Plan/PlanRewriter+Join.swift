extension PlanRewriter {
    func rewriteJoin(_ left: Plan, _ right: Plan, _ join: Join, _ plan: Plan, _ demand: Demand) -> Plan {
        let leftNames = Set(left.schema.names)
        let takes = join.kind != .semi && join.kind != .anti
        let leftKeys = join.left.map(PlannerFolding.fold)
        let rightKeys = join.right.map(PlannerFolding.fold)
        // `expect: "one"` is about every row of both sides, and a full join gives the right's rows without a match too.
        let isSafe = !join.expectsOne && join.kind != .full && !(leftKeys + rightKeys).contains(where: \.mayFail)
        let (below, above) = demand.split(isSafe: isSafe) { leftNames.isSuperset(of: $0.columnsRead(plan.schema)) }
        let moving = Demand(filters: above)
        let sources = Dictionary(
            join.taken.compactMap { taken in
                right.schema.type(of: taken.column).map { (taken.name, RowExpression(.column(taken.column), type: $0)) }
            }, uniquingKeysWith: { first, _ in first })
        let (rightOnly, rest) = moving.split(isSafe: isSafe && join.kind == .inner) { condition in
            let reads = condition.columnsRead(plan.schema)
            return !reads.isEmpty && !condition.readsRow && reads.allSatisfy { sources[$0] != nil }
        }
        let keys = keyFilters(below, leftKeys, rightKeys, left.schema)
        let moved = keys + rightOnly.map { MovingFilter(condition: $0.condition.replacingColumns(sources), origin: $0.origin) }

        let wanted = Demand(columns: demand.columns, filters: rest).read(plan.schema)
        let taken = takes ? join.taken.filter { wanted?.contains($0.name) ?? true } : []
        let leftWanted = reading(wanted.map { $0.intersection(leftNames) }, leftKeys, left.schema)
        let filled = join.filled.filter { leftWanted?.contains($0.column) ?? true }
        let rightWanted = reading(Set(taken.map(\.column) + filled.map(\.from)), rightKeys, right.schema)
        let isOneAtLeast = join.kind == .left && rest.isEmpty && !join.expectsOne
        let holdsWhole = leftKeys.contains(where: \.needsWholeInput)
        let innerLeft = rewrite(
            left,
            holdsWhole
                ? demand.below(columns: leftWanted)
                : demand.streaming(columns: leftWanted, filters: below, limited: isOneAtLeast))
        let innerRight = rewrite(right, demand.below(columns: rightWanted, filters: moved))
        let joined = Join(
            kind: join.kind, left: leftKeys, right: rightKeys, taken: taken, filled: filled, expectsOne: join.expectsOne)
        let added = taken.map { Field($0.name, plan.schema.type(of: $0.name) ?? .null) }
        let schema = Schema(innerLeft.schema.fields + added)
        return filtered(step(.join(innerLeft, innerRight, joined), schema, plan), rest, demand)
    }

    /// Filters on the left key as filters on the right key: rows of the right that fail them meet no row.
    private func keyFilters(
        _ filters: [MovingFilter], _ leftKeys: [RowExpression], _ rightKeys: [RowExpression], _ schema: Schema
    ) -> [MovingFilter] {
        var sources: [String: RowExpression] = [:]
        for (one, two) in zip(leftKeys, rightKeys) {
            guard case .column(let name) = one.kind, case .column = two.kind, one.type == two.type, !one.type.holdsFloats
            else { continue }
            sources[name] = two
        }
        return filters.compactMap { filter in
            let reads = filter.condition.columnsRead(schema)
            guard !reads.isEmpty, !filter.condition.readsRow, reads.allSatisfy({ sources[$0] != nil }) else { return nil }
            return MovingFilter(condition: filter.condition.replacingColumns(sources), origin: filter.origin)
        }
    }
}
