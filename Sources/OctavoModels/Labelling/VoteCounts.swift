/// How often rules vote, and agree with each other: all that the label model needs of the rows. Counts of parts of a table add up, so they
/// depend neither on the rows' order nor on who counted which.
package struct VoteCounts: Sendable, Equatable {
    /// No label: the rule says nothing about the row.
    package static let abstains: Int32 = -1

    package let ruleCount: Int
    package private(set) var rowCount = 0
    /// Rows with a vote, and rows with votes for different labels.
    package private(set) var covered = 0
    package private(set) var conflicting = 0
    /// By rule: rows with its vote, those where another rule votes too, and those where another votes otherwise.
    package private(set) var votes: [Int]
    package private(set) var overlaps: [Int]
    package private(set) var conflicts: [Int]
    /// By pair of rules, `first * ruleCount + second`, first below second: rows where both vote, and where they vote the same.
    private var both: [Int]
    private var same: [Int]

    package init(ruleCount: Int) {
        self.ruleCount = ruleCount
        votes = Array(repeating: 0, count: ruleCount)
        overlaps = votes
        conflicts = votes
        both = Array(repeating: 0, count: ruleCount * ruleCount)
        same = both
    }

    /// Counts `times` rows whose votes are `row`, one a rule: a label's number, or `abstains`.
    package mutating func add(_ row: [Int32], times: Int = 1) {
        precondition(row.count == ruleCount, "one vote a rule")
        rowCount += times
        let voting = row.indices.filter { row[$0] != Self.abstains }
        guard let first = voting.first else { return }
        covered += times
        let isConflict = voting.contains { row[$0] != row[first] }
        if isConflict { conflicting += times }
        for (place, rule) in voting.enumerated() {
            votes[rule] += times
            if voting.count > 1 { overlaps[rule] += times }
            // Where labels differ at all, some other vote differs from this one.
            if isConflict { conflicts[rule] += times }
            for other in voting[(place + 1)...] {
                both[rule * ruleCount + other] += times
                if row[rule] == row[other] { same[rule * ruleCount + other] += times }
            }
        }
    }

    /// In how many rows both rules vote, and in how many of these the same.
    package func pair(_ one: Int, _ other: Int) -> (both: Int, same: Int) {
        let place = min(one, other) * ruleCount + max(one, other)
        return (both[place], same[place])
    }
}
