package import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

extension Verb {
    package static let suspiciousLabels = Verb(
        "suspicious_labels", .models, "Lists rows whose label is probably wrong, with the one that it should probably be.",
        notes: """
            Every row is predicted by a model that did not learn from it (see `cross_validate`, whose options are its own too). A \
            label is suspicious where another is likelier, and at least as likely as in the mean row that is labelled so (confident learning: \
            Northcutt, Jiang and Chuang, 2021). Added are `suggestion` with `suggestion_confidence`, and `label_confidence`, what is left of \
            the label that the row has; the least of that comes first.

            Written to a file, `octavo annotate FILE --suggestions suggestion` asks about the rows one by one.
            """,
        parameters: FoldArguments.parameters,
        returns: .table(nil), effects: Verb.train.effects,
        examples: [
            Example(
                """
                t = table(map(0..20, {q: if mod(., 2) == 0 then "a room \\(.)" else "cancel it \\(.)",
                                      l: if mod(., 2) == 0 or . == 7 then "book" else "stop"}))
                suspicious_labels(t, text: .q, label: .l) | select(.q, .l, .suggestion)
                """,
                gives: """
                    | q           | l    | suggestion |
                    | ----------- | ---- | ---------- |
                    | cancel it 7 | book | stop       |
                    """)
        ],
        searchTerms: ["confident_learning", "cleanlab", "label_errors", "mislabeled", "noisy_labels", "label_issues"],
        checking: .runsBody,
        run: { call, arguments in
            guard let subject = arguments.single[0] else { return .null }
            let table = try TableArgument.decode(subject, in: call, parameter: call.verb.parameters[0]).plan
            let training = TrainingCall(call, arguments)
            let columns = try training.columns(table)
            if columns.tellsNumbers {
                throw Diagnostic(
                    "wrong-argument",
                    "`.\(DatumText.label(columns.label.name))` is a number, and `suspicious_labels` looks at labels",
                    at: call.range,
                    help: [
                        "`cross_validate(…).predictions` has what each number should be; `text(.\(DatumText.label(columns.label.name)))` is a label"
                    ])
            }
            if call.isChecking {
                _ = try training.model(table)
                return .unknown(.table(nil))
            }
            let rows = try FoldedRows(
                table, columns, parts: try FoldArguments.number("k", arguments, call) ?? 5,
                seed: try FoldArguments.number("seed", arguments, call) ?? 0, call)
            // Rows of no label are not what a label is to be found for.
            let other = training["other"].flatMap { argument in
                if case .text(let name) = argument.value { rows.names.firstIndex(of: name) } else { nil }
            }
            let found = ConfidentLearning(
                labels: rows.labels.map { Int($0) }, probabilities: try rows.answers(training, [], call).map(\.probabilities),
                classes: rows.names.count
            ).findings.filter { Int(rows.labels[$0.row]) != other }
            var place = [Int?](repeating: nil, count: rows.labels.count)
            for (rank, finding) in found.enumerated() { place[finding.row] = rank }
            let picked = try rows.subset { place[$0] != nil }
            // As in the table first, then by rank.
            let inOrder = found.sorted { $0.row < $1.row }
            let marked = try picked.setting([
                ("suggestion", .text, inOrder.map { .text(rows.names[$0.suggestion]) }),
                ("suggestion_confidence", .float, inOrder.map { .float($0.confidence) }),
                ("label_confidence", .float, inOrder.map { .float($0.labelConfidence) }),
            ])
            return .table(
                call.step(
                    .sort(Plan(marked), [SortKey(MeasuredColumns.column(Field("label_confidence", .float), call))]), marked.schema
                ))
        })
}
