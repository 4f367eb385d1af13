import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// Models and columns of predictions on the same rows: what is read of them.
struct Comparison {
    private let names: [String]
    private let contenders: [Contender]
    /// The columns that are read: the truth first, then what each contender reads.
    private let truth: Field
    private let inputs: [[Field]]
    private let shown: Field?
    private let slices: ComparedSlices
    private let isOfNumbers: Bool

    /// `nil` while checking models that only a run makes.
    init?(
        _ call: Call, _ schema: Schema, _ contenders: [Contender], truth: ColumnReference?, text: ColumnReference?,
        _ slices: ComparedSlices
    ) throws {
        (self.contenders, self.slices) = (contenders, slices)
        var names: [String] = []
        for (place, one) in contenders.enumerated() {
            let name = one.name(place)
            names.append(names.contains(name) ? "\(name) (\(place + 1))" : name)
        }
        self.names = names
        let shown = try text.map { try TextColumns.field($0, call, schema) }
        var known = truth
        var isKnown = true
        for one in contenders {
            guard case .model(let model) = one.kind else { continue }
            isKnown = isKnown && model != nil
            known = known ?? model.map { ColumnReference(name: $0.card.label, range: one.range) }
        }
        guard let known else {
            guard isKnown else { return nil }
            throw Diagnostic(
                "missing-argument", "`compare` needs the column of true labels or numbers: `truth`", at: call.range,
                help: ["`compare(t, .first, .second, truth: .label)`"])
        }
        let isOfNumbers = try Self.isOfNumbers(contenders, truth: known, call, schema)
        func measured(_ column: ColumnReference) throws -> Field {
            guard isOfNumbers else { return try MeasuredColumns.classes(column, call, schema) }
            let field = try call.requireColumn(column, in: schema)
            guard field.type.isNumeric || field.type == .null else {
                throw Diagnostic(
                    "type-mismatch", "`.\(DatumText.label(field.name))` is \(field.type), and numbers are compared",
                    at: column.range)
            }
            return field
        }
        self.truth = try measured(known)
        inputs = try contenders.map { one in
            switch one.kind {
            case .expression(let argument):
                [try measured(try ColumnReference.decode(argument, in: call, parameter: CompareParameters.contenders))]
            case .model(let value?):
                try value.inputs(
                    call, schema,
                    text: try Self.checked(value, isOfNumbers: isOfNumbers, call, at: one.range).readsTexts ? text : nil,
                    at: one.range)
            case .prompts, .model(nil): []
            }
        }
        guard isKnown else { return nil }
        let texts = zip(contenders, inputs).compactMap { one, fields in one.readsTexts ? fields.first : nil }
        self.shown = shown ?? texts.first
        self.isOfNumbers = isOfNumbers
        try slices.check(isOfNumbers ? NumberComparison.sliced : LabelComparison.sliced, call)
    }

    /// Whether models tell numbers; without a model, whether a column of them cannot be of labels.
    private static func isOfNumbers(
        _ contenders: [Contender], truth: ColumnReference, _ call: Call, _ schema: Schema
    ) throws -> Bool {
        var columns = [truth]
        for one in contenders {
            switch one.kind {
            case .model(let value?): return value.model is any RegressionModel
            case .expression(let argument):
                columns.append(try ColumnReference.decode(argument, in: call, parameter: CompareParameters.contenders))
            case .prompts, .model(nil): break
            }
        }
        let fields = try columns.map { try call.requireColumn($0, in: schema) }
        return fields.contains { $0.type == .float } && fields.allSatisfy { $0.type.isNumeric || $0.type == .null }
    }

    /// A model that tells what the others do.
    private static func checked(
        _ value: ModelValue, isOfNumbers: Bool, _ call: Call, at range: SourceRange
    ) throws -> any TrainedModel {
        if isOfNumbers ? value.model is any RegressionModel : value.model is any ClassifyingModel { return value.model }
        let kind = article(value.model.kind)
        throw Diagnostic(
            "wrong-model",
            isOfNumbers
                ? "the others tell numbers, and \(kind) model of \(value.columnsText) does not"
                : "`\(call.verb.name)` takes models that tell a label, or models that tell a number, and \(kind) model of \(value.columnsText) is none that tells a label",
            at: range, help: ["compare models that tell the same column"])
    }

