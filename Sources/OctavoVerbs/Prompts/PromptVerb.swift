package import OctavoLanguage
import OctavoPrompts
import OctavoSource
import OctavoTable

extension Verb {
    package static let prompt = Verb(
        "prompt", .prompts, "Reads a prompt template from a file, or takes its text, and checks it.",
        notes: """
            A template is text with holes: `{{ expression }}` in this language over the inputs that the front matter declares. \
            `{{ if … }} {{ else if … }} {{ else }} {{ end }}`, `{{ for item in items }} {{ end }}` and `{{ include "part.md" }}` are \
            directives, and a line that holds nothing else disappears; so does a comment, `{{ # … }}`. Lines `--- system ---`, \
            `--- user ---` and `--- assistant ---` make a conversation; without them the template is one text. A template without front \
            matter takes every name in it as an input of type text, unless `inputs` declares them. Braces of JSON are text.

            Checked when it is read: inputs that are missing, misspelt or unused, types, conditions, inputs with `trusted: false` in the \
            system's message. Null has no place in a prompt: an input that may be null is written with `??` or inside `if`. \
            A file of Dotprompt or Mustache is read as what it would be here; what has no counterpart is an error at its place. \
            More: docs/prompt_engineering.md.
            """,
        parameters: parameters, returns: .object("prompt"),
        examples: [
            Example("render(prompt(text: \"Hello {{ upper(name) }}!\"), name: \"Ann\")", gives: "\"Hello ANN!\""),
            Example(
                """
                prompt(text: "Guest: {{ guest }}. {{ if nights > 6 }}A long stay.{{ end }}", inputs: {guest: "text", nights: "int"}) \
                | render(guest: "Ann", nights: 7)
                """,
                gives: "\"Guest: Ann. A long stay.\""),
        ],
        searchTerms: ["template", "jinja", "mustache", "handlebars", "prompt_template", "dotprompt"], checking: .runsBody,
        validate: { _, _ in },
        run: { call, arguments in try PromptArguments(call, arguments).value() })

    private static let parameters = [
        ParameterDescription(
            name: "path",
            about:
                "The template's file, relative to the project's root, one of Dotprompt (`.prompt`) or Mustache (`.mustache`) too; or a "
                + "released version: `\"NAME@1.0.0\"`.",
            expects: .value(.text), defaultText: "null", isRest: false),
        ParameterDescription(
            name: "text", about: "The template itself, in place of a file.", expects: .value(.text), defaultText: "null",
            isRest: false),
        ParameterDescription(
            name: "inputs",
            about: "Inputs of a template whose file does not declare them, with their types: `{nights: \"int\"}`.",
            expects: .anything, defaultText: "null", isRest: false),
    ]
}

/// What a call of `prompt` was given.
private struct PromptArguments {
    private let call: Call
    private let path: BoundArguments.Argument?
    private let text: BoundArguments.Argument?
    private let inputs: BoundArguments.Argument?

    init(_ call: Call, _ arguments: BoundArguments) {
        func given(_ index: Int) -> BoundArguments.Argument? {
            arguments.single[index].flatMap { $0.value.isNull ? nil : $0 }
        }
        self.call = call
        (path, text, inputs) = (given(0), given(1), given(2))
    }

    func value() throws -> Value {
        if let expression = [path, text].compactMap({ $0 }).first(where: \.value.isExpression) {
            throw Diagnostic(
                "not-in-expression",
                "`prompt` reads one template, so it cannot stand in a column expression or in another template",
                at: expression.range, help: ["bind it to a name before; rows fill its holes: `t | render(p)`, `t | ask(p)`"])
        }
        switch (path, text) {
        case (let path?, nil): return try file(path)
        case (nil, let text?): return try literal(text)
        case (nil, nil):
            throw Diagnostic(
                "missing-argument", "`prompt` needs a path or a text", at: call.range,
                help: ["`prompt(\"prompts/templates/greeting.md\")`", "`prompt(text: \"Hello {{ name }}!\")`"])
        case (_, let text?):
            throw Diagnostic("wrong-argument", "`prompt` takes a path or a text, not both", at: text.range)
        }
    }

