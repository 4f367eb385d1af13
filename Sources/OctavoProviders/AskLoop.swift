import OctavoLanguage
import OctavoSource
import OctavoTable

/// Sends requests as their schedule says, a batch at a time, and gives each its answer.
struct AskLoop {
    private let requests: [ChatRequest]
    private var batches: RequestBatches
    private let options: AskOptions
    private let account: ProviderAccount
    private let clock: ProviderClock
    private let context: ExecutionContext
    private let timeout: Int64
    private let isStreamed: Bool
    private let transfers: Transfers
    private var schedule: AskSchedule
    private var underway: [Transfers.ID: Underway] = [:]
    private var answered = 0
    /// Some request was answered, so that what goes wrong with others is their own affair.
    private var hasSucceeded = false

    private struct Underway {
        let batch: Int
        let started: Int64
        var stream = StreamedAnswer()
    }

    /// An interrupt is heeded within this time.
    private static let longestWait: Int64 = 50_000
    private static let retries = 4

    init(
        _ requests: [ChatRequest], _ options: AskOptions, _ account: ProviderAccount, _ clock: ProviderClock,
        _ context: ExecutionContext
    ) throws(Diagnostic) {
        self.requests = requests
        batches = RequestBatches(requests)
        self.options = options
        self.account = account
        self.clock = clock
        self.context = context
        timeout = options.timeout ?? account.settings.timeout
        isStreamed = !requests[0].wantsVector && (options.isStreamed ?? (options.show != nil))
        transfers = try Transfers()
        let now = clock.now()
        schedule = AskSchedule(
            count: batches.places.count,
            AskSchedule.Limits(
                concurrency: options.concurrency ?? account.settings.concurrency,
                perMinute: options.perMinute ?? account.settings.perMinute, retries: options.retries ?? Self.retries,
                deadline: options.deadline.map { now + $0 }, budget: options.budget),
            spending: options.spending ?? AskSpending())
    }

    mutating func run(_ give: (Int, ChatAnswer) throws -> Void) throws {
        // A step of its own from the start, so that the line of progress does not go on naming the one before.
        context.progress?(ExecutionContext.Progress(step: step, rows: nil, fraction: nil))
        note()
        while true {
            try context.cancellation.check()
            let now = clock.now()
            if schedule.isLate(at: now) { try stopAll(give) }
            if let reason = schedule.spent {
                for batch in schedule.unsent { try finish(batch, ChatAnswer(.failure(reason, .forNow)), give) }
            }
            switch schedule.next(at: now) {
            case .finished: return
            case .start(let batch): try start(batch, now)
            case .wait(let until):
                let wait = min(max((until ?? .max) - now, 0), Self.longestWait)
                if underway.isEmpty {
                    clock.sleep(wait)
                } else {
                    transfers.advance(milliseconds: Int32((wait + 999) / 1000))
                    try look(give)
                }
            }
        }
    }

    /// The requests that one over HTTP asks.
    private func asked(_ batch: Int) -> [ChatRequest] { batches.places[batch].map { requests[$0] } }

    private func request(_ batch: Int) -> HTTPRequest {
        HTTPRequest(
            url: account.url(of: requests[0]),
            headers: account.headers + [isStreamed ? "Accept: text/event-stream" : "Accept: application/json"],
            body: ChatProtocol.body(asked(batch), isStreamed: isStreamed, account.settings),
            timeoutMilliseconds: max(timeout / 1000, 1), certificates: account.certificates)
    }

    private mutating func start(_ batch: Int, _ now: Int64) throws {
        if batches.fit(batch) { schedule.add() }
        underway[try transfers.start(request(batch))] = Underway(batch: batch, started: now)
        transfers.advance(milliseconds: 0)
    }

    /// Takes what has come.
    private mutating func look(_ give: (Int, ChatAnswer) throws -> Void) throws {
        if isStreamed {
            for id in underway.keys { show(transfers.news(of: id), id) }
        }
        for (id, answer) in transfers.finished() {
            guard var own = underway.removeValue(forKey: id) else { continue }
            let isStream = answer.header("content-type")?.contains("event-stream") ?? false
            if isStream {
                own.stream = StreamedAnswer()
                _ = own.stream.feed(answer.body)
            }
            try conclude(
                own,
                HTTPVerdict(answer, to: asked(own.batch), isStream ? own.stream : nil, account, clock, timeout: timeout), give)
        }
    }

