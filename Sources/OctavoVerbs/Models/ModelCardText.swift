import OctavoModels
import OctavoPrompts
import OctavoSource
import OctavoTable

/// A model's card as Markdown: facts alone, none of which anybody has to write.
enum ModelCardText {
    private static let shownLabels = 20

    static func make(_ value: ModelValue) -> String {
        let (model, card) = (value.model, value.card)
        var lines = ["# \(value.published.map { "\($0.name) \($0.version)" } ?? "\(model.kind) model")", ""]
        lines.append(
            "A `\(model.kind)` model: `.\(DatumText.label(card.labelColumn))` by `.\(DatumText.label(card.textColumn))`, "
                + "\(Quantity.of(model.names.count, "label")), \(Quantity.of(model.classifier.featureCount, "feature")).")
        if let notes = card.notes { lines += ["", notes] }
        lines += ["", "## Data", "", "- learnt from \(Quantity.of(card.rows, "row")) (SHA-256 \(card.data.prefix(16))…)"]
        if card.validationRows > 0 {
            lines.append("- confidence fitted to \(Quantity.of(card.validationRows, "row")) that it did not learn from")
        } else {
            lines.append("- confidence fitted to scores of its rows by models that did not see them")
        }
        let names = model.names.prefix(shownLabels).map { "`\($0)`" }.joined(separator: ", ")
        let more = model.names.count - shownLabels
        lines.append("- labels: \(names)" + (more > 0 ? " and \(more) more" : ""))
        lines += section("Training", card.parameters)
        if card.measures.isEmpty {
            lines += ["", "## Measures", "", "It was not measured."]
        } else {
            lines += section("Measures", card.measures)
        }
        lines += ["", "## Limits", ""]
        if let rejection = model.rejection {
            lines.append(
                "- a text whose energy is below \(DatumText.float(rejection.least)) is given no label"
                    + (rejection.label.map { " but `\($0)`" } ?? ""))
        } else {
            lines.append("- every text is given one of the labels, also one that is of none: look at its confidence")
        }
        lines.append(
            "- it knows words and runs of characters of its training, not what they mean; texts of another language or field need "
                + "a training of their own")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func section(_ title: String, _ fields: [(name: String, value: Datum)]) -> [String] {
        guard !fields.isEmpty else { return [] }
        return ["", "## \(title)", ""] + fields.map { "- `\($0.name)`: \(DatumText.plain($0.value))" }
    }
}
