/// Goes over texts in order and tells which stood there before, byte for byte.
package struct ExactDuplicates: Sendable {
    private var known = HashTable()
    private var checks: [UInt64] = []

    package init() {}

    package static let bytesPerText = 32

    /// A text by its two hashes.
    package struct Digest: Sendable {
        let hashes: (UInt64, UInt64)
        package init(_ text: Span<UInt8>) { hashes = ByteHash.pair(text) }
    }

    /// Notes a text; the number that the first of its kind was given, counted from 0, and whether this is the first.
    package mutating func insert(_ text: Digest) -> (number: Int, isFirst: Bool) {
        if let number = known.find(text.hashes.0), checks[Int(number)] == text.hashes.1 { return (Int(number), false) }
        known.insert(text.hashes.0, UInt32(truncatingIfNeeded: checks.count))
        checks.append(text.hashes.1)
        return (checks.count - 1, true)
    }

    /// The number of a text that was noted.
    package func find(_ text: Digest) -> Int? {
        guard let number = known.find(text.hashes.0), checks[Int(number)] == text.hashes.1 else { return nil }
        return Int(number)
    }
}
