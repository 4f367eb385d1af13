import CKernels

/// Labels from the votes of rules that err: how often each rule is right, told from how often the rules agree, with no row whose label is
/// known.
///
/// The model is that of data programming (Ratner et al., "Data programming: creating large training sets, quickly", NIPS 2016): a rule that
/// votes on a row is right with a probability of its own, errs to any other label alike, and does so independently of the other rules. Two
/// rules that are right with a and b then agree in (1 + (K − 1) u v) / K of the rows where both vote, K labels, u = (K a − 1) / (K − 1)
/// and v alike. From these products the strengths follow in closed form for three rules (Fu et al., "Fast and three-rious: speeding up weak
/// supervision with triplet methods", ICML 2020); here for any number, by least squares over all pairs, each counted by its rows.
///
/// A vote that no other rule shares says nothing of its rule, and counts as if a rule as is expected beforehand had voted there too and
/// agreed as often as is expected. Rules that each know one label only need this: wherever two of them meet they differ, and what they
/// do there must not be taken for what they do elsewhere.
package struct LabelModel: Sendable {
    /// What Snorkel expects of a rule before it has seen any vote.
    package static let expectedAccuracy = 0.7
    /// Perfect agreement over few rows is no certainty: no rule counts as more accurate than this.
    package static let highestAccuracy = 0.99
    /// So many votes of every rule are taken for unshared ones: enough to keep rules with a handful of votes near what is expected, too
    /// few to be seen from a few hundred on.
    private static let expectationRows = 10
    private static let mostSweeps = 10_000

    package let labelCount: Int
    /// By rule: the share of its votes that are right. Never below chance: a rule that is wrong more often than a guess counts nothing.
    package let accuracies: [Double]
    /// What a rule's vote adds to the logarithm of its label's odds.
    private let weights: [Double]
    /// The logarithms of the shares that labels have beforehand.
    private let balance: [Double]

    /// `balance` holds the labels' shares, above zero; all the same where it is left out.
    package init(_ counts: VoteCounts, labelCount: Int, balance: [Double]? = nil) {
        precondition(labelCount > 0 && balance?.count ?? labelCount == labelCount, "a share for every label")
        self.labelCount = labelCount
        let others = Double(max(labelCount - 1, 1))
        let labels = Double(max(labelCount, 2))
        accuracies = Self.strengths(counts, others: others, labels: labels).map { (1 + others * $0) / labels }
        weights = accuracies.map { octavo_log($0 * others / (1 - $0)) }
        let shares = balance ?? Array(repeating: 1, count: labelCount)
        let total = shares.reduce(0, +)
        self.balance = shares.map { octavo_log($0 / total) }
    }

    /// The most probable label of a row and its probability; `nil` where no rule votes, or where two labels are as probable.
    package func label(_ votes: [Int32]) -> (label: Int, confidence: Double)? {
        guard votes.contains(where: { $0 != VoteCounts.abstains }) else { return nil }
        var scores = balance
        for (rule, vote) in votes.enumerated() where vote != VoteCounts.abstains { scores[Int(vote)] += weights[rule] }
        guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }) else { return nil }
        let isTie = scores.indices.contains { $0 != best && scores[best] - scores[$0] < Self.tie }
        if isTie { return nil }
        let total = scores.reduce(0) { $0 + octavo_exp($1 - scores[best]) }
        return (best, 1 / total)
    }

    /// Logarithms of odds that differ by less came from the same counts in another order.
    private static let tie = 1e-9

    /// By rule: 0 for a guess, 1 for one that is always right.
    private static func strengths(_ counts: VoteCounts, others: Double, labels: Double) -> [Double] {
        let expected = (labels * expectedAccuracy - 1) / others
        let highest = (labels * highestAccuracy - 1) / others
        // For each rule the others that it meets, in how many rows, and what their agreement says of the product of strengths.
        let met: [[(rule: Int, rows: Double, product: Double)]] = (0..<counts.ruleCount).map { rule in
            (0..<counts.ruleCount).compactMap { other in
                guard other != rule else { return nil }
                let (both, same) = counts.pair(rule, other)
                guard both > 0 else { return nil }
                return (other, Double(both), (labels * Double(same) / Double(both) - 1) / others)
            }
        }
        // All strengths at once half of the way to their least squares given the rest, until none moves: rules with the same votes keep
        // the same strength, whichever stands first. Begun at what is expected, so that of the two solutions (all rules right, all
        // wrong) it finds the first.
        var strengths = Array(repeating: expected, count: counts.ruleCount)
        for _ in 0..<mostSweeps {
            var moved = 0.0
            let before = strengths
            for rule in strengths.indices {
                let unshared = Double(counts.votes[rule] - counts.overlaps[rule] + expectationRows)
                var above = unshared * expected * expected * expected
                var below = unshared * expected * expected
                for (other, rows, product) in met[rule] {
                    above += rows * product * before[other]
                    below += rows * before[other] * before[other]
                }
                strengths[rule] = (before[rule] + min(max(above / below, 0), highest)) / 2
                moved = max(moved, (strengths[rule] - before[rule]).magnitude)
            }
            if moved < 1e-12 { break }
        }
        return strengths
    }
}
