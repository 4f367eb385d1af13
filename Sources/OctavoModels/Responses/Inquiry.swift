package import OctavoTable

/// What is asked, and what was said before, the oldest turn first.
package struct Inquiry: Sendable, Hashable {
    package let query: String
    package let turns: [String]

    package init(_ query: String, turns: [String] = []) {
        (self.query, self.turns) = (query, turns)
    }

    /// Of what a model reads: a text, and where there is a second value a text or a list of texts, the nulls in it apart. `nil` where nothing is
    /// asked.
    package init?(_ row: [Datum]) {
        guard let query = row.first?.text else { return nil }
        self.init(query, turns: row.count > 1 ? Self.turns(row[1]) : [])
    }

    package static func turns(_ value: Datum) -> [String] {
        switch value {
        case .text(let text): [text]
        case .list(let items): items.compactMap(\.text)
        default: []
        }
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
