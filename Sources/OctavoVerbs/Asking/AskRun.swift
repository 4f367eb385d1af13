import OctavoLanguage
import OctavoSource
import OctavoTable
import Synchronization

/// One answer as a row of the result.
struct RowAnswer {
    var answer: ChatAnswer
    /// The response read by the schema, where there is one and it follows it.
    var json: Datum?
    /// An equal request of this call was asked instead.
    var isRepeated = false
}

/// Asks what a call wants to know: equal requests once, and those whose answers break the schema once more.
struct AskRun {
    private let call: Call
    private let settings: AskSettings

    init(_ call: Call, _ settings: AskSettings) {
        self.call = call
        self.settings = settings
    }

    /// An answer for each conversation; one that is missing was not asked.
    func answers(to conversations: [[ChatMessage]?]) throws -> [RowAnswer] {
        var places: [ChatRequest: Int] = [:]
        var requests: [ChatRequest] = []
        let rows = conversations.map { messages -> (place: Int, isRepeated: Bool)? in
            guard let messages else { return nil }
            let request = settings.request(messages)
            if let known = places[request] { return (known, true) }
            places[request] = requests.count
            requests.append(request)
            return (requests.count - 1, false)
        }
        var known = try ask(requests).map { RowAnswer(answer: $0) }
        if let schema = settings.schema { try follow(schema, requests, &known) }
        return rows.map { row in
            guard let row else { return RowAnswer(answer: ChatAnswer(.failure("the prompt is null", .forGood))) }
            var answer = known[row.place]
            answer.isRepeated = row.isRepeated
            return answer
        }
    }

    private func ask(_ requests: [ChatRequest]) throws -> [ChatAnswer] {
        if requests.isEmpty { return [] }
        switch settings.answerer {
        case .echo: return requests.map { ChatAnswer(.response($0.lastUserMessage), latency: 0, finishReason: "stop") }
        case .template(let template):
            return requests.map { ChatAnswer(.response(template.answer(to: $0)), latency: 0, finishReason: "stop") }
        case .provider: break
        }
        var options = settings.options
        if requests.count == 1 { options.show = call.capabilities.answers }
        let answers = Mutex<[ChatAnswer?]>(Array(repeating: nil, count: requests.count))
        do {
            try call.capabilities.providers.ask(requests, options, context: call.evaluation.context) { place, answer in
                answers.withLock { $0[place] = answer }
            }
        } catch let diagnostic as Diagnostic {
            throw diagnostic.located(at: call.range)
        }
        return answers.withLock { $0 }.map { $0 ?? ChatAnswer(.failure("not asked", .forNow)) }
    }

    /// Reads the answers by the schema, and has those that break it mended.
    private func follow(_ schema: SchemaSource, _ requests: [ChatRequest], _ known: inout [RowAnswer]) throws {
        var mended: [(place: Int, request: ChatRequest)] = []
        for (place, row) in known.enumerated() {
            guard let response = row.answer.response else { continue }
            switch StructuredAnswer.read(response, schema.schema) {
            case .success(let value): known[place].json = value
            case .failure(let problem):
                var request = requests[place]
                request.messages += [ChatMessage(.assistant, response), ChatMessage(.user, problem.request)]
                mended.append((place, request))
            }
        }
        for (answer, (place, _)) in Swift.zip(try ask(mended.map(\.request)), mended) {
            known[place].answer = known[place].answer.followed(by: answer)
            guard let response = answer.response else { continue }
            switch StructuredAnswer.read(response, schema.schema) {
            case .success(let value): known[place].json = value
            case .failure(let problem):
                known[place].answer.outcome = .failure(
                    "the answer \(problem.reason), also when asked again: \(problem.excerpt)", .forGood)
            }
        }
    }
}

extension ChatRequest {
    var lastUserMessage: String { messages.last { $0.role == .user }?.content ?? "" }
}

extension ChatAnswer {
    /// What came of asking a second time, with what both took.
    fileprivate func followed(by next: ChatAnswer) -> ChatAnswer {
        func sum<Number: FixedWidthInteger>(_ one: Number?, _ two: Number?) -> Number? {
            guard let one, let two else { return one ?? two }
            return one &+ two
        }
        return ChatAnswer(
            next.outcome, tokensIn: sum(tokensIn, next.tokensIn), tokensOut: sum(tokensOut, next.tokensOut),
            latency: sum(latency, next.latency), finishReason: next.finishReason)
    }
}
