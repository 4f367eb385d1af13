import OctavoLanguage
import OctavoSource
import OctavoTable

/// Columns of a table, read at once for what is measured on them.
struct MeasuredColumns: Sendable {
    let count: Int
    let columns: [[Datum]]

    init(_ plan: Plan, _ expressions: [RowExpression], _ call: Call) throws {
        let named = expressions.enumerated().map { NamedExpression("\($0.offset)", $0.element) }
        let schema = Schema(named.map { Field($0.name, $0.expression.type) })
        // A table without columns would lose its rows.
        let table = try Executor.run(
            expressions.isEmpty ? plan : call.step(.select(plan, named), schema), call.evaluation.context)
        count = table.count
        columns = expressions.indices.map { table.values($0) }
    }

    /// Numbers of the last column's values in these rows, equal ones alike; a row without one is a group by itself.
    func groups(of rows: [Int]) -> [Int32] {
        var numbers: [Datum: Int32] = [:]
        var next: Int32 = 0
        return rows.map { row in
            let key = columns[columns.count - 1][row]
            if !key.isNull, let number = numbers[key] { return number }
            defer { next += 1 }
            if !key.isNull { numbers[key] = next }
            return next
        }
    }

    static func column(_ field: Field, _ call: Call) -> RowExpression {
        RowExpression(.column(field.name), type: field.type, origin: call.range)
    }

    /// A column of classes: anything that is one value a row and not a measured quantity.
    static func classes(_ reference: ColumnReference, _ call: Call, _ schema: Schema) throws -> Field {
        let field = try call.requireColumn(reference, in: schema)
        switch field.type {
        case .text, .bool, .int, .date, .null: return field
        case .float, .time, .duration, .list, .record:
            throw Diagnostic(
                "type-mismatch", "`.\(DatumText.label(field.name))` is \(field.type), and labels are text, bool, int or date",
                at: reference.range)
        }
    }

    /// A label as a model writes it; `nil` for null.
    static func label(_ value: Datum) -> String? { value.isNull ? nil : DatumText.plain(value) }

    /// A table of finished rows.
    static func table(_ fields: [Field], _ rows: [[Datum]]) -> Value {
        var builders = fields.map { ColumnBuilder($0.type) }
        for row in rows { for (place, datum) in row.enumerated() { builders[place].append(datum) } }
        let chunk = Chunk(count: rows.count, columns: builders.map { $0.finish() })
        return .table(Plan(Table(schema: Schema(fields), chunks: [chunk])))
    }
}

extension Datum {
    /// Null where there is no number.
    init(_ number: Double?) { self = number.map { .float($0) } ?? .null }
}
