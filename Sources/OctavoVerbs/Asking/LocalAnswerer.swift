import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// A published model that answers with what it tells of the last user message first, as `predict` does: its label or its response. The same model says the same, so its
/// answers are not recorded: the key of a cell covers the model's file.
struct LocalAnswerer {
    static let prefix = "local:"

    let target: ChatTarget
    /// `nil` while checking.
    private let model: ModelValue?

    static func isMeant(by provider: String) -> Bool { provider.hasPrefix(prefix) }

    /// `provider`: `local:NAME`, `local:NAME@VERSION` or `local:NAME@STAGE`, as the argument at `place` has it.
    init(_ provider: String, _ form: QuestionForm, _ call: Call, place: Int) throws {
        let reference = String(provider.dropFirst(Self.prefix.count))
        let archive = ModelArchive(in: call)
        guard !reference.isEmpty else {
            let known = archive.names()
            throw Diagnostic(
                "unknown-model", "`\(provider)` does not say which published model answers", at: call.range(ofArgument: place),
                notes: known.isEmpty ? [] : ["published: " + known.joined(separator: ", ")],
                help: ["`provider: \"local:\(known.first ?? "NAME")\"`"])
        }
        if form.schema != nil {
            throw Diagnostic(
                "wrong-argument", "a published model answers with a label, not with the JSON that a schema describes",
                at: call.range(ofArgument: place),
                help: ["`predict(t, model(\"\(reference)\"))` gives the label and how sure the model is"])
        }
        model = try archive.published(reference, argument: place)
        if let model, !model.model.readsTexts || !(model.model is any AnsweringModel) && model.card.inputs.count != 1 {
            throw Diagnostic(
                "wrong-model",
                "a message is one text, and `\(reference)` reads \(Quantity.of(model.card.inputs.count, "column"))",
                at: call.range(ofArgument: place), help: ["`predict(t, model(\"\(reference)\"))` reads them of a table"])
        }
        target = ChatTarget(
            provider: provider, model: model?.published.map { "\($0.name)@\($0.version)" } ?? reference)
    }

    func answers(to requests: [ChatRequest], _ context: ExecutionContext) throws -> [ChatAnswer] {
        guard let model else { return [] }
        let tell = model.model.makeTeller()
        return try requests.map { request in
            try context.cancellation.check()
            guard let said = tell([.text(request.lastUserMessage)]).first, !said.isNull else {
                let isLabel = model.model is any ClassifyingModel
                let reason = isLabel ? "the text is of none of the model's labels" : "the model has no response to the text"
                return ChatAnswer(.failure(reason, .forGood), latency: 0)
            }
            return ChatAnswer(.response(DatumText.plain(said)), latency: 0, finishReason: "stop")
        }
    }
}
