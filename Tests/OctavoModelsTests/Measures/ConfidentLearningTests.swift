import OctavoModels
import Testing

@Suite struct ConfidentLearningTests {
    /// Thresholds are 0.6 and 0.7; row 2 says `1` with 0.7 and is labelled 0.
    @Test func aLabelIsSuspiciousWhereAnotherIsLikelyEnough() {
        let found = ConfidentLearning(
            labels: [0, 0, 0, 1, 1], probabilities: [[0.9, 0.1], [0.6, 0.4], [0.3, 0.7], [0.2, 0.8], [0.4, 0.6]], classes: 2)
        #expect(zip(found.thresholds, [0.6, 0.7]).allSatisfy { (($0 ?? 0) - $1).magnitude < 1e-12 })
        #expect(found.findings.map(\.row) == [2] && found.findings.map(\.suggestion) == [1])
        #expect(found.findings.map(\.confidence) == [0.7] && found.findings.map(\.labelConfidence) == [0.3])
    }

    @Test func theLeastProbableLabelComesFirst() {
        let found = ConfidentLearning(
            labels: [0, 0, 0, 1, 1], probabilities: [[0.1, 0.9], [0.05, 0.95], [0.9, 0.1], [0.2, 0.8], [0.3, 0.7]], classes: 2)
        #expect(found.findings.map(\.row) == [1, 0])
    }

    @Test func aClassWithoutRowsIsNeverSuggested() {
        let found = ConfidentLearning(labels: [0, 0], probabilities: [[0.1, 0.9], [0.2, 0.8]], classes: 2)
        #expect(found.findings.isEmpty && found.thresholds[1] == nil)
    }
}
