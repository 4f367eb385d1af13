import OctavoSource
import OctavoSyntax

/// Calls of verbs, whose arguments are bound to their declared parameters.
extension Evaluator {
    func invoke(
        _ verb: Verb, _ bound: BoundArguments, _ range: SourceRange, stage: SourceRange? = nil
    ) throws -> Value {
        evaluation.record(verb.effects)
        let whole = range
        let range = stage ?? range
        let call = Call(verb: verb, range: range, evaluation: evaluation, surroundings: surroundings(of: bound))
        if verb.lift != nil, Lifting.applies(verb, bound) {
            return .expression(ColumnExpression(.call(verb, bound), whole))
        }
        if !verb.effects.isEmpty, bound.holdsExpression(outside: verb.parameters) {
            throw Diagnostic(
                "not-in-expression", "`\(verb.name)` does more than give a value, so it cannot stand in a column expression",
                at: range, help: ["call it before, and bind what it gives to a name"])
        }
        try refuse(verb, range)
        guard isChecking else {
            let result = try verb.run(call, bound)
            if case .text(let text) = result { try evaluation.reserve(bytes: text.utf8.count, at: range) }
            return result
        }
        if bound.holdsUnknown {
            // What writes runs its body for what it notes of the name it writes under, whatever the table will be.
            let isNoted = !verb.effects.isDisjoint(with: [.store, .writesFiles])
            let blocked =
                !isNoted
                && zip(verb.parameters, bound.single).contains { parameter, argument in
                    guard let argument, argument.value.holdsUnknown else { return false }
                    if case .table = parameter.expects { return true }
                    return verb.lift != nil
                }
            if blocked || verb.lift != nil {
                if !blocked { try verb.validate(call, bound) }
                if case .table(nil) = verb.returns, case .unknown(.table(let schema))? = bound.single.first??.value, schema == nil
                {
                    return .unknown(.table(nil))
                }
                return .unknown(verb.returns)
            }
        }
        switch verb.checking {
        case .runsBody: return try verb.run(call, bound)
        case .declaresResult:
            try verb.validate(call, bound)
            return .unknown(verb.returns)
        }
    }

    private func surroundings(of bound: BoundArguments) -> Surroundings {
        var result = surroundings
        result.arguments = bound.single.map { $0?.range }
        result.labels = bound.rest.compactMap(\.label)
        result.tables = (bound.single.compactMap { $0 } + bound.rest).compactMap { argument in
            if case .table(let plan) = argument.value { .init(plan: plan, range: argument.range) } else { nil }
        }
        return result
    }

    /// Effects that this run may not have.
    private func refuse(_ verb: Verb, _ range: SourceRange) throws {
        if evaluation.capabilities.isOffline, verb.effects.contains(.network) {
            throw Diagnostic("offline", "`\(verb.name)` needs the network, and this run is offline", at: range)
        }
        if evaluation.capabilities.isReadOnly, verb.effects.contains(.writesFiles) {
            throw Diagnostic("read-only", "`\(verb.name)` writes, and this run is read-only", at: range)
        }
    }
}
