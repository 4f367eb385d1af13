import OctavoLanguage
import OctavoSource
import OctavoTable

extension Call {
    /// The rows of a database's table or query as a step; `path` is the argument that names it.
    func database(
        _ location: DatabaseLocation, _ path: String, columns: [String]?, types: [String: DataType], addsSource: Bool
    ) throws -> Value {
        record(.reads, "file", location.path)
        guard !addsSource else {
            throw Diagnostic(
                "not-supported", "`source:` adds the file and line of each row, and rows of a database have none", at: range,
                help: ["leave it out"])
        }
        var options = ScanOptions(format: .sqlite)
        options.columns = columns?.distinct
        options.types = types
        // What a log beside the database holds is part of it.
        let stamps = [
            try atPath { try capabilities.files.stamp(of: location.path) },
            (try? capabilities.files.stamp(of: location.path + "-wal")) ?? "",
        ]
        let fixed = types.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
        let key = (["database", path] + (options.columns.map { ["\($0.count)"] + $0 } ?? []) + fixed).joined(separator: "\u{0}")
        let scan = try capabilities.loads.scan(
            key, stamps: stamps, memoryLimit: capabilities.memoryLimit / LoadCache.shareOfMemory
        ) {
            try atPath {
                do {
                    let source = try capabilities.databases.source(location, types: types, context: evaluation.context)
                    return try Scan(source, name: path, options: options)
                } catch let failure as QueryFailure {
                    throw placed(failure, location, path)
                }
            }
        }
        return .table(step(.scan(scan), scan.schema))
    }

    /// Shows what is wrong with the database at the argument that names it, without a fix: the path is a part of that text alone.
    private func atPath<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let diagnostic as Diagnostic {
            throw diagnostic.located(at: range(ofArgument: 0))
        }
    }

    /// The failure at its place in the query, where the argument is that text as it stands; else with the place as a note.
    private func placed(_ failure: QueryFailure, _ location: DatabaseLocation, _ path: String) -> Diagnostic {
        guard case .query(let query, let offset) = location.part else { return failure.diagnostic }
        let rest = query.utf8.dropFirst(failure.offset)
        let word = rest.prefix { $0 > 0x20 && $0 != 0x3B && $0 != 0x2C && $0 != 0x29 }
        let argument = range(ofArgument: 0)
        guard argument.text == "\"\(path)\"" else {
            return failure.diagnostic.noting("at: \(String(decoding: rest.prefix(60), as: UTF8.self))")
        }
        // Behind the opening quote.
        let start = argument.bytes.start + 1 + offset + failure.offset
        return failure.diagnostic.located(at: SourceRange(argument.source, ByteRange(start, start + max(word.count, 1))))
    }
}

extension Array where Element: Hashable {
    /// Each element once, where it stands first.
    var distinct: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
