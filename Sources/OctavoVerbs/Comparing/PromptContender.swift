import OctavoLanguage
import OctavoPrompts
import OctavoSource
import OctavoTable

/// A prompt and who answers it.
struct PromptContender {
    /// Unique among those that are compared.
    let label: String
    let name: String
    let provider: String
    let model: String?
    let prompt: Prompt
    let answerer: Answerer
    let form: QuestionForm
    /// With which it is compared: the first prompt, asked in the same way; of the first prompt the first way. `nil` for the first of all.
    let base: Int?

    static func all(_ prompts: [Contender.NamedPrompt], _ reader: OptionReader) throws -> [PromptContender] {
        let ways = try AskedWay.all(reader)
        let names = unique(prompts.enumerated().map { place, one in one.name ?? version(one.prompt) ?? "prompt \(place + 1)" })
        var contenders: [PromptContender] = []
        for (place, one) in prompts.enumerated() {
            let form = QuestionForm(
                system: try reader.option("system"),
                parameters: try ParameterCheck.merged(
                    one.prompt.header.parameters, try reader.fields("parameters", ParameterCheck.example),
                    at: reader.place("parameters")),
                schema: try SchemaSource.output(of: one.prompt, reader.call.evaluation))
            for (way, asked) in ways.enumerated() {
                let answerer = try Answerer(
                    provider: asked.provider, model: asked.model ?? one.prompt.header.model, template: asked.template, form,
                    reader.call, place: reader.index("providers"))
                let target = answerer.target
                let provider = asked.name ?? target.provider
                let model = target.model.isEmpty ? nil : target.model
                let what = asked.name ?? (ways.contains { $0.provider != asked.provider } ? provider : model ?? provider)
                contenders.append(
                    PromptContender(
                        label: ways.count == 1 ? names[place] : prompts.count == 1 ? what : "\(names[place]), \(what)",
                        name: names[place],
                        provider: provider, model: model, prompt: one.prompt, answerer: answerer, form: form,
                        base: place > 0 ? way : way > 0 ? 0 : nil))
            }
        }
        return contenders
    }

    private static func version(_ prompt: Prompt) -> String? {
        prompt.name.map { name in prompt.header.release.map { "\(name)@\($0.version)" } ?? name }
    }

    private static func unique(_ names: [String]) -> [String] {
        names.enumerated().map { place, name in names[..<place].contains(name) ? "\(name) (\(place + 1))" : name }
    }
}

/// One entry of `providers` and `models`.
private struct AskedWay {
    var name: String?
    var provider: String?
    var model: String?
    var template: BoundArguments.Argument?

    static func all(_ reader: OptionReader) throws -> [AskedWay] {
        let models = try texts("models", reader)
        let template = reader.argument("template")
        let providers = try items("providers", reader).map { item in try way(item, template, reader) }
        let ways = providers.isEmpty ? [AskedWay(template: template)] : providers
        return models.isEmpty
            ? ways
            : ways.flatMap { way in
                models.map { model in
                    var one = way
                    one.model = model
                    return one
                }
            }
    }

    private static func items(_ name: String, _ reader: OptionReader) throws -> [Value] {
        guard let argument = reader.argument(name) else { return [] }
        switch argument.value {
        // What only a run can know is asked of nobody while checking.
        case .unknown: return [.text("echo")]
        case .list(let items): return items.map { $0.isUnknown ? .text("echo") : $0 }
        default: return [argument.value]
        }
    }

    private static func texts(_ name: String, _ reader: OptionReader) throws -> [String] {
        try items(name, reader).map { item in
            guard case .text(let text) = item else { throw wrong(name, item, reader) }
            return text
        }
    }

    private static func wrong(_ name: String, _ item: Value, _ reader: OptionReader) -> Diagnostic {
        Diagnostic(
            "wrong-argument", "`\(name)` of `compare` is a name or a list of names, and this is \(article(item.kindName))",
            at: reader.place(name), help: name == "providers" ? ["or records: `[{provider: \"openai\", model: \"gpt-4o\"}]`"] : []
        )
    }

    private static func way(_ item: Value, _ template: BoundArguments.Argument?, _ reader: OptionReader) throws -> AskedWay {
        switch item {
        case .text(let provider): return AskedWay(provider: provider, template: provider == "template" ? template : nil)
        case .record(let record):
            var way = AskedWay()
            for field in record.fields {
                switch (field.name, field.value) {
                case (_, .null), (_, .unknown): continue
                case ("name", .text(let text)): way.name = text
                case ("provider", .text(let text)): way.provider = text
                case ("model", .text(let text)): way.model = text
                case ("template", _): way.template = BoundArguments.Argument(value: field.value, range: reader.place("providers"))
                default: throw wrong("providers", item, reader)
                }
            }
            return way
        default: throw wrong("providers", item, reader)
        }
    }
}
