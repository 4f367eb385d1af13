import CKernels
import OctavoTable

/// A family whose scores the standard operators of ONNX compute from the features of texts.
protocol ONNXClassifier: TextClassifier {
    /// What a text is taken apart into. Of several spaces the features of each follow those of the one before.
    var spaces: [FeatureSpace] { get }
    /// Adds the operators from a row of features a text to a row of scores a text. Names of theirs begin with `prefix`.
    func addScores(of features: ONNXFeatures, to graph: inout ONNXGraph, prefix: String) -> ONNXScores
}

/// Names of tensors with a row a text: numbers of features, and how much of each the text has. What a text has fewer than others has the
/// weight 0.
struct ONNXFeatures {
    let ids: String
    let weights: String
}

/// Names of tensors with a row a text: a score a class; and how familiar the text is, where the scores do not say that.
struct ONNXScores {
    let scores: String
    var energy: String?
}

// MARK: - Families

extension LinearClassifier: ONNXClassifier {
    var spaces: [FeatureSpace] { [space] }

    func addScores(of features: ONNXFeatures, to graph: inout ONNXGraph, prefix: String) -> ONNXScores {
        let classes = names.count
        let rows = graph.constant(
            prefix + "rows", [space.count, classes], bytes: TensorBytes.fitted(weights, from: biases.count, to: classes))
        let sums = graph.addSums(of: features, rows, scales, prefix: prefix)
        let own = graph.constant(prefix + "biases", [classes], floats: Array(biases.prefix(classes)))
        return ONNXScores(scores: graph.add("Add", [sums, own], as: prefix + "scores"))
    }
}

extension NaiveBayesClassifier: ONNXClassifier {
    var spaces: [FeatureSpace] { linear.spaces }

    func addScores(of features: ONNXFeatures, to graph: inout ONNXGraph, prefix: String) -> ONNXScores {
        linear.addScores(of: features, to: &graph, prefix: prefix)
    }
}

extension EmbeddingClassifier: ONNXClassifier {
    var spaces: [FeatureSpace] { [space] }

    func addScores(of features: ONNXFeatures, to graph: inout ONNXGraph, prefix: String) -> ONNXScores {
        let rows = graph.constant(prefix + "vectors", [space.count, dimensions], bytes: vectors)
        let hidden = graph.addSums(of: features, rows, scales, prefix: prefix)
        let own = graph.constant(prefix + "class_weights", [names.count, dimensions], floats: weights)
        let biases = graph.constant(prefix + "biases", [names.count], floats: biases)
        return ONNXScores(
            scores: graph.add("Gemm", [hidden, own, biases], [(name: "transB", value: .int(1))], as: prefix + "scores"))
    }
}

extension MixtureClassifier: ONNXClassifier {
    var spaces: [FeatureSpace] { linear.spaces + embedding.spaces }

