import OctavoLanguage
import OctavoPrompts
import OctavoSource
import OctavoTable
import OctavoYAML

/// The options of one call of `ask`, read and checked.
struct AskSettings {
    let answerer: Answerer
    let form: QuestionForm
    let into: String?
    let options: AskOptions

    /// `prompt`: what is asked, where that is one; its front matter says what the call does not.
    init(_ call: Call, _ arguments: BoundArguments, _ prompt: Prompt?) throws {
        let reader = OptionReader(call: call, arguments: arguments)
        form = try QuestionForm(reader, prompt)
        let into: String? = try reader.option("into")
        if into == "" { throw Diagnostic("wrong-argument", "`ask` needs a name for `into`", at: reader.place("into")) }
        self.into = into
        var options = try LimitsCheck.options(reader)
        options.isStreamed = try reader.option("stream")
        self.options = options
        answerer = try Answerer(reader, prompt, form)
    }
}

/// Who answers.
enum Answerer {
    case provider(ChatTarget)
    case echo
    case template(AnswerTemplate)
    /// A published model, by its name as a provider.
    case local(LocalAnswerer)

    /// `form`: how answers are to be read, which not every answerer can do.
    init(_ reader: OptionReader, _ prompt: Prompt?, _ form: QuestionForm) throws {
        let provider: String? = try reader.option("provider")
        let own: String? = try reader.option("model")
        let model = own ?? prompt?.header.model
        if reader.isUnknown("provider") || reader.isUnknown("model") {
            self = .echo
            return
        }
        if own != nil, let provider, LocalAnswerer.isMeant(by: provider) {
            throw Diagnostic(
                "wrong-argument", "`\(provider)` names its model, so `model` has nothing to say", at: reader.place("model"))
        }
        try self.init(
            provider: provider, model: model, template: reader.argument("template"), form, reader.call,
            place: reader.index("provider"))
    }

    /// `place`: the argument that names the provider.
    init(
        provider: String?, model: String?, template: BoundArguments.Argument?, _ form: QuestionForm, _ call: Call, place: Int
    ) throws {
        if let template, provider != "template" {
            throw Diagnostic(
                "wrong-argument", "`\(call.verb.name)` takes `template` with `provider: \"template\"` only", at: template.range,
                help: ["add `provider: \"template\"`"])
        }
        switch provider {
        case "echo": self = .echo
        case "template":
            guard let template else {
                throw Diagnostic(
                    "missing-argument", "`provider: \"template\"` needs `template`: what it answers", at: call.range,
                    help: [
                        "`template: \"I will look into it.\"`, or by words: `template: {cancel: \"It is cancelled.\", else: \"Hm.\"}`"
                    ])
            }
            self = .template(try AnswerTemplate(template, model: model))
        case let name? where LocalAnswerer.isMeant(by: name):
            self = .local(try LocalAnswerer(name, form, call, place: place))
        default:
            self = .provider(
                try call.locating(argument: place) { try call.capabilities.providers.target(provider: provider, model: model) })
        }
    }

    var target: ChatTarget {
        switch self {
        case .provider(let own): own
        case .echo: ChatTarget(provider: "echo", model: "")
        case .template: ChatTarget(provider: "template", model: "")
        case .local(let own): own.target
        }
    }
}

/// What is sent with a conversation, besides who is asked.
struct QuestionForm {
    let system: String?
    let parameters: ChatParameters
    let schema: SchemaSource?
    let repetition: Int

    init(system: String? = nil, parameters: ChatParameters, schema: SchemaSource?, repetition: Int = 1) {
        self.system = system
        self.parameters = parameters
        self.schema = schema
        self.repetition = repetition
    }

    init(_ reader: OptionReader, _ prompt: Prompt?) throws {
        system = try reader.option("system")
        parameters = try ParameterCheck.merged(
            prompt?.header.parameters ?? [], try reader.fields("parameters", ParameterCheck.example),
            at: reader.place("parameters"))
        let call = reader.call
        schema =
            try reader.argument("schema").map { try SchemaSource.read($0, of: call.verb.name, call.evaluation) }
            ?? prompt.flatMap { try SchemaSource.output(of: $0, call.evaluation) }
        repetition = try reader.count("repeat", atLeast: 1) ?? 1
    }

    func question(_ messages: [ChatMessage], _ answerer: Answerer, repetition: Int? = nil) -> Question {
        Question(
            request: ChatRequest(
                target: answerer.target, messages: (system.map { [ChatMessage(.system, $0)] } ?? []) + messages,
                parameters: parameters, schema: schema?.document, repetition: repetition ?? self.repetition),
            read: schema.map { source in { StructuredAnswer.read($0, source.schema) } })
    }
}

/// A request, and what its answer is read by.
struct Question {
    /// What an answer's text says, or what is wrong with it.
    typealias Reader = (String) -> Result<Datum, StructuredAnswer.Problem>

    let request: ChatRequest
    var read: Reader?
}

extension SchemaSource {
    /// What a prompt's front matter says of its answers; `nil` where it says nothing.
    static func output(of prompt: Prompt, _ evaluation: Evaluation) throws -> SchemaSource? {
        guard let node = prompt.header.output else { return nil }
        do {
            guard let path = node.text else { return try SchemaSource(node.datum) }
            evaluation.record(Access(.reads, "file:\(path)"))
            return try SchemaSource(try evaluation.capabilities.files.contents(of: path).bytes.array, path: path)
        } catch let diagnostic as Diagnostic {
            throw diagnostic.located(at: node.range)
        }
    }
}
