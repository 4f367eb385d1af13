import OctavoModels
import OctavoTable
import Testing

@Suite struct LabelModelTests {
    /// Rows whose labels are known, and the votes of rules that are right as often as is said.
    struct World {
        var truth: [Int] = []
        var votes: [[Int32]] = []

        init(rows: Int, labels: Int, accuracies: [Double], coverages: [Double], seed: UInt64, shares: [Double]? = nil) {
            var random = SplitMix(seed: seed)
            func share() -> Double { Double(random.next() >> 11) / 0x1p53 }
            for _ in 0..<rows {
                var label = Int(random.next(below: UInt64(labels)))
                if let shares {
                    var left = share()
                    label =
                        shares.firstIndex { share in
                            left -= share
                            return left < 0
                        } ?? labels - 1
                }
                truth.append(label)
                votes.append(
                    zip(accuracies, coverages).map { accuracy, coverage in
                        guard share() < coverage else { return VoteCounts.abstains }
                        if share() < accuracy { return Int32(label) }
                        let other = Int(random.next(below: UInt64(labels - 1)))
                        return Int32(other < label ? other : other + 1)
                    })
            }
        }

        var counts: VoteCounts {
            var counts = VoteCounts(ruleCount: votes[0].count)
            for row in votes { counts.add(row) }
            return counts
        }

        /// The share of the rows with a vote whose label is right; half a row where two labels are as likely.
        func accuracy(_ label: ([Int32]) -> Int?) -> Double {
            var right = 0.0
            var all = 0.0
            for (row, known) in zip(votes, truth) where row.contains(where: { $0 >= 0 }) {
                all += 1
                if let label = label(row) { right += label == known ? 1 : 0 } else { right += 0.5 }
            }
            return right / all
        }

        static func majority(_ row: [Int32]) -> Int? {
            var counts: [Int32: Int] = [:]
            for vote in row where vote >= 0 { counts[vote, default: 0] += 1 }
            let most = counts.values.max() ?? 0
            let best = counts.filter { $0.value == most }
            return best.count == 1 ? best.first.map { Int($0.key) } : nil
        }
    }