    /// Numbers below the count of the linear classifier's features are its own; the others' are the embedding's.
    func addScores(of features: ONNXFeatures, to graph: inout ONNXGraph, prefix: String) -> ONNXScores {
        let count = graph.constant(prefix + "linear_count", [], numbers: [linear.space.count])
        let none = graph.constant(prefix + "no_feature", [], numbers: [0])
        let nothing = graph.constant(prefix + "no_weight", 0)
        let isLinear = graph.add("Less", [features.ids, count], as: prefix + "is_linear")
        let shifted = graph.add("Sub", [features.ids, count], as: prefix + "shifted_ids")
        let one = ONNXFeatures(
            ids: graph.add("Where", [isLinear, features.ids, none], as: prefix + "linear_ids"),
            weights: graph.add("Where", [isLinear, features.weights, nothing], as: prefix + "linear_weights"))
        let other = ONNXFeatures(
            ids: graph.add("Where", [isLinear, none, shifted], as: prefix + "embedding_ids"),
            weights: graph.add("Where", [isLinear, nothing, features.weights], as: prefix + "embedding_weights"))
        let parts = [
            (
                classifier: linear as any ONNXClassifier, calibration: linearCalibration, features: one, weight: weight,
                prefix: "linear_"
            ),
            (embedding as any ONNXClassifier, embeddingCalibration, other, 1 - weight, "embedding_"),
        ].map { part in
            let prefix = prefix + part.prefix
            let scores = part.classifier.addScores(of: part.features, to: &graph, prefix: prefix)
            let made = graph.addProbabilities(of: scores, part.calibration, classes: names.count, prefix: prefix)
            let share = graph.constant(prefix + "share_of_mean", part.weight)
            return (
                probabilities: graph.add("Mul", [made.probabilities, share], as: prefix + "weighed_probabilities"),
                energy: graph.add("Mul", [made.energy, share], as: prefix + "weighed_energy")
            )
        }
        let mean = graph.add("Add", parts.map(\.probabilities), as: prefix + "mean")
        let least = graph.constant(prefix + "least_probability", Self.leastProbability)
        return ONNXScores(
            scores: graph.add("Log", [graph.add("Max", [mean, least], as: prefix + "mean_above_zero")], as: prefix + "scores"),
            energy: graph.add("Add", parts.map(\.energy), as: prefix + "energy"))
    }
}

// MARK: - What families share

extension ONNXGraph {
    /// The sum of each text's rows of bytes, times the scale of each and how much of it the text has.
    fileprivate mutating func addSums(of features: ONNXFeatures, _ rows: String, _ scales: [Float], prefix: String) -> String {
        let packed = add("Gather", [rows, features.ids], as: prefix + "packed")
        let unpacked = add("Cast", [packed], [(name: "to", value: .int(Element.float.rawValue))], as: prefix + "unpacked")
        let all = constant(prefix + "scales", [scales.count], floats: scales)
        let own = add("Gather", [all, features.ids], as: prefix + "own_scales")
        let factors = add("Mul", [own, features.weights], as: prefix + "factors")
        let middle = constant(prefix + "middle", [1], numbers: [1])
        let wide = add("Unsqueeze", [factors, middle], as: prefix + "row_of_factors")
        let sums = add("MatMul", [wide, unpacked], as: prefix + "row_of_sums")
        return add("Squeeze", [sums, middle], as: prefix + "sums")
    }

    /// What `Calibration` makes of scores.
    mutating func addProbabilities(
        of scores: ONNXScores, _ calibration: Calibration, classes: Int, prefix: String
    ) -> (probabilities: String, energy: String) {
        let factor = constant(prefix + "calibration_factor", calibration.factor)
        let sharp = add("Mul", [scores.scores, factor], as: prefix + "sharpened")
        var speaking = sharp
        if let sigmoids = calibration.sigmoids {
            // Sigmoids by their sum are the softmax of their logarithms, which no score makes 0.
            let against = constant(prefix + "sigmoid_factor", -sigmoids.factor)
            let middle = constant(prefix + "sigmoid_middle", sigmoids.factor * sigmoids.middle)
            let odds = add("Mul", [scores.scores, against], as: prefix + "against")
            let missing = add("Softplus", [add("Add", [odds, middle], as: prefix + "odds_against")], as: prefix + "missing")
            speaking = add("Neg", [missing], as: prefix + "sigmoid_logarithms")
        }
        let share = calibration.sigmoids?.share ?? calibration.share
        let shares = add("Softmax", [speaking], [(name: "axis", value: .int(-1))], as: prefix + "softmax")
        let rest = constant(prefix + "rest", 1 - share)
        let equal = constant(prefix + "equal_share", share / Double(classes))
        let scaled = add("Mul", [shares, rest], as: prefix + "scaled")
        let probabilities = add("Add", [scaled, equal], as: prefix + "probabilities")
        let energy =
            scores.energy
            ?? add(
                "ReduceLogSumExp", [sharp], [(name: "axes", value: .ints([1])), (name: "keepdims", value: .int(0))],
                as: prefix + "energy")
        return (probabilities, energy)
    }
}
