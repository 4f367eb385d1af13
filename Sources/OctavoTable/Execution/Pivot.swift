import OctavoSource

/// Rows to columns: one row for each group of equal other values, one column for each name.
package enum Pivot {
    /// More columns than this are a mistake in the choice of names; every step after would crawl.
    package static let mostColumns = 10_000

    /// `table` holds the columns that stay, then one of names and one of values. Rows and new columns come in order of first
    /// appearance; a cell without a value is null. Throws `duplicate-cell` where two rows give one cell, `duplicate-column` where
    /// a name is that of a column that stays, and `too-many-names`.
    package static func run(_ table: Table, _ context: ExecutionContext) throws -> Table {
        let fields = table.schema.fields
        let kept = fields.count - 2
        let columns = try ChunkedRows(table.chunks, types: fields.map(\.type)).columns
        let chunk = Chunk(count: table.count, columns: columns)
        let stays = Array(fields.prefix(kept))
        if table.count == 0 { return Table(schema: Schema(stays), chunks: []) }
        let rows =
            kept == 0
            ? Grouping.single([table.count])
            : try Grouping.make(
                [Chunk(count: table.count, columns: Array(columns.prefix(kept)))], types: stays.map(\.type), threads: 1)
        let names = try Grouping.make(
            [Chunk(count: table.count, columns: [columns[kept]])], types: [fields[kept].type], threads: 1)
        guard names.count <= mostColumns else {
            throw Diagnostic(
                "too-many-names",
                "`.\(DatumText.label(fields[kept].name))` has \(names.count) distinct values, and at most \(mostColumns) can become columns",
                help: ["`names` takes a column of few distinct values; `count(by: …)` shows how many there are"])
        }
        let found = try cells(chunk, rows, names, kept: kept, fields)
        var result = try stays.indices.map { try columns[$0].gathered(Buffer(rows.firstRows)) }
        var made = stays
        for number in 0..<names.count {
            let name = DatumText.plain(columns[kept][Int(names.firstRows[number])])
            guard !made.contains(where: { $0.name == name }) else { throw taken(name, stays) }
            made.append(Field(name, fields[kept + 1].type))
            let sources = Buffer(found[(number * rows.count)..<((number + 1) * rows.count)].map { $0 })
            result.append(try columns[kept + 1].gathered(sources, mayBeMissing: true))
        }
        return Table(schema: Schema(made), chunks: [Chunk(count: rows.count, columns: result)])
    }

    /// The row whose value each cell holds, column by column; -1 for none.
    private static func cells(
        _ chunk: Chunk, _ rows: Grouping, _ names: Grouping, kept: Int, _ fields: [Field]
    ) throws -> [Int32] {
        let (size, isOver) = rows.count.multipliedReportingOverflow(by: names.count)
        guard !isOver, size < Int(Int32.max) else { throw Column.tooLarge }
        var cells = [Int32](repeating: -1, count: size)
        for row in 0..<chunk.count {
            let cell = Int(names.ids[0][row]) * rows.count + Int(rows.ids[0][row])
            guard cells[cell] < 0 else { throw duplicate(chunk, Int(cells[cell]), row, kept, fields) }
            cells[cell] = Int32(row)
        }
        return cells
    }

    private static func duplicate(_ chunk: Chunk, _ first: Int, _ second: Int, _ kept: Int, _ fields: [Field]) -> Diagnostic {
        let name = DatumText.literal(chunk.columns[kept][second])
        let others = (0..<kept).map { "\(fields[$0].name): \(DatumText.literal(chunk.columns[$0][second]))" }
        let values = [first, second].map { DatumText.literal(chunk.columns[kept + 1][$0]) }
        let value = DatumText.label(fields[kept + 1].name)
        return Diagnostic(
            "duplicate-cell", "two rows give one cell of column \(name)",
            notes: (others.isEmpty ? [] : ["both have {\(others.joined(separator: ", "))}"])
                + ["the values are \(values[0]) and \(values[1])"],
            help: ["an aggregate makes one of them: `values: sum(.\(value))`, `first(.\(value))`, `collect(.\(value))`"])
    }

    private static func taken(_ name: String, _ stays: [Field]) -> Diagnostic {
        Diagnostic(
            "duplicate-column", "pivot would make two columns called `.\(DatumText.label(name))`",
            notes: stays.contains { $0.name == name } ? ["one of them is a column that stays"] : [],
            help: ["rename or drop the other column first"])
    }
}
