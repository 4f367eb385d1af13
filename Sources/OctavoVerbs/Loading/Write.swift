package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let write = Verb(
        "write", .loading, "Writes a table to a file, in the format that the extension says, or into a SQLite database.",
        notes: "Written to a temporary file and renamed, so a crash leaves the old file whole. `.gz` and `.zst` compress. "
            + "`sqlite:FILE?table=NAME` replaces a table of a database in one transaction.",
        returns: .null, effects: .writesFiles, checking: .runsBody, examples: [],
        searchTerms: ["save", "to_csv", "export", "sink"],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("path", String.self, "Where to.")
    ) { call, table, path in
        if let location = try call.locating(argument: 1, { try DatabaseLocation(path) }) {
            call.record(.writes, "file", location.path)
            if call.isChecking { return .null }
            let context = call.evaluation.context
            try call.locating(argument: 1) {
                try call.capabilities.databases.write(location, schema: table.plan.schema, context: context) { give in
                    try Executor.stream(table.plan, context, mapping: { $0 }) { chunk in
                        try context.cancellation.check()
                        try give(chunk)
                    }
                }
            }
            return .null
        }
        call.record(.writes, "file", path)
        let format = try TableWriter.format(of: path)
        if call.isChecking { return .null }
        try call.locating(argument: 1) {
            try TableWriter.write(table.plan, to: path, format: format, context: call.evaluation.context)
        }
        return .null
    }
}
