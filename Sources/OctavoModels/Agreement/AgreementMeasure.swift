/// How far raters agree. All but one treat answers as names: any two different ones differ alike.
package enum AgreementMeasure: Hashable, Sendable {
    /// The share of pairs of answers to the same row that are the same.
    case percent
    /// Of two raters, over the rows that both answered. Cohen, "A coefficient of agreement for nominal scales" (1960).
    case cohen(Int, Int)
    /// Over the rows that all raters answered. Fleiss, "Measuring nominal scale agreement among many raters" (1971).
    case fleiss
    /// Over the rows with two answers or more, whoever gave them. Krippendorff, "Content analysis" (2018), chapter 12.
    case krippendorff
    /// The same for answers that are sets, which may be close: by the distances of the ratings, which must be there.
    case krippendorffOfSets

    /// `nil` where it is not defined: no row with enough answers, or all answers the same, so that chance alone would agree.
    ///
    /// `times` says how often each pattern of answers comes. Sums are of whole numbers, so the order of rows never shows.
    package func value(_ ratings: Ratings, times: [Int]) -> Double? {
        switch self {
        case .percent: Self.percent(ratings, times)
        case .cohen(let one, let other): Self.cohen(ratings, times, one, other)
        case .fleiss: Self.fleiss(ratings, times)
        case .krippendorff: Self.krippendorff(ratings, times)
        case .krippendorffOfSets: ratings.distances.flatMap { Self.krippendorff(ratings, times, $0) }
        }
    }

    /// The rows that it looks at.
    package func rowCount(_ ratings: Ratings) -> Int {
        var count = 0
        for (pattern, times) in zip(ratings.patterns, ratings.times) {
            let isUsed =
                switch self {
                case .percent, .krippendorff, .krippendorffOfSets: pattern.count > 1
                case .fleiss: pattern.count > 1 && pattern.count == ratings.raterCount
                case .cohen(let one, let other):
                    pattern.answers[one] != Ratings.missing && pattern.answers[other] != Ratings.missing
                }
            if isUsed { count += times }
        }
        return count
    }

    private static func percent(_ ratings: Ratings, _ times: [Int]) -> Double? {
        var same = 0
        var all = 0
        for (pattern, times) in zip(ratings.patterns, times) where times > 0 {
            same += pattern.agreeing * times
            all += pattern.count * (pattern.count - 1) * times
        }
        return all > 0 ? Double(same) / Double(all) : nil
    }

    private static func cohen(_ ratings: Ratings, _ times: [Int], _ one: Int, _ other: Int) -> Double? {
        var rows = 0
        var same = 0
        var first = Array(repeating: 0, count: ratings.categoryCount)
        var second = first
        for (pattern, times) in zip(ratings.patterns, times) {
            let (left, right) = (pattern.answers[one], pattern.answers[other])
            guard left != Ratings.missing, right != Ratings.missing else { continue }
            rows += times
            if left == right { same += times }
            first[Int(left)] += times
            second[Int(right)] += times
        }
        guard rows > 0 else { return nil }
        let n = Double(rows)
        let chance = zip(first, second).reduce(0) { $0 + Double($1.0) * Double($1.1) } / (n * n)
        return beyondChance(Double(same) / n, chance)
    }

    private static func fleiss(_ ratings: Ratings, _ times: [Int]) -> Double? {
        let raters = ratings.raterCount
        guard raters > 1 else { return nil }
        var rows = 0
        var agreeing = 0
        var totals = Array(repeating: 0, count: ratings.categoryCount)
        for (pattern, times) in zip(ratings.patterns, times) where times > 0 && pattern.count == raters {
            rows += times
            agreeing += pattern.agreeing * times
            for (category, count) in pattern.categories { totals[category] += count * times }
        }
        guard rows > 0 else { return nil }
        let answers = Double(rows) * Double(raters)
        let chance = totals.reduce(0) { $0 + Double($1) * Double($1) } / (answers * answers)
        return beyondChance(Double(agreeing) / (answers * Double(raters - 1)), chance)
    }

    private static func krippendorff(_ ratings: Ratings, _ times: [Int]) -> Double? {
        var totals = Array(repeating: 0, count: ratings.categoryCount)
        // Agreeing pairs by the number of answers: each pair counts 1 / (answers − 1).
        var agreeing = Array(repeating: 0, count: ratings.raterCount + 1)
        for (pattern, times) in zip(ratings.patterns, times) where times > 0 && pattern.count > 1 {
            agreeing[pattern.count] += pattern.agreeing * times
            for (category, count) in pattern.categories { totals[category] += count * times }
        }
        let n = Double(totals.reduce(0, +))
        let same = agreeing.enumerated().dropFirst(2).reduce(0.0) { $0 + Double($1.element) / Double($1.offset - 1) }
        let expected = n * n - totals.reduce(0) { $0 + Double($1) * Double($1) }
        return expected > 0 ? 1 - (n - 1) * (n - same) / expected : nil
    }

    private static func krippendorff(_ ratings: Ratings, _ times: [Int], _ distances: SetDistances) -> Double? {
        var totals = Array(repeating: 0, count: ratings.categoryCount)
        // By the number of answers, since each ordered pair counts 1 / (answers − 1).
        var apart = Array(repeating: 0.0, count: ratings.raterCount + 1)
        for (pattern, times) in zip(ratings.patterns, times) where times > 0 && pattern.count > 1 {
            var own = 0.0
            for (one, count) in pattern.categories {
                totals[one] += count * times
                for (other, others) in pattern.categories { own += distances[one, other] * Double(count * others) }
            }
            apart[pattern.count] += own * Double(times)
        }
        let n = Double(totals.reduce(0, +))
        let observed = apart.enumerated().dropFirst(2).reduce(0.0) { $0 + $1.element / Double($1.offset - 1) }
        let given = totals.indices.filter { totals[$0] > 0 }
        var expected = 0.0
        for one in given {
            var own = 0.0
            for other in given { own += distances[one, other] * Double(totals[other]) }
            expected += own * Double(totals[one])
        }
        return expected > 0 ? 1 - (n - 1) * observed / expected : nil
    }

    private static func beyondChance(_ observed: Double, _ chance: Double) -> Double? {
        chance < 1 ? (observed - chance) / (1 - chance) : nil
    }
}
