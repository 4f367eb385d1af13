package import OctavoLanguage
package import OctavoModels
import OctavoSource
import OctavoTable

/// A trained model: what it predicts, and from which column.
package struct ModelValue: ObjectValue {
    package let classifier: LinearClassifier
    /// The columns that it was trained on.
    package let textColumn: String
    package let labelColumn: String
    /// How many rows it was trained on.
    package let rows: Int

    package var typeName: String { "model" }

    package var memberNames: [String] { ["kind", "labels", "features", "rows", "text", "label"] }

    package func member(_ name: String) -> Value? {
        switch name {
        case "kind": .text("linear")
        case "labels": .list(classifier.names.map { .text($0) })
        case "features": .int(Int64(classifier.space.count))
        case "rows": .int(Int64(rows))
        case "text": .text(textColumn)
        case "label": .text(labelColumn)
        default: nil
        }
    }

    package var summary: String {
        "linear model of .\(DatumText.label(labelColumn)) by .\(DatumText.label(textColumn)): \(classifier.names.count) labels, "
            + "\(Quantity.grouped(classifier.space.count)) features, \(Quantity.of(rows, "row"))"
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

/// Which kind of model is trained.
enum ModelKind: String, CaseIterable, Sendable { case linear }
