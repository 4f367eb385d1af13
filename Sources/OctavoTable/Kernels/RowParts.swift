import CKernels

/// Rows parted by a hash of their keys, so that rows of equal keys are in one part: in order within each.
struct RowParts: Sendable {
    /// The rows, part by part.
    let rows: Buffer<Int32>
    private let starts: [Int32]

    /// 2^`bits` parts, at most 256.
    init(_ keys: [Column], count: Int, bits: Int) {
        let hashes = RowHash.words(keys, count: count)
        var starts = [Int32](repeating: 0, count: 1 << bits + 1)
        // A hash and a place a row; one start more than there are parts.
        rows = unsafe Buffer(count: count) { target in
            guard let first = target.baseAddress else { return }
            unsafe octavo_part_rows(hashes, count, Int32(bits), &starts, first)
        }
        self.starts = starts
    }

    /// Where a part stands in `rows`.
    func range(_ part: Int) -> Range<Int> { Int(starts[part])..<Int(starts[part + 1]) }

    /// The rows of a part.
    func slice(_ part: Int) -> Buffer<Int32> { rows.slice(range(part)) }
}
