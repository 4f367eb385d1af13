import CKernels

/// The words of a text.
struct FeatureWords: Sendable {
    private(set) var scalars: [UInt32] = []
    private(set) var words: [octavo_word] = []
    private(set) var hashes: [UInt64] = []

    mutating func removeAll() {
        scalars.removeAll(keepingCapacity: true)
        words.removeAll(keepingCapacity: true)
    }

    /// Replaces them by those of an ASCII text; false where it is none.
    mutating func readASCII(_ text: Span<UInt8>) -> Bool {
        let count = text.count
        if scalars.count < count { scalars += repeatElement(0, count: count - scalars.count) }
        if words.count < count { words += repeatElement(octavo_word(), count: count - words.count) }
        // Both have room for one a byte.
        let found = unsafe text.withUnsafeBufferPointer { text in
            unsafe scalars.withUnsafeMutableBufferPointer { scalars in
                unsafe words.withUnsafeMutableBufferPointer { words in
                    guard let scalars = scalars.baseAddress, let words = words.baseAddress else { return 0 }
                    return unsafe octavo_ascii_words(text.baseAddress, text.count, scalars, words)
                }
            }
        }
        guard 0...count ~= found else {
            removeAll()
            return false
        }
        scalars.removeLast(scalars.count - count)
        words.removeLast(words.count - found)
        return true
    }

    mutating func append(_ scalar: UInt32) { scalars.append(scalar) }
    mutating func append(word range: Range<Int>) { words.append(octavo_word(start: range.lowerBound, end: range.upperBound)) }

    /// Makes a hash for each word.
    mutating func hash() {
        if hashes.count < words.count { hashes += repeatElement(0, count: words.count - hashes.count) }
        hashes.removeLast(hashes.count - words.count)
        // Words lie within the scalars.
        unsafe octavo_feature_words(scalars, words, words.count, &hashes)
    }
}