    @Test(arguments: [2, 3, 5, 12], [1, 2, 3] as [UInt64])
    func findsTheAccuraciesOfRulesFromTheirAgreement(labels: Int, seed: UInt64) {
        let accuracies = [0.95, 0.85, 0.75, 0.6, 0.8]
        let world = World(
            rows: 20_000, labels: labels, accuracies: accuracies, coverages: [0.7, 0.9, 0.6, 0.8, 0.3], seed: seed)
        let model = LabelModel(world.counts, labelCount: labels)
        for (found, known) in zip(model.accuracies, accuracies) { #expect(abs(found - known) < 0.04, "\(model.accuracies)") }
    }

    /// One good rule among poor ones: a majority of poor rules outvotes it, weights do not.
    @Test(arguments: [2, 4], [1, 2, 3] as [UInt64])
    func labelsBetterThanTheMajorityVote(labels: Int, seed: UInt64) {
        let world = World(
            rows: 5_000, labels: labels, accuracies: [0.95, 0.6, 0.6, 0.55], coverages: [0.9, 0.9, 0.9, 0.9], seed: seed)
        let model = LabelModel(world.counts, labelCount: labels)
        let own = world.accuracy { model.label($0)?.label }
        let majority = world.accuracy(World.majority)
        #expect(own > majority + 0.05, "\(own) against \(majority)")
    }

    /// Of the rows that are said to be right with a probability, that share is.
    @Test func saysHowSureItIs() {
        let world = World(
            rows: 20_000, labels: 3, accuracies: [0.9, 0.75, 0.65], coverages: [0.6, 0.6, 0.6], seed: 7)
        let model = LabelModel(world.counts, labelCount: 3)
        var said: [Int: (sum: Double, right: Double, rows: Double)] = [:]
        for (row, known) in zip(world.votes, world.truth) {
            guard let (label, confidence) = model.label(row) else { continue }
            let bin = min(Int(confidence * 10), 9)
            let old = said[bin] ?? (0, 0, 0)
            said[bin] = (old.sum + confidence, old.right + (label == known ? 1 : 0), old.rows + 1)
        }
        #expect(said.count >= 3)
        for (bin, found) in said where found.rows > 200 {
            #expect(abs(found.sum - found.right) / found.rows < 0.05, "\(bin): \(found)")
        }
    }

    @Test func aBalanceMakesRareLabelsLessLikely() {
        let shares = [0.9, 0.1]
        let world = World(
            rows: 20_000, labels: 2, accuracies: [0.8, 0.8, 0.8], coverages: [0.5, 0.5, 0.5], seed: 3, shares: shares)
        let plain = LabelModel(world.counts, labelCount: 2)
        let told = LabelModel(world.counts, labelCount: 2, balance: shares)
        #expect(told.accuracies == plain.accuracies)
        #expect(world.accuracy { told.label($0)?.label } > world.accuracy { plain.label($0)?.label } + 0.03)
        // One vote for the rare label is more often an error than not.
        #expect(told.label([1, -1, -1])?.label == 0)
        #expect(plain.label([1, -1, -1])?.label == 1)
    }

    @Test func aRuleThatIsAlwaysWrongCountsNothing() {
        let world = World(rows: 2_000, labels: 2, accuracies: [0.9, 0.9, 0.9, 0.1], coverages: [1, 1, 1, 1], seed: 5)
        let model = LabelModel(world.counts, labelCount: 2)
        #expect(abs(model.accuracies[3] - 0.5) < 1e-9)
        #expect(model.label([-1, -1, -1, 1]) == nil)
        #expect(model.label([0, -1, -1, 1])?.confidence == model.label([0, -1, -1, -1])?.confidence)
        #expect(model.label([0, -1, -1, 1])?.label == 0)
    }

    @Test func rulesThatNeverMeetKeepWhatIsExpectedOfThem() throws {
        var counts = VoteCounts(ruleCount: 2)
        counts.add([0, -1], times: 1_000)
        counts.add([-1, 1], times: 10)
        let model = LabelModel(counts, labelCount: 4)
        for accuracy in model.accuracies { #expect(abs(accuracy - 0.7) < 1e-9) }
        let (label, confidence) = try #require(model.label([0, -1]))
        #expect(label == 0)
        #expect(abs(confidence - 0.7) < 1e-9)
    }

    @Test func noVotesAndTiesAreNoLabel() {
        var counts = VoteCounts(ruleCount: 2)
        counts.add([0, 1], times: 5)
        let model = LabelModel(counts, labelCount: 2)
        #expect(model.label([-1, -1]) == nil)
        #expect(model.label([0, 1]) == nil)
        #expect(model.label([1, 1])?.label == 1)
        #expect(LabelModel(VoteCounts(ruleCount: 0), labelCount: 2).label([]) == nil)
    }

    @Test(arguments: 0...9) func anyFewRowsGiveProbabilities(rows: Int) {
        for pattern in 0..<(1 << min(rows, 6)) {
            var counts = VoteCounts(ruleCount: 3)
            for row in 0..<rows { counts.add((0..<3).map { Int32((pattern >> ((row + $0) % 6) & 3)) - 1 }) }
            for labels in 3...4 {
                let model = LabelModel(counts, labelCount: labels)
                for accuracy in model.accuracies { #expect(accuracy >= 1 / Double(labels) - 1e-12 && accuracy <= 0.99 + 1e-12) }
                if let (label, confidence) = model.label([2, 0, -1]) {
                    #expect(label == 2 || label == 0)
                    #expect(confidence > 0 && confidence <= 1)
                }
            }
        }
    }

    @Test func theOrderOfRowsDoesNotMatter() {
        let world = World(rows: 500, labels: 3, accuracies: [0.9, 0.7, 0.6], coverages: [0.5, 0.7, 0.9], seed: 11)
        var counts = VoteCounts(ruleCount: 3)
        for row in world.votes.reversed() { counts.add(row) }
        #expect(counts == world.counts)
    }

    @Test func countsCoverageOverlapsAndConflicts() {
        var counts = VoteCounts(ruleCount: 3)
        for row: [Int32] in [[0, 0, -1], [0, 1, -1], [-1, -1, -1], [-1, 2, -1]] { counts.add(row) }
        #expect((counts.rowCount, counts.covered, counts.conflicting) == (4, 3, 1))
        #expect(counts.votes == [2, 3, 0])
        #expect(counts.overlaps == [2, 2, 0])
        #expect(counts.conflicts == [1, 1, 0])
        #expect(counts.pair(1, 0) == (2, 1))
    }
}
