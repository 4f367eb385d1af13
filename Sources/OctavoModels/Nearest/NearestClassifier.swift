package import OctavoTable

/// Classes of texts by the most similar texts that are known: the class of a neighbour counts as much as it is similar, by the cosine of
/// their features.
package struct NearestClassifier: TextClassifier {
    package static let kind = "nearest"
    package let names: [String]
    let space: FeatureSpace
    /// The rows that have a feature stand in `rows[starts[feature]..<starts[feature + 1]]`, with how much of it each has, 127 for all.
    let starts: [UInt32]
    let rows: [UInt32]
    let shares: [Int8]
    /// Each row's class.
    let labels: [UInt32]
    /// How many neighbours are asked.
    package let neighbours: Int

    private static let whole: Float = 127

    private init(
        names: [String], space: FeatureSpace, starts: [UInt32], rows: [UInt32], shares: [Int8], labels: [UInt32], neighbours: Int
    ) {
        self.names = names
        self.space = space
        self.starts = starts
        self.rows = rows
        self.shares = shares
        self.labels = labels
        self.neighbours = neighbours
    }

    package static func learn(
        _ examples: LabelledExamples, names: [String], neighbours: Int, threads: Int, cancellation: Cancellation
    ) throws -> NearestClassifier {
        let (space, rows) = try FeatureLearning.learn(
            examples.texts, groups: [.words, .runs], threads: threads, cancellation: cancellation)
        let index = rows.transposed(columnCount: space.count)
        return NearestClassifier(
            names: names, space: space, starts: index.starts.map { UInt32($0) }, rows: index.columns,
            shares: index.values.map { Int8(($0 * whole).rounded()) }, labels: examples.labels.map { UInt32($0) },
            neighbours: neighbours)
    }

    package var featureCount: Int { space.count }

    package func makeScorer() -> any TextScorer { NearestScorer(self) }

    // MARK: - Files

    package var settings: [(name: String, value: Datum)] { [(name: "neighbours", value: .int(Int64(neighbours)))] }

    package var tensors: [Tensor] {
        [
            Tensor("features", [space.count], .uint64(space.hashes)),
            Tensor("importances", [space.count], .float(space.importances)),
            Tensor("starts", [starts.count], .uint32(starts)), Tensor("rows", [rows.count], .uint32(rows)),
            Tensor("shares", [shares.count], .int8(shares)), Tensor("labels", [labels.count], .uint32(labels)),
        ]
    }

    package init(names: [String], settings: ModelSettings, tensors: Tensors) throws {
        let hashes = try tensors.uint64("features", [nil])
        guard let space = FeatureSpace(unchecked: hashes, try tensors.float("importances", [hashes.count])) else {
            throw DamagedModel("a feature stands in it twice")
        }
        let starts = try tensors.uint32("starts", [hashes.count + 1])
        let rows = try tensors.uint32("rows", [nil])
        let labels = try tensors.uint32("labels", [nil])
        let neighbours = try settings.int("neighbours")
        guard starts.first == 0, starts.last.map({ Int($0) }) == rows.count,
            zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }),
            rows.allSatisfy({ $0 < labels.count }), labels.allSatisfy({ $0 < names.count }), neighbours > 0
        else { throw DamagedModel("its rows are not those of its features") }
        self.init(
            names: names, space: space, starts: starts, rows: rows, shares: try tensors.int8("shares", [rows.count]),
            labels: labels,
            neighbours: neighbours)
    }
}

/// Finds the most similar rows of a text.
final class NearestScorer: TextScorer {
    private let classifier: NearestClassifier
    private var reader = TextFeatureReader()
    private var columns: [UInt32] = []
    private var values: [Float] = []
    private var similarities: [Float]

    init(_ classifier: NearestClassifier) {
        self.classifier = classifier
        similarities = [Float](repeating: 0, count: classifier.labels.count)
    }

    func scores(_ text: String) -> [Float] {
        var scores = [Float](repeating: 0, count: classifier.names.count)
        for row in nearest(text) { scores[Int(classifier.labels[row])] += similarities[row] }
        return scores
    }

    /// Places of the most similar rows, the most similar first; of equals the first. Rows that share no feature are no neighbours.
    private func nearest(_ text: String) -> [Int] {
        reader.read(text)
        classifier.space.row(reader.hashes[...], reader.counts[...], columns: &columns, values: &values)
        for row in similarities.indices { similarities[row] = 0 }
        Postings.add(
            classifier.shares, of: classifier.rows, starts: classifier.starts, columns: columns, values: values, to: &similarities
        )
        var best: [Int] = []
        for row in similarities.indices where similarities[row] > 0 {
            if best.count == classifier.neighbours, let last = best.last, similarities[row] <= similarities[last] { continue }
            let place = best.firstIndex { similarities[$0] < similarities[row] } ?? best.count
            best.insert(row, at: place)
            if best.count > classifier.neighbours { best.removeLast() }
        }
        return best
    }
}
