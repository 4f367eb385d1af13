package import OctavoLanguage
import OctavoModels
import OctavoPrompts
import OctavoSource
import OctavoTable

extension Verb {
    package static let promote = Verb(
        "promote", .models, "Points a stage to a published version where conditions over its measures hold, and gives the model.",
        notes:
            "Conditions are as in `expect`, over the measures that the version was published with. Where one is not met the stage "
            + "stays where it is, and the cell fails.",
        parameters: [
            ParameterDescription(
                name: "name", about: "`\"NAME@VERSION\"`, or another stage: `\"NAME@candidate\"`.", expects: .value(.text),
                defaultText: nil, isRest: false),
            ParameterDescription(
                name: "stage", about: "The stage: `\"production\"`.", expects: .value(.text), defaultText: nil, isRest: false),
            ParameterDescription(
                name: "conditions", about: "What its measures must be, each with a name if wanted: `.accuracy >= 0.92`.",
                expects: .selection, defaultText: "[]", isRest: true),
        ],
        returns: .object("model"), effects: [.readsFiles, .writesFiles, .prints], examples: [],
        searchTerms: ["stage", "production", "rollback", "transition", "alias", "quality_gate"], checking: .runsBody
    ) { call, arguments in
        guard let reference = arguments.single[0], let target = arguments.single[1] else { return .null }
        let selections = try Rest<Selection>.decode(rest: arguments.rest, in: call, parameter: call.verb.parameters[2])
        guard case .text(let name) = reference.value, case .text(let stage) = target.value else {
            call.record(.writes, "file", nil)
            return .unknown(.object("model"))
        }
        let folder = ModelArchive.folder(of: String(name.split(separator: "@", omittingEmptySubsequences: false)[0]))
        call.record(.reads, "file", "\(folder)/*")
        call.record(.writes, "file", "\(folder)/stages.yaml")
        if call.isChecking { return .unknown(.object("model")) }
        let archive = ModelArchive(in: call)
        let model = try call.locating(argument: 0) { try archive.model(try archive.find(name)) }
        guard let published = model.published else { return .null }
        let measures = Value(.record(model.card.measures))
        let conditions = selections.elements.map { ExpectedCondition($0) }
        if !conditions.isEmpty, model.card.measures.isEmpty {
            throw Diagnostic(
                "missing-measures", "`\(published)` was published without its measures", at: reference.range,
                help: ["`publish(m, \"\(published.name)\", version: …, measured: test | evaluate(m))`"])
        }
        let outcomes = try conditions.map { try ValueExpectation(measures, $0, call).outcome() }
        try ExpectationReport.conclude(outcomes, call)
        try call.locating(argument: 1) { try archive.move(stage, to: published) }
        return .object(model)
    }
}
