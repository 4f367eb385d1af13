package import OctavoLanguage
import OctavoPrompts
import OctavoSource
import OctavoTable

extension Verb {
    package static let versions = Verb(
        "versions", .prompts, "Lists the released versions of a prompt, or of all, the lowest first.",
        returns: .table(PromptVersions.schema), effects: .readsFiles, checking: .runsBody, examples: [],
        searchTerms: ["releases", "history"],
        Parameter("p", PromptName?.self, "The prompt, or its name; all where none is given.")
    ) { call, argument in
        let archive = PromptArchive(in: call)
        guard let argument else {
            call.record(.reads, "file", "\(PromptArchive.folder)/**/*")
            if call.isChecking { return .unknown(.table(PromptVersions.schema)) }
            return .table(Plan(try PromptVersions.table(archive, archive.names())))
        }
        guard let name = argument.name else { return .unknown(.table(PromptVersions.schema)) }
        call.record(.reads, "file", "\(PromptArchive.folder(of: name))/*")
        if call.isChecking { return .unknown(.table(PromptVersions.schema)) }
        return .table(Plan(try PromptVersions.table(archive, [name])))
    }

    package static let diff = Verb(
        "diff", .prompts,
        "Lists what differs between two versions of a prompt: inputs, output, model, parameters, lines of its text, and results of tests.",
        notes: "A version is a number, a label, or `latest`; without the second it is the prompt as it stands in its file.",
        returns: .table(PromptVersions.changes), effects: .readsFiles, checking: .runsBody, examples: [],
        searchTerms: ["compare_versions", "changes"],
        Parameter("p", PromptName.self, "The prompt, or its name."),
        Parameter("from", String.self, "The version before."),
        Parameter("to", String?.self, "The version after.")
    ) { call, argument, from, to in
        guard let name = argument.name else { return .unknown(.table(PromptVersions.changes)) }
        call.record(.reads, "file", "\(PromptArchive.folder(of: name))/*")
        if call.isChecking { return .unknown(.table(PromptVersions.changes)) }
        let archive = PromptArchive(in: call)
        let old = try call.locating(argument: 1) { try archive.prompt(name, try archive.version(from, of: name)) }
        let new: Prompt
        if let to {
            new = try call.locating(argument: 2) { try archive.prompt(name, try archive.version(to, of: name)) }
        } else if let prompt = argument.prompt {
            new = try archive.unreleased(prompt, name)
        } else {
            throw Diagnostic(
                "missing-argument", "`diff` needs a second version where only the prompt's name is known", at: call.range,
                help: ["`diff(\"\(name)\", \"\(from)\", \"latest\")`"])
        }
        return .table(Plan(PromptVersions.table(PromptDifference(from: old, to: new))))
    }
}

/// Versions and what differs between them, as tables.
package enum PromptVersions {
    static let schema = Schema([
        Field("prompt", .text), Field("version", .text), Field("parent", .text), Field("labels", .list(.text)),
        Field("model", .text),
        Field("inputs", .list(.text)), Field("results", .list(.text)), Field("hash", .text),
    ])
    static let changes = Schema([
        Field("part", .text), Field("name", .text), Field("before", .text), Field("after", .text),
    ])

    static func table(_ archive: PromptArchive, _ names: [String]) throws -> Table {
        table(schema, try names.flatMap { try rows(archive, $0) })
    }

    private static func rows(_ archive: PromptArchive, _ name: String) throws -> [[Datum]] {
        let labels = try archive.labels(of: name)
        return try archive.versions(of: name).map { version in
            let prompt = try archive.prompt(name, version)
            return [
                .text(name), .text(version.description), prompt.header.release?.parent.map { .text($0) } ?? .null,
                .list(labels.filter { $0.version == version }.map { .text($0.name) }),
                prompt.header.model.map { .text($0) } ?? .null,
                .list(prompt.inputs.map { .text($0.text) }),
                .list((prompt.header.release?.results ?? []).map { .text($0.resultText) }),
                .text(prompt.header.release?.hash ?? ""),
            ]
        }
    }

    /// Points a label to the version that a number or another label names, and gives its number.
    package static func move(_ label: String, of name: String, to version: String, in evaluation: Evaluation) throws -> String {
        if evaluation.capabilities.isReadOnly { throw Diagnostic("read-only", "a label is written, and this run is read-only") }
        let call = Call(of: .release, at: Source(name: "<command line>", text: label).range, in: evaluation)
        let archive = PromptArchive(in: call)
        let found = try archive.version(version, of: name)
        try archive.move(label, of: name, to: found)
        return found.description
    }

    static func table(_ difference: PromptDifference) -> Table {
        table(
            changes,
            difference.changes.map { change in
                [
                    .text(change.part.rawValue), .text(change.name), change.before.map { .text($0) } ?? .null,
                    change.after.map { .text($0) } ?? .null,
                ]
            })
    }

    private static func table(_ schema: Schema, _ rows: [[Datum]]) -> Table {
        let columns = schema.fields.enumerated().map { index, field in Column(field.type, rows.map { $0[index] }) }
        return Table(schema: schema, chunks: [Chunk(count: rows.count, columns: columns)])
    }
}
