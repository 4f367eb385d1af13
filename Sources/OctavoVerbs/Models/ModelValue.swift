package import OctavoLanguage
package import OctavoModels
import OctavoPrompts
import OctavoSource
import OctavoTable

/// A trained model: what it predicts, from which column, and what is known of its making.
package struct ModelValue: ObjectValue {
    package let model: TextModel
    package let card: ModelCard
    /// What it was published as, where it was.
    package let published: PublishedModel?
    /// What the training was like; empty for models that are learnt in one go, and for those from files.
    package let curve: [LearningPoint]

    /// The run that made it; empty where none was noted.
    package let run: String

    package init(
        _ model: TextModel, _ card: ModelCard, published: PublishedModel? = nil, curve: [LearningPoint] = [], run: String = ""
    ) {
        self.curve = curve
        self.run = run
        self.model = model
        self.card = card
        self.published = published
    }

    package var typeName: String { "model" }

    package var memberNames: [String] {
        ["kind", "labels", "features", "rows", "text", "label", "parameters", "measures", "curve", "name", "version", "card"]
    }

    package func member(_ name: String) -> Value? {
        switch name {
        case "kind": .text(model.kind)
        case "labels": .list(model.names.map { .text($0) })
        case "features": .int(Int64(model.classifier.featureCount))
        case "rows": .int(Int64(card.rows))
        case "text": .text(card.textColumn)
        case "label": .text(card.labelColumn)
        case "parameters": Value(.record(card.parameters))
        case "measures": Value(.record(card.measures))
        case "curve": LearningCurve.table(curve)
        case "name": published.map { .text($0.name) } ?? .null
        case "version": published.map { .text($0.version.description) } ?? .null
        case "card": .text(ModelCardText.make(self))
        default: nil
        }
    }

    package var summary: String {
        let kind = published.map { "\($0.name) \($0.version), " + article(model.kind) } ?? model.kind
        return kind + " model of .\(DatumText.label(card.labelColumn)) by .\(DatumText.label(card.textColumn)): "
            + "\(model.names.count) labels, \(Quantity.of(model.classifier.featureCount, "feature")), \(Quantity.of(card.rows, "row"))"
    }
}

/// A model as an argument.
struct ModelArgument: ArgumentType {
    /// `nil` while checking a model that only a run makes.
    let model: ModelValue?
    static var expects: Expectation { .value(.object("model")) }

    static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> ModelArgument {
        switch argument.value {
        case .object(let model as ModelValue): return ModelArgument(model: model)
        case .unknown(.object("model")), .unknown(.any), .unknown(.failed): return ModelArgument(model: nil)
        default: throw mismatch(argument.value, argument.range, call, parameter)
        }
    }
}
