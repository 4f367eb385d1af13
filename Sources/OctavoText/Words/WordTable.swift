/// What words tell, looked up by the bytes of a text without making a `String` of them. ASCII letters are alike in both cases.
///
/// A word's hash is made from its end to its start, so that a loop that goes back through a text has it when it meets the start.
struct WordTable: Sendable {
    /// One word's hash, or 0, a place; two words with one hash would need billions of words.
    private var hashes: [UInt64]
    private var values: [UInt16]
    private let shift: UInt64

    /// The bits of each word; those of a word that comes twice are joined.
    init(_ words: some Collection<(word: Substring, bits: UInt16)>) {
        // At most half full.
        var size = 2
        while size < 2 * words.count { size *= 2 }
        hashes = [UInt64](repeating: 0, count: size)
        values = [UInt16](repeating: 0, count: size)
        shift = UInt64(64 - size.trailingZeroBitCount)
        for (word, bits) in words {
            var hash = WordHash()
            for byte in word.utf8.reversed() { hash.prepend(byte) }
            let place = place(of: hash.value)
            hashes[place] = hash.value
            values[place] |= bits
        }
    }

    /// The bits of the word in `range`, 0 for one that is not here.
    func bits(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt16 {
        var hash = WordHash()
        for index in range.reversed() { hash.prepend(text[index]) }
        return bits(hash)
    }

    @inline(__always)
    func bits(_ hash: WordHash) -> UInt16 { values[place(of: hash.value)] }

    private func place(of hash: UInt64) -> Int {
        var place = Int(hash >> shift)
        while hashes[place] != 0, hashes[place] != hash { place = (place + 1) & (hashes.count - 1) }
        return place
    }
}

/// FNV-1a, 64 bits, of a word from its end to its start.
struct WordHash {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    mutating func prepend(_ byte: UInt8) {
        state = (state ^ UInt64(byte.isUpper ? byte | 0x20 : byte)) &* 0x100_0000_01B3
    }

    /// With a last mixing, since the table's places are its highest bits; never 0.
    @inline(__always)
    var value: UInt64 { (state ^ state >> 29) &* 0xBF58_476D_1CE4_E5B9 | 1 }
}
