package import OctavoTable

/// What is asked, and what was said before.
package struct Inquiry: Sendable, Hashable {
    package let query: String
    /// The oldest first, none at the beginning of a conversation; `nil` where they are not known.
    package let turns: [String]?

    package init(_ query: String, turns: [String]? = nil) {
        (self.query, self.turns) = (query, turns)
    }

    /// Of what a model reads: a text, and where there is a second value a text or a list of texts, the nulls in it apart. `nil` where nothing is
    /// asked.
    package init?(_ row: [Datum]) {
        guard let query = row.first?.text else { return nil }
        let turns: [String]? =
            switch row.count > 1 ? row[1] : .null {
            case .text(let text): [text]
            case .list(let items): items.compactMap(\.text)
            default: nil
            }
        self.init(query, turns: turns)
    }

    var known: [String] { turns ?? [] }

    /// The turn before the query, by `place` 0, or that before it; what stands for the turn before the first, and nothing where they are not known.
    func turn(_ place: Int) -> String {
        guard let turns else { return "" }
        return turns.dropLast(place).last ?? "_"
    }
}

/// Conversations with the answer that each was given. Those of one guest stand together.
package struct AnsweredInquiries: Sendable {
    package let inquiries: [Inquiry]
    package let answers: [String]

    package init(_ inquiries: [Inquiry], _ answers: [String]) {
        precondition(inquiries.count == answers.count, "an answer for every inquiry")
        (self.inquiries, self.answers) = (inquiries, answers)
    }

    package var count: Int { answers.count }

    func picked(_ isKept: (Int) -> Bool) -> AnsweredInquiries {
        let kept = answers.indices.filter(isKept)
        return AnsweredInquiries(kept.map { inquiries[$0] }, kept.map { answers[$0] })
    }
}
