/// How far sets are apart, each from each: MASI's distance, 1 less Jaccard's index times how the sets lie in each other.
///
/// Passonneau, "Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation" (2006): the factor is 1 for equal
/// sets, 2/3 where one holds the other, 1/3 where they share something, 0 where they share nothing.
package struct SetDistances: Sendable {
    /// Pairs are kept, so that many draws cost little; for more sets than this the intervals would take too long.
    package static let mostSets = 2_000

    package let count: Int
    private let distances: [Double]

    package init(_ sets: [Set<Int32>]) {
        count = sets.count
        var distances = Array(repeating: 0.0, count: sets.count * sets.count)
        for one in sets.indices {
            for other in 0..<one {
                let distance = Self.distance(sets[one], sets[other])
                distances[one * sets.count + other] = distance
                distances[other * sets.count + one] = distance
            }
        }
        self.distances = distances
    }

    package subscript(_ one: Int, _ other: Int) -> Double { distances[one * count + other] }

    package static func distance(_ one: Set<Int32>, _ other: Set<Int32>) -> Double {
        if one == other { return 0 }
        let common = one.intersection(other).count
        let factor = common == 0 ? 0 : one.isSubset(of: other) || other.isSubset(of: one) ? 2.0 / 3 : 1.0 / 3
        return 1 - Double(common) / Double(one.count + other.count - common) * factor
    }
}
