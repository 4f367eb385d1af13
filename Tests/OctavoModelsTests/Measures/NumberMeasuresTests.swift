import OctavoModels
import Testing

@Suite struct NumberMeasuresTests {
    /// scikit-learn's documentation of each measure: `[3, -0.5, 2, 7]` and `[2.5, 0.0, 2, 8]`.
    @Test func areWhatScikitLearnGives() {
        let found = NumberMeasures(truths: [3, -0.5, 2, 7], predictions: [2.5, 0, 2, 8])
        let expected: [(NumberMeasures.Measure, Double)] = [
            (.mae, 0.5), (.rmse, 0.6123724356957945), (.r2, 0.9486081370449679), (.bias, 0.25), (.medianError, 0.5),
        ]
        for (measure, wanted) in expected { #expect(((found.value(measure) ?? 0) - wanted).magnitude < 1e-15, "\(measure)") }
    }

    @Test func rowsThatComeTwiceCountTwice() {
        let once = NumberMeasures(truths: [3, -0.5, 2], predictions: [2.5, 0.25, 2])
        let twice = NumberMeasures(truths: [3, 3, 2], predictions: [2.5, 2.5, 2])
        for measure in NumberMeasures.Measure.allCases { #expect(once.value(measure, times: [2, 0, 1]) == twice.value(measure)) }
    }

    @Test func whatDoesNotVaryIsForeseenOrNot() {
        #expect(NumberMeasures(truths: [5, 5], predictions: [5, 5]).value(.r2) == 1)
        #expect(NumberMeasures(truths: [5, 5], predictions: [5, 6]).value(.r2) == 0)
        #expect(NumberMeasures(truths: [5], predictions: [5]).value(.r2) == nil)
        #expect(NumberMeasures(truths: [], predictions: []).value(.mae) == nil)
    }
}
