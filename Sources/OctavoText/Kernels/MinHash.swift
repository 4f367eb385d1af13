import CKernels

/// The least value that each of many hash functions takes on a set: two sets have a value in common as often as they have members in common.
///
/// Source: A. Broder, "On the resemblance and containment of documents" (SEQUENCES 1997); of most values one byte is kept, as in P. Li and
/// A. König, "b-Bit Minwise Hashing" (WWW 2010).
struct MinHash {
    /// Hash functions: as many as the C side makes.
    static let count = Int(OCTAVO_SKETCH)
    private var minima = InlineArray<48, UInt32>(repeating: .max)

    /// Odd, so that no function gives two hashes the same.
    private static let factors = (0..<UInt64(count)).map { number in
        UInt32(truncatingIfNeeded: ByteHash.mixed(0x6F63_7461_766F_0001 &+ number &* 0x9E37_79B9_7F4A_7C15) >> 32) | 1
    }

    /// Adds members to the set, by hashes whose upper halves are spread evenly.
    mutating func add(_ hashes: Span<UInt64>) {
        // The C side reads the hashes and one factor a function, and writes one minimum a function.
        unsafe hashes.withUnsafeBufferPointer { hashes in
            guard let first = hashes.baseAddress else { return }
            var minima = self.minima.mutableSpan
            unsafe minima.withUnsafeMutableBufferPointer { minima in
                unsafe octavo_minhash(first, hashes.count, Self.factors, minima.baseAddress.unsafelyUnwrapped)
            }
        }
    }

    /// Puts a key for each band of `rows` functions, and a byte for each function, behind those that are there.
    func sketch(bands: Int, rows: Int, keys: inout [UInt32], marks: inout [UInt8]) {
        precondition(bands * rows <= Self.count, "more functions than there are")
        let (firstKey, firstMark) = (keys.count, marks.count)
        keys.append(contentsOf: repeatElement(0, count: bands))
        marks.append(contentsOf: repeatElement(0, count: Self.count))
        // The places that were just added, `bands` and `count` of them.
        unsafe minima.span.withUnsafeBufferPointer { minima in
            unsafe keys.withUnsafeMutableBufferPointer { keys in
                unsafe marks.withUnsafeMutableBufferPointer { marks in
                    unsafe octavo_sketch(
                        minima.baseAddress.unsafelyUnwrapped, bands, rows, keys.baseAddress.unsafelyUnwrapped + firstKey,
                        marks.baseAddress.unsafelyUnwrapped + firstMark)
                }
            }
        }
    }

    /// How many of the functions have the same byte in two sketches of `marks` and `others`.
    static func agreement(_ marks: [UInt8], _ sketch: Int, _ others: [UInt8], _ other: Int) -> Int {
        precondition((sketch + 1) * count <= marks.count && (other + 1) * count <= others.count, "no such sketch")
        // Both have as many bytes from there on as there are functions.
        return unsafe marks.withUnsafeBufferPointer { marks in
            unsafe others.withUnsafeBufferPointer { others in
                unsafe octavo_sketch_agreement(
                    marks.baseAddress.unsafelyUnwrapped + sketch * count, others.baseAddress.unsafelyUnwrapped + other * count)
            }
        }
    }
}