    /// Of its result, where no more is known.
    static let unknownType = ValueType.record(
        [(name: "rows", type: .int)]
            + ["models", "differences", "changed", "slices"].map { (name: $0, type: .table(nil)) })

    /// Of its result.
    var type: ValueType {
        let tables = isOfNumbers ? NumberComparison.tables(slices) : LabelComparison.tables(slices)
        return .record([(name: "rows", type: .int)] + tables.map { (name: $0.name, type: .table(Schema($0.fields))) })
    }

    func run(_ plan: Plan, _ call: Call, _ bootstrap: Bootstrap, group: RowExpression?) throws -> Record {
        let context = call.evaluation.context
        let fields = [truth] + self.inputs.flatMap { $0 } + [shown].compactMap { $0 }
        let read = try MeasuredColumns(
            plan, fields.map { MeasuredColumns.column($0, call) } + slices.expressions + [group].compactMap { $0 }, call)
        // Where the columns of each contender begin.
        var starts = [1]
        for own in self.inputs { starts.append(starts[starts.count - 1] + own.count) }
        let inputs = self.inputs.indices.map { read.columns[starts[$0]..<starts[$0 + 1]] }
        let asked = (0..<read.count).filter { row in
            zip(contenders, inputs).allSatisfy { one, columns in !one.readsTexts || columns.allSatisfy { !$0[row].isNull } }
        }
        func compared(_ rows: [Int]) -> ComparedRows {
            let keys = read.columns.dropFirst(fields.count).prefix(slices.keys.count)
            let groups: (@Sendable ([Int]) -> [Int32])? = group.map { _ in { @Sendable in read.groups(of: $0) } }
            return ComparedRows(
                names: names, rows: rows, texts: shown == nil ? nil : rows.map { read.columns[fields.count - 1][$0] },
                slices: slices, keys: rows.map { row in keys.map { $0[row] } }, groups: groups, bootstrap: bootstrap,
                context: context)
        }
        let tables: [[[Datum]]]
        let count: Int
        if isOfNumbers {
            let truths = read.columns[0].map { TreeFeature.number($0) ?? .nan }
            let told = try contenders.enumerated().map { contender, one -> [Double] in
                let columns = inputs[contender]
                guard let model = one.model?.model as? any RegressionModel else {
                    return columns.first.map { column in asked.map { TreeFeature.number(column[$0]) ?? .nan } } ?? []
                }
                return try LabelledRows.predictions(
                    asked.map { row in columns.map { $0[row] } }, self.inputs[contender].map(\.type), model, context)
            }
            let kept = asked.indices.filter { place in
                truths[asked[place]].isFinite && told.allSatisfy { $0[place].isFinite }
            }
            count = kept.count
            tables = try NumberComparison(
                compared(kept.map { asked[$0] }), truths: kept.map { truths[asked[$0]] },
                answers: told.map { told in kept.map { told[$0] } }
            ).rows()
        } else {
            let truths = read.columns[0].map { MeasuredColumns.label($0) }
            let kept = asked.filter { truths[$0] != nil }
            let answers = try zip(contenders, inputs).map { one, columns -> [String?] in
                guard let model = one.model.flatMap({ ClassifierValue($0) }) else {
                    return kept.map { row in columns.first.flatMap { MeasuredColumns.label($0[row]) } }
                }
                return try ModelAnswers.labels(kept.map { row in columns.map { $0[row] } }, model, context)
            }
            count = kept.count
            tables = try LabelComparison(compared(kept), truths: kept.compactMap { truths[$0] }, answers: answers).rows()
        }
        let described = isOfNumbers ? NumberComparison.tables(slices) : LabelComparison.tables(slices)
        return Record(
            [(name: "rows", value: .int(Int64(count)))]
                + zip(described, tables).map { (name: $0.name, value: MeasuredColumns.table($0.fields, $1)) })
    }
}
