/// Probabilities of several comparisons made larger, so that all together are wrong no more often than one.
///
/// Holm, "A simple sequentially rejective multiple test procedure" (1979).
package enum Holm {
    package static func adjusted(_ probabilities: [Double]) -> [Double] {
        var result = probabilities
        var most = 0.0
        let order = probabilities.indices.sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
        for (rank, place) in order.enumerated() {
            most = max(most, min(probabilities[place] * Double(probabilities.count - rank), 1))
            result[place] = most
        }
        return result
    }
}
