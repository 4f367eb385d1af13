import OctavoModels
import OctavoTable
import Testing

@Suite struct LinearTrainerTests {
    /// Texts of seven labels: words of the label's own among words of all, and now and then a word of another label.
    private static func texts(_ count: Int, seed: UInt64) -> (texts: [String], labels: [Int32]) {
        let own = [
            ["book", "room", "reserve"], ["cancel", "stop", "void"], ["pay", "bill", "card"], ["menu", "dinner", "eat"],
            ["parking", "car", "garage"], ["late", "arrival", "night"], ["pool", "spa", "swim"],
        ]
        let common = ["please", "can", "i", "the", "a", "for", "my", "you", "hotel", "today"]
        var random = SplitMix(seed: seed)
        func pick(_ words: [String]) -> String { words[Int(random.next(below: UInt64(words.count)))] }
        var texts: [String] = []
        var labels: [Int32] = []
        for row in 0..<count {
            let label = row % own.count
            var words = (0..<3 + row % 4).map { _ in pick(common) } + [pick(own[label]), pick(own[label])]
            if row % 9 == 0 { words.append(pick(own[(label + 1) % own.count])) }
            texts.append(words.joined(separator: " "))
            labels.append(Int32(label))
        }
        return (texts, labels)
    }

    private static let names = ["book", "cancel", "pay", "eat", "park", "late", "swim"]

    private static func train(
        _ threads: Int, validation: (texts: [String], labels: [Int32])? = nil, trainer: LinearTrainer = LinearTrainer()
    ) throws -> LinearClassifier {
        let (texts, labels) = texts(700, seed: 1)
        return try trainer.train(
            texts, labels, names: names, validation: validation, threads: threads, cancellation: Cancellation())
    }

    private static func predictions(_ model: LinearClassifier, _ texts: [String]) -> [LinearClassifier.Prediction] {
        var reader = TextFeatureReader()
        var scratch = LinearClassifier.Scratch()
        return texts.map { text in
            reader.read(text)
            return model.predict(reader, &scratch)
        }
    }

    @Test func tellsLabelsOfTextsThatItHasNotSeen() throws {
        let model = try Self.train(2)
        let (texts, labels) = Self.texts(350, seed: 2)
        let right = zip(Self.predictions(model, texts), labels).count { $0.label == Int($1) }
        #expect(right > 320, "\(right) of 350")
    }

    @Test(arguments: [1, 3, 8]) func threadsChangeNoBit(_ threads: Int) throws {
        let (one, many) = (try Self.train(2), try Self.train(threads))
        #expect(one.weights == many.weights && one.scales == many.scales && one.biases == many.biases)
        #expect(one.space.hashes == many.space.hashes && one.space.importances == many.space.importances)
        #expect(one.calibration == many.calibration)
    }

    @Test func probabilitiesAddUpToOneAndTheLargestIsTheConfidence() throws {
        let model = try Self.train(2)
        var reader = TextFeatureReader()
        var scratch = LinearClassifier.Scratch()
        for text in Self.texts(50, seed: 3).texts + ["", "☃", "nothing of that kind"] {
            reader.read(text)
            let all = model.probabilities(reader, &scratch)
            let best = model.predict(reader, &scratch)
            #expect((all.reduce(0, +) - 1).magnitude < 1e-9)
            #expect((all[best.label] - best.confidence).magnitude < 1e-9)
            #expect(all.allSatisfy { $0 <= best.confidence + 1e-12 && $0 >= 0 })
        }
    }

    /// The mean confidence lies near the accuracy, on rows of the same kind.
    @Test(arguments: [false, true]) func confidenceMeetsAccuracy(_ isValidated: Bool) throws {
        let model = try Self.train(2, validation: isValidated ? Self.texts(350, seed: 5) : nil)
        let (texts, labels) = Self.texts(700, seed: 4)
        let found = Self.predictions(model, texts)
        let accuracy = Double(zip(found, labels).count { $0.label == Int($1) }) / 700
        let confidence = found.reduce(0) { $0 + $1.confidence } / 700
        #expect((accuracy - confidence).magnitude < 0.04, "\(accuracy) and \(confidence)")
    }

    @Test func aTextWithoutFeaturesGetsWhatIsMostFrequent() throws {
        let texts = Array(repeating: "yes sure", count: 8) + ["no never"]
        let model = try LinearTrainer().train(
            texts, [0, 0, 0, 0, 0, 0, 0, 0, 1], names: ["yes", "no"], threads: 1, cancellation: Cancellation())
        #expect(Self.predictions(model, [""])[0].label == 0)
    }

    @Test func moreThanSixteenLabelsAreLearntInBlocks() throws {
        let labels = (0..<40).flatMap { [Int32($0), Int32($0), Int32($0)] }
        let texts = labels.map { "word\($0) thing\($0 * 7)" }
        let model = try LinearTrainer().train(
            texts, labels, names: (0..<40).map { "l\($0)" }, threads: 2, cancellation: Cancellation())
        #expect(Self.predictions(model, texts).map { Int32($0.label) } == labels)
    }

    @Test func stopsWhereItIsCancelled() {
        let cancellation = Cancellation()
        cancellation.cancel()
        let (texts, labels) = Self.texts(70, seed: 1)
        #expect(throws: (any Error).self) {
            try LinearTrainer().train(texts, labels, names: Self.names, threads: 1, cancellation: cancellation)
        }
    }
}
