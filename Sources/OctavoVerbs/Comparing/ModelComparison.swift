import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// What is compared on which columns.
struct Comparison {
    static let models = Schema([
        Field("model", .text), Field("accuracy", .float), Field("low", .float), Field("high", .float),
    ])
    static let differences = Schema([
        Field("from", .text), Field("to", .text), Field("difference", .float), Field("low", .float), Field("high", .float),
        Field("fixed", .int), Field("broken", .int), Field("p", .float), Field("p_holm", .float), Field("test", .text),
    ])
    static let changed = Schema([
        Field("model", .text), Field("change", .text), Field("row", .int), Field("text", .text), Field("truth", .text),
        Field("before", .text), Field("after", .text),
    ])

    /// Of its result.
    static let type = ValueType.record([
        (name: "rows", type: .int), (name: "models", type: .table(models)), (name: "differences", type: .table(differences)),
        (name: "changed", type: .table(changed)),
    ])

    private let names: [String]
    private let contenders: [Contender]
    /// The columns that are read: the truth first, then that of each contender, then a text to show.
    private let fields: [Field]

    /// `nil` while checking models that only a run makes.
    init?(
        _ call: Call, _ schema: Schema, _ contenders: [Contender], truth: ColumnReference?, text: ColumnReference?
    ) throws {
        self.contenders = contenders
        var names: [String] = []
        for (place, one) in contenders.enumerated() {
            let name = one.name(place)
            names.append(names.contains(name) ? "\(name) (\(place + 1))" : name)
        }
        self.names = names
        let shown = try text.map { try TextColumns.field($0, call, schema) }
        var known = truth
        var own: [Field] = []
        var isKnown = true
        for one in contenders {
            switch one.kind {
            case .expression(let argument):
                let column = try ColumnReference.decode(argument, in: call, parameter: CompareParameters.contenders)
                own.append(try MeasuredColumns.classes(column, call, schema))
            case .prompts: break
            case .model(let model?):
                own.append(
                    try shown ?? TextColumns.field(ColumnReference(name: model.card.textColumn, range: one.range), call, schema))
                known = known ?? ColumnReference(name: model.card.labelColumn, range: one.range)
            case .model(nil): isKnown = false
            }
        }
        guard let known else {
            guard isKnown else { return nil }
            throw Diagnostic(
                "missing-argument", "`compare` needs the column of true labels: `truth`", at: call.range,
                help: ["`compare(t, .first, .second, truth: .label)`"])
        }
        let label = try MeasuredColumns.classes(known, call, schema)
        guard isKnown else { return nil }
        let texts = zip(contenders, own).compactMap { one, field in if case .model = one.kind { field } else { nil } }
        fields = [label] + own + [shown ?? texts.first].compactMap { $0 }
    }

    private var hasText: Bool { fields.count > contenders.count + 1 }

    func run(_ plan: Plan, _ call: Call, _ bootstrap: Bootstrap, group: RowExpression?) throws -> Record {
        let context = call.evaluation.context
        let read = try MeasuredColumns(plan, fields.map { MeasuredColumns.column($0, call) } + [group].compactMap { $0 }, call)
        let truths = read.columns[0].map { MeasuredColumns.label($0) }
        let rows = (0..<read.count).filter { row in
            truths[row] != nil
                && zip(contenders, read.columns.dropFirst()).allSatisfy { one, values in
                    if case .model = one.kind { !values[row].isNull } else { true }
                }
        }
        let answers = try zip(contenders, read.columns.dropFirst()).map { one, values -> [String?] in
            guard case .model(let model?) = one.kind else { return rows.map { MeasuredColumns.label(values[$0]) } }
            return try ModelAnswers.labels(rows.map { values[$0].text ?? "" }, model, context)
        }
        let right = answers.map { answers in zip(rows, answers).map { truths[$0] == $1 } }
        let compared = try right.dropFirst().map {
            try PairedComparison(
                right[0], $0, bootstrap, groups: group.map { _ in read.groups(of: rows) }, threads: context.mostThreads,
                cancellation: context.cancellation)
        }
        let corrected = Holm.adjusted(compared.map(\.test.p))
        return Record([
            (name: "rows", value: .int(Int64(rows.count))),
            (
                name: "models",
                value: MeasuredColumns.table(
                    Self.models.fields,
                    zip(names, right).map { name, right in
                        let share = Proportion(right.count { $0 }, of: right.count)
                        let interval = share.interval(confidence: bootstrap.confidence)
                        return [.text(name), Datum(share.value), Datum(interval?.lowerBound), Datum(interval?.upperBound)]
                    })
            ),
            (
                name: "differences",
                value: MeasuredColumns.table(
                    Self.differences.fields,
                    compared.enumerated().map { place, one in
                        [
                            .text(names[0]), .text(names[place + 1]), Datum(one.difference), Datum(one.interval?.lowerBound),
                            Datum(one.interval?.upperBound), .int(Int64(one.fixed.count)), .int(Int64(one.broken.count)),
                            .float(one.test.p), .float(corrected[place]), .text(one.test.method.rawValue),
                        ]
                    })
            ),
            (
                name: "changed",
                value: MeasuredColumns.table(
                    Self.changed.fields,
                    compared.enumerated().flatMap { place, one in
                        [("fixed", one.fixed), ("broken", one.broken)].flatMap { change, changed in
                            changed.map { index -> [Datum] in
                                func said(_ answer: String?) -> Datum { answer.map { .text($0) } ?? .null }
                                return [
                                    .text(names[place + 1]), .text(change), .int(Int64(rows[index])),
                                    hasText ? read.columns[contenders.count + 1][rows[index]] : .null, said(truths[rows[index]]),
                                    said(answers[0][index]), said(answers[place + 1][index]),
                                ]
                            }
                        }
                    })
            ),
        ])
    }
}
