import CKernels

/// The features that a model knows: a column for each, with how much its occurrence counts before anything is learnt.
package struct FeatureSpace: Sendable {
    private let numbers: HashNumbers
    /// The root of the inverse document frequency. Its full strength costs accuracy on short texts, where rare words are mostly names.
    package let importances: [Float]

    /// No hash stands twice.
    package init(hashes: [UInt64], importances: [Float]) {
        var numbers = HashNumbers()
        for hash in hashes { _ = numbers.add(hash) }
        precondition(
            numbers.count == hashes.count && importances.count == hashes.count, "an importance for every feature, each once")
        self.numbers = numbers
        self.importances = importances
    }

    /// `nil` where a hash stands twice.
    init?(unchecked hashes: [UInt64], _ importances: [Float]) {
        var numbers = HashNumbers()
        for hash in hashes { _ = numbers.add(hash) }
        guard numbers.count == hashes.count, importances.count == hashes.count else { return nil }
        self.numbers = numbers
        self.importances = importances
    }

    package var count: Int { importances.count }
    /// The hash of each column's feature.
    package var hashes: [UInt64] { numbers.hashes }

    /// The columns and values of a text by its features and how often each occurs, of length 1 together; none where no feature is known.
    func row(_ hashes: ArraySlice<UInt64>, _ counts: ArraySlice<UInt32>, columns: inout [UInt32], values: inout [Float]) {
        columns.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        for (hash, count) in zip(hashes, counts) {
            guard let column = numbers.number(hash) else { continue }
            columns.append(column)
            values.append(Self.value(count: count, importance: importances[Int(column)]))
        }
        Self.normalize(columns, &values) { TextFeatureReader.Group(of: numbers.hashes[Int($0)]) }
    }

    /// An occurrence that repeats counts less each time.
    private static func value(count: UInt32, importance: Float) -> Float {
        (Int(count) < weights.count ? weights[Int(count)] : weight(count)) * importance
    }

    private static func weight(_ count: UInt32) -> Float { count == 0 ? 0 : 1 + Float(octavo_log(Double(count))) }

    /// Of small counts, which nearly all are.
    private static let weights = (0..<32).map { weight($0) }

    /// Gives the values of each group their length, and all together the length 1.
    private static func normalize(
        _ columns: [UInt32], _ values: inout [Float], _ group: (UInt32) -> TextFeatureReader.Group
    ) {
        var squares: (Float, Float, Float) = (0, 0, 0)
        for (place, column) in columns.enumerated() {
            let square = values[place] * values[place]
            switch group(column) {
            case .words: squares.0 += square
            case .pairs: squares.1 += square
            case .runs: squares.2 += square
            }
        }
        let weights = (
            TextFeatureReader.Group.words.weight, TextFeatureReader.Group.pairs.weight, TextFeatureReader.Group.runs.weight
        )
        let all =
            (squares.0 > 0 ? weights.0 * weights.0 : 0) + (squares.1 > 0 ? weights.1 * weights.1 : 0)
            + (squares.2 > 0 ? weights.2 * weights.2 : 0)
        guard all > 0 else { return }
        let factors = (
            weights.0 / (squares.0 * all).squareRoot(), weights.1 / (squares.1 * all).squareRoot(),
            weights.2 / (squares.2 * all).squareRoot()
        )
        for (place, column) in columns.enumerated() {
            switch group(column) {
            case .words: values[place] *= factors.0
            case .pairs: values[place] *= factors.1
            case .runs: values[place] *= factors.2
            }
        }
    }
}
