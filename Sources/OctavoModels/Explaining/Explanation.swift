/// What a text's features add to the score of one class; all of them and the class's own part make the score.
package struct Explanation: Sendable {
    package let score: Double
    /// What the class has beforehand.
    package let bias: Double
    /// By weight, those that weigh most first; of equals in the text's order.
    package let features: [(name: FeatureName, weight: Double)]
}

/// A classifier whose score of a class is a sum over the text's features.
package protocol ExplainableClassifier: TextClassifier {
    func explain(_ text: String, class place: Int) -> Explanation
}

extension FeatureSpace {
    /// `weight` is what a feature's value is multiplied by for the class.
    func explanation(of text: String, bias: Double, weight: (_ column: Int) -> Double) -> Explanation {
        var reader = TextFeatureReader()
        reader.read(text)
        let names = reader.names()
        var (columns, values): ([UInt32], [Float]) = ([], [])
        row(reader.hashes[...], reader.counts[...], columns: &columns, values: &values)
        let hashes = hashes
        let features = zip(columns, values).compactMap { column, value -> (name: FeatureName, weight: Double)? in
            let weight = Double(value) * weight(Int(column))
            guard weight != 0, let name = names[hashes[Int(column)]] else { return nil }
            return (name, weight)
        }
        let order = features.indices.sorted { (-features[$0].weight.magnitude, $0) < (-features[$1].weight.magnitude, $1) }
        return Explanation(
            score: features.reduce(bias) { $0 + $1.weight }, bias: bias, features: order.map { features[$0] })
    }
}

extension LinearClassifier: ExplainableClassifier {
    package func explain(_ text: String, class place: Int) -> Explanation {
        let width = biases.count
        return space.explanation(of: text, bias: Double(biases[place])) { column in
            Double(scales[column]) * Double(weights[column * width + place])
        }
    }
}

extension NaiveBayesClassifier: ExplainableClassifier {
    package func explain(_ text: String, class place: Int) -> Explanation { linear.explain(text, class: place) }
}

extension EmbeddingClassifier: ExplainableClassifier {
    package func explain(_ text: String, class place: Int) -> Explanation {
        let own = weights[place * dimensions..<(place + 1) * dimensions]
        return space.explanation(of: text, bias: Double(biases[place])) { column in
            let vector = vectors[column * dimensions..<(column + 1) * dimensions]
            return zip(vector, own).reduce(0) { $0 + Double($1.0) * Double($1.1) } * Double(scales[column])
        }
    }
}
