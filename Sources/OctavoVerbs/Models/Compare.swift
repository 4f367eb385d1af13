package import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

extension Verb {
    package static let compare = Verb(
        "compare", .models,
        "Tells whether one model is better than another on the same rows, and which rows it fixes and breaks.",
        notes: """
            What is compared are models, or columns that hold predictions. Each but the first is compared with the first. `models` has each one's \
            accuracy with its interval (Wilson). `differences` has how much more is right than with the first, with its interval (paired \
            bootstrap: both answers to a row are drawn together), how many rows are `fixed` and `broken`, and McNemar's `p`: how likely so uneven a \
            split is between equals. `test` says how it was computed: "exact" (binomial) where fewer than 25 rows differ, else "mid-p". `p_holm` is \
            p corrected for the number of comparisons (Holm). `changed` lists the rows.

            Rows without a true label, or without a model's text, are left out; a prediction that is null is wrong.
            """,
        returns: .record([
            (name: "rows", type: .int), (name: "models", type: .table(Comparison.models)),
            (name: "differences", type: .table(Comparison.differences)), (name: "changed", type: .table(Comparison.changed)),
        ]), checking: .runsBody,
        examples: [
            Example(
                """
                t = table([
                  {q: "a room", l: "book", old: "stop", new: "book"}, {q: "cancel", l: "stop", old: "stop", new: "stop"},
                  {q: "two rooms", l: "book", old: "book", new: "book"}, {q: "no room", l: "stop", old: "book", new: "stop"},
                ])
                c = compare(t, .old, .new, truth: .l, text: .q)
                c.differences | select(.from, .to, .difference, .fixed, .broken, .p, .test)
                c.changed | select(.change, .text, .truth, .before, .after)
                """,
                gives: """
                    | from | to  | difference | fixed | broken |   p | test  |
                    | ---- | --- | ---------: | ----: | -----: | --: | ----- |
                    | old  | new |        0.5 |     2 |      0 | 0.5 | exact |
                    | change | text    | truth | before | after |
                    | ------ | ------- | ----- | ------ | ----- |
                    | fixed  | a room  | book  | stop   | book  |
                    | fixed  | no room | stop  | book   | stop  |
                    """)
        ],
        searchTerms: ["mcnemar", "significance", "ab_test", "paired_bootstrap", "better", "regressions"],
        Parameter("t", TableArgument.self, "The rows with their true labels."),
        Parameter("models", Rest<Contender>.self, "Two models or more, or columns of predictions; `old: m` names one."),
        Parameter(
            "truth", ColumnReference?.self,
            "The column of true labels; the one that the first model was trained on when left out."),
        Parameter("text", ColumnReference?.self, "The column of text; the one that a model was trained on when left out."),
        BootstrapArguments.samples, BootstrapArguments.seed, BootstrapArguments.confidence
    ) { call, table, contenders, truth, text, samples, seed, confidence in
        let bootstrap = try BootstrapArguments.bootstrap(call, samples: samples, seed: seed, confidence: confidence)
        guard contenders.elements.count > 1 else {
            throw Diagnostic(
                "missing-argument", "`compare` needs two models or more, or columns of predictions", at: call.range,
                help: ["`compare(test, first, second)`", "`evaluate(test, model)` measures one"])
        }
        guard let comparison = try Comparison(call, table.plan.schema, contenders.elements, truth: truth, text: text),
            !call.isChecking
        else { return .unknown(call.verb.returns) }
        return .record(try comparison.run(table.plan, call, bootstrap))
    }
}

/// A model, or a column that holds what one said.
struct Contender: ArgumentType {
    enum Kind: Sendable {
        /// `nil` while checking a model that only a run makes.
        case model(ModelValue?)
        case column(ColumnReference)
    }

    let kind: Kind
    let label: String?
    let range: SourceRange
    static var expects: Expectation { .selection }

    static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> Contender {
        let kind: Kind =
            if argument.value.isExpression {
                .column(try ColumnReference.decode(argument, in: call, parameter: parameter))
            } else {
                .model(try ModelArgument.decode(argument, in: call, parameter: parameter).model)
            }
        return Contender(kind: kind, label: argument.label, range: argument.range)
    }

    /// As its results call it: what it was named, else what was written, where that is a name.
    func name(_ place: Int) -> String {
        if let label { return label }
        if case .column(let column) = kind { return column.name }
        let written = String(range.text)
        return written.utf8.allSatisfy { $0 == 0x5F || $0 >= 0x80 || ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 }
            ? written : "model \(place + 1)"
    }
}

/// What is compared on which columns.
private struct Comparison {
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
            case .column(let column): own.append(try MeasuredColumns.classes(column, call, schema))
            case .model(let model?):
                own.append(
                    try shown ?? TextColumns.field(ColumnReference(name: model.textColumn, range: one.range), call, schema))
                known = known ?? ColumnReference(name: model.labelColumn, range: one.range)
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

    func run(_ plan: Plan, _ call: Call, _ bootstrap: Bootstrap) throws -> Record {
        let context = call.evaluation.context
        let read = try MeasuredColumns(plan, fields.map { MeasuredColumns.column($0, call) }, call)
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
                right[0], $0, bootstrap, threads: context.mostThreads, cancellation: context.cancellation)
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
