import OctavoModels
import Testing

@Suite struct RankingTests {
    /// Every way to rank four rows with ties: the share of pairs in the right order, equal ones half.
    @Test func theAreaIsTheShareOfPairsInOrder() {
        for code in 0..<(81 * 16) {
            let scores = [code % 3, code / 3 % 3, code / 9 % 3, code / 27 % 3].map { Double($0) }
            let positive = (0..<4).map { code / 81 >> $0 & 1 == 1 }
            var (right, pairs) = (0.0, 0.0)
            for one in 0..<4 where positive[one] {
                for other in 0..<4 where !positive[other] {
                    pairs += 1
                    right += scores[one] > scores[other] ? 1 : scores[one] == scores[other] ? 0.5 : 0
                }
            }
            let ranking = Ranking(scores, isPositive: positive)
            #expect(ranking.area == (pairs > 0 ? right / pairs : nil), "\(scores) \(positive)")
            #expect(ranking.area(times: [1, 1, 1, 1]) == ranking.area)
        }
    }

    /// scikit-learn: `average_precision_score([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])`.
    @Test func theMeanPrecisionIsScikitLearns() {
        let ranking = Ranking([0.1, 0.4, 0.35, 0.8], isPositive: [false, false, true, true])
        #expect(((ranking.averagePrecision ?? 0) - 0.8333333333333333).magnitude < 1e-15)
        #expect(ranking.area == 0.75)
        #expect(Ranking([1, 2], isPositive: [false, false]).averagePrecision == nil)
    }

    @Test func aRowThatIsDrawnTwiceIsTwoRows() {
        let twice = Ranking([3, 3, 2, 1, 1], isPositive: [true, true, false, true, false])
        let once = Ranking([3, 2, 1, 1], isPositive: [true, false, true, false])
        #expect(once.area(times: [2, 1, 1, 1]) == twice.area)
        #expect(once.averagePrecision(times: [2, 1, 1, 1]) == twice.averagePrecision)
        #expect(once.area(times: [1, 1, 0, 0]) == 1 && once.area(times: [1, 0, 1, 0]) == nil)
    }

    @Test func curvesPassThroughTheirPoints() {
        let ranking = Ranking([0.1, 0.4, 0.35, 0.8], isPositive: [false, false, true, true])
        #expect([0, 0.25, 0.5, 0.75, 1].map { ranking.truePositiveRate(at: $0) } == [0.5, 0.5, 1, 1, 1])
        #expect([0, 0.5, 0.6, 1].map { ranking.precision(atRecall: $0) } == [1, 1, 2.0 / 3, 2.0 / 3])
        #expect(Ranking([], isPositive: []).truePositiveRate(at: 0.5) == nil)
    }

    @Test func aScoreThatIsNoNumberIsTheLowest() {
        #expect(Ranking([.nan, 0.1, .nan], isPositive: [false, true, true]).area == 0.75)
    }
}
