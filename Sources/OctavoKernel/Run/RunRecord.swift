import OctavoLanguage
import OctavoNotebook
import OctavoSource
import OctavoTable
import OctavoVerbs

/// What a run leaves beside the notebook in `<stem>.assets/run.json`: all that changes from run to run and so never stands in
/// the notebook itself. A later run learns from it which silent cells it need not run.
package struct RunRecord: Sendable {
    private struct Entry {
        var isSilent = false
        var seconds: JSON = .null
        var inputs: JSON = .null
    }

    /// Cells that ran to their end, by key.
    private let entries: [String: Entry]

    /// Keys of the cells that ran and showed nothing.
    package var silentKeys: Set<String> { Set(entries.filter(\.value.isSilent).keys) }

    /// Reads what `make` wrote. Whatever else stands there counts as no record: it is made anew by the next run.
    package init(_ text: String?) {
        var entries: [String: Entry] = [:]
        if let text, let cells = (try? JSONReader.read(text))?["cells"]?.items {
            for cell in cells {
                guard let key = cell["key"]?.text, cell["outcome"]?.text == "finished" else { continue }
                var entry = Entry()
                if case .bool(false)? = cell["shows"] { entry.isSilent = true }
                if let seconds = cell["seconds"] { entry.seconds = ValueJSON.make(seconds) }
                if let inputs = cell["inputs"] { entry.inputs = ValueJSON.make(inputs) }
                entries[key] = entry
            }
        }
        self.entries = entries
    }

    /// The record of a run that follows the one of this record. `version` is the program's.
    package func json(of run: NotebookRun, version: String) -> JSON {
        .object([
            ("octavo", .text(version)), ("language", .text(KeyEncoder.languageVersion)),
            ("notebook", .text(run.graph.notebook.source.name)), ("interrupted", .bool(run.wasInterrupted)),
            ("cells", .array(run.cells.map { cell($0, of: run.graph[$0.number].cell) })),
        ])
    }

    /// What did not run keeps what is known of it.
    private func cell(_ run: CellRun, of cell: Cell) -> JSON {
        let known = run.hasRun ? nil : run.key.text.flatMap { entries[$0] }
        let (outcome, reason): (String, String?) =
            switch run.outcome {
            case .failed(let errors): ("failed", errors.first.map { "\($0.code): \($0.message)" })
            case .skipped(let reason): ("skipped", reason)
            case .upToDate: ("finished", nil)
            case .notRun: (known == nil ? "not run" : "finished", nil)
            case .finished: ("finished", nil)
            }
        let shows = run.hasRun ? !run.showsNothing : known.map { !$0.isSilent } ?? !cell.results.isEmpty
        let inputs = run.inputs.map { inputs in
            JSON.array(inputs.entries.map { .object([("resource", .text($0.resource)), ("digest", .text($0.digest))]) })
        }
        return .object([
            ("cell", .int(run.number)), ("name", .optional(cell.name)), ("key", .optional(run.key.text)),
            ("outcome", .text(outcome)), ("reason", .optional(reason)), ("shows", .bool(shows)),
            ("seconds", run.hasRun ? .float(DurationLabel.fraction(run.duration)) : known?.seconds ?? .null),
            ("cached", .bool(!run.hasRun && outcome == "finished")), ("inputs", inputs ?? known?.inputs ?? .null),
        ])
    }
}
