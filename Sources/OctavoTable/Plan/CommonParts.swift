import Synchronization

/// Parts that several tables of one cell have in common: the run that meets one first computes it for all.
///
/// A class because the runs of the cell share what they find.
package final class CommonParts: Sendable {
    let numbers: PlanNumbers
    /// The tables that the cell shows.
    private let roots: Set<Int>
    /// By number the columns that are wanted of a part; `nil` wants every column.
    private let wanted: [Int: Set<String>?]
    private let results = Mutex<[Int: Table]>([:])

    /// `plans` are the tables that a cell will show, each in its own run. `nil` where no two have a part in common that is worth it:
    /// one that both read to the end.
    package init?(_ plans: [Plan]) {
        guard plans.count > 1 else { return nil }
        let numbers = PlanNumbers()
        var merger = PlanMerger(numbers: numbers, common: nil)
        let roots = plans.map { merger.merge($0) }
        var readers: [ObjectIdentifier: Set<ObjectIdentifier?>] = [:]
        var steps: [Plan] = []
        var seen: Set<ObjectIdentifier> = []
        func visit(_ plan: Plan, from reader: ObjectIdentifier?) {
            let id = ObjectIdentifier(plan)
            guard plan.result == nil, !plan.inputs.isEmpty else { return }
            readers[id, default: []].insert(reader)
            guard seen.insert(id).inserted else { return }
            for input in plan.inputs { visit(input, from: id) }
            steps.append(plan)
        }
        for root in roots { visit(root, from: nil) }
        let candidates = steps.filter { readers[ObjectIdentifier($0)]?.count ?? 0 > 1 }
        guard !candidates.isEmpty else { return nil }
        var found: [Int: (readers: Int, columns: Set<String>?)] = [:]
        func note(_ plan: Plan, _ demand: Demand) {
            // Whoever may stop early is no reason to compute all rows, but reads them where they are there.
            let readers = demand.mayStop ? 0 : 1
            let columns = demand.read(plan.schema)
            let number = merger.number(plan)
            guard let known = found[number] else {
                found[number] = (readers, columns)
                return
            }
            found[number] = (known.readers + readers, known.columns.flatMap { known in columns.map { known.union($0) } })
        }
        let rewriter = PlanRewriter(kept: Set(candidates.map { ObjectIdentifier($0) }), built: { _ in nil }, note: note)
        for root in roots { _ = rewriter.rewrite(root, Demand()) }
        for plan in candidates.reversed() {
            guard let own = found[merger.number(plan)] else { continue }
            _ = rewriter.rewriteOpen(plan, Demand(columns: own.columns))
        }
        wanted = found.filter { $0.value.readers > 1 }.mapValues(\.columns)
        if wanted.isEmpty { return nil }
        self.numbers = numbers
        self.roots = Set(plans.map { numbers.number($0) })
    }

    /// Whether these are the rows of a table that the cell shows, or the first of them. Others may want more columns.
    func serves(_ plan: Plan) -> Bool {
        if case .slice(let input, _, _) = plan.node, roots.contains(numbers.number(input)) { return true }
        return roots.contains(numbers.number(plan))
    }

    func isWanted(_ number: Int) -> Bool { wanted.keys.contains(number) }
    func columns(_ number: Int) -> Set<String>? { wanted[number] ?? nil }

    /// The part as a table, if it has been computed.
    func result(_ number: Int, for plan: Plan) -> Plan? {
        results.withLock { $0[number] }.map { Plan(.table($0), schema: $0.schema, origin: plan.origin) }
    }

    func keep(_ table: Table, as number: Int) {
        guard isWanted(number) else { return }
        results.withLock { $0[number] = table }
    }
}
