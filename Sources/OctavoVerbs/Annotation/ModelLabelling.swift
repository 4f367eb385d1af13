import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// Labels that a model predicts.
enum ModelLabelling {
    /// Throws `label-outside-schema` where the model knows another label, before any row is looked at.
    static func plan(
        _ plan: Plan, _ model: ClassifierValue, _ labels: LabelSchema, _ columns: SuggestionColumns, _ call: Call,
        at range: SourceRange
    ) throws -> Plan {
        // What stands for texts that are like none of its labels is given too.
        let names = model.model.names + (model.model.rejection?.label.map { [$0] } ?? [])
        if let foreign = names.first(where: { labels[$0] == nil }) {
            var refusal = labels.refusal(of: foreign, by: "the model").located(at: range)
            refusal.help[refusal.help.count - 1] =
                "train it on rows whose labels the schema lists: `filter(.\(DatumText.label(model.card.label)) in […])`"
            throw refusal
        }
        if let counts = labels.counts, !counts.contains(1) {
            throw labels.refusal(of: .list([.text(names.first ?? "")]), by: "the model").located(at: range)
        }
        let predicted = try Predictions.plan(
            plan, [columns.text], model.model, into: [columns.labels.name, columns.confidence.name], call)
        guard labels.isOfSeveral else { return predicted }
        // A model tells one label; as an answer it is a list of one.
        let column = RowExpression(.column(columns.labels.name), type: .text, origin: call.range)
        let listed = ScalarFunction.perRow("annotate", type: .list(.text)) { .list([$0[0]]) }
        let list = RowExpression(.function(listed, [column]), type: .list(.text), origin: call.range)
        return call.step(.derive(predicted, [NamedExpression(columns.labels.name, list)]), columns.schema)
    }
}
