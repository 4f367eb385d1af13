import OctavoModels
import OctavoTable
import Testing

@Suite struct FeatureNamesTests {
    private let texts = ["book a room", "i want two rooms, please", "cancel my stay", "please cancel it now", "cancel cancel"]

    private func model(_ kind: String = "linear") throws -> TextModel {
        let (examples, names) = (LabelledExamples(texts, [0, 0, 1, 1, 1]), ["book", "stop"])
        let cancellation = Cancellation()
        switch kind {
        case "linear": return try LinearTrainer().train(examples, names: names, threads: 1, cancellation: cancellation)
        case "embedding":
            let course = TrainingCourse(threads: 1, cancellation: cancellation)
            return try EmbeddingTrainer().train(examples, names: names, course: course).model
        default:
            return try HeldOutTraining().model(examples, names: names, validation: nil) {
                try NaiveBayesClassifier.learn($0, names: names, smoothing: 0.1, threads: 1, cancellation: cancellation)
            }
        }
    }

    @Test(arguments: [
        "book a room", "please cancel a ROOM, it’s late!", "don't", "cancel cancel cancel", "Zürich übermorgen?", "", "☃",
    ])
    func everyFeatureHasAName(text: String) {
        var reader = TextFeatureReader()
        reader.read(text)
        let names = reader.names()
        #expect(names.count == reader.hashes.count)
        for hash in reader.hashes { #expect(names[hash] != nil) }
    }

    @Test func namesAreWhatThePartsOfATextAre() {
        var reader = TextFeatureReader()
        reader.read("a room?")
        let names = Set(reader.names().values.map(\.text))
        #expect(names.isSuperset(of: ["a", "room", "?", "^ a", "a room", "room ?", "? $", "a … room", "_room", "oom_", "_a_"]))
    }

    @Test(arguments: ["linear", "embedding", "naive_bayes"]) func weightsAddUpToTheScoreThatDecides(kind: String) throws {
        let trained = try model(kind)
        let model = try #require(trained.classifier as? any ExplainableClassifier)
        let predictor = TextModel.Predictor(trained)
        for text in texts + ["a room to cancel", "", "unheard of"] {
            let found = model.explain(text, class: 0).score - model.explain(text, class: 1).score
            let probabilities = predictor.probabilities(text)
            #expect((found > 0) == (probabilities[0] > probabilities[1]) || found.magnitude < 1e-5, "\(text)")
            let one = model.explain(text, class: 0)
            #expect((one.features.reduce(one.bias) { $0 + $1.weight } - one.score).magnitude < 1e-12)
            #expect(zip(one.features, one.features.dropFirst()).allSatisfy { $0.weight.magnitude >= $1.weight.magnitude })
        }
    }

    @Test func whatTellsALabelWeighsMost() throws {
        let linear = try #require(try model().classifier as? any ExplainableClassifier)
        let found = linear.explain("please cancel", class: 1).features
        #expect(found.first { $0.name.text == "cancel" }.map { $0.weight > 0 } == true)
        #expect(found.prefix(8).contains { $0.name.text == "cancel" })
    }
}
