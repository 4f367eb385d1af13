import OctavoText

/// The parts of an answer's relevance put together.
package enum AnswerRelevance {
    /// From here on an answer counts as one that meets its reference.
    package static let least = 0.5

    /// From 0 to 1; `nil` where there is nothing to compare with.
    package static func score(_ response: String, _ references: [String], query: String?, likeness: Double?) -> Double? {
        if !references.isEmpty {
            return references.map { score(response, reference: $0, likeness: likeness) }.max()
        }
        guard let query else { return nil }
        if NonCommittal.matches(response) { return 0 }
        return min(max(likeness ?? TextLikeness.cosine(query, response), 0), 1)
    }

    static func score(_ response: String, reference: String, likeness: Double? = nil) -> Double {
        0.4 * CharacterFScore(response, references: [reference]).score
            + 0.2 * SubsequenceScore.score(response, references: [reference])
            + 0.4 * min(max(likeness ?? TextLikeness.cosine(response, reference), 0), 1)
    }
}
