import OctavoNotebook
import OctavoSource

/// What a run leaves beside the notebook in `<stem>.assets/run.json`: all that changes from run to run and so never stands in
/// the notebook itself.
package enum RunRecord {
    /// `version` is the program's.
    package static func make(_ run: NotebookRun, version: String) -> JSON {
        .object([
            ("octavo", .text(version)), ("language", .text(KeyEncoder.languageVersion)),
            ("notebook", .text(run.graph.notebook.source.name)), ("interrupted", .bool(run.wasInterrupted)),
            ("cells", .array(run.cells.map { cell($0, name: run.graph[$0.number].cell.name) })),
        ])
    }

    private static func cell(_ cell: CellRun, name: String?) -> JSON {
        let (outcome, reason): (String, String?) =
            switch cell.outcome {
            case .finished: ("finished", nil)
            case .failed(let errors): ("failed", errors.first.map { "\($0.code): \($0.message)" })
            case .skipped(let reason): ("skipped", reason)
            case .notRun: ("not run", nil)
            }
        let inputs = cell.inputs?.entries.map { JSON.object([("resource", .text($0.resource)), ("digest", .text($0.digest))]) }
        return .object([
            ("cell", .int(cell.number)), ("name", .optional(name)), ("key", .optional(cell.key.text)),
            ("outcome", .text(outcome)),
            ("reason", .optional(reason)), ("seconds", .float(Double(DurationLabel.milliseconds(cell.duration)) / 1000)),
            ("cached", .bool(false)), ("inputs", inputs.map { .array($0) } ?? .null),
        ])
    }
}
