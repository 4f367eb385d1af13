/// What words tell, looked up by the bytes of a text without making a `String` of them. ASCII letters are alike in both cases.
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
            let bytes = Array(word.utf8)
            let hash = Self.hash(bytes.span, 0..<bytes.count)
            let place = place(of: hash)
            hashes[place] = hash
            values[place] |= bits
        }
    }

    /// The bits of the word in `range`, 0 for one that is not here.
    func bits(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt16 { values[place(of: Self.hash(text, range))] }

    private func place(of hash: UInt64) -> Int {
        var place = Int(hash >> shift)
        while hashes[place] != 0, hashes[place] != hash { place = (place + 1) & (hashes.count - 1) }
        return place
    }

    /// FNV-1a, 64 bits, with a last mixing, since the places are its highest bits; never 0.
    private static func hash(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in range {
            let byte = text[index]
            hash = (hash ^ UInt64(byte.isUpper ? byte | 0x20 : byte)) &* 0x100_0000_01B3
        }
        return (hash ^ hash >> 29) &* 0xBF58_476D_1CE4_E5B9 | 1
    }
}
