import OctavoModels
import OctavoPrompts
import OctavoSource
import OctavoTable

/// A model's card as Markdown: facts alone, none of which anybody has to write.
enum ModelCardText {
    private static let shownLabels = 20

    private static func columns(_ value: ModelValue) -> String {
        func code(_ name: String) -> String { "`.\(DatumText.label(name))`" }
        return code(value.card.label) + " by " + value.card.inputs.map(code).joined(separator: ", ")
    }

    static func make(_ value: ModelValue) -> String {
        let (model, card) = (value.model, value.card)
        var lines = ["# \(value.published.map { "\($0.name) \($0.version)" } ?? "\(model.kind) model")", ""]
        lines.append(
            "\("aeiou".contains(model.kind.first ?? " ") ? "An" : "A") `\(model.kind)` model of \(columns(value)): "
                + (value.labels.isEmpty ? "" : "\(Quantity.of(value.labels.count, "label")), ")
                + "\(Quantity.of(model.featureCount, "feature")).")
        if let notes = card.notes { lines += ["", notes] }
        lines += ["", "## Data", "", "- learnt from \(Quantity.of(card.rows, "row")) (SHA-256 \(card.data.prefix(16))…)"]
        let fitted = model is any RegressionModel ? "interval" : "confidence"
        if card.validationRows > 0 {
            lines.append("- \(fitted) fitted to \(Quantity.of(card.validationRows, "row")) that it did not learn from")
        } else {
            lines.append("- \(fitted) fitted to scores of its rows by models that did not see them")
        }
        if !value.labels.isEmpty { lines.append("- labels: \(names(value.labels))") }
        lines += section("Training", card.parameters)
        if card.measures.isEmpty {
            lines += ["", "## Measures", "", "It was not measured."]
        } else {
            lines += section("Measures", card.measures)
        }
        lines += ["", "## Limits", ""]
        for unit in EarlyEnding.Unit.allCases {
            guard let done = card.parameters.first(where: { $0.name == unit.fact }) else { continue }
            lines.append("- the training was ended by hand after \(DatumText.plain(done.value)) \(unit)s, before it was over")
        }
        lines += limits(model).map { "- " + $0 }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func names(_ labels: [String]) -> String {
        let more = labels.count - shownLabels
        return labels.prefix(shownLabels).map { "`\($0)`" }.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }

    private static func limits(_ model: any TrainedModel) -> [String] {
        if let model = model as? ResponseModel { return limits(model) }
        guard let model = model as? TextModel else { return limitsOfColumns(model) }
        let rejection =
            model.rejection.map { rejection in
                "a text whose energy is below \(DatumText.float(rejection.least)) is given no label"
                    + (rejection.label.map { " but `\($0)`" } ?? "")
            } ?? "every text is given one of the labels, also one that is of none: look at its confidence"
        return [
            rejection,
            "it knows words and runs of characters of its training, not what they mean; texts of another language or field need "
                + "a training of their own",
        ]
    }

    private static func limits(_ model: ResponseModel) -> [String] {
        let rows = model.rowCounts
        return [
            rows.told == rows.all
                ? "the answer of every row can be said to others"
                : "\(Quantity.grouped(rows.told)) of \(Quantity.of(rows.all, "row")) have an answer that can be said to others; the other answers hold "
                    + "numbers, names or dates that their conversation does not",
            model.threshold > 0
                ? "what is less sure than \(DatumText.float(model.threshold)) is not answered"
                : "whatever has a word in common with a row is answered: look at its confidence",
            "names are known by their capitals, months and days in English; what is written otherwise is taken for words like others",
        ]
    }

    private static func limitsOfColumns(_ model: any TrainedModel) -> [String] {
        guard !model.readsTexts else { return [] }
        return [
            model is any RegressionModel
                ? "of rows like those of its training nine in ten truths lie between `low` and `high`, and for no row it tells more or less "
                    + "than its training had"
                : "every row is given one of the labels, also one that is of none: look at its confidence",
            "a value outside of those of its training is taken for the nearest of them, a category that it does not know for a rare one",
        ]
    }

    private static func section(_ title: String, _ fields: [(name: String, value: Datum)]) -> [String] {
        guard !fields.isEmpty else { return [] }
        return ["", "## \(title)", ""] + fields.map { "- `\($0.name)`: \(DatumText.plain($0.value))" }
    }
}
