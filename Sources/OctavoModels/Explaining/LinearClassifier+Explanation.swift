extension LinearClassifier {
    /// What a text's features add to the score of one class; all of them and the class's own part make the score.
    package struct Explanation: Sendable {
        package let score: Double
        /// What the class has beforehand.
        package let bias: Double
        /// By weight, those that weigh most first; of equals in the text's order.
        package let features: [(name: FeatureName, weight: Double)]
    }

    package func explain(_ text: String, class place: Int) -> Explanation {
        var reader = TextFeatureReader()
        reader.read(text)
        let names = reader.names()
        var (columns, values): ([UInt32], [Float]) = ([], [])
        space.row(reader.hashes[...], reader.counts[...], columns: &columns, values: &values)
        let hashes = space.hashes
        let width = biases.count
        let features = zip(columns, values).compactMap { column, value -> (name: FeatureName, weight: Double)? in
            let weight = Double(value * scales[Int(column)]) * Double(weights[Int(column) * width + place])
            guard weight != 0, let name = names[hashes[Int(column)]] else { return nil }
            return (name, weight)
        }
        let bias = Double(biases[place])
        let order = features.indices.sorted { (-features[$0].weight.magnitude, $0) < (-features[$1].weight.magnitude, $1) }
        return Explanation(
            score: features.reduce(bias) { $0 + $1.weight }, bias: bias, features: order.map { features[$0] })
    }
}
