import CKernels

/// How much two texts have in common, by the features that a classifier of texts looks at.
package enum TextLikeness {
    /// The cosine between two texts' features, from 0 to 1: words, pairs and runs of characters weigh as they do in a linear model, and one
    /// that repeats counts less each time. 1 for two texts without features.
    package static func cosine(_ one: String, _ other: String) -> Double {
        var reader = TextFeatureReader()
        reader.read(one)
        let left = weights(reader)
        reader.read(other)
        let right = weights(reader)
        if left.isEmpty, right.isEmpty { return 1 }
        var places: [UInt64: Double] = [:]
        for (hash, weight) in right { places[hash] = weight }
        return min(left.reduce(0) { $0 + $1.weight * (places[$1.hash] ?? 0) }, 1)
    }

    /// Of length 1 together, in the text's order.
    private static func weights(_ reader: borrowing TextFeatureReader) -> [(hash: UInt64, weight: Double)] {
        var squares: [TextFeatureReader.Group: Double] = [:]
        let counted = zip(reader.hashes, reader.counts).map { hash, count -> (hash: UInt64, weight: Double) in
            let weight = 1 + octavo_log(Double(count))
            squares[TextFeatureReader.Group(of: hash), default: 0] += weight * weight
            return (hash, weight)
        }
        let all = TextFeatureReader.Group.allCases.reduce(0.0) {
            squares[$1] == nil ? $0 : $0 + Double($1.weight) * Double($1.weight)
        }
        return counted.map { hash, weight in
            let group = TextFeatureReader.Group(of: hash)
            return (hash, weight * Double(group.weight) / ((squares[group] ?? 1) * all).squareRoot())
        }
    }
}
