import OctavoModels
import Testing

@Suite struct LabelSetModelTests {
    private static func model(_ patterns: [[LabelSetVote]], labels: Int, balance: [Double]? = nil) -> LabelSetModel {
        LabelSetModel(
            patterns, times: patterns.map { _ in 1 }, ruleCount: patterns[0].count, labelCount: labels, balance: balance)
    }

    @Test func aTextVotesForItsLabelAloneAndAListForAll() {
        #expect((0..<3).map { LabelSetVote.holds(1).vote(on: $0) } == [-1, 1, -1])
        #expect((0..<3).map { LabelSetVote.all([0, 2]).vote(on: $0) } == [1, 0, 1])
        #expect((0..<3).map { LabelSetVote.abstains.vote(on: $0) } == [-1, -1, -1])
    }

    @Test(
        arguments: [
            (.holds(0), .holds(1), false), (.holds(0), .all([0, 1]), false), (.holds(0), .all([1]), true),
            (.all([]), .holds(0), true), (.all([0]), .all([0]), false), (.all([0]), .all([0, 1]), true),
            (.abstains, .all([0]), false),
        ] as [(LabelSetVote, LabelSetVote, Bool)])
    func tellsVotesThatCannotBothBeRight(one: LabelSetVote, other: LabelSetVote, isConflict: Bool) {
        #expect(one.contradicts(other) == isConflict)
        #expect(other.contradicts(one) == isConflict)
    }

    @Test func labelsAreFoundOneByOne() throws {
        let rows: [[LabelSetVote]] = [
            [.holds(0), .holds(2)], [.all([]), .abstains], [.abstains, .abstains], [.all([0]), .all([0, 1])],
        ]
        let model = Self.model(rows, labels: 3)
        #expect(try #require(model.labels(rows[0])).labels == [0, 2])
        #expect(try #require(model.labels(rows[1])).labels == [])
        #expect(model.labels(rows[2]) == nil)
        let last = try #require(model.labels(rows[3]))
        // Of two rules of about equal weight that differ on a label.
        #expect(last.labels == [0])
        #expect((0.5...0.6).contains(last.confidence))
    }

    @Test func theSurestStayWhereNoMoreMayHold() throws {
        let votes: [LabelSetVote] = [.all([0, 1]), .holds(1), .holds(1)]
        let model = Self.model([votes], labels: 2)
        #expect(try #require(model.labels(votes)).labels == [0, 1])
        #expect(try #require(model.labels(votes, most: 1)).labels == [1])
    }

    /// Three rules that err at known rates about three labels: the accurate ones win over the one that guesses.
    @Test func accurateRulesWinWhereTheyAgree() throws {
        var random = SplitMix64(state: 7)
        var (patterns, truths): ([[LabelSetVote]], [[Int32]]) = ([], [])
        for _ in 0..<2_000 {
            let truth = (0..<3).filter { _ in random.chance(0.5) }.map { Int32($0) }
            func said(_ error: Double) -> LabelSetVote {
                .all((0..<3).filter { truth.contains($0) != random.chance(error) })
            }
            patterns.append([said(0.05), said(0.1), said(0.45)])
            truths.append(truth)
        }
        let model = Self.model(patterns, labels: 3)
        let right = zip(patterns, truths).count { pattern, truth in
            model.labels(pattern)?.labels.map { Int32($0) } == truth
        }
        // By the best rule alone 86 of 100; the majority has fewer.
        let best = zip(patterns, truths).count { $0[0].labels == $1 }
        let majority = zip(patterns, truths).count { pattern, truth in
            (0..<3).filter { label in pattern.count { $0.labels.contains(Int32(label)) } > 1 }.map { Int32($0) } == truth
        }
        #expect(right >= best)
        #expect(right > majority)
        let accuracies = try (0..<3).map { try #require(model.accuracy(of: $0, given: [1, 1, 1])) }
        #expect(accuracies[0] > accuracies[1] && accuracies[1] > accuracies[2] + 0.2)
        #expect(model.accuracy(of: 0, given: [0, 0, 0]) == nil)
    }

    /// Small and the same everywhere.
    private struct SplitMix64 {
        var state: UInt64

        mutating func chance(_ share: Double) -> Bool {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return Double((z ^ (z >> 31)) >> 11) / 9_007_199_254_740_992 < share
        }
    }
}
