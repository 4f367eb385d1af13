import OctavoModels
import OctavoTable
import Testing

@Suite struct LinearTrainerTests {
    private static func predictions(_ model: TextModel, _ texts: [String]) -> [ClassPrediction] {
        let predictor = TextModel.Predictor(model)
        return texts.map { predictor.predict($0) }
    }

    @Test func aTextWithoutFeaturesGetsWhatIsMostFrequent() throws {
        let texts = Array(repeating: "yes sure", count: 8) + ["no never"]
        let model = try LinearTrainer().train(
            LabelledExamples(texts, [0, 0, 0, 0, 0, 0, 0, 0, 1]), names: ["yes", "no"], threads: 1, cancellation: Cancellation())
        #expect(Self.predictions(model, [""])[0].label == 0)
    }

    @Test func moreThanSixteenLabelsAreLearntInBlocks() throws {
        let labels = (0..<40).flatMap { [Int32($0), Int32($0), Int32($0)] }
        let texts = labels.map { "word\($0) thing\($0 * 7)" }
        let model = try LinearTrainer().train(
            LabelledExamples(texts, labels), names: (0..<40).map { "l\($0)" }, threads: 2, cancellation: Cancellation())
        #expect(Self.predictions(model, texts).map { Int32($0.label) } == labels)
    }
}
