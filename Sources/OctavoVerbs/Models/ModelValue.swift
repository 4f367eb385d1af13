package import OctavoLanguage
package import OctavoModels
import OctavoPrompts
import OctavoSource
import OctavoTable

/// A trained model: what it tells, from which columns, and what is known of its making.
package struct ModelValue: ObjectValue {
    package let model: any TrainedModel
    package let card: ModelCard
    /// What it was published as, where it was.
    package let published: PublishedModel?
    /// What the training was like; empty for models that are learnt in one go, and for those from files.
    package let curve: [LearningPoint]

    /// The run that made it; empty where none was noted.
    package let run: String

    package init(
        _ model: any TrainedModel, _ card: ModelCard, published: PublishedModel? = nil, curve: [LearningPoint] = [],
        run: String = ""
    ) {
        self.curve = curve
        self.run = run
        self.model = model
        self.card = card
        self.published = published
    }

    package var typeName: String { "model" }

    package var memberNames: [String] {
        [
            "kind", "labels", "features", "rows", "inputs", "label", "parameters", "measures", "curve", "importances", "name",
            "version",
            "card",
        ]
    }

    package func member(_ name: String) -> Value? {
        switch name {
        case "kind": .text(model.kind)
        case "labels": .list(labels.map { .text($0) })
        case "features": .int(Int64(model.featureCount))
        case "rows": .int(Int64(card.rows))
        case "inputs": .list(card.inputs.map { .text($0) })
        case "label": .text(card.label)
        case "parameters": Value(.record(card.parameters))
        case "measures": Value(.record(card.measures))
        case "curve": LearningCurve.table(curve)
        case "importances": importances
        case "name": published.map { .text($0.name) } ?? .null
        case "version": published.map { .text($0.version.description) } ?? .null
        case "card": .text(ModelCardText.make(self))
        default: nil
        }
    }

    /// The share of each column in what all trees tell; null of models that have none.
    private var importances: Value {
        guard let shares = (model as? any TreeModel)?.ensemble.importances else { return .null }
        let rows = zip(card.inputs, shares).sorted { ($1.1, $0.0) < ($0.1, $1.0) }
        return MeasuredColumns.table(
            [Field("column", .text), Field("importance", .float)], rows.map { [.text($0), .float($1)] })
    }

    /// What it tells apart; empty where it tells no label.
    var labels: [String] { (model as? any ClassifyingModel)?.names ?? [] }

    /// The columns of a table that the model reads. `text` is another one than that of the training, for models of texts.
    func inputs(_ call: Call, _ schema: Schema, text: ColumnReference?, at range: SourceRange) throws -> [Field] {
        if let text, !model.readsTexts {
            throw Diagnostic(
                "wrong-argument", "\(article(model.kind)) model reads the columns that it was trained on, not one of text",
                at: text.range)
        }
        return try card.inputs.enumerated().map { place, name in
            let column =
                place == 0 ? text ?? ColumnReference(name: name, range: range) : ColumnReference(name: name, range: range)
            if model.readsTexts, place == 0 { return try TextColumns.field(column, call, schema) }
            if model is any AnsweringModel { return try TrainingColumns.turns(column, call, schema) }
            let field = try call.requireColumn(column, in: schema)
            try TrainingColumns.check(field, is: model.inputType(place), "the model's", range)
            return field
        }
    }

    /// `.intent by .query`
    var columnsText: String {
        ".\(DatumText.label(card.label)) by " + card.inputs.map { ".\(DatumText.label($0))" }.joined(separator: ", ")
    }

    package var summary: String {
        let kind = published.map { "\($0.name) \($0.version), " + article(model.kind) } ?? model.kind
        let told = labels.isEmpty ? "" : "\(labels.count) labels, "
        return kind + " model of \(columnsText): \(told)\(Quantity.of(model.featureCount, "feature")), "
            + Quantity.of(card.rows, "row")
    }
}

/// A model as an argument.
struct ModelArgument: ArgumentType {
    /// `nil` while checking a model that only a run makes.
    let model: ModelValue?
    static var expects: Expectation { .value(.object("model")) }

    /// What is asked of a model: rows or one text, the model, and another column of text than that of the training.
    static let overTexts: [ParameterDescription] = [
        .open("t", "The table, or a text."),
        ParameterDescription(name: "model", about: "The model.", expects: expects, defaultText: nil, isRest: false),
        ParameterDescription(
            name: "text", about: "The column of text; the one that the model was trained on when left out.", expects: .column,
            defaultText: "null", isRest: false),
    ]

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
