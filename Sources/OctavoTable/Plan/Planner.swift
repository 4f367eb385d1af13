/// Rewrites a plan into one that gives the same rows in the same order with less work.
///
/// What a rewrite may do to errors: a row never fails that the plan as written would have dropped before, and a row's failure
/// never goes unseen because a filter behind it was run first. Not computed, so not failing, are columns that nobody reads and
/// rows that nobody asks for behind `head`.
package enum Planner {
    /// The plan as it is best run.
    package static func optimize(_ plan: Plan) -> Plan { prepare(plan).root }

    /// The plan as it is best run, with the parts of it that are computed once for several steps. Steps that have their result
    /// already stay as they are.
    static func prepare(_ plan: Plan, _ common: CommonParts? = nil) -> PreparedPlan {
        if plan.result != nil { return PreparedPlan(root: plan, shared: [:]) }
        let common = common.flatMap { $0.serves(plan) ? $0 : nil }
        var merger = PlanMerger(numbers: common?.numbers ?? PlanNumbers(), common: common)
        let root = merger.merge(plan)
        let parts = SharedParts(root, merger: merger)
        return parts.build(root)
    }
}

/// A plan made ready to run.
struct PreparedPlan {
    let root: Plan
    /// Steps within it whose whole result several others need: computed once.
    let shared: [ObjectIdentifier: SharedPart]
}

/// Where the result of a shared step is kept for others.
struct SharedPart: Sendable {
    /// The step as it was written, if its rows are wanted with all columns.
    let original: Plan?
    let number: Int
}

/// Makes one step of steps that do the same to the same rows.
struct PlanMerger {
    let common: CommonParts?
    private let numbers: PlanNumbers
    /// The one step of each number.
    private var merged: [Int: Plan] = [:]

    init(numbers: PlanNumbers, common: CommonParts?) {
        self.numbers = numbers
        self.common = common
    }

    func number(_ plan: Plan) -> Int { numbers.number(plan) }

    mutating func merge(_ plan: Plan) -> Plan {
        let number = numbers.number(plan)
        if let known = merged[number] { return known }
        let result: Plan
        if plan.result != nil || plan.inputs.isEmpty {
            result = plan
        } else if let table = common?.result(number, for: plan) {
            result = table
        } else {
            let inputs = plan.inputs.map { merge($0) }
            result = zip(inputs, plan.inputs).allSatisfy { $0 === $1 } ? plan : plan.replacingInputs(inputs)
        }
        numbers.name(result, number)
        merged[number] = result
        return result
    }
}

/// The steps of one plan that several others read, and what these want of them.
private final class SharedParts {
    private let candidates: Set<ObjectIdentifier>
    /// The candidates, each after those that it reads.
    private let order: [Plan]
    private let merger: PlanMerger
    private var wanted: [ObjectIdentifier: Demand] = [:]
    private var readers: [ObjectIdentifier: Int] = [:]
    private var built: [ObjectIdentifier: Plan] = [:]

    init(_ root: Plan, merger: PlanMerger) {
        var counts: [ObjectIdentifier: Int] = [:]
        var order: [Plan] = []
        func visit(_ plan: Plan) {
            let id = ObjectIdentifier(plan)
            counts[id, default: 0] += 1
            guard counts[id] == 1 else { return }
            if plan.result == nil { plan.inputs.forEach(visit) }
            order.append(plan)
        }
        visit(root)
        let found = order.filter { plan in
            guard plan !== root, plan.result == nil, !plan.inputs.isEmpty else { return false }
            return counts[ObjectIdentifier(plan)] ?? 0 > 1 || merger.common?.isWanted(merger.number(plan)) == true
        }
        self.order = found
        candidates = Set(found.map { ObjectIdentifier($0) })
        self.merger = merger
    }

