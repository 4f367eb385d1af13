import OctavoLanguage
import OctavoSource
import OctavoTable

/// Calls of one provider, one after another, each tried again where that may help.
struct ProviderCalls {
    private let account: ProviderAccount
    private let clock: ProviderClock
    private let cancellation: Cancellation
    private let transfers: Transfers
    private let timeout: Int64
    private let retries: Int

    /// An interrupt is heeded within this time.
    private static let longestWait: Int64 = 50_000
    private static let usualRetries = 4
    /// A provider that is told to stop is not waited for any longer.
    private static let lastTimeout: Int64 = 10_000_000

    init(_ account: ProviderAccount, _ options: AskOptions, _ clock: ProviderClock, _ cancellation: Cancellation)
        throws(Diagnostic)
    {
        self.account = account
        self.clock = clock
        self.cancellation = cancellation
        timeout = options.timeout ?? account.settings.timeout
        retries = options.retries ?? Self.usualRetries
        transfers = try Transfers()
    }

    /// What is sent.
    enum Body {
        /// Nothing: the call only reads.
        case none
        case json(Datum)
        case form([UInt8], boundary: String)
    }

    /// A call that is refused or cannot be made; the same again would fare no better.
    struct Refused: Error {
        let diagnostic: Diagnostic
        /// 0 where no answer came.
        let status: Int
    }

    /// The answer to a call. `found` is asked before each try after the first whether an earlier one did its work after all, although no
    /// answer came: what is made must not be made twice.
    func answer(_ path: String, _ body: Body = .none, timeout own: Int64? = nil, found: () throws -> Datum? = { nil }) throws
        -> Datum
    {
        var schedule = AskSchedule(count: 1, AskSchedule.Limits(concurrency: 1, retries: retries))
        var isFirst = true
        while true {
            try cancellation.check()
            switch schedule.next(at: clock.now()) {
            case .finished: throw problem("nothing is left to be asked")
            case .wait(let until): pause(max((until ?? 0) - clock.now(), 0))
            case .start:
                if !isFirst, let found = try found() { return found }
                isFirst = false
                switch try send(path, body, own ?? timeout, heeds: true) {
                case .success(let answer): return answer
                case .failure(let failure, let status):
                    if failure.isWorthRetry, schedule.retry(0, at: clock.now(), wish: failure.wish, chance: clock.chance()) {
                        continue
                    }
                    throw Refused(diagnostic: failure.hopeless ?? problem(failure.reason), status: status)
                }
            }
        }
    }

    /// One last try, also after an interrupt.
    func tell(_ path: String, _ body: Body) -> Datum? {
        guard case .success(let answer)? = try? send(path, body, Self.lastTimeout, heeds: false) else { return nil }
        return answer
    }

    /// Waits, and heeds an interrupt.
    func wait(_ microseconds: Int64) throws {
        let end = clock.now() + microseconds
        while clock.now() < end {
            try cancellation.check()
            pause(end - clock.now())
        }
    }

    private func pause(_ microseconds: Int64) { clock.sleep(min(microseconds, Self.longestWait)) }

    private func problem(_ reason: String) -> Diagnostic {
        Diagnostic("training-failed", "`\(account.settings.name)` does not train: \(account.withoutSecrets(reason))")
    }

    private enum Outcome {
        case success(Datum)
        case failure(HTTPVerdict.Failure, status: Int)
    }

    private func send(_ path: String, _ body: Body, _ timeout: Int64, heeds: Bool) throws -> Outcome {
        let url = account.url(path)
        let request: HTTPRequest
        func made(_ bytes: [UInt8], type: String = "application/json", isGet: Bool = false) -> HTTPRequest {
            HTTPRequest(
                url: url,
                headers: account.headers.filter { !$0.hasPrefix("Content-Type:") } + [
                    "Content-Type: \(type)", "Accept: application/json",
                ],
                body: bytes, timeoutMilliseconds: max(timeout / 1000, 1), certificates: account.certificates, isGet: isGet)
        }
        switch body {
        case .none: request = made([], isGet: true)
        case .json(let datum):
            var bytes: [UInt8] = []
            JSONWriter.append(datum, to: &bytes)
            request = made(bytes)
        case .form(let bytes, let boundary): request = made(bytes, type: "multipart/form-data; boundary=\(boundary)")
        }
        let id = try transfers.start(request)
        defer { transfers.close(id) }
        while true {
            if heeds { try cancellation.check() }
            transfers.advance(milliseconds: Int32(Self.longestWait / 1000))
            guard let answer = transfers.finished().first(where: { $0.id == id })?.answer else { continue }
            if let failure = HTTPVerdict.failure(of: answer, asked: url, account, clock, timeout: timeout) {
                return .failure(failure, status: answer.status)
            }
            do {
                let document = try ChatProtocol.read(answer.body)
                if let words = ChatProtocol.failure(in: document), document["object"]?.text == nil {
                    return .failure(HTTPVerdict.Failure(reason: "the provider answers: \(words)"), status: answer.status)
                }
                return .success(document)
            } catch {
                return .failure(HTTPVerdict.Failure(reason: error.reason), status: answer.status)
            }
        }
    }
}
