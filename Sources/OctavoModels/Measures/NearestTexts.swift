package import OctavoTable

/// Finds which of many texts is most like another: the cosine between their features, each weighed by how few texts have it. The features
/// are those that a classifier of texts looks at; no model is asked.
package struct NearestTexts: Sendable {
    private let space: FeatureSpace
    /// For each feature the texts that have it, and how much.
    private let index: SparseRows
    private let count: Int

    package init(_ texts: [String], threads: Int, cancellation: Cancellation) throws {
        let (space, rows) = try FeatureLearning.learn(texts, threads: threads, cancellation: cancellation)
        (self.space, index, count) = (space, rows.transposed(columnCount: space.count), texts.count)
    }

    /// The place of the nearest text, the first of equals, and the cosine; `nil` where none has anything in common with it.
    package func nearest(to text: String) -> (place: Int, likeness: Double)? {
        var reader = TextFeatureReader()
        reader.read(text)
        var (columns, values): ([UInt32], [Float]) = ([], [])
        space.row(reader.hashes[...], reader.counts[...], columns: &columns, values: &values)
        var sums = [Float](repeating: 0, count: count)
        for (column, value) in zip(columns, values) {
            for place in Int(index.starts[Int(column)])..<Int(index.starts[Int(column) + 1]) {
                sums[Int(index.columns[place])] += value * index.values[place]
            }
        }
        guard let best = sums.indices.max(by: { sums[$0] < sums[$1] || sums[$0] == sums[$1] && $0 > $1 }), sums[best] > 0 else {
            return nil
        }
        return (best, min(Double(sums[best]), 1))
    }
}
