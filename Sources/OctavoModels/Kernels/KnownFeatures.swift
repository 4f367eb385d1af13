import CKernels
import OctavoText

/// The columns of a model's features by their hashes.
struct KnownFeatures: Sendable {
    /// A power of two of slots, at least twice as many as there are features.
    private var slots: [octavo_known_feature]

    /// `nil` where a hash stands twice, or has no importance.
    init?(_ hashes: [UInt64], _ importances: [Float]) {
        guard importances.count == hashes.count else { return nil }
        var size = 64
        while size < 2 * hashes.count { size *= 2 }
        // Looked up all over, and made whenever a model is loaded.
        slots = unsafe LargeArray.make(capacity: size) { memory in
            unsafe memory.initialize(repeating: octavo_known_feature(hash: 0, column: .max, importance: 0))
            return memory.count
        }
        for (column, hash) in hashes.enumerated() {
            let slot = unsafe octavo_known_feature_slot(slots, size - 1, hash)
            guard slots[slot].column == .max else { return nil }
            slots[slot] = octavo_known_feature(hash: hash, column: UInt32(column), importance: importances[column])
        }
    }

    /// Replaces `columns` and `values` by those of a text's features, which stand group after group.
    func row(_ hashes: ArraySlice<UInt64>, _ counts: ArraySlice<UInt32>, columns: inout [UInt32], values: inout [Float]) {
        precondition(counts.count == hashes.count, "a count for every feature")
        let missing = hashes.count - columns.count
        if missing > 0 { columns += repeatElement(0, count: missing) }
        if values.count < columns.count { values += repeatElement(0, count: columns.count - values.count) }
        // There is room for each feature, and a weight for each group.
        let count = unsafe hashes.withUnsafeBufferPointer { hashes in
            unsafe counts.withUnsafeBufferPointer { counts in
                unsafe octavo_feature_row(
                    slots, slots.count - 1, hashes.baseAddress, counts.baseAddress, hashes.count, Self.countWeights,
                    Self.countWeights.count,
                    Self.groupWeights, &columns, &values)
            }
        }
        columns.removeLast(columns.count - count)
        values.removeLast(values.count - count)
    }

    /// Of small counts, which nearly all are.
    private static let countWeights = (0..<32).map { octavo_occurrences_weight($0) }
    private static let groupWeights = TextFeatureReader.Group.allCases.map(\.weight)
}
