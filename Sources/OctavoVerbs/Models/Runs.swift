package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let runs = Verb(
        "runs", .models, "Lists the trainings of this project: what was learnt from which rows, how, and what came of it.",
        notes: """
            Each `train` at the prompt, in a script or in `octavo run` is noted under `.octavo/runs`, and so is what `evaluate` says of its model; \
            a replay by `octavo test` notes nothing. `data` is the SHA-256 of the rows, `code` the call.
            """,
        returns: .table(TrainingRuns.schema), effects: [.outside, .readsFiles], checking: .runsBody, examples: [],
        searchTerms: ["experiments", "tracking", "mlflow", "history", "mlruns"],
        Parameter("name", String?.self, "Only the run of this name.")
    ) { call, name in
        if call.isChecking { return .unknown(.table(TrainingRuns.schema)) }
        let (all, unreadable) = try call.capabilities.runs.runs()
        for path in unreadable {
            call.warn(
                Diagnostic("bad-run", "`\(path)` cannot be read as a run", severity: .warning, help: ["remove it, or restore it"])
            )
        }
        let found = name.map { name in all.filter { $0.name == name } } ?? all
        if let name, found.isEmpty {
            let nearest = Suggestion.best(for: name, among: all.map(\.name))
            throw Diagnostic(
                "unknown-run", "no run is called `\(name)`", at: call.range(ofArgument: 0),
                help: [nearest.map { "did you mean `\($0)`?" } ?? "`runs()` lists them"])
        }
        return .table(Plan(TrainingRuns.table(found)))
    }
}

/// Runs as a table.
enum TrainingRuns {
    static let schema = Schema([
        Field("run", .text), Field("started", .time), Field("seconds", .float), Field("model", .text), Field("rows", .int),
        Field("validation_rows", .int), Field("labels", .int), Field("accuracy", .float), Field("f1", .float),
        Field("loss", .float),
        Field("validation_loss", .float), Field("validation_accuracy", .float), Field("parameters", .text), Field("data", .text),
        Field("source", .text), Field("code", .text), Field("octavo", .text), Field("threads", .int),
        Field("curve", .list(.record(LearningCurve.fields))),
    ])

    static func table(_ runs: [TrainingRun]) -> Table {
        let rows = runs.map { run -> [Datum] in
            func measure(_ name: String) -> Datum { run.measures.first { $0.name == name }?.value ?? .null }
            func last(_ name: String) -> Datum {
                guard case .record(let point)? = run.curve.last else { return .null }
                return point.first { $0.name == name }?.value ?? .null
            }
            return [
                .text(run.name), .time(run.started), .float(run.seconds), .text(run.model), .int(Int64(run.rows)),
                .int(Int64(run.validationRows)), .int(Int64(run.labels)), measure("accuracy"), measure("f1"), last("loss"),
                last("validation_loss"), last("validation_accuracy"), .text(DatumText.literal(.record(run.parameters))),
                .text(run.data), .text(run.source), .text(run.code), .text(run.octavo), .int(Int64(run.threads)),
                .list(run.curve.map { LearningCurve.datum(noted: $0) }),
            ]
        }
        let columns = schema.fields.enumerated().map { index, field in Column(field.type, rows.map { $0[index] }) }
        return Table(schema: schema, chunks: [Chunk(count: rows.count, columns: columns)])
    }
}
