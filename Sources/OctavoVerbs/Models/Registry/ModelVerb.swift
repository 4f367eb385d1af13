package import OctavoLanguage
import OctavoModels
import OctavoPrompts
import OctavoSource
import OctavoTable

extension Verb {
    package static let model = Verb(
        "model", .models, "Gives a published model, or the model in a file.",
        notes: """
            `model("intent@1.2.0")` is a version, `model("intent@production")` what a stage points to, `model("intent")` the highest version; \
            a path has a slash or an ending. Reading runs nothing, and checks that the content is what was written.
            """,
        returns: .object("model"), effects: .readsFiles, checking: .runsBody, examples: [],
        searchTerms: ["load_model", "registry", "joblib", "unpickle"],
        Parameter("name", String.self, "`\"NAME@VERSION\"`, `\"NAME@STAGE\"`, `\"NAME\"`, or a path.")
    ) { call, reference in
        if call.isChecking, reference.isEmpty { return .unknown(.object("model")) }
        let archive = ModelArchive(in: call)
        if reference.contains("/") || reference.hasSuffix(ModelArchive.ending) {
            call.record(.reads, "file", reference)
            if call.isChecking { return .unknown(.object("model")) }
            return .object(try call.locating(argument: 0) { try archive.model(at: reference) })
        }
        return try archive.published(reference, argument: 0).map { .object($0) } ?? .unknown(.object("model"))
    }

    package static let models = Verb(
        "models", .models, "Lists the published versions of a model, or of all, the lowest first.",
        notes:
            "Reads what the heads of the files say. That a file's content is what was written is checked when `model` reads it.",
        returns: .table(PublishedModels.schema), effects: .readsFiles, checking: .runsBody, examples: [],
        searchTerms: ["registry", "list_models", "stages"],
        Parameter("name", String?.self, "Only versions of this model.")
    ) { call, name in
        call.record(.reads, "file", name.map { "\(ModelArchive.folder(of: $0))/*" } ?? "\(ModelArchive.folder)/**/*")
        if call.isChecking { return .unknown(.table(PublishedModels.schema)) }
        let archive = ModelArchive(in: call)
        return .table(Plan(try PublishedModels.table(archive, name.map { [$0] } ?? archive.names())))
    }
}

/// Published versions as a table.
enum PublishedModels {
    static let schema = Schema([
        Field("model", .text), Field("version", .text), Field("stages", .list(.text)), Field("kind", .text),
        Field("labels", .int), Field("rows", .int), Field("accuracy", .float), Field("sha256", .text),
    ])

    static func table(_ archive: ModelArchive, _ names: [String]) throws -> Table {
        let rows = try names.flatMap { name -> [[Datum]] in
            let stages = try archive.stages(of: name)
            return try archive.versions(of: name).map { version in
                let published = PublishedModel(name: name, version: version)
                let summary = try archive.summary(at: ModelArchive.path(of: published))
                let accuracy = summary.card.measures.first { $0.name == "accuracy" }?.value
                return [
                    .text(name), .text(version.description),
                    .list(stages.filter { $0.version == version }.map { .text($0.name) }), .text(summary.kind),
                    summary.labels.map { .int(Int64($0)) } ?? .null, .int(Int64(summary.card.rows)), accuracy ?? .null,
                    .text(summary.digest),
                ]
            }
        }
        let columns = schema.fields.enumerated().map { index, field in Column(field.type, rows.map { $0[index] }) }
        return Table(schema: schema, chunks: [Chunk(count: rows.count, columns: columns)])
    }
}
