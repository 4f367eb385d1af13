package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let report = Verb(
        step: "report", .looking, "Tells what each step since the load did: how many rows it was given and gave.",
        notes: """
            One row a step, first to last. A load also tells malformed records that were skipped or kept, by file, and text that was not \
            UTF-8. The steps run as they are written, so this takes as long as they do without shortcuts.
            """,
        examples: [
            Example(
                "table([{n: 1}, {n: 5}, {n: 7}]) | filter(.n > 2) | head(1) | report",
                gives: """
                    | step           | rows_in | rows_out | note |
                    | -------------- | ------: | -------: | ---- |
                    | table          |       3 |        3 |      |
                    | filter(.n > 2) |       3 |        2 |      |
                    | head(1)        |       2 |        1 |      |
                    """)
        ],
        searchTerms: ["audit", "trace", "dropped"],
        Parameter("t", TableArgument.self, "The table.")
    ) { call, table in
        let plan = table.plan
        let run: @Sendable ([Table], ExecutionContext) throws -> Table = { _, context in
            StepTable.table(try Executor.report(plan, context))
        }
        return call.step(.wholeTable(name: "report", inputs: [], run: run), StepTable.schema)
    }
}

/// Step reports as a table.
enum StepTable {
    static let schema = Schema([Field("step", .text), Field("rows_in", .int), Field("rows_out", .int), Field("note", .text)])
    /// Longer calls are cut.
    private static let longest = 60

    static func table(_ steps: [StepReport]) -> Table {
        let columns = [
            Column(.text, steps.map { .text(written($0)) }), Column(.int, steps.map { .int(Int64($0.rowsIn)) }),
            Column(.int, steps.map { .int(Int64($0.rowsOut)) }),
            Column(.text, steps.map { .text($0.notes.joined(separator: "; ")) }),
        ]
        return Table(schema: schema, chunks: [Chunk(count: steps.count, columns: columns)])
    }

    /// The call on one line, or the step's name where none was written.
    private static func written(_ step: StepReport) -> String {
        guard let text = step.origin?.text else { return step.name }
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > longest ? line.prefix(longest - 1) + "…" : line
    }
}
