import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// A model that tells labels, as the verbs take it that predict and measure those.
package struct ClassifierValue: Sendable {
    let value: ModelValue
    let model: any ClassifyingModel

    /// `nil` where the model tells something else.
    init?(_ value: ModelValue) {
        guard let model = value.model as? any ClassifyingModel else { return nil }
        (self.value, self.model) = (value, model)
    }

    var card: ModelCard { value.card }

    /// What a row that it reads is shown as.
    func shown(_ row: [Datum]) -> Datum {
        if row.count == 1 { return row[0] }
        return .text(DatumText.plain(.record(zip(card.inputs, row).map { (name: $0, value: $1) })))
    }
}

/// A model that tells labels as an argument; another one is refused.
struct ClassifierArgument: ArgumentType {
    /// `nil` while checking a model that only a run makes.
    let model: ClassifierValue?
    static var expects: Expectation { ModelArgument.expects }

    static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> ClassifierArgument {
        let value = try ModelArgument.decode(argument, in: call, parameter: parameter).model
        return ClassifierArgument(model: try value.map { try classifier($0, call, at: argument.range) })
    }

    static func classifier(_ value: ModelValue, _ call: Call, at range: SourceRange) throws -> ClassifierValue {
        if let model = ClassifierValue(value) { return model }
        throw Diagnostic(
            "wrong-model",
            "`\(call.verb.name)` takes a model that tells a label, and \(article(value.model.kind)) model does not", at: range)
    }
}
