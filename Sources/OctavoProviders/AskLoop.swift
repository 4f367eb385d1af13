import OctavoLanguage
import OctavoSource
import OctavoTable

/// Sends requests as their schedule says and gives each its answer.
struct AskLoop {
    private let requests: [ChatRequest]
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
        let place: Int
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
        self.options = options
        self.account = account
        self.clock = clock
        self.context = context
        timeout = options.timeout ?? account.settings.timeout
        isStreamed = !requests[0].wantsVector && (options.isStreamed ?? (options.show != nil))
        transfers = try Transfers()
        let now = clock.now()
        schedule = AskSchedule(
            count: requests.count,
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
                for place in schedule.unsent { try finish(place, ChatAnswer(.failure(reason, .forNow)), give) }
            }
            switch schedule.next(at: now) {
            case .finished: return
            case .start(let place): try start(place, now)
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

    private func request(_ place: Int) -> HTTPRequest {
        HTTPRequest(
            url: account.url(of: requests[place]),
            headers: account.headers + [isStreamed ? "Accept: text/event-stream" : "Accept: application/json"],
            body: ChatProtocol.body(requests[place], isStreamed: isStreamed, account.settings),
            timeoutMilliseconds: max(timeout / 1000, 1), certificates: account.certificates)
    }

    private mutating func start(_ place: Int, _ now: Int64) throws {
        underway[try transfers.start(request(place))] = Underway(place: place, started: now)
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
                HTTPVerdict(
                    answer, to: requests[own.place], isStream ? own.stream : nil, account, clock, timeout: timeout), give)
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
        case .answered(var answer):
            hasSucceeded = true
            answer.latency = (now - own.started + 500) / 1000 * 1000
            if case .response(let text) = answer.outcome { answer.outcome = .response(account.withoutSecrets(text)) }
            if case .failure(let text, let lasting) = answer.outcome {
                answer.outcome = .failure(account.withoutSecrets(text), lasting)
            }
            try finish(own.place, answer, give)
        case .failed(let failure):
            if failure.isWorthRetry, schedule.retry(own.place, at: now, wish: failure.wish, chance: clock.chance()) { return }
            if !hasSucceeded, let hopeless = failure.hopeless { throw hopeless }
            try finish(own.place, ChatAnswer(.failure(account.withoutSecrets(failure.reason), failure.lasting)), give)
        }
    }

    private mutating func finish(_ place: Int, _ answer: ChatAnswer, _ give: (Int, ChatAnswer) throws -> Void) throws {
        let used = answer.isLasting ? usage(of: place, answer) : (tokens: 0, money: 0)
        schedule.finish(place, tokens: used.tokens, money: used.money)
        answered += 1
        try give(place, answer)
        note()
    }

    /// What a provider does not say is estimated at four bytes a token.
    private func usage(of place: Int, _ answer: ChatAnswer) -> (tokens: Int, money: Double) {
        let tokensIn = answer.tokensIn ?? requests[place].messages.reduce(0) { $0 + $1.content.utf8.count } / 4
        let tokensOut = answer.tokensOut ?? (answer.response?.utf8.count ?? 0) / 4
        let price = account.settings.prices[requests[place].target.model]
        let money = price.map { (Double(tokensIn) * $0.input + Double(tokensOut) * $0.output) / 1e6 } ?? 0
        return (tokensIn + tokensOut, money)
    }

    /// The deadline has passed.
    private mutating func stopAll(_ give: (Int, ChatAnswer) throws -> Void) throws {
        let late = ChatAnswer(.failure("not answered before the deadline", .forNow))
        for (id, own) in underway.sorted(by: { $0.value.place < $1.value.place }) {
            transfers.close(id)
            underway[id] = nil
            try finish(own.place, late, give)
        }
        for place in schedule.unsent { try finish(place, late, give) }
    }

    private var step: String { "\(requests[0].wantsVector ? "embed" : "ask") \(requests[0].target.model)" }

    private func note() {
        guard requests.count > 1 else { return }
        context.progress?(
            ExecutionContext.Progress(
                step: step, rows: answered, fraction: Double(answered) / Double(requests.count)))
    }
}
