package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let load = Verb(
        "load", .loading, "Reads a table from a file, a glob, a folder, standard input (`-`) or a SQLite database.",
        notes:
            "Formats by extension: jsonl, json, csv, tsv, txt, md, eml, mbox, parquet, arrow (also feather, ipc, arrows), each plain, `.gz` or "
            + "`.zst`. Types of text formats come from the whole input: a late odd value widens a column and never fails the load. Parquet and "
            + "Arrow files say their types themselves; only the columns that are used are read, and parts that a filter rules out are skipped. "
            + "`sqlite:FILE?table=NAME` and `sqlite:FILE?query=SELECT …` read a database. More: docs/formats.md.",
        returns: .table(nil), effects: .readsFiles, checking: .runsBody,
        examples: [],
        searchTerms: ["read", "open", "read_csv", "read_json", "scan", "import", "from"],
        Parameter("path", String.self, "The file, glob or folder, `-`, or `sqlite:…`; relative to the project's root."),
        Parameter("format", Choice<FileFormat>?.self, "The format, where the extension does not say it."),
        Parameter("columns", ListOf<String>?.self, "Only these columns, in this order."),
        Parameter(
            "types", LoadTypes?.self,
            "Types that are fixed, of `bool`, `int`, `float`, `text`, `time` and `date`: `{id: \"text\"}`."),
        Parameter(
            "bad", default: Choice(option: ScanOptions.BadRecords.error), "\"error\"",
            "A malformed record: `\"error\"` says its file and line, `\"skip\"` leaves it out, `\"keep\"` puts it in a column `_bad`. "
                + "`\"repair\"` reads bytes of JSON that are not UTF-8 as Windows-1252, as in the other text formats."),
        Parameter("source", default: false, "false", "Adds columns `_file` and `_line`: where each row stands.")
    ) { call, path, format, columns, types, bad, source in
        if let location = try call.locating(argument: 0, { try DatabaseLocation(path) }) {
            return try call.database(
                location, path, columns: columns?.items, types: types?.types ?? [:], addsSource: source)
        }
        call.record(.reads, "file", path.isEmpty && call.isChecking ? nil : path)
        if path.isEmpty, call.isChecking { return .unknown(.table(nil)) }
        // What a statement above will have written is not there yet, or holds something else.
        if call.isChecking, call.isWritten(path) { return .unknown(.table(nil)) }
        let files = try call.locating(argument: 0) { try call.capabilities.files.resolve(path) }
        var options = ScanOptions(format: try format?.option ?? LoadFormat.of(files, path, call.range(ofArgument: 0)))
        if options.format == .sqlite, files.count == 1, let location = try DatabaseLocation(DatabaseLocation.scheme + files[0]) {
            return try call.database(
                location, path, columns: columns?.items, types: types?.types ?? [:], addsSource: source)
        }
        options.bad = bad.option
        options.includesSource = source
        options.columns = columns?.items.distinct
        options.types = types?.types ?? [:]
        let scan = try call.locating(argument: 0) { try call.scan(files, options) }
        return .table(call.step(.scan(scan), scan.schema))
    }
}

extension Call {
    /// The rows of these files, whose types are found now unless an earlier load of the session knows them.
    func scan(_ files: [String], _ options: ScanOptions) throws -> Scan {
        let fixed = options.types.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
        let chosen = options.columns.map { ["\($0.count)"] + $0 } ?? []
        let key = (["\(options.format)", "\(options.bad)", "\(options.includesSource)"] + chosen + fixed + files)
            .joined(separator: "\u{0}")
        let stamps = try files.map { try capabilities.files.stamp(of: $0) }
        return try capabilities.loads.scan(
            key, stamps: stamps, memoryLimit: capabilities.memoryLimit / LoadCache.shareOfMemory
        ) {
            try TableReader.inferSchema(files: files, options: options, context: evaluation.context)
        }
    }
}

