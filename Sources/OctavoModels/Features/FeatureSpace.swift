import CKernels

/// The features that a model knows: a column for each, with how much its occurrence counts before anything is learnt.
package struct FeatureSpace: Sendable {
    private let known: KnownFeatures
    /// The hash of each column's feature.
    package let hashes: [UInt64]
    /// The root of the inverse document frequency. Its full strength costs accuracy on short texts, where rare words are mostly names.
    package let importances: [Float]

    /// No hash stands twice.
    package init(hashes: [UInt64], importances: [Float]) {
        guard let space = FeatureSpace(unchecked: hashes, importances) else {
            preconditionFailure("an importance for every feature, each once")
        }
        self = space
    }

    /// `nil` where a hash stands twice.
    init?(unchecked hashes: [UInt64], _ importances: [Float]) {
        guard let known = KnownFeatures(hashes, importances) else { return nil }
        self.known = known
        self.hashes = hashes
        self.importances = importances
    }

    package var count: Int { importances.count }

    /// The columns and values of a text by its features, as a reader finds them, and how often each occurs: an occurrence that repeats counts less
    /// each time. The values of each group have their length, and all together the length 1; there are none where no feature is known.
    package func row(_ hashes: ArraySlice<UInt64>, _ counts: ArraySlice<UInt32>, columns: inout [UInt32], values: inout [Float]) {
        known.row(hashes, counts, columns: &columns, values: &values)
    }

    /// What several occurrences count together.
    package static func weight(_ count: UInt32) -> Float { octavo_occurrences_weight(count) }
}
