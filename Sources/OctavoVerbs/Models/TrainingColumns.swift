import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// Where what a model learns from stands, and what it learns to tell.
struct TrainingColumns {
    /// One of text, perhaps with the turns before it behind it, or several of any type.
    let inputs: [Field]
    let label: Field
    /// Whether a text is learnt from, and not columns.
    let readsText: Bool

    /// Whether what is told is a number, and not a label.
    var tellsNumbers: Bool { !readsText && LabelledColumns.isNumber(label.type) }

    private init(_ inputs: [Field], label: Field, readsText: Bool) {
        (self.inputs, self.label, self.readsText) = (inputs, label, readsText)
    }

    static func text(
        _ text: ColumnReference, context: ColumnReference? = nil, label: ColumnReference, _ call: Call, _ schema: Schema
    ) throws -> TrainingColumns {
        let (read, told) = (try TextColumns.field(text, call, schema), try TextColumns.field(label, call, schema))
        let turns = try context.map { context in
            let field = try Self.turns(context, call, schema)
            if field.name == read.name || field.name == told.name {
                throw Diagnostic(
                    "wrong-argument",
                    "`.\(DatumText.label(field.name))` is \(field.name == told.name ? "what is to be told" : "what is asked"), and no turn before it",
                    at: context.range)
            }
            return field
        }
        return TrainingColumns([read] + (turns.map { [$0] } ?? []), label: told, readsText: true)
    }

    /// A column of the turns before a text.
    static func turns(_ reference: ColumnReference, _ call: Call, _ schema: Schema) throws -> Field {
        let field = try call.requireColumn(reference, in: schema)
        try checkTurns(field, reference.range)
        return field
    }

    static func checkTurns(_ field: Field, _ range: SourceRange) throws {
        guard [.text, .null, .list(.text), .list(.null)].contains(field.type) else {
            throw Diagnostic(
                "type-mismatch", "`.\(DatumText.label(field.name))` is \(field.type), and turns are a text or a list of texts",
                at: range)
        }
    }

    /// Without `columns` all but the label.
    static func columns(
        _ columns: [ColumnReference]?, label: ColumnReference, _ call: Call, _ schema: Schema
    ) throws -> TrainingColumns {
        let told = try told(label, call, schema)
        guard let columns else {
            let others = schema.fields.filter { $0.name != told.name }
            try check(others, schema, call, label.range)
            return TrainingColumns(others, label: told, readsText: false)
        }
        var inputs: [Field] = []
        for column in columns {
            let field = try call.requireColumn(column, in: schema)
            if field.name == told.name {
                throw Diagnostic(
                    "wrong-argument", "`.\(DatumText.label(field.name))` is what is to be told, and is not learnt from",
                    at: column.range)
            }
            if inputs.contains(field) {
                throw Diagnostic(
                    "wrong-argument", "`.\(DatumText.label(field.name))` stands twice among the columns", at: column.range)
            }
            try check([field], schema, call, column.range)
            inputs.append(field)
        }
        try check(inputs.isEmpty ? [] : nil, schema, call, call.range)
        return TrainingColumns(inputs, label: told, readsText: false)
    }

    private static func told(_ reference: ColumnReference, _ call: Call, _ schema: Schema) throws -> Field {
        let field = try call.requireColumn(reference, in: schema)
        switch field.type {
        case .text, .bool, .int, .float, .date, .null: return field
        case .time, .duration, .list, .record:
            throw Diagnostic(
                "type-mismatch",
                "`.\(DatumText.label(field.name))` is \(field.type); what is told is a number, or a label: text, bool or date",
                at: reference.range,
                help: field.type == .duration
                    ? ["a number of it: `derive(seconds: seconds(.\(DatumText.label(field.name))))`"] : [])
        }
    }

    /// Throws where one of them cannot be learnt from, or there is none.
    private static func check(_ fields: [Field]?, _ schema: Schema, _ call: Call, _ range: SourceRange) throws {
        guard let fields else { return }
        guard !fields.isEmpty else {
            throw Diagnostic(
                "wrong-argument", "there is no column to learn from", at: range,
                notes: ["columns: " + schema.fields.map { ".\($0.name) \($0.type)" }.joined(separator: ", ")])
        }
        for field in fields where !TreeColumn.reads(field.type) {
            throw Diagnostic(
                "type-mismatch",
                "`.\(DatumText.label(field.name))` is \(field.type), and is not learnt from: a column is of numbers, text, bool, "
                    + "times or dates",
                at: range, help: ["`columns:` names those to learn from"])
        }
    }

    /// Throws where the same columns of other rows are of types that cannot be compared.
    func check(against others: TrainingColumns, _ range: SourceRange) throws {
        // Turns are a text or a list of texts, in either.
        let checked = readsText ? 1 : inputs.count
        for (own, other) in zip(inputs.prefix(checked) + [label], others.inputs.prefix(checked) + [others.label]) {
            try Self.check(other, is: own.type, "the training's", range)
        }
    }

    /// Throws where a column is of another type than the `owner` had it: "the model's".
    static func check(_ field: Field, is type: DataType, _ owner: String, _ range: SourceRange) throws {
        guard !agree(field.type, type) else { return }
        let name = DatumText.label(field.name)
        throw Diagnostic(
            "type-mismatch", "`.\(name)` is \(field.type), and \(owner) is \(type)", at: range,
            help: [.text, .int, .float, .bool, .date, .time].contains(type) ? ["`derive(\(name): \(type)(.\(name)))`"] : [])
    }

    /// Whether values of both types mean the same: numbers and truth are numbers.
    static func agree(_ one: DataType, _ other: DataType) -> Bool {
        let numbers: Set<DataType> = [.bool, .int, .float]
        return one == other || one == .null || other == .null || numbers.contains(one) && numbers.contains(other)
    }

    /// Those columns alone, the label last.
    func read(_ plan: Plan, _ call: Call, _ context: ExecutionContext) throws -> Table {
        let fields = inputs + [label]
        // Named by their places: a table may hold the label among its inputs under no other name.
        let picked = fields.enumerated().map { place, field in
            NamedExpression("\(place)", RowExpression(.column(field.name), type: field.type, origin: call.range))
        }
        let schema = Schema(fields.enumerated().map { Field("\($0)", $1.type) })
        return try Executor.run(call.step(.select(plan, picked), schema), context)
    }
}
