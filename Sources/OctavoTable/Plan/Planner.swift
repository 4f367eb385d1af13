/// Rewrites a plan into one that gives the same rows in the same order with less work.
package enum Planner {
    /// The plan as it is best run. Steps that have their result already, and steps used more than once, stay as they are.
    package static func optimize(_ plan: Plan) -> Plan { optimize(plan, keeping: shared(in: plan)) }

    static func optimize(_ plan: Plan, keeping: Set<ObjectIdentifier>) -> Plan {
        PlanRewriter(kept: keeping).rewrite(plan, PlanRewriter.Demand())
    }

    /// Steps that more than one other step reads, leaves left out: those are cheaper read again.
    static func shared(in plan: Plan) -> Set<ObjectIdentifier> {
        var counts: [ObjectIdentifier: Int] = [:]
        func visit(_ plan: Plan) {
            let id = ObjectIdentifier(plan)
            counts[id, default: 0] += 1
            guard counts[id] == 1, plan.result == nil else { return }
            plan.inputs.forEach(visit)
        }
        visit(plan)
        var result: Set<ObjectIdentifier> = []
        func collect(_ plan: Plan) {
            let id = ObjectIdentifier(plan)
            guard let count = counts.removeValue(forKey: id) else { return }
            if count > 1, !plan.inputs.isEmpty { result.insert(id) }
            if plan.result == nil { plan.inputs.forEach(collect) }
        }
        collect(plan)
        return result
    }
}

extension Plan {
    /// The steps this one reads, in order.
    package var inputs: [Plan] {
        switch node {
        case .table, .scan: []
        case .filter(let input, _), .derive(let input, _), .select(let input, _), .slice(let input, _, _), .tail(let input, _),
            .sample(let input, _, _), .sort(let input, _), .distinct(let input, _), .summarize(let input, _, _),
            .explode(let input, _):
            [input]
        case .join(let left, let right, _): [left, right]
        case .union(let inputs), .wholeTable(_, let inputs, _): inputs
        }
    }
}
