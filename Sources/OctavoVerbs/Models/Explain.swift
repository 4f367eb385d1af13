package import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

extension Verb {
    package static let explain = Verb(
        "explain", .models, "Tells which parts of a text, or which columns, weighed how much for a label or number.",
        notes: """
            One row a feature, of the `labels` most probable labels one after the other, those that weigh most first. A weight above 0 speaks for \
            the label. `kind` is "word", "neighbours" (two words side by side; `^` and `$` are the text's ends), "pair" (two words at a distance), \
            "characters" (a run within a word; `_` is its edge), "others" (all features that are not listed) or "beforehand" (what the label has \
            without any text). All weights of a label together are its score, which `predict` turns into a probability.

            A model of columns is asked about a record, and its features are of the kind "column": by how much more the trees tell after they looked \
            at that column (Saabas, 2014). Where a number is told `label` is null, and the weights together are that number.

            Of a model that answers each feature is a row that it goes by, of the kind "row": its query, and as `label` its answer, with the kinds of \
            what is specific in place of that. The weights are 1 together.
            """,
        returns: .table(Explained.schema), checking: .runsBody,
        examples: [
            Example(
                """
                t = table([{q: "a room", l: "book"}, {q: "two rooms", l: "book"}, {q: "cancel it", l: "stop"}, {q: "cancel", l: "stop"}])
                m = train(t, text: .q, label: .l)
                explain(m, "cancel that", n: 3) | select(.feature, .kind, weight: round(.weight, 3))
                """,
                gives: """
                    | feature  | kind       | weight |
                    | -------- | ---------- | -----: |
                    | cancel   | word       |    0.2 |
                    | ^ cancel | neighbours |    0.2 |
                    | _c       | characters |  0.023 |
                    | 23 more  | others     |  0.493 |
                    | null     | beforehand |  -0.06 |
                    """)
        ],
        searchTerms: ["feature_importance", "shap", "lime", "weights", "coefficients", "why", "eli5"],
        Parameter("model", ModelArgument.self, "The model."),
        Parameter("text", ExplainedSubject.self, "The text; of a model of columns a record that has them."),
        Parameter("labels", default: 1, "1", "Of how many labels, the most probable first."),
        Parameter("n", default: 20, "20", "How many features of each are listed one by one.")
    ) { call, argument, text, labels, n in
        let (labels, n) = (try call.rowCount(labels), try call.rowCount(n))
        guard let model = argument.model, let subject = text.value, !call.isChecking else {
            return .unknown(.table(Explained.schema))
        }
        return try Explained(model, labels: labels, shown: n, call).table(subject, at: text.range)
    }
}

/// What is explained: a text, or a record.
struct ExplainedSubject: ArgumentType {
    /// `nil` where only a run knows it.
    let value: Value?
    let range: SourceRange
    static var expects: Expectation { .anything }

    static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> ExplainedSubject {
        switch argument.value {
        case .text, .record: return ExplainedSubject(value: argument.value, range: argument.range)
        case _ where argument.value.isUnknown: return ExplainedSubject(value: nil, range: argument.range)
        default:
            throw Diagnostic(
                "type-mismatch",
                "`text` is a text or a record, not \(article(argument.value.kindName))", at: argument.range,
                help: ["`explain` looks at one row; `m.importances` has what the columns tell of all"])
        }
    }
}

private struct Explained {
    static let schema = Schema([Field("label", .text), Field("feature", .text), Field("kind", .text), Field("weight", .float)])

    private let model: ModelValue
    private let labels: Int
    private let shown: Int
    private let call: Call

    init(_ model: ModelValue, labels: Int, shown: Int, _ call: Call) {
        (self.model, self.labels, self.shown, self.call) = (model, labels, shown, call)
    }

    private struct Feature {
        let text: String
        let kind: String
        let weight: Double
    }

