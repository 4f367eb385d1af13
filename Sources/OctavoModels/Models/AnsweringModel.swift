package import OctavoTable

/// A model that answers what is asked in words, by what it has seen answered.
package protocol AnsweringModel: TrainedModel {
    /// Whether it reads the turns before a question too.
    var readsContext: Bool { get }
    /// An answer that is less sure than this is not given.
    var threshold: Double { get }
    /// Answers one after another, in memory of its own; used by one thread at a time.
    func makeAnswerer() -> any Answerer
}

/// Answers in words.
package protocol Answerer {
    /// `nil` where nothing was asked, or what was asked has nothing in common with what the model has seen.
    func answer(_ row: [Datum]) -> GivenAnswer?
    /// The answered rows that an answer goes by, those that weigh most first; their weights are 1 together.
    func grounds(_ row: [Datum]) -> [AnswerGround]
}

/// What is said to one row.
package struct GivenAnswer: Sendable, Equatable {
    package let text: String
    /// The chance that it meets what would have been said: that its relevance is a half or more.
    package let confidence: Double

    package init(_ text: String, confidence: Double) {
        (self.text, self.confidence) = (text, confidence)
    }
}

/// An answered row that speaks for an answer. Numbers, names and dates stand as their kinds in it, for they are those of one guest.
package struct AnswerGround: Sendable, Equatable {
    package let query: String
    package let response: String
    package let weight: Double
}

extension AnsweringModel {
    package var told: [Field] { [Field("response", .text), Field("confidence", .float)] }

    /// What was asked, and the turns before it: a text or a list of them.
    package func inputType(_ place: Int) -> DataType { place == 0 ? .text : .list(.text) }

    package func makeTeller() -> (_ row: [Datum]) -> [Datum] {
        let answerer = makeAnswerer()
        return { row in
            guard let answer = answerer.answer(row) else { return [.null, .null] }
            return [answer.confidence < threshold ? .null : .text(answer.text), .float(answer.confidence)]
        }
    }
}
