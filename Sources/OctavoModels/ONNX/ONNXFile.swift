import OctavoTable

/// A model as a file for other programs: the operators of ONNX from the features of texts to probabilities, with the calibration and the
/// threshold for texts of no label. Taking texts apart stays here: no standard operator does it.
package enum ONNXFile {
    /// The kinds that can be one; for what says that another cannot.
    package static let kinds = TextModel.families.filter { $0 is any ONNXClassifier.Type }.map { $0.kind }

    private static let about = """
        Texts by the features that Octavo takes them apart into (`octavo models features`): a row a text, filled up with the weight 0.
        """

    /// `nil` where the model's kind is none of `kinds`. `version` is the program's.
    package static func bytes(_ model: TextModel, _ card: ModelCard, name: String, madeBy version: String) -> [UInt8]? {
        guard let classifier = model.classifier as? any ONNXClassifier else { return nil }
        var graph = ONNXGraph()
        let sides: [ONNXGraph.Side] = [.named("texts"), .named("features")]
        let features = ONNXFeatures(
            ids: graph.addInput("ids", .int64, sides, about: "Numbers of features."),
            weights: graph.addInput("weights", .float, sides, about: "How much of each feature a text has; 0 to fill up."))
        let scores = classifier.addScores(of: features, to: &graph, prefix: "")
        let classes = model.names.count
        let made = graph.addProbabilities(of: scores, model.calibration, classes: classes, prefix: "")
        graph.addOutput(
            made.probabilities, .float, [.named("texts"), .count(classes)],
            about: "Of each label, in the order of the metadata's `labels`.")
        let label = addLabel(scores.scores, made.energy, model, to: &graph)
        graph.addOutput(
            label, .text, [.named("texts")],
            about: "The most probable label; that of texts of no label where they are too unfamiliar.")
        graph.addOutput(made.energy, .float, [.named("texts")], about: "How familiar a text is.")
        return graph.file(name: name, about: about, madeBy: version, facts: facts(model, card))
    }

    /// The label that `predict` gives; an empty one where it gives none.
    private static func addLabel(_ scores: String, _ energy: String, _ model: TextModel, to graph: inout ONNXGraph) -> String {
        let labels = graph.constant("labels", texts: model.names)
        let attributes: [(name: String, value: ONNXGraph.Attribute)] = [
            (name: "axis", value: .int(1)), (name: "keepdims", value: .int(0)),
        ]
        let best = graph.add("ArgMax", [scores], attributes, as: "best")
        guard let rejection = model.rejection else { return graph.add("Gather", [labels, best], as: "label") }
        let known = graph.add("Gather", [labels, best], as: "known_label")
        let other = graph.constant("label_of_others", texts: [rejection.label ?? ""])
        let least = graph.constant("least_energy", rejection.least)
        let isOther = graph.add("Less", [energy, least], as: "is_other")
        return graph.add("Where", [isOther, other, known], as: "label")
    }

    private static func facts(_ model: TextModel, _ card: ModelCard) -> [(name: String, value: String)] {
        func json(_ datum: Datum) -> String {
            var bytes: [UInt8] = []
            JSONWriter.append(datum, to: &bytes)
            return String(decoding: bytes, as: UTF8.self)
        }
        let rejection: [(name: String, value: String)] =
            model.rejection.map {
                [(name: "least_energy", value: "\($0.least)"), (name: "label_of_others", value: $0.label ?? "")]
            } ?? []
        let sigmoids: [(name: String, value: String)] =
            model.calibration.sigmoids.map {
                [
                    (name: "sigmoid_factor", value: "\($0.factor)"), (name: "sigmoid_middle", value: "\($0.middle)"),
                    (name: "sigmoid_share", value: "\($0.share)"),
                ]
            } ?? []
        return [
            (name: "kind", value: model.kind), (name: "labels", value: json(.list(model.names.map { .text($0) }))),
            (name: "calibration_factor", value: "\(model.calibration.factor)"),
            (name: "calibration_share", value: "\(model.calibration.share)"), (name: "card", value: json(card.datum)),
        ] + sigmoids + rejection
    }
}

/// Takes texts apart into what the inputs of a model's ONNX file are; used by one thread at a time.
package struct ONNXFeatureReader: ~Copyable {
    private let spaces: [FeatureSpace]
    private var reader = TextFeatureReader()
    private var columns: [UInt32] = []
    private var values: [Float] = []

    /// `nil` where the model's kind is none of `ONNXFile.kinds`.
    package init?(_ model: TextModel) {
        guard let classifier = model.classifier as? any ONNXClassifier else { return nil }
        spaces = classifier.spaces
    }

    /// A feature each, by its number and how much of it the text has.
    package mutating func read(_ text: String) -> (ids: [Int], weights: [Float]) {
        reader.read(text)
        var (ids, weights): ([Int], [Float]) = ([], [])
        var first = 0
        for space in spaces {
            space.row(reader.hashes[...], reader.counts[...], columns: &columns, values: &values)
            ids += columns.map { first + Int($0) }
            weights += values
            first += space.count
        }
        return (ids, weights)
    }
}
