import OctavoModels
import OctavoTable
import Testing

@Suite struct IsotonicCalibrationTests {
    @Test func probabilitiesNeverFall() throws {
        var random = SplitMix(seed: 3)
        let scores = (0..<500).map { _ in Double(random.next(below: 1000)) / 1000 }
        let isRight = scores.map { Double(random.next(below: 1000)) / 1000 < $0 * $0 }
        let curve = try #require(IsotonicCalibration(scores: scores, isRight: isRight))
        let told = (0...200).map { curve.probability(Double($0) / 200) }
        #expect(zip(told, told.dropFirst()).allSatisfy { $0 <= $1 } && told.allSatisfy { (0...1).contains($0) })
        for place in [0.2, 0.5, 0.8] { #expect(abs(curve.probability(place) - place * place) < 0.15) }
    }

    @Test func twoSharesAreTakenForOneWhereTheyWouldFall() throws {
        // Twenty rows of a score, all right; twenty of a higher one, half of them.
        let scores = [Double](repeating: 0.2, count: 20) + [Double](repeating: 0.8, count: 20)
        let isRight = [Bool](repeating: true, count: 20) + (0..<20).map { $0 % 2 == 0 }
        let curve = try #require(IsotonicCalibration(scores: scores, isRight: isRight))
        // Thirty of forty, and of two that are thought of one.
        #expect(curve.probabilities == [31.0 / 42] && curve.scores.count == 1)
        #expect(curve.probability(-1) == 31.0 / 42 && curve.probability(2) == 31.0 / 42)
    }

    @Test func betweenTwoPointsTheCurveIsStraight() throws {
        let scores = [Double](repeating: 0, count: 20) + [Double](repeating: 1, count: 20)
        let isRight = [Bool](repeating: false, count: 20) + [Bool](repeating: true, count: 20)
        let curve = try #require(IsotonicCalibration(scores: scores, isRight: isRight))
        // Twenty that were all right do not make the next one certain, nor twenty that were all wrong.
        #expect(curve.probability(0) == 1.0 / 22 && curve.probability(1) == 21.0 / 22)
        #expect(abs(curve.probability(0.25) - 6.0 / 22) < 1e-15)
    }

    @Test func fewRowsTellNothing() {
        #expect(IsotonicCalibration(scores: [], isRight: []) == nil)
        #expect(
            IsotonicCalibration(scores: [Double](repeating: 0, count: 19), isRight: [Bool](repeating: true, count: 19)) == nil)
        #expect(
            IsotonicCalibration(scores: [Double](repeating: 0, count: 20), isRight: [Bool](repeating: true, count: 20)) != nil)
    }
}
