/// What a rule says of a row where several labels may hold at once.
package enum LabelSetVote: Hashable, Sendable {
    case abstains
    /// That this label holds, and nothing of the others.
    case holds(Int32)
    /// That these labels hold, and no other; in ascending order.
    case all([Int32])

    /// The labels that it says hold.
    package var labels: [Int32] {
        switch self {
        case .abstains: []
        case .holds(let label): [label]
        case .all(let labels): labels
        }
    }

    /// What it says of one label: 1 where it holds, 0 where it does not, else that it abstains.
    package func vote(on label: Int32) -> Int32 {
        switch self {
        case .abstains: VoteCounts.abstains
        case .holds(let own): own == label ? 1 : VoteCounts.abstains
        case .all(let labels): labels.contains(label) ? 1 : 0
        }
    }

    /// Whether two votes cannot both be right.
    package func contradicts(_ other: LabelSetVote) -> Bool {
        switch (self, other) {
        case (.abstains, _), (_, .abstains), (.holds, .holds): false
        case (.holds(let label), .all(let labels)), (.all(let labels), .holds(let label)): !labels.contains(label)
        case (.all(let one), .all(let two)): one != two
        }
    }
}

/// Labels from votes where several may hold at once: each label is a question of its own, with yes and no for answers, and a model of its own
/// of how often the rules are right about it.
package struct LabelSetModel: Sendable {
    /// One a label.
    private let models: [LabelModel]

    /// `times` says how often each pattern of votes, one a rule, comes. `balance` holds for each label the share of rows that have it.
    package init(
        _ patterns: [[LabelSetVote]], times: [Int], ruleCount: Int, labelCount: Int, balance: [Double]? = nil
    ) {
        models = (0..<labelCount).map { label in
            var counts = VoteCounts(ruleCount: ruleCount)
            for (pattern, times) in zip(patterns, times) {
                counts.add(pattern.map { $0.vote(on: Int32(label)) }, times: times)
            }
            return LabelModel(counts, labelCount: 2, balance: balance.map { [1 - $0[label], $0[label]] })
        }
    }

    /// How often a rule seems right, over the labels that it gives, each by how often it does; `nil` for one that gives none.
    package func accuracy(of rule: Int, given: [Int]) -> Double? {
        let all = given.reduce(0, +)
        guard all > 0 else { return nil }
        return zip(models, given).reduce(0) { $0 + $1.0.accuracies[rule] * Double($1.1) } / Double(all)
    }

    /// The labels that more probably hold than not, the surest first where no more than `most` may be, in ascending order; and how
    /// probable the least sure of all decisions is. `nil` where no rule votes.
    package func labels(_ votes: [LabelSetVote], most: Int = .max) -> (labels: [Int], confidence: Double)? {
        guard votes.contains(where: { $0 != .abstains }) else { return nil }
        var found: [(label: Int, confidence: Double)] = []
        var least = 1.0
        for (label, model) in models.enumerated() {
            let own = votes.map { $0.vote(on: Int32(label)) }
            guard own.contains(where: { $0 != VoteCounts.abstains }) else { continue }
            guard let answer = model.label(own) else {
                // As probable as not.
                least = min(least, 0.5)
                continue
            }
            least = min(least, answer.confidence)
            if answer.label == 1 { found.append((label, answer.confidence)) }
        }
        let kept = found.sorted { ($1.confidence, $0.label) < ($0.confidence, $1.label) }.prefix(most)
        return (kept.map(\.label).sorted(), least)
    }
}
