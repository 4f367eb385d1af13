package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let write = Verb(
        "write", .loading, "Writes a table to a file, in the format that the extension says, or into a SQLite database.",
        notes: "Written to a temporary file and renamed, so a crash leaves the old file whole. `.gz` and `.zst` compress. "
            + "`sqlite:FILE?table=NAME` replaces a table of a database in one transaction. What `train_tokenizer` gave is written as a "
            + "`tokenizer.json`.",
        returns: .null, effects: .writesFiles, checking: .runsBody, examples: [],
        searchTerms: ["save", "to_csv", "export", "sink"],
        Parameter("t", Written.self, "The table, or a tokenizer."),
        Parameter("path", String.self, "Where to.")
    ) { call, written, path in
        switch written {
        case .table(let plan): try Written.write(plan, path, call)
        case .tokenizer(let tokenizer):
            call.record(.writes, "file", path)
            guard path.hasSuffix(".json") else {
                throw Diagnostic(
                    "unknown-format", "a tokenizer is written as JSON, and `\(path)` does not end in .json",
                    at: call.range(ofArgument: 1), help: ["\"models/mine/tokenizer.json\", for example"])
            }
            if call.isChecking { return .null }
            try call.locating(argument: 1) { try call.capabilities.files.write(path, bytes: tokenizer.learnt.json) }
        case .unknown: call.record(.writes, "file", path)
        }
        return .null
    }
}

/// What can be written to a file.
private enum Written: ArgumentType {
    case table(Plan)
    case tokenizer(TokenizerValue)
    /// While checking: what only a run can know.
    case unknown

    static var expects: Expectation { .table }
    static var stand: Written? { .unknown }

    static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> Written {
        if case .object(let value as TokenizerValue) = argument.value { return .tokenizer(value) }
        return .table(try TableArgument.decode(argument, in: call, parameter: parameter).plan)
    }

    static func write(_ table: Plan, _ path: String, _ call: Call) throws {
        if let location = try call.locating(argument: 1, { try DatabaseLocation(path) }) {
            call.record(.writes, "file", location.path)
            if call.isChecking { return }
            let context = call.evaluation.context
            try call.locating(argument: 1) {
                try call.capabilities.databases.write(location, schema: table.schema, context: context) { give in
                    try Executor.stream(table, context, mapping: { $0 }) { chunk in
                        try context.cancellation.check()
                        try give(chunk)
                    }
                }
            }
            return
        }
        call.record(.writes, "file", path)
        let format = try TableWriter.format(of: path)
        if call.isChecking { return }
        try call.locating(argument: 1) {
            try TableWriter.write(table, to: path, format: format, context: call.evaluation.context)
        }
    }
}