    private func file(_ argument: BoundArguments.Argument) throws -> Value {
        // A template that is given as text reads nothing, so the function itself does not declare it.
        call.record(.readsFiles)
        if argument.value.isUnknown {
            call.record(.reads, "file", nil)
            return .unknown(.object("prompt"))
        }
        guard case .text(let path) = argument.value else {
            throw String.mismatch(argument.value, argument.range, call, call.verb.parameters[0])
        }
        if let (name, version) = Self.released(path) { return try released(name, version) }
        call.record(.reads, "file", path)
        if call.isChecking, call.isWritten(path) { return .unknown(.object("prompt")) }
        let bytes = try call.locating(argument: 0) { try call.capabilities.files.contents(of: path).bytes.array }
        let source = Source(name: path, bytes: bytes)
        guard let dialect = ForeignDialect(path: path) else {
            return try prompt(source, path: path, inputs: try declared(), at: argument.range)
        }
        let imported = ForeignImport(source, dialect, inputs: try declared()) { try part($0) }
        try tell(imported.problems, at: argument.range)
        return try prompt(
            Source(name: "\(path), as a template of Octavo", text: imported.text ?? ""), path: path, inputs: nil,
            at: argument.range)
    }

    private func part(_ path: String) throws -> [UInt8] {
        call.record(.readsFiles)
        call.record(.reads, "file", path)
        return try call.capabilities.files.contents(of: path).bytes.array
    }

    /// `conversation@production`; a path has a slash or an ending.
    private static func released(_ text: String) -> (name: String, version: String)? {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, PromptArchive.isName(parts[0]), !parts[1].contains("/"), !parts[1].hasSuffix(".md") else {
            return nil
        }
        return (parts[0], parts[1])
    }

    private func released(_ name: String, _ version: String) throws -> Value {
        let pattern = "\(PromptArchive.folder(of: name))/*"
        call.record(.reads, "file", ReleaseVersion(version).map { PromptArchive.path(of: name, $0) } ?? pattern)
        if call.isChecking, call.isWritten(pattern) { return .unknown(.object("prompt")) }
        let archive = PromptArchive(in: call)
        return .object(try call.locating(argument: 0) { try archive.prompt(name, try archive.version(version, of: name)) })
    }

    private func literal(_ argument: BoundArguments.Argument) throws -> Value {
        if argument.value.isUnknown { return .unknown(.object("prompt")) }
        guard case .text(let text) = argument.value else {
            throw String.mismatch(argument.value, argument.range, call, call.verb.parameters[1])
        }
        let source = Source(name: "text of the prompt", text: text)
        return try prompt(source, path: nil, inputs: try declared(), at: argument.range)
    }

    private func prompt(_ source: Source, path: String?, inputs: [PromptInput]?, at range: SourceRange) throws -> Value {
        let reading = Prompt.read(source, path: path, inputs: inputs, in: call) { try part($0) }
        try tell(reading.problems, at: range)
        return reading.prompt.map { .object($0) } ?? .unknown(.failed)
    }

    /// Throws the first mistake; a check is told of the others too.
    private func tell(_ problems: [Diagnostic], at range: SourceRange) throws {
        var first: Diagnostic?
        for problem in problems {
            let told = problem.primary?.range.source === range.source ? problem : problem.labelling(range, "in this template")
            if first == nil, problem.severity == .error { first = told } else { call.warn(told) }
        }
        if let first { throw first }
    }

    /// The inputs that the call declares; `nil` where it leaves that to the template.
    private func declared() throws -> [PromptInput]? {
        guard let inputs, !inputs.value.isUnknown else { return nil }
        guard case .record(let record) = inputs.value else {
            throw Diagnostic(
                "wrong-argument", "`prompt` takes a record for `inputs`, not \(article(inputs.value.kindName))", at: inputs.range,
                help: ["names with their types: `{query: \"text\", nights: \"int\"}`"])
        }
        return try record.fields.map { field in
            switch field.value {
            case .text(let type): return try PromptInput(field.name, type: type, at: inputs.range)
            case .record:
                if let declared = field.value.datum { return try PromptInput(field.name, declared, at: inputs.range) }
            default: break
            }
            throw Diagnostic(
                "wrong-argument",
                "the type of `\(field.name)` is a text, such as \"int\", not \(article(field.value.kindName))", at: inputs.range,
                help: ["or a record, as in front matter: `{type: \"text\", trusted: false}`"])
        }
    }
}
