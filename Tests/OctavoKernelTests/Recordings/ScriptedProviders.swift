import OctavoLanguage
import OctavoSource
import OctavoTable
import Synchronization

/// Providers that answer as a test says, and remember what they were asked.
final class ScriptedProviders: ProviderAccess {
    private let asked = Mutex<[String]>([])
    private let answer: @Sendable (ChatRequest) throws -> ChatAnswer

    /// By default the answer is the last message in capitals.
    init(_ answer: @escaping @Sendable (ChatRequest) throws -> ChatAnswer = { ScriptedProviders.capitals($0) }) {
        self.answer = answer
    }

    static func capitals(_ request: ChatRequest) -> ChatAnswer {
        let text = request.messages.last?.content ?? ""
        return ChatAnswer(
            .response(text.uppercased()), tokensIn: text.utf8.count, tokensOut: 2, latency: 812_000, finishReason: "stop")
    }

    /// The last messages of what was asked, in order.
    var questions: [String] { asked.withLock { $0 } }

    func target(provider: String?, model: String?) throws -> ChatTarget {
        ChatTarget(provider: provider ?? "test", model: model ?? "m")
    }

    /// Answers in reverse, as answers come in any order.
    func ask(
        _ requests: [ChatRequest], _ options: AskOptions, context: ExecutionContext,
        answered: (_ place: Int, ChatAnswer) throws -> Void
    ) throws {
        for (place, request) in requests.enumerated().reversed() {
            asked.withLock { $0.append(request.messages.last?.content ?? "") }
            try answered(place, try answer(request))
        }
    }
}
