package import OctavoLanguage
import OctavoPlot
package import OctavoTable
import OctavoVerbs

/// Values as JSON, for `--format json`.
package enum ValueJSON {
    /// Tables are objects with their columns, their number of rows and the rows as objects, all of them. Times and dates are
    /// ISO 8601 texts, durations texts of the language; plots are Vega-Lite; what JSON cannot hold is the text that would be shown.
    package static func make(_ value: Value, context: ExecutionContext) throws -> JSON {
        if let plan = try ValueText.plan(of: value) {
            let table = try Executor.run(plan, context)
            return .object([
                (
                    "columns",
                    .array(table.schema.fields.map { .object([("name", .text($0.name)), ("type", .text("\($0.type)"))]) })
                ),
                ("count", .int(table.count)), ("rows", .array(rows(table))),
            ])
        }
        switch value {
        case .object(let plot as PlotValue): return make(VegaLite.specification(try plot.figure(context)))
        case .object(let messages as ChatMessages):
            return .array(
                messages.messages.map { .object([("role", .text($0.role.rawValue)), ("content", .text($0.content))]) })
        case .list(let items): return .array(try items.map { try make($0, context: context) })
        case .record(let record): return .object(try record.fields.map { ($0.name, try make($0.value, context: context)) })
        default:
            if let datum = value.datum { return make(datum) }
            return .text(ValueText.text(value))
        }
    }

    private static func rows(_ table: Table) -> [JSON] {
        var rows: [JSON] = []
        rows.reserveCapacity(table.count)
        for chunk in table.chunks {
            for row in 0..<chunk.count {
                rows.append(.object(zip(table.schema.names, chunk.columns).map { ($0, make($1[row])) }))
            }
        }
        return rows
    }

    package static func make(_ value: Datum) -> JSON {
        switch value {
        case .null: .null
        case .bool(let bit): .bool(bit)
        case .int(let number): .int(number)
        case .float(let number): .float(number)
        case .text(let text): .text(text)
        case .time, .date, .duration: .text(DatumText.plain(value))
        case .list(let items): .array(items.map { make($0) })
        case .record(let fields): .object(fields.map { ($0.name, make($0.value)) })
        }
    }
}
