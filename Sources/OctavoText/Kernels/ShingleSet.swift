import CKernels

/// The shingles of one text, with which those of others are compared; its memory is used again from text to text.
package struct ShingleSet: Sendable {
    private var table: [UInt64] = []
    private var touched: [UInt32] = []
    /// Numbers of `table` that are used.
    private var size = 0
    /// How many different shingles there are.
    private var count = 0

    package init() {}

    /// Whether one text took more memory than those after it should hold.
    var isLarge: Bool { table.count > 1 << 20 }

    /// Replaces the shingles by those with these hashes, each of which may come more than once.
    package mutating func fill(_ hashes: [UInt64]) {
        size = 512
        while size < 4 * hashes.count + Int(OCTAVO_SHINGLE_ROOM) { size *= 2 }
        if table.count < size {
            table = Array(repeating: 0, count: size)
            touched = Array(repeating: 0, count: size / 2)
        }
        count = unsafe with { set in
            // All hashes, and nothing else, are read.
            unsafe octavo_shingle_set_fill(&set, hashes, hashes.count)
            return unsafe set.own
        }
    }

    /// Jaccard's index of these shingles and those with some hashes, or 0 where it is less than `threshold`.
    package mutating func likeness(of hashes: [UInt64], threshold: Double) -> Double {
        // As above.
        unsafe with { unsafe octavo_shingle_set_likeness(&$0, hashes, hashes.count, threshold) }
    }

    /// The same of the runs of five words.
    package mutating func likeness(ofWords words: Span<UInt32>, threshold: Double) -> Double {
        // A run begins at each word but the last four.
        unsafe with { set in
            unsafe words.withUnsafeBufferPointer { words in
                guard let first = words.baseAddress, words.count >= Shingles.length else { return 0 }
                return unsafe octavo_shingle_set_likeness_of_words(&set, first, words.count - Shingles.length + 1, threshold)
            }
        }
    }

    /// The same of the runs of five bytes.
    package mutating func likeness(ofBytes bytes: Span<UInt8>, threshold: Double) -> Double {
        // As above.
        unsafe with { set in
            unsafe bytes.withUnsafeBufferPointer { bytes in
                guard let first = bytes.baseAddress, bytes.count >= Shingles.length else { return 0 }
                return unsafe octavo_shingle_set_likeness_of_bytes(
                    &set, first, bytes.count, bytes.count - Shingles.length + 1, threshold)
            }
        }
    }

    private mutating func with<Result>(_ body: (inout octavo_shingle_set) -> Result) -> Result {
        let (size, count) = (size, count)
        // `fill` made the table four times as large as there are hashes, and some; `touched` half as large as the table.
        return unsafe table.withUnsafeMutableBufferPointer { table in
            unsafe touched.withUnsafeMutableBufferPointer { touched in
                var set = unsafe octavo_shingle_set(
                    table: table.baseAddress.unsafelyUnwrapped, size: size, own: count,
                    touched: touched.baseAddress.unsafelyUnwrapped)
                return unsafe body(&set)
            }
        }
    }
}
