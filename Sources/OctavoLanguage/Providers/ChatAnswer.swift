/// What came of one request: a response, or why there is none.
package struct ChatAnswer: Sendable, Equatable {
    package enum Outcome: Sendable, Equatable {
        case response(String)
        case vector([Double])
        /// One sentence without its period.
        case failure(String, Lasting)
    }

    /// Whether asking again could give something else.
    package enum Lasting: Sendable, Equatable {
        /// The provider was busy, out of reach or broken.
        case forNow
        /// The provider refused this very request.
        case forGood
    }

    package var outcome: Outcome
    package var tokensIn: Int?
    package var tokensOut: Int?
    /// Microseconds, in whole milliseconds so that a recording holds it exactly.
    package var latency: Int64?
    /// Why the provider stopped: `stop`, `length` and others.
    package var finishReason: String?

    package init(
        _ outcome: Outcome, tokensIn: Int? = nil, tokensOut: Int? = nil, latency: Int64? = nil, finishReason: String? = nil
    ) {
        self.outcome = outcome
        self.tokensIn = tokensIn
        self.tokensOut = tokensOut
        self.latency = latency
        self.finishReason = finishReason
    }

    package var response: String? { if case .response(let text) = outcome { text } else { nil } }
    package var vector: [Double]? { if case .vector(let numbers) = outcome { numbers } else { nil } }
    package var error: String? { if case .failure(let reason, _) = outcome { reason } else { nil } }
    /// Whether it may be kept and given again.
    package var isLasting: Bool { if case .failure(_, .forNow) = outcome { false } else { true } }
}