    func table(_ subject: Value, at range: SourceRange) throws -> Value {
        let rows: [[Datum]]
        if let trees = model.model as? any TreeModel {
            guard case .record(let record) = subject else {
                throw Diagnostic("wrong-argument", "\(article(trees.kind)) model reads a record, not one text", at: range)
            }
            rows = try self.rows(trees.ensemble, Predictions.values(of: record, model, at: range))
        } else if let answering = model.model as? any AnsweringModel {
            let argument = BoundArguments.Argument(value: subject, range: range)
            rows = self.rows(answering.makeAnswerer().grounds(try Predictions.row(of: argument, model)))
        } else if let classifier = (model.model as? TextModel)?.classifier as? any ExplainableClassifier {
            guard case .text(let text) = subject else {
                throw Diagnostic("wrong-argument", "\(article(model.model.kind)) model reads a text, not a record", at: range)
            }
            rows = try order([.text(text)]).flatMap { place -> [[Datum]] in
                let explanation = classifier.explain(text, class: place)
                return section(
                    .text(classifier.names[place]),
                    explanation.features.map { Feature(text: $0.name.text, kind: $0.name.kind.rawValue, weight: $0.weight) },
                    beforehand: explanation.bias)
            }
        } else {
            throw Diagnostic(
                "not-supported", "\(article(model.model.kind)) model has no weights of features", at: call.range(ofArgument: 0),
                help: ["train a `linear` model on the same rows and explain that"])
        }
        return MeasuredColumns.table(Self.schema.fields, rows)
    }

    /// The most probable labels, as places among the model's.
    private func order(_ row: [Datum]) throws -> [Int] {
        guard let classifier = ClassifierValue(model) else { return [] }
        let probabilities = try ModelAnswers.map([row], classifier, call.evaluation.context) { $1.probabilities }[0]
        return Array(probabilities.indices.sorted { (probabilities[$1], $0) < (probabilities[$0], $1) }.prefix(labels))
    }

    /// The rows that an answer goes by.
    private func rows(_ grounds: [AnswerGround]) -> [[Datum]] {
        let rest = grounds.dropFirst(shown)
        return grounds.prefix(shown).map { [.text($0.response), .text($0.query), .text("row"), .float($0.weight)] }
            + (rest.isEmpty ? [] : [[.null] + others(rest.map(\.weight))])
    }

    /// What is said of features that are not listed, behind their label.
    private func others(_ weights: [Double]) -> [Datum] {
        [.text("\(Quantity.grouped(weights.count)) more"), .text("others"), .float(weights.reduce(0, +))]
    }

    private func rows(_ ensemble: TreeEnsemble, _ row: [Datum]) throws -> [[Datum]] {
        func section(_ label: Datum, output: Int, sign: Double) -> [[Datum]] {
            let parts = ensemble.contributions(row, output: output)
            let features = zip(zip(model.card.inputs, row), parts.features).map { column, weight in
                Feature(
                    text: "\(DatumText.label(column.0)) = \(DatumText.plain(column.1))", kind: "column", weight: sign * weight)
            }
            // Those that weigh most first; those that weigh nothing say nothing.
            let order = features.indices.filter { features[$0].weight != 0 }
                .sorted { (features[$1].weight.magnitude, $0) < (features[$0].weight.magnitude, $1) }
            return self.section(label, order.map { features[$0] }, beforehand: sign * parts.beforehand)
        }
        if model.labels.isEmpty { return section(.null, output: 0, sign: 1) }
        return try order(row).flatMap { place in
            // Of two labels the trees tell by how much the second is ahead.
            ensemble.outputs == 1
                ? section(.text(model.labels[place]), output: 0, sign: place == 0 ? -1 : 1)
                : section(.text(model.labels[place]), output: place, sign: 1)
        }
    }

    private func section(_ label: Datum, _ features: [Feature], beforehand: Double) -> [[Datum]] {
        let rest = features.dropFirst(shown)
        let others = rest.isEmpty ? [] : [[label] + others(rest.map(\.weight))]
        return features.prefix(shown).map { [label, .text($0.text), .text($0.kind), .float($0.weight)] } + others
            + [[label, .null, .text("beforehand"), .float(beforehand)]]
    }
}
