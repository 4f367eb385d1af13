package import OctavoTable

/// What several raters said about the same rows, as numbers of categories. Rows with the same answers are kept once.
package struct Ratings: Sendable {
    /// No answer.
    package static let missing: Int32 = -1

    /// Answers to one row, counted once for all that is computed from them.
    package struct Pattern: Sendable {
        package let answers: [Int32]
        /// How many raters answered.
        package let count: Int
        /// Ordered pairs of the same answer.
        package let agreeing: Int
        /// The categories that were given, and by how many.
        package let categories: [(category: Int, count: Int)]

        fileprivate init(_ answers: [Int32]) {
            self.answers = answers
            let given = answers.filter { $0 != Ratings.missing }
            count = given.count
            categories = Set(given).sorted().map { category in (Int(category), given.count { $0 == category }) }
            agreeing = categories.reduce(0) { $0 + $1.count * ($1.count - 1) }
        }
    }

    package let raterCount: Int
    package let categoryCount: Int
    /// How far categories are apart, where they are sets.
    package let distances: SetDistances?
    package private(set) var rowCount = 0
    /// The different rows of answers, in order of first appearance, and how many rows have each.
    package private(set) var patterns: [Pattern] = []
    package private(set) var times: [Int] = []
    private var places: [[Int32]: Int32] = [:]
    /// The pattern of each row.
    private var rows: [Int32] = []

    package init(raterCount: Int, categoryCount: Int, distances: SetDistances? = nil) {
        precondition(distances?.count ?? categoryCount == categoryCount, "a distance for every two categories")
        self.distances = distances
        self.raterCount = raterCount
        self.categoryCount = categoryCount
    }

    /// One row: an answer a rater.
    package mutating func add(_ row: [Int32]) {
        precondition(row.count == raterCount && row.allSatisfy { $0 < categoryCount }, "one answer a rater")
        rowCount += 1
        if let place = places[row] {
            times[Int(place)] += 1
            rows.append(place)
        } else {
            places[row] = Int32(patterns.count)
            rows.append(Int32(patterns.count))
            patterns.append(Pattern(row))
            times.append(1)
        }
    }

    /// How often each pattern comes when as many rows are drawn at random, each as often as it is drawn.
    package func resampled(_ random: inout SplitMix) -> [Int] {
        var drawn = Array(repeating: 0, count: patterns.count)
        for _ in 0..<rowCount { drawn[Int(rows[Int(random.next(below: UInt64(rowCount)))])] += 1 }
        return drawn
    }
}
