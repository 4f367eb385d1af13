import CKernels

/// Scores of a row by weights of one byte.
package enum PackedScores {
    /// Adds to `scores`, which are a multiple of sixteen in number.
    package static func add(_ weights: [Int8], _ scales: [Float], columns: [UInt32], values: [Float], to scores: inout [Float]) {
        precondition(weights.count == scales.count * scores.count && columns.count == values.count, "a weight a column and class")
        if scores.isEmpty { return }
        // Columns are those of the space that the weights were made for.
        unsafe octavo_add_scores(weights, scales, scores.count, columns, values, columns.count, &scores)
    }

    /// The sum of e to the power of `factor` times each score less the largest of them.
    static func sumOfPowers(_ scores: ArraySlice<Float>, factor: Double, most: Float) -> Double {
        unsafe scores.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            // The count is the buffer's own.
            return unsafe octavo_sum_powers(base, buffer.count, factor, most)
        }
    }

    /// The sum of the sigmoids of `factor` times each score less `middle`.
    static func sumOfSigmoids(_ scores: ArraySlice<Float>, factor: Double, middle: Double) -> Double {
        unsafe scores.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            // The count is the buffer's own.
            return unsafe octavo_sum_sigmoids(base, buffer.count, factor, middle)
        }
    }
}
