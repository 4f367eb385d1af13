package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let load = Verb(
        "load", .loading, "Reads a table from a file, a glob, a folder or standard input (`-`).",
        notes:
            "Formats by extension: jsonl, json, csv, tsv, txt, md, eml, mbox, each plain, `.gz` or `.zst`. Types come from the "
            + "whole input: a late odd value widens a column and never fails the load.",
        returns: .table(nil), effects: .readsFiles, checking: .runsBody,
        examples: [],
        searchTerms: ["read", "open", "read_csv", "read_json", "scan", "import", "from"],
        Parameter("path", String.self, "Where from."),
        Parameter("format", Choice<FileFormat>?.self, "The format, where the extension does not say it."),
        Parameter("columns", ListOf<String>?.self, "Only these columns."),
        Parameter("types", LoadTypes?.self, "Types that are fixed: `{id: \"text\"}`."),
        Parameter("bad", default: Choice(option: ScanOptions.BadRecords.error), "\"error\"", "What a malformed record does."),
        Parameter("source", default: false, "false", "Adds columns `_file` and `_line`.")
    ) { call, path, format, columns, types, bad, source in
        call.record(.reads, "file", path.isEmpty && call.isChecking ? nil : path)
        if path.isEmpty, call.isChecking { return .unknown(.table(nil)) }
        let files = try call.capabilities.files.resolve(path)
        var options = ScanOptions(format: try format?.option ?? LoadFormat.of(files, call))
        options.bad = bad.option
        options.includesSource = source
        options.columns = columns?.items
        options.types = types?.types ?? [:]
        let stamps = try files.map { "\($0)=\(try call.capabilities.files.stamp(of: $0))" }
        let fixed = options.types.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
        let key = (["\(options.format)", "\(bad.option)", "\(source)"] + (columns?.items ?? []) + fixed + stamps)
            .joined(separator: "\u{0}")
        return .table(
            try call.capabilities.loads.plan(key) {
                let scan = try TableReader.inferSchema(files: files, options: options, context: call.evaluation.context)
                return call.step(.scan(scan), scan.schema)
            })
    }
}

/// Which format a file's name says.
enum LoadFormat {
    static func of(_ files: [String], _ call: Call) throws -> FileFormat {
        for file in files {
            var parts = file.split(separator: "/").last?.split(separator: ".").map { $0.lowercased() } ?? []
            if let last = parts.last, last == "gz" || last == "zst" { parts.removeLast() }
            if let last = parts.last, parts.count > 1 {
                if let format = FileFormat(rawValue: last == "ndjson" ? "jsonl" : last == "text" || last == "log" ? "txt" : last)
                {
                    return format
                }
            }
        }
        throw Diagnostic(
            "unknown-format", "the name `\(files.first ?? "")` does not say which format it has", at: call.range,
            help: ["name it: `load(…, format: \"csv\")`"],
            fix: nil
        ).noting("formats: " + FileFormat.allCases.map(\.rawValue).joined(separator: ", "))
    }
}

/// `types: {id: "text", at: "time"}`.
struct LoadTypes: ArgumentType {
    let types: [String: DataType]
    static var expects: Expectation { .value(.record([])) }

    static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> LoadTypes {
        let names: [String: DataType] = [
            "bool": .bool, "int": .int, "float": .float, "text": .text, "time": .time, "date": .date,
        ]
        guard case .record(let record) = argument.value else { throw mismatch(argument.value, argument.range, call, parameter) }
        var types: [String: DataType] = [:]
        for field in record.fields {
            guard case .text(let name) = field.value, let type = names[name] else {
                throw Diagnostic(
                    "unknown-choice", "`\(field.name)` has no such type", at: argument.range,
                    notes: ["types: " + names.keys.sorted().joined(separator: ", ")])
            }
            types[field.name] = type
        }
        return LoadTypes(types: types)
    }
}
