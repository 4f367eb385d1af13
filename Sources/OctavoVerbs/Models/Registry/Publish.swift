package import OctavoLanguage
import OctavoModels
import OctavoPrompts
import OctavoSource
import OctavoTable

extension Verb {
    package static let publish = Verb(
        "publish", .models, "Writes a model as a version that never changes again, and gives it.",
        notes: """
            The file `models/NAME/VERSION.safetensors` holds the weights, and a card of facts: the columns, how many rows it learnt from and \
            their SHA-256, the arguments of the training, what it was `measured` to be. Publishing the same again changes nothing; another \
            model under the same version is refused. `stage` points a stage such as `candidate` to it; `promote` moves a stage where \
            conditions hold.
            """,
        returns: .object("model"), effects: [.readsFiles, .writesFiles], checking: .runsBody, examples: [],
        searchTerms: ["save_model", "register", "registry", "export", "mlflow", "pickle", "dump"],
        Parameter("model", ModelArgument.self, "The model."),
        Parameter("name", String.self, "What it is called: letters, digits, `_` and `-`."),
        Parameter("version", String.self, "`\"major.minor.patch\"`."),
        Parameter("measured", MeasuresArgument?.self, "What it was measured to be, from `evaluate`; its tables are left out."),
        Parameter("notes", String?.self, "What people should know: where it may be used, where not."),
        Parameter("stage", String?.self, "A stage that points to it from now on.")
    ) { call, argument, name, version, measured, notes, stage in
        let published = try call.publishedModel(name, version)
        if let published {
            call.record(.writes, "file", ModelArchive.path(of: published))
            if stage != nil { call.record(.writes, "file", ModelArchive.stagesPath(of: name)) }
        } else {
            call.record(.writes, "file", nil)
        }
        guard let model = argument.model, let published, !call.isChecking else { return .unknown(.object("model")) }
        var card = model.card
        if let measured { card.measures = measured.measures }
        if let notes { card.notes = notes }
        let archive = ModelArchive(in: call)
        if let stage { try call.locating(argument: 5) { try archive.checkStage(stage) } }
        let value = try call.locating(argument: 2) { try archive.publish(model.model, card, as: published) }
        if let stage {
            do {
                try call.locating(argument: 5) { try archive.move(stage, to: published) }
            } catch var problem as Diagnostic {
                problem.notes.append(
                    "`\(published.name)` \(published.version) is published, and the stage `\(stage)` means what it did before")
                throw problem
            }
        }
        return .object(value)
    }
}

/// What `evaluate` gives, as far as a card can hold it: its numbers and texts.
struct MeasuresArgument: ArgumentType {
    let measures: [(name: String, value: Datum)]
    static var expects: Expectation { .anything }
    static var stand: MeasuresArgument? { MeasuresArgument(measures: []) }

    static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> MeasuresArgument {
        if argument.value.isUnknown { return MeasuresArgument(measures: []) }
        guard case .record(let record) = argument.value else {
            throw Diagnostic(
                "wrong-argument", "`publish` takes what `evaluate` gives for `measured`, not \(article(argument.value.kindName))",
                at: argument.range, help: ["`measured: test | evaluate(m)`"])
        }
        return MeasuresArgument(measures: measures(of: record))
    }

    static func measures(of record: Record) -> [(name: String, value: Datum)] {
        record.fields.compactMap { field in
            switch field.value {
            case .int, .float, .text, .bool: field.value.datum.map { (name: field.name, value: $0) }
            default: nil
            }
        }
    }
}

extension Call {
    /// The name and version in the second and third argument; `nil` while checking where only a run can know them.
    func publishedModel(_ name: String, _ version: String) throws -> PublishedModel? {
        if isChecking, name.isEmpty || version.isEmpty { return nil }
        return try locating(argument: PromptArchive.isName(name) ? 2 : 1) { try PublishedModel(checking: name, version) }
    }
}
