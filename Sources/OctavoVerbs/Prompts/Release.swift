package import OctavoLanguage
import OctavoPrompts
import OctavoSource
import OctavoTable

extension Verb {
    package static let release = Verb(
        "release", .prompts, "Writes a version of a prompt that never changes again, and gives it.",
        notes: """
            The file `prompts/versions/NAME/VERSION.md` holds the template with its parts in their places, and says its parent and the hash of \
            its content. The number says what changed since the version before: inputs or output a new major number, examples, model, parameters \
            and defaults minor, wording patch; one that says too little is refused. Releasing the same again changes nothing. `label` points \
            a label such as `production` to the version; `prompt("NAME@production")` reads what it points to. `results` writes what tests have \
            said into the file, at once or later: what `compare` gives of this prompt, or a table or record of numbers. `versions` and `diff` \
            show it.
            """,
        returns: .object("prompt"), effects: [.readsFiles, .writesFiles], checking: .runsBody,
        examples: [],
        searchTerms: ["publish_prompt", "version", "tag", "save_prompt"],
        Parameter("p", PromptArgument.self, "The prompt."),
        Parameter("version", String.self, "`\"major.minor.patch\"`."),
        Parameter("name", String?.self, "What it is called, where its front matter does not say that."),
        Parameter("label", String?.self, "A label that points to it from now on."),
        Parameter("results", ReleaseResults?.self, "What tests say of it: of `compare`, a table, or a record.")
    ) { call, argument, text, name, label, results in
        guard let prompt = argument.prompt else { return .unknown(.object("prompt")) }
        let name = try PromptArgument.name(name ?? prompt.name, call)
        guard let version = ReleaseVersion(text) else {
            if call.isChecking, text.isEmpty { return .unknown(.object("prompt")) }
            throw Diagnostic(
                "unknown-version", "`\(text)` is no version", at: call.range(ofArgument: 1),
                help: ["three numbers: `\"1.0.0\"`"])
        }
        call.record(.writes, "file", PromptArchive.path(of: name, version))
        if label != nil { call.record(.writes, "file", PromptArchive.labelsPath(of: name)) }
        if call.isChecking { return .unknown(.object("prompt")) }
        let archive = PromptArchive(in: call)
        let draft = try call.locating(argument: 1) { try archive.draft(prompt, as: version, name: name) }
        let tested = try results?.rows(call)
        try archive.write(draft)
        if let tested { try archive.record(tested, of: name, version) }
        if let label {
            try call.locating(argument: 3) { try archive.move(label, of: name, to: version) }
        }
        return .object(try archive.prompt(name, version))
    }
}

/// A prompt as an argument.
package struct PromptArgument: ArgumentType {
    /// `nil` while checking where only a run can know it.
    let prompt: Prompt?

    package static var expects: Expectation { .value(.object("prompt")) }
    package static var stand: PromptArgument? { PromptArgument(prompt: nil) }

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> PromptArgument {
        guard case .object(let prompt as Prompt) = argument.value else {
            throw mismatch(argument.value, argument.range, call, parameter)
        }
        return PromptArgument(prompt: prompt)
    }

    static func name(_ name: String?, _ call: Call) throws -> String {
        guard let name else {
            throw Diagnostic(
                "missing-argument", "`\(call.verb.name)` needs the prompt's name", at: call.range,
                help: [
                    call.verb.parameters.contains { $0.name == "name" }
                        ? "`name:` in the front matter, or as an option: `\(call.verb.name)(p, …, name: \"greeting\")`"
                        : "`name:` in the front matter; what is released is found by its name: `\(call.verb.name)(\"greeting\", …)`"
                ])
        }
        guard PromptArchive.isName(name) else {
            throw Diagnostic(
                "wrong-argument", "`\(name)` cannot be the name of a prompt", at: call.range,
                help: ["letters, digits, `_` and `-`: it names a folder"])
        }
        return name
    }
}

/// A prompt, or the name of one that has versions.
package struct PromptName: ArgumentType {
    /// `nil` where a name was given.
    let prompt: Prompt?
    /// `nil` while checking where only a run can know it.
    let name: String?

    package static var expects: Expectation { .anything }
    package static var stand: PromptName? { PromptName(prompt: nil, name: nil) }

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> PromptName {
        switch argument.value {
        case .object(let prompt as Prompt):
            return PromptName(prompt: prompt, name: try PromptArgument.name(prompt.name, call))
        case .text(let name) where PromptArchive.isName(name): return PromptName(prompt: nil, name: name)
        default:
            throw Diagnostic(
                "wrong-argument", "`\(call.verb.name)` takes a prompt or its name", at: argument.range,
                help: ["`\(call.verb.shortSignature)`"])
        }
    }
}
