import OctavoLanguage
import OctavoSource
import OctavoTable

/// The options of one call of `ask`, read and checked.
struct AskSettings {
    enum Answerer {
        case provider(ChatTarget)
        case echo
        case template(AnswerTemplate)
    }

    let answerer: Answerer
    let system: String?
    let parameters: ChatParameters
    let schema: SchemaSource?
    let into: String?
    let repetition: Int
    let options: AskOptions

    init(_ call: Call, _ arguments: BoundArguments) throws {
        let reader = OptionReader(call: call, arguments: arguments)
        let provider: String? = try reader.option("provider")
        let model: String? = try reader.option("model")
        system = try reader.option("system")
        var parameters = ChatParameters()
        parameters.temperature = try reader.number("temperature", atLeast: 0)
        parameters.topP = try reader.number("top_p", atLeast: 0, atMost: 1)
        parameters.maxTokens = try reader.count("max_tokens", atLeast: 1)
        parameters.seed = try reader.option("seed")
        parameters.stop = try reader.texts("stop")
        self.parameters = parameters
        schema = try reader.argument("schema").flatMap { try SchemaSource.read($0, of: "ask", call.evaluation) }
        let into: String? = try reader.option("into")
        if into == "" { throw Diagnostic("wrong-argument", "`ask` needs a name for `into`", at: reader.place("into")) }
        self.into = into
        repetition = try reader.count("repeat", atLeast: 1) ?? 1
        var options = AskOptions()
        options.isStreamed = try reader.option("stream")
        options.concurrency = try reader.count("concurrency", atLeast: 1)
        options.perMinute = try reader.count("requests_per_minute", atLeast: 1)
        options.timeout = try reader.span("timeout")
        options.deadline = try reader.span("deadline")
        options.retries = try reader.count("retries", atLeast: 0)
        options.budget = try reader.budget("budget")
        self.options = options
        answerer = try Self.answerer(provider, model, reader)
    }

    private static func answerer(_ provider: String?, _ model: String?, _ reader: OptionReader) throws -> Answerer {
        let template = reader.argument("template")
        if let template, provider != "template" {
            throw Diagnostic(
                "wrong-argument", "`ask` takes `template` with `provider: \"template\"` only", at: template.range,
                help: ["add `provider: \"template\"`"])
        }
        if reader.isUnknown("provider") || reader.isUnknown("model") { return .echo }
        switch provider {
        case "echo": return .echo
        case "template":
            guard let template else {
                throw Diagnostic(
                    "missing-argument", "`provider: \"template\"` needs `template`: what it answers", at: reader.call.range,
                    help: [
                        "`template: \"I will look into it.\"`, or by words: `template: {cancel: \"It is cancelled.\", else: \"Hm.\"}`"
                    ])
            }
            return .template(try AnswerTemplate(template, model: model))
        case let local? where local.hasPrefix("local:"):
            throw Diagnostic(
                "unknown-model", "no model is published under the name `\(local.dropFirst(6))`", at: reader.place("provider"))
        default:

            let target = try reader.call.locating(argument: reader.index("provider")) {
                try reader.call.capabilities.providers.target(provider: provider, model: model)
            }
            return .provider(target)
        }
    }

    /// The request for a conversation.
    func request(_ messages: [ChatMessage]) -> ChatRequest {
        let target: ChatTarget
        switch answerer {
        case .provider(let own): target = own
        case .echo: target = ChatTarget(provider: "echo", model: "")
        case .template: target = ChatTarget(provider: "template", model: "")
        }
        return ChatRequest(
            target: target, messages: (system.map { [ChatMessage(.system, $0)] } ?? []) + messages, parameters: parameters,
            schema: schema?.document, repetition: repetition)
    }
}

/// Reads options by their names, each mistake at its place.
extension OptionReader {
    fileprivate func budget(_ name: String) throws -> AskBudget {
        guard let argument = argument(name), !argument.value.isUnknown else { return AskBudget() }
        var budget = AskBudget()
        switch argument.value {
        case .int(let tokens) where tokens > 0: budget.tokens = Int(tokens)
        case .record(let record) where Set(record.names).isSubset(of: ["tokens", "money"]) && !record.fields.isEmpty:
            for field in record.fields {
                switch (field.name, field.value) {
                case (_, .null), (_, .unknown): continue
                case ("tokens", .int(let tokens)) where tokens > 0: budget.tokens = Int(tokens)
                case ("money", .int(let money)) where money > 0: budget.money = Double(money)
                case ("money", .float(let money)) where money > 0 && money.isFinite: budget.money = money
                default: throw Self.wrongBudget(argument.range)
                }
            }
        default: throw Self.wrongBudget(argument.range)
        }
        return budget
    }

    private static func wrongBudget(_ range: SourceRange) -> Diagnostic {
        Diagnostic(
            "wrong-argument", "`budget` of `ask` is a number of tokens above zero, or a record of `tokens` and `money`",
            at: range,
            help: ["`budget: 100_000` or `budget: {tokens: 100_000, money: 0.5}`"])
    }
}
