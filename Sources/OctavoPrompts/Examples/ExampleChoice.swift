import OctavoText

/// Which examples are shown for a case, by number and best first.
package struct ExampleChoice: Sendable {
    package let count: Int
    /// Whether examples that are like one another give way to others.
    package let isDiverse: Bool
    /// With it and without a case to be near to, the order is by chance.
    package let seed: UInt64?
    /// Tokens that all examples together may have.
    package let budget: Int?

    /// What is as much alike as this is the case itself (Jaccard's index of shingles).
    private static let sameText = Resemblance(threshold: 0.8)
    /// Texts that share so few words cannot be.
    private static let leastOfSame = 0.3
    /// How much nearness counts against being unlike what was chosen before, in maximal marginal relevance (Carbonell and Goldstein,
    /// "The use of MMR, diversity-based reranking", SIGIR 1998).
    private static let relevance = 0.6
    /// Diverse examples are looked for among this many of the nearest for each one wanted.
    private static let candidates = 20

    package init(count: Int, isDiverse: Bool, seed: UInt64?, budget: Int?) {
        self.count = count
        self.isDiverse = isDiverse
        self.seed = seed
        self.budget = budget
    }

    /// For a case whose text is `text`; without one the first examples, or those that chance puts first.
    package func chosen(near text: String?, from examples: ExampleSet) -> [Int] {
        var order = Array(examples.texts.indices)
        var scores = [Double](repeating: 0, count: order.count)
        if let text {
            let vector = examples.vectors.vector(of: text)
            for index in order { scores[index] = vector.cosine(examples.vectors.vectors[index]) }
            order.sort { (scores[$1], $0) < (scores[$0], $1) }
        } else if let seed {
            // By content, so that other rows do not change whose turn it is.
            let keys = examples.texts.map { XXH64.hash($0.utf8.span, seed: seed) }
            order.sort { (keys[$0], $0) < (keys[$1], $1) }
        }
        if let text { order = withoutCase(text, order, scores, examples) }
        if isDiverse { order = diverse(order, scores, examples, isNear: text != nil) }
        if let labels = examples.labels { order = balanced(order, labels) }
        var taken = Array(order.prefix(count))
        if let budget {
            var tokens = taken.reduce(0) { $0 + examples.costs[$1] }
            while tokens > budget, let last = taken.popLast() { tokens -= examples.costs[last] }
        }
        return taken
    }

    /// A model that is shown the answer to the very case learns nothing from it, and a test of it says nothing.
    private func withoutCase(_ text: String, _ order: [Int], _ scores: [Double], _ examples: ExampleSet) -> [Int] {
        return order.filter { index in
            let other = examples.texts[index]
            if scores[index] < Self.leastOfSame { return text != other }
            return !ShingleLikeness.areAlike(text.utf8.span, other.utf8.span, Self.sameText)
        }
    }

    /// The order in which each example is near and unlike those before it.
    private func diverse(_ order: [Int], _ scores: [Double], _ examples: ExampleSet, isNear: Bool) -> [Int] {
        var left = Array(order.prefix(max(count * Self.candidates, 200)))
        let rest = order.dropFirst(left.count)
        var chosen: [Int] = []
        // Of each candidate, how much it is like the most alike chosen one.
        var nearest = [Double](repeating: 0, count: left.count)
        while !left.isEmpty, chosen.count < max(count, 1) {
            var best = 0
            var bestValue = -Double.infinity
            for place in left.indices {
                let value = (isNear ? Self.relevance * scores[left[place]] : 0) - (1 - Self.relevance) * nearest[place]
                if value > bestValue { (best, bestValue) = (place, value) }
            }
            let taken = left.remove(at: best)
            nearest.remove(at: best)
            chosen.append(taken)
            for place in left.indices {
                nearest[place] = max(
                    nearest[place], examples.vectors.vectors[left[place]].cosine(examples.vectors.vectors[taken]))
            }
        }
        return chosen + left + rest
    }

    /// One of each label in turn, labels in the order in which their first examples stand.
    private func balanced(_ order: [Int], _ labels: [String]) -> [Int] {
        var groups: [[Int]] = []
        var places: [String: Int] = [:]
        for index in order {
            if let place = places[labels[index]] {
                groups[place].append(index)
            } else {
                places[labels[index]] = groups.count
                groups.append([index])
            }
        }
        var turned: [Int] = []
        var turn = 0
        while turned.count < min(count, order.count) {
            for group in groups where turn < group.count { turned.append(group[turn]) }
            turn += 1
        }
        return turned
    }
}

/// The examples that there are.
package struct ExampleSet: Sendable {
    /// What is compared.
    package let texts: [String]
    /// What they are balanced by; `nil` where they are not.
    package let labels: [String]?
    /// Tokens of each; none where nobody counts them.
    package let costs: [Int]
    let vectors: TextVectors

    package init(_ texts: [String], labels: [String]?, costs: [Int]) {
        self.texts = texts
        self.labels = labels
        self.costs = costs
        vectors = TextVectors(texts)
    }
}
