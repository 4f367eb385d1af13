package import OctavoTable

/// Finds which of many texts is most like another: the cosine between their features, each weighed by how few texts have it. The features
/// are those that a classifier of texts looks at; no model is asked.
package struct NearestTexts: Sendable {
    private let space: FeatureSpace
    /// For each feature the texts that have it, and how much.
    private let starts: [Int]
    private let texts: [Int32]
    private let weights: [Float]
    private let count: Int

    package init(_ texts: [String], threads: Int, cancellation: Cancellation) throws {
        let (space, rows) = try FeatureLearning.learn(texts, threads: threads, cancellation: cancellation)
        var counts = [Int](repeating: 0, count: space.count + 1)
        for column in rows.columns { counts[Int(column) + 1] += 1 }
        for place in 1..<counts.count { counts[place] += counts[place - 1] }
        var next = counts
        var owners = [Int32](repeating: 0, count: rows.columns.count)
        var values = [Float](repeating: 0, count: rows.columns.count)
        for row in 0..<rows.count {
            for place in Int(rows.starts[row])..<Int(rows.starts[row + 1]) {
                let column = Int(rows.columns[place])
                owners[next[column]] = Int32(row)
                values[next[column]] = rows.values[place]
                next[column] += 1
            }
        }
        (self.space, starts, self.texts, weights, count) = (space, counts, owners, values, texts.count)
    }

    /// The place of the nearest text, the first of equals, and the cosine; `nil` where none has anything in common with it.
    package func nearest(to text: String) -> (place: Int, likeness: Double)? {
        var reader = TextFeatureReader()
        reader.read(text)
        var (columns, values): ([UInt32], [Float]) = ([], [])
        space.row(reader.hashes[...], reader.counts[...], columns: &columns, values: &values)
        var sums = [Float](repeating: 0, count: count)
        for (column, value) in zip(columns, values) {
            for place in starts[Int(column)]..<starts[Int(column) + 1] { sums[Int(texts[place])] += value * weights[place] }
        }
        guard let best = sums.indices.max(by: { sums[$0] < sums[$1] || sums[$0] == sums[$1] && $0 > $1 }), sums[best] > 0 else {
            return nil
        }
        return (best, min(Double(sums[best]), 1))
    }
}