/// Which format files have by their names.
enum LoadFormat {
    /// The one format of all `files`, which `path` named. Throws `unknown-format`, and `mixed-formats` where there are several.
    static func of(_ files: [String], _ path: String, _ range: SourceRange?) throws -> FileFormat {
        var counts: [FileFormat: Int] = [:]
        for file in files {
            guard let format = FileFormat(path: file) else { continue }
            // Mailboxes and single messages give the same columns, each file by its own ending.
            counts[format == .mbox && files.count > 1 ? .eml : format, default: 0] += 1
        }
        guard let format = counts.keys.first else { throw unknown(files.first ?? path, range) }
        if counts.count == 1 { return format }
        let ranked = counts.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
        let all = ranked.map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", ")
        throw Diagnostic(
            "mixed-formats", "`\(path)` names files of several formats: \(all)", at: range,
            help: [
                "load those of one format, e.g. `load(\"\(pattern(path, ranked[0].key))\")`, and put tables together with `union`"
            ])
    }

    private static func unknown(_ file: String, _ range: SourceRange?) -> Diagnostic {
        let ending = file.split(separator: "/").last?.split(separator: ".").dropFirst().last.map { $0.lowercased() }
        let known = "known endings: \(FileFormat.endingsText), each also with .gz or .zst behind it"
        switch ending {
        case _ where file == "-":
            return Diagnostic(
                "unknown-format", "standard input has no name that says its format", at: range,
                help: ["name it: `load(\"-\", format: \"jsonl\")`"])
        case "bz2", "xz", "zip", "7z", "lz4", "br", "tar", "tgz":
            return Diagnostic(
                "unknown-format", "cannot unpack `\(file)`", at: range, notes: [known],
                help: ["unpack it first, or pack it with gzip or zstd"])
        case "db", "db3":
            return Diagnostic(
                "unknown-format", "`\(file)` may be a database of any kind", at: range, notes: [known],
                help: ["a table of a SQLite database: `load(\"sqlite:\(file)?table=NAME\")`"])
        case let ending?:
            return Diagnostic(
                "unknown-format", "`.\(ending)` of `\(file)` names no format that can be read", at: range, notes: [known],
                help: ["if it holds one of them, name that: `load(…, format: \"csv\")`"])
        case nil:
            return Diagnostic(
                "unknown-format", "the name `\(file)` does not say which format it has", at: range, notes: [known],
                help: ["name the format: `load(…, format: \"csv\")`"])
        }
    }

    /// A pattern for the files of one format among those that `path` names.
    static func pattern(_ path: String, _ format: FileFormat) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        if let last = parts.last, last.contains("*") || last.contains("?") || last.contains("[") || last.isEmpty {
            return (parts.dropLast().map(String.init) + ["*.\(format.rawValue)"]).joined(separator: "/")
        }
        return path + "/*.\(format.rawValue)"
    }
}

/// `types: {id: "text", at: "time"}`.
struct LoadTypes: ArgumentType {
    let types: [String: DataType]
    static var expects: Expectation { .value(.record([])) }
    static let names: [String: DataType] = [
        "bool": .bool, "int": .int, "float": .float, "text": .text, "time": .time, "date": .date,
    ]

    static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> LoadTypes {
        guard case .record(let record) = argument.value else { throw mismatch(argument.value, argument.range, call, parameter) }
        var types: [String: DataType] = [:]
        for field in record.fields {
            guard case .text(let name) = field.value else { throw mismatch(argument.value, argument.range, call, parameter) }
            guard let type = names[name] else {
                let question = Suggestion.question(for: name, among: names.keys.sorted())
                throw Diagnostic(
                    "unknown-choice", "`types:` gives `.\(field.name)` the type \"\(name)\", which no column of a file can have",
                    at: argument.range, notes: ["types: " + names.keys.sorted().joined(separator: ", ")],
                    help: question.map { [$0] } ?? [])
            }
            types[field.name] = type
        }
        return LoadTypes(types: types)
    }
}

extension Call {
    /// Whether what stands above in the same program writes the file that `path` names, or one of the files.
    func isWritten(_ path: String) -> Bool {
        let isMany = path.contains { "*?[".contains($0) }
        return evaluation.accesses.contains { access in
            guard access.kind == .writes, access.resource.hasPrefix("file:") else { return false }
            let written = access.resource.dropFirst(5)
            return isMany || written == "*" || written == path || written.hasPrefix(path + "/")
        }
    }
}
