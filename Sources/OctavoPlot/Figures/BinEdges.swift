/// Finds the bin of a value.
struct BinEdges {
    private let edges: [Double]
    private let width: Double

    /// At least two ascending edges.
    init(_ edges: [Double]) {
        self.edges = edges
        width = max(edges[edges.count - 1] - edges[0], .leastNonzeroMagnitude)
    }

    /// The last bin holds its upper edge, and the outermost ones what lies beyond. At once for bins of equal width: the guess is
    /// right or next to it.
    func bin(_ value: Double) -> Int {
        let last = edges.count - 2
        var bin = Int(min(max((value - edges[0]) / width * Double(last + 1), 0), Double(last)))
        while bin > 0, value < edges[bin] { bin -= 1 }
        while bin < last, value >= edges[bin + 1] { bin += 1 }
        return bin
    }
}
