import OctavoLanguage
import OctavoSource
import OctavoTable
import Synchronization

/// One answer as a row of the result.
struct RowAnswer {
    var answer: ChatAnswer
    /// What the response says, where the question tells how it is read and it can be.
    var json: Datum?
    /// The response that could not be read, also when it was asked for again.
    var unread: String?
    /// An equal request of this call was asked instead.
    var isRepeated = false
}

/// Asks what a call wants to know of one answerer: equal requests once, and those whose answers cannot be read once more.
struct AskRun {
    private let call: Call
    private let answerer: Answerer
    private let options: AskOptions

    init(_ call: Call, _ answerer: Answerer, _ options: AskOptions) {
        self.call = call
        self.answerer = answerer
        self.options = options
    }

    /// An answer for each question; one that is missing was not asked.
    func answers(to all: [Question?]) throws -> [RowAnswer] {
        var places: [ChatRequest: Int] = [:]
        var questions: [Question] = []
        let rows = all.map { question -> (place: Int, isRepeated: Bool)? in
            guard let question else { return nil }
            if let known = places[question.request] { return (known, true) }
            places[question.request] = questions.count
            questions.append(question)
            return (questions.count - 1, false)
        }
        var known = try ask(questions.map(\.request)).map { RowAnswer(answer: $0) }
        try follow(questions, &known)
        return rows.map { row in
            guard let row else { return RowAnswer(answer: ChatAnswer(.failure("the prompt is null", .forGood))) }
            var answer = known[row.place]
            answer.isRepeated = row.isRepeated
            return answer
        }
    }

    private func ask(_ requests: [ChatRequest]) throws -> [ChatAnswer] {
        if requests.isEmpty { return [] }
        switch answerer {
        case .echo: return requests.map { ChatAnswer(.response($0.lastUserMessage), latency: 0, finishReason: "stop") }
        case .template(let template):
            return requests.map { ChatAnswer(.response(template.answer(to: $0)), latency: 0, finishReason: "stop") }
        case .local(let own): return try own.answers(to: requests, call.evaluation.context)
        case .provider: break
        }
        var options = options
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

    /// Reads the answers, and has those that cannot be read mended.
    private func follow(_ questions: [Question], _ known: inout [RowAnswer]) throws {
        var mended: [(place: Int, read: Question.Reader, request: ChatRequest)] = []
        for (place, question) in questions.enumerated() {
            guard let read = question.read, let response = known[place].answer.response else { continue }
            switch read(response) {
            case .success(let value): known[place].json = value
            case .failure(let problem):
                var request = question.request
                request.messages += [ChatMessage(.assistant, response), ChatMessage(.user, problem.request)]
                mended.append((place, read, request))
            }
        }
        for (answer, (place, read, _)) in Swift.zip(try ask(mended.map(\.request)), mended) {
            known[place].answer = known[place].answer.followed(by: answer)
            guard let response = answer.response else { continue }
            switch read(response) {
            case .success(let value): known[place].json = value
            case .failure(let problem):
                known[place].unread = response
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
