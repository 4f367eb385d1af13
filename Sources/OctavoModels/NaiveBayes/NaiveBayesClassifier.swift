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
        let lanes = LearningBlock.width
        let starts = Array(stride(from: 0, to: names.count, by: lanes))
        var blocks = try Parallel.map(starts, threads: threads) { first -> [Float] in
            try cancellation.check()
            var block = [Float](repeating: 0, count: (space.count + 1) * lanes)
            for lane in 0..<min(lanes, names.count - first) {
                var rest = totals
                var own = 0.0
                for row in ofClass[first + lane] {
                    for place in Int(rows.starts[row])..<Int(rows.starts[row + 1]) {
                        let value = Double(rows.values[place])
                        rest[Int(rows.columns[place])] -= value
                        own += value
                    }
                }
                let whole = octavo_log(all - own + smoothing * Double(space.count))
                var length = 0.0
                for column in rest.indices {
                    // The rest is zero at least, but for what was rounded away.
                    rest[column] = whole - octavo_log(max(rest[column], 0) + smoothing)
                    length += rest[column]
                }
                let factor = Double(space.count) / length
                for column in rest.indices { block[column * lanes + lane] = Float(rest[column] * factor) }
            }
            return block
        }
        // What all classes have alike tells none from another, and would take the most of a byte.
        var means = [Float](repeating: 0, count: space.count)
        for block in blocks { for place in 0..<(space.count * lanes) { means[place / lanes] += block[place] } }
        for (number, first) in starts.enumerated() {
            for lane in 0..<min(lanes, names.count - first) {
                for column in means.indices { blocks[number][column * lanes + lane] -= means[column] / Float(names.count) }
            }
        }
        return NaiveBayesClassifier(LinearClassifier(names, space, blocks, mostBytes: LinearClassifier.mostBytes))
    }
}
