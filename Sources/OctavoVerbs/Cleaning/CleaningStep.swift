import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText
import OctavoYAML

/// `clean` of a table as a plan.
struct CleaningStep {
    let plan: Plan

    init(
        _ call: Call, _ arguments: BoundArguments, _ input: Plan, _ recipe: CleaningRecipe, _ configured: [ColumnReference]
    ) throws {
        let written = try arguments.rest.map { try ColumnReference.decode($0, in: call, parameter: call.verb.parameters[1]) }
        let named = written.isEmpty ? configured : written
        if named.isEmpty, let dropping = recipe.dropping, input.schema.count > 0 {
            throw Diagnostic(
                "missing-argument", "`\(dropping)` drops rows, so `clean` needs the columns that decide", at: call.range,
                notes: ["texts: " + Self.texts(input.schema).map { "." + DatumText.label($0.name) }.joined(separator: ", ")],
                help: ["name them: `clean(.text, …)`, or `cleaning_columns: [text]` in the file"])
        }
        let fields = named.isEmpty ? Self.texts(input.schema) : try Self.fields(named, input.schema, call)
        if fields.isEmpty, input.schema.count > 0 {
            throw Diagnostic(
                "type-mismatch", "`clean` looks at columns of text, and this table has none", at: call.range,
                notes: ["columns: " + input.schema.fields.map { ".\($0.name) \($0.type)" }.joined(separator: ", ")])
        }
        func cleaned(_ field: Field) -> RowExpression {
            let column = RowExpression(.column(field.name), type: field.type, origin: call.range)
            // Of several texts one that is missing takes no row along.
            let nulls = fields.count { $0.type == .text } == 1 ? recipe.ruleOfNull : nil
            return Self.expression(recipe, over: column, decides: field.type == .text, nulls: nulls, at: call.range)
        }
        guard recipe.dropsRows else {
            plan = call.step(.derive(input, fields.map { NamedExpression($0.name, cleaned($0)) }), input.schema)
            return
        }
        // A text that is dropped becomes null: a row goes where a null stands for a text. No column of a user's has such a name.
        func hidden(_ name: String) -> String { "\u{0}\(name)" }
        let made = fields.map { NamedExpression(hidden($0.name), cleaned($0)) }
        let whole = Schema(input.schema.fields + fields.map { Field(hidden($0.name), $0.type) })
        func isNull(_ name: String, _ relation: ComparisonOperator) -> RowExpression {
            let column = RowExpression(.column(name), type: .text)
            return RowExpression(.comparison(relation, column, RowExpression(.literal(.null), type: .text)), type: .bool)
        }
        let deciding = fields.filter { $0.type == .text }
        let kept = deciding.map { field in
            RowExpression(.or(isNull(hidden(field.name), .notEqual), isNull(field.name, .equal)), type: .bool)
        }
        // Where all of them are missing, the row is one without a text.
        let isSomewhere = deciding.map { isNull($0.name, .notEqual) }.reduce(RowExpression(.literal(.bool(false)), type: .bool)) {
            RowExpression(.or($0, $1), type: .bool)
        }
        let condition = kept.dropFirst().reduce(kept.first ?? RowExpression(.literal(.bool(true)), type: .bool)) {
            RowExpression(.and($0, $1), type: .bool)
        }
        let stays = recipe.dropsNulls && !kept.isEmpty ? RowExpression(.and(condition, isSomewhere), type: .bool) : condition
        var rows = call.step(.filter(call.step(.derive(input, made), whole), stays), whole)
        // Of texts as they are now: two that differed in an address alone are alike once it is gone.
        for search in recipe.duplicates {
            for field in deciding {
                rows = call.step(.pass(rows, DuplicatePass.of(search, hidden(field.name), in: "clean")), whole)
            }
        }
        let shown = input.schema.fields.map { field in
            let name = fields.contains { $0.name == field.name } ? hidden(field.name) : field.name
            return NamedExpression(field.name, RowExpression(.column(name), type: field.type, origin: call.range))
        }
        plan = call.step(.select(rows, shown), input.schema)
    }

    private static func texts(_ schema: Schema) -> [Field] { schema.fields.filter(\.type.holdsTexts) }

