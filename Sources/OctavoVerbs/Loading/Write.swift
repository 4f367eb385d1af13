package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let write = Verb(
        "write", .loading, "Writes a table to a file, in the format that the extension says.",
        notes: "Written to a temporary file and renamed, so a crash leaves the old file whole. `.gz` and `.zst` compress.",
        returns: .null, effects: .writesFiles, checking: .runsBody, examples: [],
        searchTerms: ["save", "to_csv", "export", "sink"],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("path", String.self, "Where to.")
    ) { call, table, path in
        call.record(.writes, "file", path)
        let format = try TableWriter.format(of: path)
        if call.isChecking { return .null }
        try TableWriter.write(try call.force(table.plan), to: path, format: format, context: call.evaluation.context)
        return .null
    }
}
