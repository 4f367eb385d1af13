import OctavoLanguage
import OctavoSource
import OctavoTable

/// The sources of a `data_config.yaml` as one table.
struct SourceCollection {
    /// Says of each row which source it is from.
    static let column = "source"

    private let call: Call
    private let path: String
    /// Where the program names the file.
    private let range: SourceRange

    init(_ call: Call, config path: String, at range: SourceRange) {
        self.call = call
        self.path = path
        self.range = range
    }

    func value(only wanted: [String]?, at place: SourceRange?) throws -> Value {
        call.record(.readsFiles)
        call.record(.reads, "file", path.isEmpty ? nil : path)
        if call.isChecking, path.isEmpty || call.isWritten(path) { return .unknown(.table(nil)) }
        let config = try located { try DataConfig.read(path, files: call.capabilities.files) }
        guard !config.sources.isEmpty else {
            throw Diagnostic(
                "bad-config", "`\(path)` names no sources", at: range,
                help: ["`data_sources:` is a list, each with `name:`, `format:` and `path:`"])
        }
        let sources = try chosen(config, wanted, place)
        for source in sources { call.record(.reads, "file", source.path) }
        if call.isChecking, sources.contains(where: { call.isWritten($0.path) }) { return .unknown(.table(nil)) }
        var parts: [(source: DataConfig.DataSource, plan: Plan)] = []
        for source in sources {
            do {
                parts.append((source, try located { try plan(source) }))
            } catch let diagnostic as Diagnostic {
                // While checking, all sources are looked at.
                guard call.isChecking, diagnostic.code != "interrupted" else { throw diagnostic }
                call.evaluation.report(diagnostic)
            }
        }
        guard parts.count == sources.count else { return .unknown(.table(nil)) }
        if parts.count == 1 { return .table(parts[0].plan) }
        return .table(call.step(.union(parts.map(\.plan)), try located { try schema(of: parts) }))
    }

    /// What is wrong in the file is shown there, and where the program names it.
    private func located<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let diagnostic as Diagnostic {
            guard let place = diagnostic.primary?.range, place.source !== range.source else {
                return try call.locating(argument: 2) { throw diagnostic.located(at: range) }
            }
            throw diagnostic.labelling(range, "collected here")
        }
    }

    private func chosen(
        _ config: DataConfig, _ wanted: [String]?, _ place: SourceRange?
    ) throws -> [DataConfig.DataSource] {
        guard let wanted else { return config.sources }
        let names = config.sources.map(\.name)
        for name in wanted where !names.contains(name) {
            throw Diagnostic(
                "unknown-choice", "`\(path)` has no source `\(name)`", at: place ?? call.range,
                label: Suggestion.question(for: name, among: names) ?? "",
                notes: ["sources: " + names.map { "\"\($0)\"" }.joined(separator: ", ")])
        }
        return config.sources.filter { wanted.contains($0.name) }
    }

    // MARK: - One source

    private func plan(_ source: DataConfig.DataSource) throws -> Plan {
        let (files, format) = try source.files(call.capabilities.files)
        var options = ScanOptions(format: format)
        options.bad = source.bad
        options.columns = source.columns?.distinct
        options.types = source.types
        let scan = try source.located { try call.scan(files, options) }
        if scan.fileSchema.count == 0 || !format.isColumnar && scan.summary.files.allSatisfy({ $0.rows == 0 }) {
            throw Diagnostic(
                "empty-source", "the source `\(source.name)` has no rows", at: source.pathRange,
                notes: [files.count == 1 ? "`\(files[0])` holds no record" : "its \(files.count) files hold no record"])
        }
        return try labelled(call.step(.scan(scan), scan.schema), source)
    }

    /// The rows with their source's name before them, columns renamed.
    private func labelled(_ plan: Plan, _ source: DataConfig.DataSource) throws -> Plan {
        var names: [String: String] = [:]
        for (new, old, range) in source.rename {
            guard plan.schema.index(of: old) != nil else {
                throw Diagnostic(
                    "unknown-column", "the source `\(source.name)` has no column `.\(old)` to rename", at: range,
                    label: Suggestion.question(for: old, among: plan.schema.names, prefix: ".") ?? "",
                    notes: ["columns: " + plan.schema.names.map { "." + DatumText.label($0) }.joined(separator: ", ")])
            }
            names[old] = new
        }
        let name = RowExpression(.literal(.text(source.name)), type: .text, origin: call.range)
        let kept = plan.schema.fields.map { call.keeping($0, as: names[$0.name]) }
        var seen: Set<String> = [Self.column]
        if let twice = kept.first(where: { !seen.insert($0.name).inserted }) {
            throw Diagnostic(
                "duplicate-column", "the source `\(source.name)` would have two columns called `.\(twice.name)`",
                at: source.nameRange,
                help: ["`rename:` gives one of them another name: `rename: {own_\(twice.name): \(twice.name)}`"])
        }
        let named = [NamedExpression(Self.column, name)] + kept
        return call.step(.select(plan, named), try call.schema(named))
    }

    /// The columns of all sources, in the order in which they come.
    private func schema(of parts: [(source: DataConfig.DataSource, plan: Plan)]) throws -> Schema {
        var fields: [Field] = []
        for (source, plan) in parts {
            for field in plan.schema.fields {
                guard let place = fields.firstIndex(where: { $0.name == field.name }) else {
                    fields.append(field)
                    continue
                }
                guard let type = fields[place].type.widened(with: field.type) else {
                    throw Diagnostic(
                        "type-mismatch",
                        "`.\(field.name)` is \(field.type) in the source `\(source.name)` and \(fields[place].type) in one before it",
                        at: source.nameRange, help: ["`rename:` gives it another name there, `types:` another type"])
                }
                fields[place] = Field(field.name, type)
            }
        }
        return Schema(fields)
    }
}
