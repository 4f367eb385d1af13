/// What SentencePiece compiles its normalization rules to: a double array of the texts that change, and what each becomes.
///
/// Aoe, "An efficient digital search algorithm by using a double-array structure" (1989), as darts-clone lays it out: a unit of 32 bits
/// has its label in the lowest byte, whether a value follows in bit 8, and its offset from bit 10 on.
package struct PrecompiledMap: Sendable {
    private let units: [UInt32]
    /// The texts after each other, each with a 0 behind it.
    private let texts: [UInt8]

    /// `nil` for bytes that are no such map.
    package init?(_ bytes: [UInt8]) {
        func word(_ at: Int) -> UInt32 {
            UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]) << 16 | UInt32(bytes[at + 3]) << 24
        }
        guard bytes.count >= 8 else { return nil }
        let size = Int(word(0))
        guard size >= 4, size % 4 == 0, size <= bytes.count - 4 else { return nil }
        units = stride(from: 4, to: 4 + size, by: 4).map { word($0) }
        texts = Array(bytes[(4 + size)...])
        // Every replacement has an end within the texts, so that none is read beyond them.
        guard texts.last == 0 else { return nil }
    }

    /// What the shortest beginning of `text` that is in the map becomes.
    private func replacement(of text: Span<UInt8>) -> ArraySlice<UInt8>? {
        func offset(_ unit: UInt32) -> Int { Int((unit >> 10) << ((unit & (1 << 9)) >> 6)) }
        var node = offset(units[0])
        for place in 0..<text.count {
            let byte = text[place]
            if byte == 0 { return nil }
            node ^= Int(byte)
            guard node < units.count, units[node] & (1 << 31 | 0xFF) == UInt32(byte) else { return nil }
            let hasValue = units[node] >> 8 & 1 == 1
            node ^= offset(units[node])
            guard hasValue else { continue }
            guard node < units.count else { return nil }
            let start = Int(units[node] & (1 << 31 - 1))
            guard start < texts.count, let end = texts[start...].firstIndex(of: 0) else { return nil }
            return texts[start..<end]
        }
        return nil
    }

    /// Characters of few bytes as a whole, code points of others one by one.
    func apply(to text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for character in String(decoding: text, as: UTF8.self) {
            let bytes = Array(character.utf8)
            if bytes.count < 6, let whole = replacement(of: bytes.span) {
                result += whole
                continue
            }
            var at = 0
            while at < bytes.count {
                let length = CodePoint.decode(bytes.span, at: at).length
                result += replacement(of: bytes.span.extracting(at..<at + length)) ?? bytes[at..<at + length]
                at += length
            }
        }
        return result
    }
}
