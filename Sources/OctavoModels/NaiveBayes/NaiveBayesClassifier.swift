import CKernels
package import OctavoTable

/// Classes of texts by how rare their features are in all other classes.
///
/// Rennie et al., "Tackling the poor assumptions of naive Bayes text classifiers", ICML 2003: weight-normalised complement naive Bayes,
/// over the lengths and importances of `FeatureSpace` in place of theirs.
package struct NaiveBayesClassifier: TextClassifier {
    package static let kind = "naive_bayes"
    let linear: LinearClassifier

    private init(_ linear: LinearClassifier) { self.linear = linear }

    package var names: [String] { linear.names }
    package var featureCount: Int { linear.featureCount }
    package func makeScorer() -> any TextScorer { linear.makeScorer() }
    package var tensors: [Tensor] { linear.tensors }
    package var settings: [(name: String, value: Datum)] { linear.settings }

    package init(names: [String], settings: ModelSettings, tensors: Tensors) throws {
        linear = try LinearClassifier(names: names, settings: settings, tensors: tensors)
    }

    private static func sums(_ rows: SparseRows, _ columns: Int) -> [Double] {
        var sums = [Double](repeating: 0, count: columns)
        for (place, column) in rows.columns.enumerated() { sums[Int(column)] += Double(rows.values[place]) }
        return sums
    }

    /// `smoothing` is added to each feature's sum.
    package static func learn(
        _ examples: LabelledExamples, names: [String], smoothing: Double, threads: Int, cancellation: Cancellation
    ) throws -> NaiveBayesClassifier {
        let (space, rows) = try FeatureLearning.learn(examples.texts, threads: threads, cancellation: cancellation)
        let totals = sums(rows, space.count)
        let all = totals.reduce(0, +)
        var rowsOf = [[Int]](repeating: [], count: names.count)
        for (row, label) in examples.labels.enumerated() { rowsOf[Int(label)].append(row) }
        let ofClass = rowsOf
        let weights = try Parallel.map(Array(names.indices), threads: threads) { label -> [Float] in
            try cancellation.check()
            var rest = totals
            var own = 0.0
            for row in ofClass[label] {
                for place in Int(rows.starts[row])..<Int(rows.starts[row + 1]) {
                    let value = Double(rows.values[place])
                    rest[Int(rows.columns[place])] -= value
                    own += value
                }
            }
            let whole = octavo_log(all - own + smoothing * Double(space.count))
            // The rest is zero at least, but for what was rounded away.
            var logarithms = rest.map { whole - octavo_log(max($0, 0) + smoothing) }
            let length = logarithms.reduce(0, +)
            for place in logarithms.indices { logarithms[place] /= length }
            return logarithms.map { Float($0 * Double(space.count)) }
        }
        // What all classes have alike tells none from another, and would take the most of a byte.
        let means = (0..<space.count).map { column in weights.reduce(Float(0)) { $0 + $1[column] } / Float(names.count) }
        let lanes = LearningBlock.width
        let blocks = stride(from: 0, to: names.count, by: lanes).map { first -> [Float] in
            var block = [Float](repeating: 0, count: (space.count + 1) * lanes)
            for lane in 0..<min(lanes, names.count - first) {
                for column in 0..<space.count { block[column * lanes + lane] = weights[first + lane][column] - means[column] }
            }
            return block
        }
        return NaiveBayesClassifier(LinearClassifier(names, space, blocks, mostBytes: LinearClassifier.mostBytes))
    }
}
