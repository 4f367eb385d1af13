/// Texts that were read in a wrong encoding, line by line, one reading further back.
struct MojibakeRepairer {
    private var kernels = NormalizationKernels()
    private var repaired: [UInt8] = []
    /// Longer lines are taken in parts, so that what is held in between stays small.
    private static let mostBytes = 1 << 20

    /// False, and nothing added, where nothing is to be repaired.
    mutating func repair(_ text: Span<UInt8>, into result: inout [UInt8]) -> Bool {
        // Up to where the text is in `result`.
        var copied = 0
        var start = 0
        while start < text.count {
            let end = Self.end(of: text, from: start)
            repaired.removeAll(keepingCapacity: true)
            if kernels.repair(text.extracting(start..<end), into: &repaired) {
                result.append(text.extracting(copied..<start))
                result += repaired
                copied = end
            }
            start = end
        }
        if copied == 0 { return false }
        result.append(text.extracting(copied..<text.count))
        return true
    }

    /// The end of the line, its break included, or of as much of it as is taken at once: in front of a character.
    private static func end(of text: Span<UInt8>, from start: Int) -> Int {
        let stop = min(text.count, start + mostBytes)
        var end = start
        while end < stop {
            end += 1
            if text[end - 1] == 0x0A { return end }
        }
        while end < text.count, end > start + 1, text[end] & 0xC0 == 0x80 { end -= 1 }
        return end
    }
}
