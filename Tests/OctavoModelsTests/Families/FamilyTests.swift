import OctavoModels
import OctavoTable
import Testing

/// What holds of every family of models.
@Suite struct FamilyTests {
    static let kinds = ["linear", "embedding", "auto", "naive_bayes", "nearest"]

    private static func train(
        _ kind: String, _ examples: LabelledExamples = IntentTexts.make(700, seed: 1), names: [String] = IntentTexts.names,
        validation: LabelledExamples? = nil, threads: Int = 2, rejected: Double? = nil
    ) throws -> TextModel {
        let cancellation = Cancellation()
        let held = HeldOutTraining(rejectedShare: rejected, rejectedLabel: "none")
        switch kind {
        case "linear":
            var trainer = LinearTrainer()
            trainer.rejectedShare = rejected
            return try trainer.train(examples, names: names, validation: validation, threads: threads, cancellation: cancellation)
        case "embedding":
            var trainer = EmbeddingTrainer()
            trainer.rejectedShare = rejected
            let course = TrainingCourse(threads: threads)
            return try trainer.train(examples, names: names, validation: validation, course: course).model
        case "auto":
            var trainer = MixtureTrainer()
            trainer.rejectedShare = rejected
            let course = TrainingCourse(threads: threads)
            return try trainer.train(examples, names: names, validation: validation, course: course).model
        case "naive_bayes":
            return try held.model(examples, names: names, validation: validation) {
                try NaiveBayesClassifier.learn($0, names: names, smoothing: 0.1, threads: threads, cancellation: cancellation)
            }
        default:
            return try held.model(examples, names: names, validation: validation) {
                try NearestClassifier.learn($0, names: names, neighbours: 7, threads: threads, cancellation: cancellation)
            }
        }
    }

    private static func bytes(_ model: TextModel) -> [UInt8] {
        ModelFile.bytes(model, ModelCard(inputs: ["q"], label: "l", rows: 700, data: ""))
    }

    private static func right(_ model: TextModel, _ examples: LabelledExamples) -> Int {
        let predictor = TextModel.Predictor(model)
        return zip(examples.texts, examples.labels).count { predictor.predict($0).label == Int($1) }
    }

    @Test(arguments: kinds) func tellsLabelsOfTextsThatItHasNotSeen(_ kind: String) throws {
        let right = Self.right(try Self.train(kind), IntentTexts.make(350, seed: 2))
        #expect(right > 315, "\(right) of 350")
    }

    @Test(arguments: kinds) func threadsChangeNoBit(_ kind: String) throws {
        let one = Self.bytes(try Self.train(kind, threads: 1))
        #expect(try Self.bytes(Self.train(kind, threads: 3)) == one && Self.bytes(Self.train(kind, threads: 1)) == one)
    }

    @Test(arguments: kinds, [false, true]) func aModelThatIsReadAgainPredictsTheSameToTheBit(_ kind: String, isRejecting: Bool)
        throws
    {
        let model = try Self.train(kind, rejected: isRejecting ? 0.1 : nil)
        let bytes = Self.bytes(model)
        let read = try #require(try ModelFile.read(Buffer(bytes)).model as? TextModel)
        #expect(read.kind == kind && Self.bytes(read) == bytes)
        let (one, other) = (TextModel.Predictor(model), TextModel.Predictor(read))
        for text in IntentTexts.make(30, seed: 3).texts + ["", "☃", "nothing of that kind"] {
            #expect(one.probabilities(text) == other.probabilities(text))
            #expect(one.predict(text) == other.predict(text))
        }
    }

    @Test(arguments: kinds) func probabilitiesAddUpToOneAndTheLargestIsTheConfidence(_ kind: String) throws {
        let predictor = TextModel.Predictor(try Self.train(kind))
        for text in IntentTexts.make(40, seed: 3).texts + [
            "", "☃", "nothing of that kind", String(repeating: "room ", count: 5000),
        ] {
            let all = predictor.probabilities(text)
            let best = predictor.predict(text)
            #expect((all.reduce(0, +) - 1).magnitude < 1e-6)
            #expect((all[best.label] - best.confidence).magnitude < 1e-9)
            #expect(all.allSatisfy { $0 <= best.confidence + 1e-12 && $0 >= 0 })
        }
    }

    /// The mean confidence lies near the accuracy, on rows of the same kind.
    @Test(arguments: kinds, [false, true]) func confidenceMeetsAccuracy(_ kind: String, isValidated: Bool) throws {
        let model = try Self.train(kind, validation: isValidated ? IntentTexts.make(350, seed: 5) : nil)
        let examples = IntentTexts.make(700, seed: 4)
        let predictor = TextModel.Predictor(model)
        let confidence = examples.texts.reduce(0) { $0 + predictor.predict($1).confidence } / 700
        let accuracy = Double(Self.right(model, examples)) / 700
        #expect((accuracy - confidence).magnitude < 0.05, "\(accuracy) and \(confidence)")
    }

    /// About the share that was asked for, of texts like those that it knows; nearly all of others.
    @Test(arguments: kinds) func whatIsUnfamiliarIsRejected(_ kind: String) throws {
        let predictor = TextModel.Predictor(try Self.train(kind, rejected: 0.05))
        let known = IntentTexts.make(700, seed: 6).texts.count { predictor.predict($0).isRejected }
        #expect(known < 90, "\(known) of 700")
        let strange = ["quantum chromodynamics", "ωμέγα", "zebra xylophone", "fjord", "1 + 1", ""]
        #expect(strange.count { predictor.predict($0).isRejected } >= 5)
    }

    @Test(arguments: kinds) func fewRowsAreEnough(_ kind: String) throws {
        let model = try Self.train(kind, LabelledExamples(["a room", "stop it"], [0, 1]), names: ["book", "stop"])
        #expect(Self.right(model, LabelledExamples(["a room", "stop it"], [0, 1])) == 2)
        let empty = try Self.train(kind, LabelledExamples(["", "", ""], [0, 1, 0]), names: ["book", "stop"])
        #expect(TextModel.Predictor(empty).predict("a room").confidence <= 1)
    }

    @Test(arguments: kinds) func stopsWhereItIsCancelled(_ kind: String) {
        let cancellation = Cancellation()
        cancellation.cancel()
        let examples = IntentTexts.make(70, seed: 1)
        #expect(throws: (any Error).self) {
            switch kind {
            case "linear": try LinearTrainer().train(examples, names: IntentTexts.names, threads: 1, cancellation: cancellation)
            case "embedding":
                try EmbeddingTrainer().train(
                    examples, names: IntentTexts.names, course: TrainingCourse(threads: 1, cancellation: cancellation)
                ).model
            case "auto":
                try MixtureTrainer().train(
                    examples, names: IntentTexts.names, course: TrainingCourse(threads: 1, cancellation: cancellation)
                ).model
            case "naive_bayes":
                try HeldOutTraining().model(examples, names: IntentTexts.names, validation: nil) {
                    try NaiveBayesClassifier.learn(
                        $0, names: IntentTexts.names, smoothing: 1, threads: 1, cancellation: cancellation)
                }
            default:
                try HeldOutTraining().model(examples, names: IntentTexts.names, validation: nil) {
                    try NearestClassifier.learn(
                        $0, names: IntentTexts.names, neighbours: 1, threads: 1, cancellation: cancellation)
                }
            }
        }
    }
}
