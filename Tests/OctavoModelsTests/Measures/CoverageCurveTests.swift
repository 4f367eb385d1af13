import OctavoModels
import Testing

@Suite struct CoverageCurveTests {
    @Test func theSurestAreAnsweredFirst() {
        let curve = CoverageCurve(confidences: [0.9, 0.5, 0.7, 0.7], isRight: [true, false, true, false])
        #expect(curve.points.map(\.threshold) == [0.9, 0.7, 0.5])
        #expect(curve.points.map(\.coverage) == [0.25, 0.75, 1])
        #expect(curve.points.map(\.accuracy) == [1, 2.0 / 3, 0.5])
        #expect(((curve.area ?? 0) - (0 + 0.5 / 2 + 1.0 / 3 + 0.5) / 4).magnitude < 1e-15)
        #expect(curve.thinned(to: [0.1, 0.2, 0.5, 1]).map(\.coverage) == [0.25, 0.75, 1])
    }

    @Test func theOrderOfRowsChangesNothing() {
        let confidences = [0.5, 0.5, 0.5, 0.2, 0.2]
        let isRight = [true, false, true, false, true]
        let order = [3, 1, 4, 0, 2]
        let one = CoverageCurve(confidences: confidences, isRight: isRight)
        let other = CoverageCurve(confidences: order.map { confidences[$0] }, isRight: order.map { isRight[$0] })
        #expect(one.points == other.points && one.area == other.area)
    }

    @Test func rowsWithoutAnAnswerAreNeverCovered() {
        let curve = CoverageCurve(confidences: [0.9, 0.5], isRight: [true, false], rows: 4)
        #expect(curve.points.map(\.coverage) == [0.25, 0.5] && curve.area == 0.25)
        #expect(curve.thinned(to: [0.5, 1]).map(\.coverage) == [0.5])
    }

    @Test func withoutRowsThereIsNone() {
        let curve = CoverageCurve(confidences: [], isRight: [])
        #expect(curve.area == nil && curve.points.isEmpty)
    }
}
