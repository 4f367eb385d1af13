import OctavoLanguage
import OctavoTable

/// An answer that comes as events, each with a piece of its text.
struct StreamedAnswer {
    private var events = EventStream()
    private var text = ""
    private var hasText = false
    private var refusal = ""
    private var finishReason: String?
    private var usage: (Int?, Int?) = (nil, nil)
    private var isDone = false
    private var problem: String?
    /// Events of a stream that cannot be read.
    private var unread: Unusable?

    /// Takes the bytes that came and gives the text in them.
    mutating func feed(_ bytes: some Sequence<UInt8>) -> String {
        var added = ""
        for event in events.feed(bytes) where !isDone && problem == nil {
            if event == "[DONE]" {
                isDone = true
                continue
            }
            do {
                added += take(try ChatProtocol.read(Array(event.utf8)))
            } catch {
                unread = unread ?? error
            }
        }
        text += added
        return added
    }

    private mutating func take(_ document: Datum) -> String {
        if let reason = ChatProtocol.failure(in: document) {
            problem = reason
            return ""
        }
        let known = ChatProtocol.usage(in: document)
        usage = (known.0 ?? usage.0, known.1 ?? usage.1)
        guard let choice = document["choices"]?.items?.first else { return "" }
        finishReason = choice["finish_reason"]?.text ?? finishReason
        let delta = choice["delta"]
        refusal += delta?["refusal"]?.text ?? ""
        guard let piece = ChatProtocol.text(of: delta?["content"]) else { return "" }
        hasText = true
        return piece
    }

    /// What came in all, once the stream has ended. A stream that ends before its end is unusable.
    func finish() -> Result<ChatAnswer, Unusable> {
        if let problem { return .failure(Unusable("the provider answers: \(problem)")) }
        if let unread { return .failure(unread) }
        guard isDone || finishReason != nil else {
            return .failure(Unusable("the stream ends in the middle, after \(text.count) characters"))
        }
        let outcome: ChatAnswer.Outcome
        if hasText {
            outcome = .response(text)
        } else if !refusal.isEmpty {
            outcome = .failure("the model refuses: \(refusal)", .forGood)
        } else if finishReason == "stop" || finishReason == nil {
            outcome = .response("")
        } else {
            outcome = .failure("the answer has no text; it ended with `\(finishReason ?? "")`", .forGood)
        }
        return .success(ChatAnswer(outcome, tokensIn: usage.0, tokensOut: usage.1, finishReason: finishReason))
    }
}
