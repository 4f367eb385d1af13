package import OctavoTable

/// Classes of texts by the mean of their features' vectors.
package struct EmbeddingClassifier: TextClassifier {
    package static let kind = "embedding"
    package let names: [String]
    let space: FeatureSpace
    let dimensions: Int
    /// `dimensions` bytes a feature, and what each feature's are multiplied by.
    let vectors: [Int8]
    let scales: [Float]
    /// `dimensions` a class.
    let weights: [Float]
    let biases: [Float]

    /// Vectors take one byte a number from here on.
    init(_ names: [String], _ space: FeatureSpace, _ net: EmbeddingNet) {
        let dimensions = net.dimensions
        let exact = net.vectors
        var bytes: [Int8] = []
        var scales: [Float] = []
        bytes.reserveCapacity(exact.count)
        for feature in 0..<space.count {
            let vector = exact[feature * dimensions..<(feature + 1) * dimensions]
            let largest = vector.reduce(Float(0)) { max($0, abs($1)) }
            scales.append(largest / 127)
            let factor = largest > 0 ? 127 / largest : 0
            for number in vector { bytes.append(Int8((number * factor).rounded())) }
        }
        self.init(
            names: names, space: space, dimensions: dimensions, vectors: bytes, scales: scales, weights: net.weights,
            biases: net.biases)
    }

    private init(
        names: [String], space: FeatureSpace, dimensions: Int, vectors: [Int8], scales: [Float], weights: [Float], biases: [Float]
    ) {
        self.names = names
        self.space = space
        self.dimensions = dimensions
        self.vectors = vectors
        self.scales = scales
        self.weights = weights
        self.biases = biases
    }

    package var featureCount: Int { space.count }

    package func makeScorer() -> any TextScorer { EmbeddingScorer(self) }

    // MARK: - Files

    package var settings: [(name: String, value: Datum)] { [(name: "dimensions", value: .int(Int64(dimensions)))] }

    package var tensors: [Tensor] {
        [
            Tensor("features", [space.count], .uint64(space.hashes)),
            Tensor("importances", [space.count], .float(space.importances)),
            Tensor("scales", [space.count], .float(scales)),
            Tensor("vectors", [space.count, dimensions], .int8(vectors)),
            Tensor("weights", [names.count, dimensions], .float(weights)), Tensor("biases", [names.count], .float(biases)),
        ]
    }

    package init(names: [String], settings: ModelSettings, tensors: Tensors) throws {
        let dimensions = try settings.int("dimensions")
        guard dimensions > 0, dimensions <= EmbeddingNet.mostDimensions, dimensions % EmbeddingNet.lanes == 0 else {
            throw DamagedModel("its vectors would have \(dimensions) numbers")
        }
        let hashes = try tensors.uint64("features", [nil])
        guard let space = FeatureSpace(unchecked: hashes, try tensors.float("importances", [hashes.count])) else {
            throw DamagedModel("a feature stands in it twice")
        }
        self.init(
            names: names, space: space, dimensions: dimensions, vectors: try tensors.int8("vectors", [hashes.count, dimensions]),
            scales: try tensors.float("scales", [hashes.count]),
            weights: try tensors.float("weights", [names.count, dimensions]),
            biases: try tensors.float("biases", [names.count]))
    }
}

/// Scores texts by an embedding classifier.
final class EmbeddingScorer: TextScorer {
    private let classifier: EmbeddingClassifier
    private var reader = TextFeatureReader()
    private var columns: [UInt32] = []
    private var values: [Float] = []
    private var hidden: [Float] = []

    init(_ classifier: EmbeddingClassifier) { self.classifier = classifier }

    func scores(_ text: String) -> [Float] {
        reader.read(text)
        classifier.space.row(reader.hashes[...], reader.counts[...], columns: &columns, values: &values)
        hidden.removeAll(keepingCapacity: true)
        for _ in 0..<classifier.dimensions { hidden.append(0) }
        PackedScores.add(classifier.vectors, classifier.scales, columns: columns, values: values, to: &hidden)
        return DenseScores.scores(classifier.weights, classifier.biases, of: hidden)
    }
}
