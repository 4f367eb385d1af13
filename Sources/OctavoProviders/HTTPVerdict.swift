import OctavoLanguage
import OctavoSource

/// What an answer over HTTP means for its request.
enum HTTPVerdict {
    struct Failure {
        /// One sentence without its period.
        let reason: String
        var lasting = ChatAnswer.Lasting.forNow
        var isWorthRetry = false
        /// It may be one text of a batch alone that the provider does not take, or their number.
        var isOfContent = false
        /// It surely is how much was sent, or came, at once.
        var isTooLarge = false
        /// How long the provider asks to wait, in microseconds.
        var wish: Int64?
        /// What is said instead where no request at all has been answered: others would fare no better.
        var hopeless: Diagnostic?
    }

    case answered(ChatAnswer)
    /// One for each of a batch of texts, in their order, and what all took together.
    case vectors([[Double]], tokensIn: Int?)
    case failed(Failure)

    /// `requests`: one conversation, or a batch of texts. `stream` is what the body is where it came as events.
    init(
        _ answer: HTTPAnswer, to requests: [ChatRequest], _ stream: StreamedAnswer?, _ account: ProviderAccount,
        _ clock: ProviderClock, timeout: Int64
    ) {
        if let failure = Self.failure(of: answer, asked: account.url(of: requests[0]), account, clock, timeout: timeout) {
            self = .failed(failure)
            return
        }
        if requests[0].wantsVector {
            switch ChatProtocol.vectors(answer.body, count: requests.count) {
            case .success(let good): self = .vectors(good.vectors, tokensIn: good.tokensIn)
            case .failure(let problem): self = .failed(Failure(reason: problem.reason, isOfContent: true))
            }
            return
        }
        switch stream?.finish() ?? ChatProtocol.answer(answer.body) {
        case .success(let good): self = .answered(good)
        case .failure(let problem): self = .failed(Failure(reason: problem.reason, isWorthRetry: stream != nil))
        }
    }

    /// Why an answer is none, whatever it was to say; `nil` where it is one.
    static func failure(
        of answer: HTTPAnswer, asked url: String, _ account: ProviderAccount, _ clock: ProviderClock, timeout: Int64
    ) -> Failure? {
        if answer.outcome != .whole { return broken(answer, account, timeout: timeout) }
        return (200..<300).contains(answer.status) ? nil : refused(answer, account, clock, asked: url)
    }

    /// No whole answer came.
    private static func broken(_ answer: HTTPAnswer, _ account: ProviderAccount, timeout: Int64) -> Failure {
        let name = account.settings.name
        func unreachable(_ why: String, help: [String]) -> Diagnostic {
            Diagnostic(
                "provider-unreachable", "cannot reach `\(name)` at `\(account.settings.baseURL)`: \(why)",
                notes: [answer.message], help: help)
        }
        let address = "`base_url` of `\(name)` in `config/octavo.yaml` says where it is"
        switch answer.outcome {
        case .noHost:
            return Failure(
                reason: "the provider cannot be reached: its host is not found", isWorthRetry: true,
                hopeless: unreachable("its host is not found", help: [address]))
        case .noConnection:
            return Failure(
                reason: "the provider cannot be reached: nothing answers there", isWorthRetry: true,
                hopeless: unreachable("nothing answers there", help: ["is it running? " + address]))
        case .noTrust:
            return Failure(
                reason: "the provider is not trusted: \(answer.message)",
                hopeless: unreachable(
                    "its certificate is not trusted",
                    help: ["`SSL_CERT_FILE` in the environment names a file of certificates that are trusted"]))
        case .badURL:
            return Failure(
                reason: "the provider has no address: \(answer.message)",
                hopeless: unreachable("that is no address", help: [address]))
        case .tooLate:
            return Failure(
                reason: "no whole answer within \(timeout / 1_000_000 > 0 ? "\(timeout / 1_000_000) s" : "\(timeout / 1000) ms")",
                isWorthRetry: true)
        case .cut: return Failure(reason: "the connection broke off in the middle of the answer", isWorthRetry: true)
        case .tooLarge:
            return Failure(
                reason: "the answer is larger than \(Transfers.mostBytes >> 20) MiB", isOfContent: true, isTooLarge: true)
        case .whole, .failed: return Failure(reason: "the request failed: \(answer.message)", isWorthRetry: true)
        }
    }

    /// The provider answered with another status than success.
    private static func refused(
        _ answer: HTTPAnswer, _ account: ProviderAccount, _ clock: ProviderClock, asked url: String
    ) -> Failure {
        let settings = account.settings
        let words = account.withoutSecrets(Self.words(of: answer))
        let reason = "the provider answers \(answer.status)" + (words.isEmpty ? "" : ": \(words)")
        var failure = Failure(reason: reason)
        switch answer.status {
        case 300..<400:
            let goal = answer.header("location").map { account.withoutSecrets($0) }
            failure = Failure(reason: "the provider redirects" + (goal.map { " to `\($0)`" } ?? "") + ", which is not followed")
            failure.hopeless = Diagnostic(
                "provider-redirects",
                "`\(settings.name)` redirects" + (goal.map { " to `\($0)`" } ?? "") + ", which is not followed",
                notes: ["the key would go along, asked: `\(url)`"],
                help: ["`base_url` of `\(settings.name)` in `config/octavo.yaml` names the right address"])
        case 401, 403:
            let key = settings.key.map { "the key in `\($0)`" } ?? "requests without a key"
            failure.hopeless = Diagnostic(
                "wrong-key", "`\(settings.name)` refuses \(key)", notes: words.isEmpty ? [] : [words],
                help: settings.key == nil
                    ? ["`key:` of `\(settings.name)` in `config/octavo.yaml` names the environment's variable that holds it"] : []
            )
        case 404:
            failure.hopeless = Diagnostic(
                "unknown-model", "`\(settings.name)` has no such model, or nothing at `\(url)`",
                notes: words.isEmpty ? [] : [words])
        case 408, 409, 425, 429, 500...:
            // More money, not more time, would help.
            failure.isWorthRetry = ChatProtocol.failureCode(answer.body) != "insufficient_quota"
            failure.wish = answer.header("retry-after").flatMap { RetryAfter.microseconds($0, now: clock.date()) }
        case 400, 413, 422:
            failure.lasting = .forGood
            failure.isOfContent = true
            failure.isTooLarge = answer.status == 413
        default: break
        }
        return failure
    }

    private static func words(of answer: HTTPAnswer) -> String {
        if let document = try? ChatProtocol.read(answer.body), let words = ChatProtocol.failure(in: document) { return words }
        return Unusable("", answer.body).reason.drop { $0 == ":" || $0 == " " }.description
    }
}
