package import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

extension Verb {
    package static let train = Verb(
        "train", .models, "Trains a model that tells a label from a text.",
        notes: """
            A `linear` model weighs words, pairs of neighbours, pairs of words at a distance and runs of two to five characters, and learns each \
            label against all others (a support vector machine, squared hinge loss). The same rows give the same model to the bit, on any \
            number of threads. Confidence is calibrated: on the rows of `validate:` where there are some, else on scores of rows by a model \
            that did not see them. Rows whose text or label is null are left out.

            A higher `cost:` fits the rows closer, a lower one trusts them less.
            """,
        returns: .object("model"), checking: .declaresResult,
        examples: [
            Example(
                """
                t = table([
                  {q: "book a room", l: "book"}, {q: "i want to book two rooms", l: "book"},
                  {q: "cancel my stay", l: "cancel"}, {q: "please cancel the room", l: "cancel"},
                ])
                m = train(t, text: .q, label: .l)
                m.labels
                predict("book me a room", m).label
                """, gives: "[\"book\", \"cancel\"]\n\"book\"")
        ],
        searchTerms: ["fit", "classifier", "svm", "logistic_regression", "fasttext", "sklearn", "learn"],
        Parameter("t", TableArgument.self, "The rows to learn from."),
        Parameter("text", ColumnReference.self, "The column of text."),
        Parameter("label", ColumnReference.self, "The column of labels, of text."),
        Parameter("model", default: Choice(option: ModelKind.linear), "\"linear\"", "The kind of model."),
        Parameter("validate", TableArgument?.self, "Rows that are not learnt from, for the confidence."),
        Parameter("cost", default: 2.0, "2.0", "What a row on the wrong side costs, more than 0.")
    ) { call, table, text, label, _, validate, cost in
        let pair = try LabelledTexts.columns(call, table.plan.schema, text: text, label: label)
        if let validate { _ = try LabelledTexts.columns(call, validate.plan.schema, text: text, label: label) }
        guard cost > 0, cost <= 1e6 else {
            throw Diagnostic(
                "wrong-argument", "`cost` is more than 0 and at most 1,000,000, not \(DatumText.float(cost))",
                at: call.range(ofArgument: 5))
        }
        if call.isChecking { return .unknown(call.verb.returns) }
        let context = call.evaluation.context
        let rows = try LabelledTexts(table.plan, pair, call, context)
        try rows.checkLabels(call)
        try rows.checkMemory(call, context)
        let held = try validate.map { try LabelledTexts($0.plan, pair, call, context) }
        var trainer = LinearTrainer()
        trainer.cost = Float(cost)
        let classifier = try trainer.train(
            rows.texts, rows.labels, names: rows.names, validation: held.map { $0.known(to: rows.names) },
            threads: context.mostThreads, cancellation: context.cancellation)
        return .object(
            ModelValue(
                classifier: classifier, textColumn: pair.text.name, labelColumn: pair.label.name, rows: rows.texts.count))
    }
}

/// Texts with their labels, read from a table.
struct LabelledTexts: Sendable {
    private(set) var texts: [String] = []
    /// Places in `names`.
    private(set) var labels: [Int32] = []
    /// In order of first appearance.
    private(set) var names: [String] = []

    typealias Columns = (text: Field, label: Field)

    static func columns(_ call: Call, _ schema: Schema, text: ColumnReference, label: ColumnReference) throws -> Columns {
        (try TextColumns.field(text, call, schema), try TextColumns.field(label, call, schema))
    }

    init(_ plan: Plan, _ columns: Columns, _ call: Call, _ context: ExecutionContext) throws {
        let picked = [("text", columns.text), ("label", columns.label)].map { name, field in
            NamedExpression(name, RowExpression(.column(field.name), type: field.type, origin: call.range))
        }
        let schema = Schema([Field("text", columns.text.type), Field("label", columns.label.type)])
        let table = try Executor.run(call.step(.select(plan, picked), schema), context)
        var numbers: [String: Int32] = [:]
        for chunk in table.chunks {
            for row in 0..<chunk.count {
                guard case .text(let text) = chunk.columns[0][row], case .text(let label) = chunk.columns[1][row] else {
                    continue
                }
                let number = numbers[label] ?? Int32(names.count)
                if numbers[label] == nil {
                    numbers[label] = number
                    names.append(label)
                }
                texts.append(text)
                labels.append(number)
            }
        }
    }

    /// The rows whose label is among these names, with its place there.
    func known(to others: [String]) -> (texts: [String], labels: [Int32]) {
        var places: [String: Int32] = [:]
        for (place, name) in others.enumerated() { places[name] = Int32(place) }
        let kept = texts.indices.filter { places[names[Int(labels[$0])]] != nil }
        return (kept.map { texts[$0] }, kept.map { places[names[Int(labels[$0])]] ?? 0 })
    }

    /// More labels than this are asked about where few rows share one.
    private static let manyLabels = 1000

    func checkLabels(_ call: Call) throws {
        guard names.count >= 2 else {
            throw Diagnostic(
                "too-few-labels",
                texts.isEmpty
                    ? "there is no row with a text and a label to learn from"
                    : "all rows with a text have the label \(DatumText.literal(.text(names[0]))): there is nothing to tell apart",
                at: call.range, help: ["a model needs rows of two labels at least; `count(by:)` shows what there is"])
        }
        guard names.count <= Self.manyLabels || names.count * 2 <= texts.count else {
            throw Diagnostic(
                "too-many-labels",
                "\(Quantity.grouped(names.count)) labels in \(Quantity.of(texts.count, "row")) are hardly labels",
                at: call.range(ofArgument: 2),
                help: ["a label is something that many rows share, such as an intent; is this a text or a number of the row?"])
        }
    }

    /// Scores of every row in every class are held while the confidence is fitted.
    func checkMemory(_ call: Call, _ context: ExecutionContext) throws {
        let bytes = texts.count * ((names.count + 15) / 16 * 16) * 4
        guard bytes < call.capabilities.memoryLimit else {
            throw Diagnostic(
                "budget",
                "training on \(Quantity.of(texts.count, "row")) of \(Quantity.grouped(names.count)) labels takes more memory "
                    + "than there may be", at: call.range,
                help: ["`sample` the rows, or raise `memory:` in `config/octavo.yaml`"])
        }
    }
}