    private mutating func show(_ news: (status: Int, bytes: [UInt8]), _ id: Transfers.ID) {
        guard news.status == 200, !news.bytes.isEmpty, let show = options.show else { return }
        let added = underway[id]?.stream.feed(news.bytes) ?? ""
        if !added.isEmpty { show(account.withoutSecrets(added)) }
    }

    private mutating func conclude(
        _ own: Underway, _ verdict: HTTPVerdict, _ give: (Int, ChatAnswer) throws -> Void
    ) throws {
        let now = clock.now()
        switch verdict {
        case .answered(let answer):
            hasSucceeded = true
            let answer = cleaned(answer, latency: (now - own.started + 500) / 1000 * 1000)
            try finish(own.batch, [answer], answer.isLasting ? usage(of: own.batch, answer) : (0, 0), give)
        case .vectors(let vectors, let tokensIn):
            hasSucceeded = true
            // What a batch took is no text's own, so none gets it: its recording is the same beside other texts.
            let answers = vectors.map { ChatAnswer(.vector($0)) }
            try finish(own.batch, answers, usage(of: own.batch, ChatAnswer(.vector([]), tokensIn: tokensIn)), give)
        case .failed(let failure):
            if failure.isOfContent, batches.halve(own.batch, isTooLarge: failure.isTooLarge) {
                schedule.add()
                schedule.sendAnew(own.batch)
                return
            }
            if failure.isWorthRetry, schedule.retry(own.batch, at: now, wish: failure.wish, chance: clock.chance()) { return }
            if !hasSucceeded, let hopeless = failure.hopeless { throw hopeless }
            let answer = ChatAnswer(.failure(account.withoutSecrets(failure.reason), failure.lasting))
            try finish(own.batch, answer, used: answer.isLasting ? usage(of: own.batch, answer) : (0, 0), give)
        }
    }

    private func cleaned(_ answer: ChatAnswer, latency: Int64) -> ChatAnswer {
        var answer = answer
        answer.latency = latency
        switch answer.outcome {
        case .response(let text): answer.outcome = .response(account.withoutSecrets(text))
        case .failure(let text, let lasting): answer.outcome = .failure(account.withoutSecrets(text), lasting)
        case .vector: break
        }
        return answer
    }

    /// Gives all of a batch one answer.
    private mutating func finish(
        _ batch: Int, _ answer: ChatAnswer, used: (tokens: Int, money: Double) = (0, 0),
        _ give: (Int, ChatAnswer) throws -> Void
    ) throws {
        try finish(batch, Array(repeating: answer, count: batches.places[batch].count), used, give)
    }

    private mutating func finish(
        _ batch: Int, _ answers: [ChatAnswer], _ used: (tokens: Int, money: Double), _ give: (Int, ChatAnswer) throws -> Void
    ) throws {
        schedule.finish(batch, tokens: used.tokens, money: used.money)
        for (place, answer) in zip(batches.places[batch], answers) {
            answered += 1
            try give(place, answer)
        }
        note()
    }

    /// What a provider does not say is estimated at four bytes a token.
    private func usage(of batch: Int, _ answer: ChatAnswer) -> (tokens: Int, money: Double) {
        let bytes = asked(batch).reduce(0) { $1.messages.reduce($0) { $0 + $1.content.utf8.count } }
        let tokensIn = answer.tokensIn ?? bytes / 4
        let tokensOut = answer.tokensOut ?? (answer.response?.utf8.count ?? 0) / 4
        let price = account.settings.prices[requests[0].target.model]
        let money = price.map { (Double(tokensIn) * $0.input + Double(tokensOut) * $0.output) / 1e6 } ?? 0
        return (tokensIn + tokensOut, money)
    }

    /// The deadline has passed.
    private mutating func stopAll(_ give: (Int, ChatAnswer) throws -> Void) throws {
        let late = ChatAnswer(.failure("not answered before the deadline", .forNow))
        for (id, own) in underway.sorted(by: { $0.value.batch < $1.value.batch }) {
            transfers.close(id)
            underway[id] = nil
            try finish(own.batch, late, give)
        }
        for batch in schedule.unsent { try finish(batch, late, give) }
    }

    private var step: String { "\(requests[0].wantsVector ? "embed" : "ask") \(requests[0].target.model)" }

    private func note() {
        guard requests.count > 1 else { return }
        context.progress?(
            ExecutionContext.Progress(
                step: step, rows: answered, fraction: Double(answered) / Double(requests.count)))
    }
}
