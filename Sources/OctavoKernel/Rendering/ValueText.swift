package import OctavoLanguage
import OctavoPlot
import OctavoSource
package import OctavoTable
import OctavoVerbs

/// Values as text.
///
/// A text alone is a quoted literal, so that `"3"` and `3` look different; one of several lines is shown as it is, so that a
/// prompt or a help page can be read. Inside lists and records texts are always literals. What is too long is cut, and the
/// text says by how much.
package enum ValueText {
    /// Items of a list, and fields of a record, that are shown.
    static let shownItems = 100
    /// Columns that a list or record may take before it is broken into lines.
    static let width = 100

    /// Everything but tables and columns of tables, whose rows have to be computed. `hide` gets the values that are left out.
    package static func text(
        _ value: Value, width: Int = ValueText.width, hide: @escaping (Value) -> Void = { _ in }
    ) -> String {
        switch value {
        case .text(let text):
            return text.utf8.contains(0x0A) ? text : DatumText.quoted(text)
        case .schema(let schema):
            return schema.count == 0
                ? "no columns" : schema.fields.map { "\(DatumText.label($0.name)) \($0.type)" }.joined(separator: ", ")
        case .object(let messages as ChatMessages): return messages.text
        default: return NestedText(width: width, hide: hide).text(value)
        }
    }

    /// For a terminal: of a table the first rows in columns that fit, and how many more there are; a plot as wide as the terminal.
    package static func terminal(
        _ value: Value, style: TextStyle, width: Int, rows: Int = 10, isUnicode: Bool = true, context: ExecutionContext
    ) throws -> String {
        if case .object(let plot as PlotValue) = value {
            let drawing = TextDrawer.Style(width: width, isColoured: style == .ansi, isUnicode: isUnicode)
            return TextDrawer.draw(try plot.figure(context), drawing)
        }
        guard let plan = try plan(of: value) else { return text(value, width: width) }
        let (table, count) = try firstRows(rows, of: plan, context)
        var text = TerminalTable.text(table, width: width, style: style)
        switch count {
        case .exactly(let count) where count == 0: text += "\n" + style.paint("no rows", .faint)
        case .exactly(let count) where count > table.count:
            text +=
                "\n"
                + style.paint(
                    "… \(Quantity.grouped(count - table.count)) more \(count - table.count == 1 ? "row" : "rows")", .faint)
        case .exactly: break
        case .atLeast: text += "\n" + style.paint("… more rows; `| count` counts them", .faint)
        }
        return text
    }

    /// As a pipe table, whole, or as `text`: for output that a program reads.
    package static func whole(_ value: Value, context: ExecutionContext) throws -> String {
        if case .object(let plot as PlotValue) = value { return TextDrawer.draw(try plot.figure(context), TextDrawer.Style()) }
        guard let plan = try plan(of: value) else { return text(value) }
        return PipeTableText.text(try Executor.run(plan, context))
    }

    /// The plan that gives the rows of a table or a column.
    static func plan(of value: Value) throws -> Plan? {
        switch value {
        case .table(let plan): return plan
        case .column(let plan, let name):
            guard let type = plan.schema.type(of: name) else { return nil }
            let column = NamedExpression(name, RowExpression(.column(name), type: type, origin: plan.origin))
            return Plan(.select(plan, [column]), schema: Schema([Field(name, type)]), origin: plan.origin)
        default: return nil
        }
    }

    enum RowCount {
        case exactly(Int)
        case atLeast
    }

    /// Only the rows shown are computed: the count is given where it is known without running the plan to its end.
    static func firstRows(_ rows: Int, of plan: Plan, _ context: ExecutionContext) throws -> (Table, RowCount) {
        if let known = plan.result { return (known.slice(0..<min(rows, known.count)), .exactly(known.count)) }
        let head = Plan(.slice(plan, from: 0, count: rows + 1), schema: plan.schema, origin: plan.origin)
        let table = try Executor.run(head, context)
        if let steps = head.lastRun { plan.note(steps) }
        if table.count <= rows { return (table, .exactly(table.count)) }
        return (table.slice(0..<rows), knownCount(plan).map { .exactly($0) } ?? .atLeast)
    }

    /// How many rows a plan gives, where steps that keep every row lead to a finished table.
    private static func knownCount(_ plan: Plan) -> Int? {
        var plan = plan
        while plan.result == nil {
            switch plan.node {
            case .derive(let input, _), .select(let input, _), .sort(let input, _): plan = input
            default: return nil
            }
        }
        return plan.result?.count
    }
}
