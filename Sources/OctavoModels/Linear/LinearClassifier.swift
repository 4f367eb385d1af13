/// Classes of texts by weights of their features, with probabilities.
package struct LinearClassifier: Sendable {
    package let names: [String]
    package let space: FeatureSpace
    /// One byte a feature and class, classes filled up to a multiple of sixteen.
    package let weights: [Int8]
    /// What a feature's bytes are multiplied by.
    package let scales: [Float]
    /// What each class has beforehand; of classes that only fill up none can win.
    package let biases: [Float]
    package internal(set) var calibration: Calibration

    /// Weights take no more than this: of more features those stay that weigh most.
    static let mostBytes = 14 << 20

    package struct Prediction: Sendable, Equatable {
        /// A place in `names`.
        package let label: Int
        /// The probability of the label.
        package let confidence: Double
    }

    /// `blocks` holds sixteen classes each: sixteen weights a column, the column that is 1 everywhere last.
    init(_ names: [String], _ space: FeatureSpace, _ blocks: [[Float]]) {
        let lanes = LearningBlock.width
        let width = blocks.count * lanes
        func weight(_ column: Int, _ place: Int) -> Float { blocks[place / lanes][column * lanes + place % lanes] }
        let largest = (0..<space.count).map { column in (0..<names.count).reduce(Float(0)) { max($0, abs(weight(column, $1))) } }
        var kept = (0..<space.count).filter { largest[$0] > 0 }
        let most = Self.mostBytes / max(width, 1)
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
            biases: (0..<width).map { $0 < names.count ? weight(space.count, $0) : -.greatestFiniteMagnitude }, calibration: .none
        )
    }

    package init(
        names: [String], space: FeatureSpace, weights: [Int8], scales: [Float], biases: [Float], calibration: Calibration
    ) {
        precondition(
            weights.count == space.count * biases.count && scales.count == space.count && biases.count >= names.count,
            "a weight for every feature and class")
        self.names = names
        self.space = space
        self.weights = weights
        self.scales = scales
        self.biases = biases
        self.calibration = calibration
    }

    /// The most probable class of the text that was read last.
    package func predict(_ reader: borrowing TextFeatureReader, _ scratch: inout Scratch) -> Prediction {
        score(reader, &scratch)
        var best = 0
        for place in names.indices where scratch.scores[place] > scratch.scores[best] { best = place }
        return Prediction(label: best, confidence: calibration.probability(of: best, in: scratch.scores[..<names.count]))
    }

    /// The probability of every class.
    package func probabilities(_ reader: borrowing TextFeatureReader, _ scratch: inout Scratch) -> [Double] {
        score(reader, &scratch)
        return calibration.probabilities(scratch.scores[..<names.count])
    }

    /// What each class scores.
    func scores(_ reader: borrowing TextFeatureReader, _ scratch: inout Scratch) -> [Float] {
        score(reader, &scratch)
        return Array(scratch.scores.prefix(names.count))
    }

    private func score(_ reader: borrowing TextFeatureReader, _ scratch: inout Scratch) {
        space.row(reader.hashes[...], reader.counts[...], columns: &scratch.columns, values: &scratch.values)
        scratch.scores.removeAll(keepingCapacity: true)
        scratch.scores += biases
        PackedScores.add(weights, scales, columns: scratch.columns, values: scratch.values, to: &scratch.scores)
    }

    /// Memory that predictions use again.
    package struct Scratch: Sendable {
        fileprivate var columns: [UInt32] = []
        fileprivate var values: [Float] = []
        fileprivate var scores: [Float] = []
        package init() {}
    }
}