    private static func fields(_ named: [ColumnReference], _ schema: Schema, _ call: Call) throws -> [Field] {
        try named.map { reference in
            let field = try call.requireColumn(reference, in: schema)
            guard field.type.holdsTexts || field.type == .null else {
                throw Diagnostic(
                    "type-mismatch", "`.\(field.name)` is \(field.type), not text", at: reference.range,
                    help: ["to make text of it: `derive(\(DatumText.label(field.name)): text(.\(DatumText.label(field.name))))`"])
            }
            return field
        }
    }

    // MARK: - What is done

    /// The operations and columns that a call asks for; `nil` where only a run can know them.
    static func recipe(_ call: Call, _ arguments: BoundArguments) throws -> (CleaningRecipe, [ColumnReference])? {
        let operations = arguments.single[2].flatMap { $0.value.isNull ? nil : $0 }
        let file = arguments.single[3].flatMap { $0.value.isNull ? nil : $0 }
        if let operations, let file {
            throw Diagnostic(
                "options-exclude", "`clean` takes `operations:` or `config:`, not both", at: file.range,
                secondary: [.init(operations.range, "says it already")])
        }
        if let operations {
            return try CleaningRecipe.requests(operations, call).map { (try CleaningRecipe($0, call), []) }
        }
        guard let file else {
            throw Diagnostic(
                "missing-argument", "`clean` needs `operations:` or `config:`", at: call.range,
                notes: ["operations: " + CleaningOperation.names.map { "\"\($0)\"" }.joined(separator: ", ")],
                help: ["`clean(operations: [\"remove_pii\"])`, or `clean(config: \"config/data_config.yaml\")`"])
        }
        call.record(.readsFiles)
        guard case .text(let path) = file.value else {
            if file.value.isUnknown {
                call.record(.reads, "file", nil)
                return nil
            }
            throw String.mismatch(file.value, file.range, call, call.verb.parameters[3])
        }
        call.record(.reads, "file", path)
        if call.isChecking, call.isWritten(path) { return nil }
        let config = try call.locating(argument: 3) { try DataConfig.read(path, files: call.capabilities.files) }
        guard !config.operations.isEmpty else {
            throw Diagnostic(
                "bad-config", "`\(path)` names no operations", at: file.range,
                help: ["`cleaning_operations: [\(CleaningOperation.names.joined(separator: ", "))]`"])
        }
        let recipe = try CleaningRecipe(CleaningRecipe.requests(config, call), call)
        return (recipe, config.columns.compactMap { node in node.text.map { ColumnReference(name: $0, range: node.range) } })
    }

    /// The cleaned texts of an expression. Only where it `decides` can a text be dropped: it is null then. `nulls` is the rule by which
    /// a missing one takes its row along.
    static func expression(
        _ recipe: CleaningRecipe, over texts: RowExpression, decides: Bool, nulls: String? = nil, at range: SourceRange
    ) -> RowExpression {
        let operations = decides ? recipe.fused : recipe.changing
        let byRow = ScalarFunction.perRow("clean", type: texts.type) { values in
            cleaned(values[0], by: operations.makeWorker())
        }
        let loop = ColumnLoop.textsWithin(nulls: decides ? nulls.map { FusedWorker.dropped(by: $0) } : nil) {
            let worker = operations.makeWorker()
            return ColumnLoop.TextRewriter(
                rewrite: { rows, bytes, offsets, tell in
                    worker.run(rows, bytes, offsets) { row, text, rule in
                        tell(row, text, rule.map { FusedWorker.dropped(by: $0) })
                    }
                },
                counts: { worker.counts })
        }
        return RowExpression(.function(byRow.running(loop), [texts]), type: texts.type, origin: range)
    }

    private static func cleaned(_ value: Datum, by worker: any TextWorker) -> Datum {
        switch value {
        case .text(let text):
            var result: [UInt8] = []
            switch worker.run(text.utf8.span, into: &result) {
            case .changed: return .text(String(decoding: result, as: UTF8.self))
            case .unchanged: return value
            case .dropped: return .null
            }
        case .list(let items): return .list(items.map { cleaned($0, by: worker) })
        case .record(let fields): return .record(fields.map { (name: $0.name, value: cleaned($0.value, by: worker)) })
        default: return value
        }
    }
}
