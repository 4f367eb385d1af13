import OctavoModels
import OctavoTable
import Testing

@Suite struct CalibrationTests {
    /// Scores that foresee every row: of n such rows the next is foreseen with (n + 1) / (n + 2).
    @Test(arguments: [1, 2, 4, 12, 40, 400]) func fewRowsMakeNothingCertain(rows: Int) {
        let labels = (0..<rows).map { Int32($0 % 3) }
        let found = Calibration.fit(labels, classes: 3) { row in (0..<3).map { $0 == row % 3 ? 0.8 : -0.9 } }
        let told = found.probability(of: 0, in: [0.8, -0.9, -0.9])
        #expect((told - Double(rows + 1) / Double(rows + 2)).magnitude < 0.005, "\(told) of \(rows)")
    }

    /// Rows of four scores from 0 to `width`, less `below`, and classes drawn with the probabilities that `truth` makes of them.
    private func drawn(_ truth: Calibration, width: Double, below: Double) -> (scores: [[Float]], labels: [Int32]) {
        var random = SplitMix(seed: 7)
        func draw() -> Double { Double(random.next() >> 11) * 0x1p-53 }
        let scores = (0..<4000).map { _ in (0..<4).map { _ in Float(draw() * width - below) } }
        let labels = scores.map { own -> Int32 in
            var left = draw()
            for (label, probability) in truth.probabilities(own[...]).enumerated() {
                left -= probability
                if left < 0 { return Int32(label) }
            }
            return 3
        }
        return (scores, labels)
    }

    /// Thousands of rows tell what they were drawn with, and the rows that are thought of beside them do not move it.
    @Test func manyRowsSayHowSharpScoresAre() {
        let (scores, labels) = drawn(Calibration(factor: 0.5, share: 0), width: 12, below: 0)
        let found = Calibration.fit(labels, classes: 4) { scores[$0] }
        #expect((found.factor - 0.5).magnitude < 0.04 && found.share <= 0.03 && found.sigmoids == nil, "\(found)")
    }

    @Test func scoresOfOneAgainstTheRestAreToldBySigmoidsWhereTheseTellMore() throws {
        let truth = Calibration(factor: 1, share: 0, sigmoids: Calibration.Sigmoids(factor: 6, middle: 0.1, share: 0))
        let (scores, labels) = drawn(truth, width: 2.5, below: 1.5)
        let found = Calibration.fit(labels, classes: 4, isOneAgainstRest: true) { scores[$0] }
        let sigmoids = try #require(found.sigmoids)
        #expect(
            (sigmoids.factor - 6).magnitude < 1 && (sigmoids.middle - 0.1).magnitude < 0.1 && sigmoids.share <= 0.03, "\(found)")
        #expect(Calibration.fit(labels, classes: 4) { scores[$0] } == Calibration(factor: found.factor, share: found.share))
        #expect(try Calibration(ModelSettings(.record(found.fields))) == found)
    }

    @Test(arguments: [nil, Calibration.Sigmoids(factor: 7, middle: -0.3, share: 0.01)])
    func probabilitiesAddUpAndKeepTheOrderOfScores(sigmoids: Calibration.Sigmoids?) {
        let calibration = Calibration(factor: 5, share: 0.002, sigmoids: sigmoids)
        for scores: [Float] in [
            [-1, 0.5, 0.25, -0.75], [-1000, -999, -998, -1001], [1000, 999, 1001, 998],
            [-0.5, -0.25, -1.5, -1, -0.75, -2, -3, -4, -5],
        ] {
            let found = calibration.probabilities(scores[...])
            #expect((found.reduce(0, +) - 1).magnitude < 1e-12 && found.allSatisfy { $0 >= 0 && $0 <= 1 }, "\(found)")
            #expect(scores.indices.allSatisfy { calibration.probability(of: $0, in: scores[...]) == found[$0] })
            let order = scores.indices.sorted { scores[$0] < scores[$1] }
            #expect(zip(order, order.dropFirst()).allSatisfy { found[$0] <= found[$1] }, "\(found)")
        }
    }

    @Test func withoutRowsOrWithOneClassNothingIsFitted() {
        #expect(Calibration.fit([], classes: 3) { _ in [] } == .none)
        #expect(Calibration.fit([0, 0], classes: 1) { _ in [1] } == .none)
    }
}
