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
    /// The columns that are read: the truth first, then what each contender reads.
    private let truth: Field
    private let inputs: [[Field]]
    private let shown: Field?

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
        var own: [[Field]] = []
        var isKnown = true
        for one in contenders {
            switch one.kind {
            case .expression(let argument):
                let column = try ColumnReference.decode(argument, in: call, parameter: CompareParameters.contenders)
                own.append([try MeasuredColumns.classes(column, call, schema)])
            case .prompts: break
            case .model(let model?):
                own.append(try model.value.inputs(call, schema, text: model.model.readsTexts ? text : nil, at: one.range))
                known = known ?? ColumnReference(name: model.card.label, range: one.range)
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
        let texts = zip(contenders, own).compactMap { one, fields -> Field? in
            guard case .model(let model?) = one.kind, model.model.readsTexts else { return nil }
            return fields.first
        }
        (self.truth, inputs, self.shown) = (label, own, shown ?? texts.first)
    }

    func run(_ plan: Plan, _ call: Call, _ bootstrap: Bootstrap, group: RowExpression?) throws -> Record {
        let context = call.evaluation.context
        let fields = [truth] + self.inputs.flatMap { $0 } + [shown].compactMap { $0 }
        let read = try MeasuredColumns(plan, fields.map { MeasuredColumns.column($0, call) } + [group].compactMap { $0 }, call)
        let truths = read.columns[0].map { MeasuredColumns.label($0) }
        // Where the columns of each contender begin.
        var starts = [1]
        for own in self.inputs { starts.append(starts[starts.count - 1] + own.count) }
        let inputs = self.inputs.indices.map { read.columns[starts[$0]..<starts[$0 + 1]] }
        let rows = (0..<read.count).filter { row in
            truths[row] != nil
                && zip(contenders, inputs).allSatisfy { one, columns in
                    guard case .model(let model?) = one.kind, model.model.readsTexts else { return true }
                    return columns.allSatisfy { !$0[row].isNull }
                }
        }
        let answers = try zip(contenders, inputs).map { one, columns -> [String?] in
            guard case .model(let model?) = one.kind else {
                return rows.map { row in columns.first.flatMap { MeasuredColumns.label($0[row]) } }
            }
            return try ModelAnswers.labels(rows.map { row in columns.map { $0[row] } }, model, context)
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
                                    shown == nil ? .null : read.columns[fields.count - 1][rows[index]], said(truths[rows[index]]),
                                    said(answers[0][index]), said(answers[place + 1][index]),
                                ]
                            }
                        }
                    })
            ),
        ])
    }
}
