import OctavoModels
import OctavoTable
import Testing

/// The file is read back field by field; scripts/interop-onnx has onnxruntime compute it.
@Suite struct ONNXFileTests {
    private static let card = ModelCard(inputs: ["q"], label: "l", rows: 700, data: "abc")

    private static func model(_ kind: String, rejected: Double? = nil) throws -> TextModel {
        let (examples, names) = (IntentTexts.make(200, seed: 1), IntentTexts.names)
        let cancellation = Cancellation()
        switch kind {
        case "linear":
            var trainer = LinearTrainer()
            trainer.rejectedShare = rejected
            trainer.rejectedLabel = rejected == nil ? nil : "none"
            return try trainer.train(examples, names: names, threads: 1, cancellation: cancellation)
        case "embedding":
            return try EmbeddingTrainer().train(examples, names: names, course: TrainingCourse(threads: 1)).model
        case "auto": return try MixtureTrainer().train(examples, names: names, course: TrainingCourse(threads: 1)).model
        case "naive_bayes":
            return try HeldOutTraining(rejectedShare: nil, rejectedLabel: nil).model(examples, names: names, validation: nil) {
                try NaiveBayesClassifier.learn($0, names: names, smoothing: 0.1, threads: 1, cancellation: cancellation)
            }
        default:
            return try HeldOutTraining(rejectedShare: nil, rejectedLabel: nil).model(examples, names: names, validation: nil) {
                try NearestClassifier.learn($0, names: names, neighbours: 3, threads: 1, cancellation: cancellation)
            }
        }
    }

    private struct NoReader: Error {}

    /// Everything that a test looks at.
    private struct File {
        let model: ProtobufFields
        let graph: ProtobufFields

        init(_ model: TextModel) throws {
            let bytes = try #require(ONNXFile.bytes(model, ONNXFileTests.card, name: "intent@1.0.0", madeBy: "0.1.0"))
            self.model = try #require(ProtobufFields(bytes))
            graph = try #require(self.model.messages(7).first)
        }

        var operators: [String] { graph.messages(1).compactMap { $0.text(4) } }
        var facts: [String: String] {
            Dictionary(uniqueKeysWithValues: model.messages(14).map { ($0.text(1) ?? "", $0.text(2) ?? "") })
        }

        func constant(_ name: String) -> ProtobufFields? { graph.messages(5).first { $0.text(8) == name } }
    }

    @Test func saysWhatItIs() throws {
        let model = try Self.model("linear")
        let file = try File(model)
        #expect(file.model.numbers(1) == [8])
        #expect(file.model.text(2) == "octavo" && file.model.text(3) == "0.1.0")
        #expect(file.model.messages(8).map { $0.numbers(2) } == [[17]])
        #expect(file.graph.text(2) == "intent@1.0.0")
        #expect(file.graph.messages(11).map { $0.text(1) } == ["ids", "weights"])
        #expect(file.graph.messages(12).map { $0.text(1) } == ["probabilities", "label", "energy"])
        #expect(file.facts["kind"] == "linear")
        #expect(file.facts["labels"].flatMap { try? JSONReader.read($0) } == .list(model.names.map { .text($0) }))
        #expect(file.facts["calibration_factor"].flatMap { Double($0) } == model.calibration.factor)
        #expect(file.facts["least_energy"] == nil)
        #expect(file.facts["card"].flatMap { try? JSONReader.read($0) }?["rows"] == .int(700))
    }

    @Test func constantsHoldWhatWasLearnt() throws {
        let model = try Self.model("linear")
        let file = try File(model)
        let classifier = try #require(model.classifier as? LinearClassifier)
        let rows = try #require(file.constant("rows"))
        #expect(rows.numbers(1) == [classifier.space.count, model.names.count] && rows.numbers(2) == [3])
        let (width, classes) = (classifier.biases.count, model.names.count)
        let wanted = (0..<classifier.space.count).flatMap { classifier.weights[$0 * width..<$0 * width + classes] }
        #expect(rows.bytes(9) == wanted.map { UInt8(bitPattern: $0) })
        #expect(file.constant("labels")?.texts(6) == model.names)
        #expect(file.constant("middle")?.bytes(9) == [1, 0, 0, 0, 0, 0, 0, 0])
    }