    func build(_ root: Plan) -> PreparedPlan {
        guard !order.isEmpty else { return PreparedPlan(root: rewriter(noting: false).rewrite(root, Demand()), shared: [:]) }
        // What is wanted of a part is known once everything that reads it has been looked at.
        let noting = rewriter(noting: true)
        _ = noting.rewrite(root, Demand())
        var common: Set<ObjectIdentifier> = []
        for plan in order.reversed() {
            let id = ObjectIdentifier(plan)
            guard var demand = wanted[id] else { continue }
            // Other tables of the cell read the part too, with columns of their own. Not for one that may stop early: it would
            // get all rows.
            let number = merger.number(plan)
            if let parts = merger.common, parts.isWanted(number), !demand.mayStop {
                common.insert(id)
                let columns = parts.columns(number)
                demand.columns = demand.columns.flatMap { own in columns.map { own.union($0) } }
                wanted[id] = demand
            }
            _ = noting.rewriteOpen(plan, demand)
        }
        let building = rewriter(noting: false)
        var shared: [ObjectIdentifier: SharedPart] = [:]
        for plan in order {
            let id = ObjectIdentifier(plan)
            guard let demand = wanted[id] else { continue }
            let made = building.rewriteOpen(plan, Demand(columns: demand.columns))
            built[id] = made
            guard readers[id] ?? 0 > 1 || common.contains(id) else { continue }
            shared[ObjectIdentifier(made)] = SharedPart(
                original: made.schema == plan.schema ? plan : nil, number: merger.number(plan))
        }
        return PreparedPlan(root: building.rewrite(root, Demand()), shared: shared)
    }

    private func rewriter(noting: Bool) -> PlanRewriter {
        PlanRewriter(
            kept: candidates, built: { self.built[ObjectIdentifier($0)] },
            note: { if noting { self.note($0, $1) } })
    }

    private func note(_ plan: Plan, _ demand: Demand) {
        let id = ObjectIdentifier(plan)
        // Whoever may stop early gains nothing from all rows, and one of them might fail.
        if !demand.mayStop { readers[id, default: 0] += 1 }
        let columns = demand.read(plan.schema)
        guard let known = wanted[id] else {
            wanted[id] = Demand(columns: columns, mayStop: demand.mayStop)
            return
        }
        let all = known.columns.flatMap { known in columns.map { known.union($0) } }
        wanted[id] = Demand(columns: all, mayStop: known.mayStop && demand.mayStop)
    }
}

extension Plan {
    /// The steps this one reads, in order.
    package var inputs: [Plan] {
        switch node {
        case .table, .scan: []
        case .filter(let input, _), .derive(let input, _), .select(let input, _), .slice(let input, _, _), .tail(let input, _),
            .sample(let input, _, _), .sort(let input, _), .distinct(let input, _), .summarize(let input, _, _),
            .explode(let input, _), .pass(let input, _):
            [input]
        case .join(let left, let right, _): [left, right]
        case .union(let inputs), .wholeTable(_, let inputs, _): inputs
        }
    }

    /// The same step over other inputs, given in the order of `inputs`.
    func replacingInputs(_ inputs: [Plan]) -> Plan {
        let node: Node =
            switch self.node {
            case .table, .scan: self.node
            case .filter(_, let condition): .filter(inputs[0], condition)
            case .derive(_, let columns): .derive(inputs[0], columns)
            case .select(_, let columns): .select(inputs[0], columns)
            case .slice(_, let from, let count): .slice(inputs[0], from: from, count: count)
            case .tail(_, let count): .tail(inputs[0], count)
            case .sample(_, let count, let seed): .sample(inputs[0], count: count, seed: seed)
            case .sort(_, let keys): .sort(inputs[0], keys)
            case .distinct(_, let keys): .distinct(inputs[0], keys)
            case .summarize(_, let keys, let aggregates): .summarize(inputs[0], by: keys, aggregates: aggregates)
            case .join(_, _, let join): .join(inputs[0], inputs[1], join)
            case .union: .union(inputs)
            case .explode(_, let name): .explode(inputs[0], name)
            case .pass(_, let pass): .pass(inputs[0], pass)
            case .wholeTable(let name, _, let run): .wholeTable(name: name, inputs: inputs, run: run)
            }
        return Plan(node, schema: schema, origin: origin)
    }
}
