import CKernels

/// A float sum that is exact until it is read, so neither order nor grouping of its terms shows.
package struct ExactSum: Sendable {
    var state = octavo_exact_sum()

    package init() {}

    init(_ state: octavo_exact_sum) { self.state = state }

    /// Adds the values whose bits are set; all of them without bits.
    package mutating func add(_ values: Buffer<Double>, valid: Bitmap? = nil) {
        precondition(valid.map { $0.count == values.count } ?? true, "a bit a value")
        let words = valid?.aligned.words
        // The buffer holds `count` values and the words a bit for each.
        unsafe octavo_exact_add(&state, values.pointer, words?.pointer, values.count)
    }

    package mutating func add(_ value: Double) {
        var one = value
        unsafe octavo_exact_add(&state, &one, nil, 1)
    }

    package mutating func add(_ values: [Double]) { unsafe octavo_exact_add(&state, values, nil, values.count) }

    package mutating func merge(_ other: ExactSum) {
        var copy = other
        unsafe octavo_exact_merge(&state, &copy.state)
    }

    /// The sum rounded once, to nearest, ties to even. Infinities of both signs and any NaN give NaN.
    package var value: Double {
        var copy = state
        return unsafe octavo_exact_result(&copy)
    }
}
