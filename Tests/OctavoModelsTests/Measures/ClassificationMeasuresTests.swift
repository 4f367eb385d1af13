import OctavoModels
import Testing

@Suite struct ClassificationMeasuresTests {
    private func measures(_ pairs: [(Int, Int?)], classes: Int, confidence: Double = 0.5) -> ClassificationMeasures {
        var measures = ClassificationMeasures(classes: classes)
        for (truth, prediction) in pairs {
            measures.add(
                truth: truth, prediction: prediction,
                .init(prediction: confidence, truth: truth == prediction ? confidence : 1 - confidence))
        }
        return measures
    }

    /// Compared with scikit-learn 1.9.1: `precision_recall_fscore_support(…, average="macro", zero_division=0)`.
    @Test func meansCountEveryClassAlike() {
        let found = measures([(0, 0), (0, 0), (0, 1), (1, 1), (2, 0), (2, 2)], classes: 4).counts
        let expected: [(Double?, Double)] = [
            (found.accuracy, 0.6666666666666666), (found.macroPrecision, 0.7222222222222222),
            (found.macroRecall, 0.7222222222222222), (found.macroF1, 0.6666666666666666), (found.weightedF1, 0.6666666666666666),
            (found.balancedAccuracy, 0.7222222222222222), (found.matthews, 0.5),
        ]
        for (value, wanted) in expected { #expect(((value ?? 0) - wanted).magnitude < 1e-15) }
    }

    @Test func aClassThatIsOnlyPredictedCountsToo() {
        let found = measures([(0, 0), (0, 1)], classes: 3).counts
        #expect(found.classes[1].recall == nil)
        #expect(!found.classes[2].isMet)
        #expect(found.macroRecall == 0.25)
        #expect(found.balancedAccuracy == 0.5)
        #expect(found.macroF1 == 2.0 / 3 / 2)
    }

    @Test func aRowWithoutAPredictionIsWrong() {
        let found = measures([(0, 0), (1, nil), (1, 1)], classes: 2)
        #expect(found.counts.unanswered == 1 && found.counts.accuracy == 2.0 / 3)
        #expect(found.classes[1].recall == 0.5 && found.classes[1].precision == 1)
        #expect(found.confusions().isEmpty)
    }

    @Test func nothingIsMeasuredWithoutRows() {
        let found = measures([], classes: 2)
        #expect(found.counts.accuracy == nil && found.counts.macroF1 == nil && found.counts.matthews == nil)
        #expect(found.logLoss == nil && found.brier == nil && found.calibrationError == nil && found.confusions().isEmpty)
    }

    @Test func whatIsNotKnownOfAPredictionIsNotMeasured() {
        var found = ClassificationMeasures(classes: 2)
        found.add(truth: 0, prediction: 0)
        #expect(found.counts.accuracy == 1 && found.logLoss == nil && found.calibrationError == nil && found.reliability.isEmpty)
        found.add(truth: 0, prediction: 0, .init(prediction: .nan))
        #expect(found.calibrationError == nil)
    }

    @Test func calibrationComparesConfidenceWithAccuracyByParts() {
        var found = measures([(0, 0), (0, 1)], classes: 2, confidence: 0.9)
        #expect((found.calibrationError ?? 0) == 0.4)
        for _ in 0..<2 { found.add(truth: 0, prediction: 0, .init(prediction: 1, truth: 1)) }
        #expect(((found.calibrationError ?? 0) - 0.2).magnitude < 1e-12)
        #expect(found.reliability.map(\.rows) == [2, 2])
    }

    @Test func anImpossibleTruthHasAFiniteLoss() {
        var found = ClassificationMeasures(classes: 2)
        found.add(truth: 0, prediction: 1, .init(prediction: 1, truth: 0, squares: 1))
        #expect(((found.logLoss ?? 0) - 36.04365338911715).magnitude < 1e-9)
        #expect(found.brier == 2)
    }

    @Test func confusionsComeByFrequencyThenOrder() {
        let found = measures([(1, 0), (0, 1), (2, 1), (2, 1), (0, 0)], classes: 3).confusions()
        #expect(found.map(\.truth) == [2, 0, 1])
        #expect(found.map(\.rows) == [2, 1, 1])
    }
}