    @Test(arguments: ["linear", "embedding", "auto", "naive_bayes"])
    func everyOperatorTakesWhatStandsBefore(_ kind: String) throws {
        let file = try File(try Self.model(kind))
        var known = Set(file.graph.messages(11).compactMap { $0.text(1) } + file.graph.messages(5).compactMap { $0.text(8) })
        for node in file.graph.messages(1) {
            let inputs = node.texts(1)
            #expect(known.isSuperset(of: inputs), "\(node.text(3) ?? "")")
            for output in node.texts(2) { #expect(known.insert(output).inserted, "\(output) is there once") }
        }
        #expect(known.isSuperset(of: file.graph.messages(12).compactMap { $0.text(1) }))
        #expect(
            Set(file.operators).isSubset(of: [
                "Gather", "Cast", "Mul", "Unsqueeze", "MatMul", "Squeeze", "Add", "Gemm", "Softmax", "ReduceLogSumExp", "ArgMax",
                "Less", "Sub",
                "Where", "Max", "Log", "Softplus", "Neg",
            ]))
    }

    @Test func whatIsOfNoLabelIsToldByAThreshold() throws {
        let model = try Self.model("linear", rejected: 0.05)
        let file = try File(model)
        #expect(file.operators.suffix(2) == ["Less", "Where"])
        #expect(file.facts["least_energy"].flatMap { Double($0) } == model.rejection?.least)
        #expect(file.facts["label_of_others"] == "none" && file.constant("label_of_others")?.texts(6) == ["none"])
    }

    @Test func otherKindsAreNoFile() throws {
        let model = try Self.model("nearest")
        #expect(ONNXFile.bytes(model, Self.card, name: "x", madeBy: "1") == nil)
        let hasNoReader = ONNXFeatureReader(model) == nil
        #expect(hasNoReader)
        #expect(ONNXFile.kinds == ["linear", "embedding", "auto", "naive_bayes"])
    }

    @Test func theSameModelIsTheSameFile() throws {
        let model = try Self.model("auto")
        func bytes() -> [UInt8]? { ONNXFile.bytes(model, Self.card, name: "x", madeBy: "1") }
        #expect(bytes() == bytes())
    }

    /// What the graph computes of them, computed here.
    @Test func featuresAndConstantsGiveTheScores() throws {
        let model = try Self.model("linear")
        let classifier = try #require(model.classifier as? LinearClassifier)
        guard var reader = ONNXFeatureReader(model) else { throw NoReader() }
        for text in IntentTexts.make(20, seed: 5).texts + ["", "☃"] {
            let found = reader.read(text)
            var scores = classifier.biases.prefix(model.names.count).map { Double($0) }
            for (id, weight) in zip(found.ids, found.weights) {
                for place in scores.indices {
                    let row = Double(classifier.weights[id * classifier.biases.count + place])
                    scores[place] += Double(classifier.scales[id] * weight) * row
                }
            }
            for (own, other) in zip(scores, classifier.makeScorer().scores(text)) {
                #expect((own - Double(other)).magnitude < 1e-4)
            }
        }
    }

    @Test func theFeaturesOfAMixtureFollowOneAnother() throws {
        let model = try Self.model("auto")
        let counts = ["linear/features", "embedding/features"].map { name in
            model.classifier.tensors.first { $0.name == name }?.count ?? 0
        }
        guard var reader = ONNXFeatureReader(model) else { throw NoReader() }
        let found = reader.read("book a room")
        let own = found.ids.filter { $0 < counts[0] }.count
        #expect(own > 0 && own < found.ids.count)
        #expect(found.ids.allSatisfy { $0 < counts[0] + counts[1] })
    }
}
