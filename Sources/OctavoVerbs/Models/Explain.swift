package import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

extension Verb {
    package static let explain = Verb(
        "explain", .models, "Tells which words and runs of characters of a text weighed how much for a label.",
        notes: """
            One row a feature, of the `labels` most probable labels one after the other, those that weigh most first. A weight above 0 speaks for \
            the label. `kind` is "word", "neighbours" (two words side by side; `^` and `$` are the text's ends), "pair" (two words at a distance), \
            "characters" (a run within a word; `_` is its edge), "others" (all features that are not listed) or "beforehand" (what the label has \
            without any text). All weights of a label together are its score, which `predict` turns into a probability.
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
        Parameter("model", ClassifierArgument.self, "The model."), Parameter("text", String.self, "The text."),
        Parameter("labels", default: 1, "1", "Of how many labels, the most probable first."),
        Parameter("n", default: 20, "20", "How many features of each are listed one by one.")
    ) { call, argument, text, labels, n in
        let (labels, n) = (try call.rowCount(labels), try call.rowCount(n))
        guard let model = argument.model, !call.isChecking else { return .unknown(.table(Explained.schema)) }
        return try Explained.table(model, text, labels: labels, features: n, call)
    }
}

private enum Explained {
    static let schema = Schema([Field("label", .text), Field("feature", .text), Field("kind", .text), Field("weight", .float)])

    static func table(_ model: ClassifierValue, _ text: String, labels: Int, features: Int, _ call: Call) throws -> Value {
        guard let classifier = (model.model as? TextModel)?.classifier as? any ExplainableClassifier else {
            throw Diagnostic(
                "not-supported", "\(article(model.model.kind)) model has no weights of features", at: call.range(ofArgument: 0),
                help: ["train a `linear` model on the same rows and explain that"])
        }
        let probabilities = try ModelAnswers.map([[.text(text)]], model, call.evaluation.context) { $1.probabilities }[0]
        let order = probabilities.indices.sorted { (probabilities[$1], $0) < (probabilities[$0], $1) }
        let names = model.model.names
        let rows = order.prefix(labels).flatMap { place -> [[Datum]] in
            let explanation = classifier.explain(text, class: place)
            let label = Datum.text(names[place])
            let shown = explanation.features.prefix(features).map { feature -> [Datum] in
                [label, .text(feature.name.text), .text(feature.name.kind.rawValue), .float(feature.weight)]
            }
            let rest = explanation.features.dropFirst(features)
            let others: [[Datum]] =
                rest.isEmpty
                ? []
                : [
                    [
                        label, .text("\(Quantity.grouped(rest.count)) more"), .text("others"),
                        .float(rest.reduce(0) { $0 + $1.weight }),
                    ]
                ]
            return shown + others + [[label, .null, .text("beforehand"), .float(explanation.bias)]]
        }
        return MeasuredColumns.table(schema.fields, rows)
    }
}
