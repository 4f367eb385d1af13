import CKernels

/// The least value that each of many hash functions takes on a set: two sets have a value in common as often as they have members in common.
///
/// Source: A. Broder, "On the resemblance and containment of documents" (SEQUENCES 1997).
struct MinHash {
    /// Hash functions; a multiple of the sixteen that are made at a time.
    static let count = 80
    private(set) var minima = [UInt32](repeating: .max, count: Self.count)

    private static let multipliers = numbers(seed: 0x6F63_7461_766F_0001).map { $0 | 1 }
    private static let addends = numbers(seed: 0x6F63_7461_766F_0002)

    private static func numbers(seed: UInt64) -> [UInt32] {
        (0..<UInt64(count)).map { UInt32(truncatingIfNeeded: ByteHash.mixed(seed &+ $0 &* 0x9E37_79B9_7F4A_7C15) >> 32) }
    }

    mutating func restart() {
        for place in minima.indices { minima[place] = .max }
    }

    /// Adds members to the set, by hashes whose upper halves are spread evenly.
    mutating func add(_ hashes: [UInt64]) {
        // The C side reads the hashes and one multiplier and addend a function, and writes one minimum a function.
        unsafe minima.withUnsafeMutableBufferPointer { minima in
            unsafe octavo_minhash(
                hashes, hashes.count, Self.multipliers, Self.addends, minima.baseAddress.unsafelyUnwrapped, Self.count)
        }
    }
}
