/// Makes a score the chance that what was scored is right: a curve that never falls, fitted to scores whose outcome is known.
///
/// Zadrozny and Elkan, "Transforming classifier scores into accurate multiclass probability estimates" (2002); pools adjacent violators
/// (Ayer and others, 1955).
package struct IsotonicCalibration: Sendable, Equatable {
    /// Scores that do not fall, and for each a probability that does not fall. Between two of them the curve is straight.
    package let scores: [Double]
    package let probabilities: [Double]

    /// Rows that stand for one point of the curve at least: with fewer its ends would be certain by chance.
    static let leastRows = 20

    /// `nil` where there are too few rows to tell.
    package init?(scores: [Double], isRight: [Bool]) {
        precondition(scores.count == isRight.count, "an outcome for every score")
        guard scores.count >= Self.leastRows else { return nil }
        let order = scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }
        var blocks: [Block] = []
        var start = 0
        while start < order.count {
            // So many rows, and all that have the last one's score.
            var end = min(start + Self.leastRows, order.count)
            if order.count - end < Self.leastRows { end = order.count }
            while end < order.count, scores[order[end]] == scores[order[end - 1]] { end += 1 }
            let part = order[start..<end]
            blocks.append(
                Block(rows: part.count, score: part.reduce(0) { $0 + scores[$1] }, right: part.count { isRight[$0] }))
            while blocks.count > 1, blocks[blocks.count - 2].share >= blocks[blocks.count - 1].share {
                let last = blocks.removeLast()
                blocks[blocks.count - 1].add(last)
            }
            start = end
        }
        self.scores = blocks.map { $0.score / Double($0.rows) }
        probabilities = blocks.map(\.share)
    }

    /// `nil` where these make no such curve.
    init?(scores: [Double], probabilities: [Double]) {
        guard !scores.isEmpty, scores.count == probabilities.count, zip(scores, scores.dropFirst()).allSatisfy({ $0 <= $1 }),
            zip(probabilities, probabilities.dropFirst()).allSatisfy({ $0 <= $1 }),
            probabilities.allSatisfy({ (0...1).contains($0) })
        else { return nil }
        (self.scores, self.probabilities) = (scores, probabilities)
    }

    private struct Block {
        var rows: Int
        /// The sum of their scores.
        var score: Double
        var right: Int

        /// As if one more had been right and one more wrong: rows that were all answered right do not make the next one certain.
        var share: Double { (Double(right) + 1) / (Double(rows) + 2) }

        mutating func add(_ other: Block) {
            rows += other.rows
            score += other.score
            right += other.right
        }
    }

    package func probability(_ score: Double) -> Double {
        guard let next = scores.firstIndex(where: { $0 >= score }) else { return probabilities[probabilities.count - 1] }
        guard next > 0 else { return probabilities[0] }
        // The score is above the one before, so the two are not the same.
        let part = (score - scores[next - 1]) / (scores[next] - scores[next - 1])
        return probabilities[next - 1] + part * (probabilities[next] - probabilities[next - 1])
    }
}
