package import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

extension Verb {
    package static let errors = Verb(
        "errors", .models,
        "Lists the rows that a model has wrong, the surest first, each with the training row that it is most like.",
        notes: """
            Added are `predicted` and `confidence`, and with `train:` the text and label of the row learnt from that has most in common with it \
            (`nearest`, `nearest_label`) and how much (`likeness`: the cosine of words, pairs and characters, rare ones counting more). A near twin \
            with another label is mostly a label that is wrong, on one side or the other; no like row at all is something that was never \
            learnt. Rows whose text or label is null are left out.
            """,
        returns: .table(nil), checking: .runsBody,
        examples: [
            Example(
                """
                t = table([{q: "a room", l: "book"}, {q: "two rooms", l: "book"}, {q: "cancel it", l: "stop"}, {q: "cancel", l: "stop"}])
                m = train(t, text: .q, label: .l)
                table([{q: "cancel it all", l: "book"}, {q: "rooms", l: "book"}]) \
                | errors(m, train: t) | select(.q, .l, .predicted, .nearest, .nearest_label)
                """,
                gives: """
                    | q             | l    | predicted | nearest   | nearest_label |
                    | ------------- | ---- | --------- | --------- | ------------- |
                    | cancel it all | book | stop      | cancel it | stop          |
                    """)
        ],
        searchTerms: ["mistakes", "misclassified", "error_analysis", "wrong", "nearest_neighbour"],
        Parameter("t", TableArgument.self, "The rows with their true labels."),
        Parameter("model", ClassifierArgument.self, "The model."),
        Parameter("train", TableArgument?.self, "The rows that the model learnt from, to show the nearest one."),
        Parameter("text", ColumnReference?.self, "The column of text; the one that the model was trained on when left out."),
        Parameter(
            "truth", ColumnReference?.self, "The column of true labels; the one that the model was trained on when left out.")
    ) { call, table, argument, train, text, truth in
        guard let model = argument.model else { return .unknown(.table(nil)) }
        let range = call.range(ofArgument: 1)
        let truth = truth ?? ColumnReference(name: model.card.label, range: range)
        let inputs = try model.value.inputs(call, table.plan.schema, text: text, at: range)
        let label = try MeasuredColumns.classes(truth, call, table.plan.schema)
        let learnt = try train.map { rows in
            guard model.model is TextModel, let text = try model.value.inputs(call, rows.plan.schema, text: text, at: range).first
            else {
                throw Diagnostic(
                    "not-supported",
                    "the nearest row is looked for among texts, and \(article(model.model.kind)) model reads columns",
                    at: call.range, help: ["without `train:`"])
            }
            return (plan: rows.plan, text: text, label: try MeasuredColumns.classes(truth, call, rows.plan.schema))
        }
        guard !call.isChecking else { return .unknown(.table(nil)) }
        let context = call.evaluation.context
        let all = try Executor.run(table.plan, context)
        guard let labelPlace = all.schema.index(of: label.name) else { return .unknown(.table(nil)) }
        let columns = inputs.compactMap { all.schema.index(of: $0.name) }.map { all.values($0) }
        let labels = all.values(labelPlace).map { MeasuredColumns.label($0) }
        let known = labels.indices.filter { row in
            labels[row] != nil && !(model.model.readsTexts && columns.contains { $0[row].isNull })
        }
        let rows = known.map { row in columns.map { $0[row] } }
        let found = try ModelAnswers.map(rows, model, context) { _, answer in
            (label: answer.label(of: model), confidence: answer.confidence)
        }
        // Those that it is surest of stand first, those that it gave no label last.
        let wrong = Swift.zip(known, found).filter { row, said in said.label != labels[row] }
            .sorted { ($1.1.confidence ?? -1, $0.0) < ($0.1.confidence ?? -1, $1.0) }
        var added: [(name: String, type: DataType, values: [Datum])] = [
            ("predicted", .text, wrong.map { $0.1.label.map { .text($0) } ?? .null }),
            ("confidence", .float, wrong.map { Datum($0.1.confidence) }),
        ]
        if let learnt {
            added += try NearestRows.columns(
                wrong.map { columns[0][$0.0].text ?? "" }, learnt.plan, learnt.text, learnt.label, call)
        }
        return .table(Plan(try all.picking(wrong.map(\.0)).setting(added)))
    }
}

/// The rows learnt from that are most like others.
private enum NearestRows {
    static func columns(
        _ texts: [String], _ plan: Plan, _ text: Field, _ label: Field, _ call: Call
    ) throws -> [(name: String, type: DataType, values: [Datum])] {
        let context = call.evaluation.context
        let learnt = try MeasuredColumns(plan, [MeasuredColumns.column(text, call), MeasuredColumns.column(label, call)], call)
        let kept = (0..<learnt.count).filter { !learnt.columns[0][$0].isNull }
        let index = try NearestTexts(
            kept.map { learnt.columns[0][$0].text ?? "" }, threads: context.mostThreads, cancellation: context.cancellation)
        let found = try Parallel.map(texts, threads: context.mostThreads) { text in
            try context.cancellation.check()
            return index.nearest(to: text)
        }
        return [
            ("nearest", .text, found.map { one in one.map { learnt.columns[0][kept[$0.place]] } ?? .null }),
            (
                "nearest_label", .text,
                found.map { one in
                    (one.flatMap { MeasuredColumns.label(learnt.columns[1][kept[$0.place]]) }).map { .text($0) } ?? .null
                }
            ),
            ("likeness", .float, found.map { Datum($0?.likeness) }),
        ]
    }
}

extension Table {
    /// These rows in this order.
    func picking(_ rows: [Int]) throws -> Table {
        let columns = schema.fields.enumerated().map { place, field in
            let values = values(place)
            return Column(field.type, rows.map { values[$0] })
        }
        return Table(schema: schema, chunks: [Chunk(count: rows.count, columns: columns)])
    }
}
