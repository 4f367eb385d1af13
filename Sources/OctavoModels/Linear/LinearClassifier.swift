package import OctavoTable

/// Classes of texts by weights of their features.
package struct LinearClassifier: TextClassifier {
    package static let kind = "linear"
    package static let isOneAgainstRest = true
    package let names: [String]
    package let space: FeatureSpace
    /// One byte a feature and class, classes filled up to a multiple of sixteen.
    package let weights: [Int8]
    /// What a feature's bytes are multiplied by.
    package let scales: [Float]
    /// What each class has beforehand; of classes that only fill up none can win.
    package let biases: [Float]

    /// A file of this many bytes is easily kept and sent: of more features those stay that weigh most.
    static let mostBytes = 14_800_000
    /// What a feature takes in a file besides its weights: hash, importance and scale.
    private static let bytesAFeature = 16

    /// `blocks` holds sixteen classes each: sixteen weights a column, the column that is 1 everywhere last.
    init(_ names: [String], _ space: FeatureSpace, _ blocks: [[Float]], mostBytes: Int) {
        let lanes = LearningBlock.width
        let width = blocks.count * lanes
        func weight(_ column: Int, _ place: Int) -> Float { blocks[place / lanes][column * lanes + place % lanes] }
        let largest = (0..<space.count).map { column in (0..<names.count).reduce(Float(0)) { max($0, abs(weight(column, $1))) } }
        var kept = (0..<space.count).filter { largest[$0] > 0 }
        let most = mostBytes / (names.count + Self.bytesAFeature)
        if kept.count > most {
            // Of equals the first stays.
            kept = kept.sorted { (largest[$1], $0) < (largest[$0], $1) }.prefix(most).sorted()
        }
        var bytes: [Int8] = []
        bytes.reserveCapacity(kept.count * width)
        for column in kept {
            let factor = 127 / largest[column]
            for place in 0..<width { bytes.append(place < names.count ? Int8((weight(column, place) * factor).rounded()) : 0) }
        }
        self.init(
            names: names,
            space: FeatureSpace(hashes: kept.map { space.hashes[$0] }, importances: kept.map { space.importances[$0] }),
            weights: bytes, scales: kept.map { largest[$0] / 127 },
            biases: (0..<width).map { $0 < names.count ? weight(space.count, $0) : -.greatestFiniteMagnitude })
    }

    package init(
        names: [String], space: FeatureSpace, weights: [Int8], scales: [Float], biases: [Float]
    ) {
        precondition(
            weights.count == space.count * biases.count && scales.count == space.count && biases.count >= names.count,
            "a weight for every feature and class")
        self.names = names
        self.space = space
        self.weights = weights
        self.scales = scales
        self.biases = biases
    }

    package var featureCount: Int { space.count }

    package func makeScorer() -> any TextScorer { LinearScorer(self) }

    // MARK: - Files

    package var settings: [(name: String, value: Datum)] { [] }

    /// A file has no weights of classes that only fill up.
    package var tensors: [Tensor] {
        let classes = names.count
        return [
            Tensor("features", [space.count], .uint64(space.hashes)),
            Tensor("importances", [space.count], .float(space.importances)),
            Tensor("scales", [space.count], .float(scales)),
            Tensor("biases", [classes], .float(Array(biases.prefix(classes)))),
            Tensor("weights", [space.count, classes], .int8(TensorBytes.fitted(weights, from: biases.count, to: classes))),
        ]
    }

    package init(names: [String], settings: ModelSettings, tensors: Tensors) throws {
        let (count, lanes) = (names.count, LearningBlock.width)
        let width = (count + lanes - 1) / lanes * lanes
        let hashes = try tensors.uint64("features", [nil])
        guard let space = FeatureSpace(unchecked: hashes, try tensors.float("importances", [hashes.count])) else {
            throw DamagedModel("a feature stands in it twice")
        }
        let weights = try tensors.int8("weights", [hashes.count, count], width: width)
        let biases = try tensors.float("biases", [count])
        self.init(
            names: names, space: space, weights: weights,
            scales: try tensors.float("scales", [hashes.count]),
            biases: biases + [Float](repeating: -.greatestFiniteMagnitude, count: width - count))
    }
}

/// Scores texts by a linear classifier.
final class LinearScorer: TextScorer {
    private let classifier: LinearClassifier
    private var reader = TextFeatureReader()
    private var columns: [UInt32] = []
    private var values: [Float] = []
    private var sums: [Float] = []

    init(_ classifier: LinearClassifier) { self.classifier = classifier }

    func scores(_ text: String) -> [Float] {
        reader.read(text)
        classifier.space.row(reader.hashes[...], reader.counts[...], columns: &columns, values: &values)
        sums.removeAll(keepingCapacity: true)
        sums += classifier.biases
        PackedScores.add(classifier.weights, classifier.scales, columns: columns, values: values, to: &sums)
        return Array(sums.prefix(classifier.names.count))
    }
}
