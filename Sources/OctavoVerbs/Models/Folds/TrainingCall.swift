import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// Calls `train` as the arguments of another verb say, so that whatever `train` can do, they can.
struct TrainingCall {
    private let call: Call
    private let arguments: [String: BoundArguments.Argument]

    /// The arguments of `call` that `train` has too.
    init(_ call: Call, _ bound: BoundArguments) {
        self.call = call
        var arguments: [String: BoundArguments.Argument] = [:]
        let own = Set(Verb.train.parameters.map(\.name)).subtracting(FoldArguments.own)
        for (parameter, argument) in zip(call.verb.parameters, bound.single) where own.contains(parameter.name) {
            arguments[parameter.name] = argument
        }
        self.arguments = arguments
    }

    subscript(_ name: String) -> BoundArguments.Argument? { arguments[name] }

    /// Trains on rows. While checking it looks at the columns and gives nothing.
    func model(_ rows: Plan, _ settings: [(name: String, value: Value)] = []) throws -> ModelValue? {
        let (trained, bound) = bound(to: rows, settings)
        guard case .object(let model as ModelValue) = try Training.value(trained, bound, isNoted: false) else { return nil }
        return model
    }

    private func bound(to rows: Plan, _ settings: [(name: String, value: Value)]) -> (call: Call, arguments: BoundArguments) {
        var all = arguments
        all["t"] = BoundArguments.Argument(value: .table(rows), range: call.range(ofArgument: 0))
        for (name, value) in settings {
            all[name] = BoundArguments.Argument(value: value, range: arguments[name]?.range ?? call.range)
        }
        let verb = Verb.train
        return (
            Call(of: verb, at: call.range, in: call.evaluation), BoundArguments(single: verb.parameters.map { all[$0.name] })
        )
    }

    /// The columns that are learnt from.
    func columns(_ rows: Plan) throws -> TrainingColumns {
        let (trained, bound) = bound(to: rows, [])
        return try TrainingInputs(trained, bound, of: call.verb.name).columns(of: rows.schema)
    }
}
