extension TextTokenizer {
    /// The part at the start, or at the end, of a text that a number of tokens has room for: encoded by itself it has no more.
    ///
    /// Code points stay whole. Where tokens are the bytes of a text, the part is what the first tokens, or the last, say; where a
    /// tokenizer rewrites texts, a part is looked for by halving. Only as much of a long text is looked at as may count.
    package func part(
        of text: Span<UInt8>, tokens budget: Int, fromEnd: Bool
    ) throws(TokenizingError) -> Range<Int> {
        func end(_ size: Int) -> Range<Int> { Self.part(of: text, bytes: size, fromEnd) }
        if budget <= 0 { return end(0) }
        var size = min(max(budget, 32), 1 << 40) * 8
        while try count(text.extracting(end(size))) <= budget {
            if size >= text.count { return 0..<text.count }
            size *= 4
        }
        let seen = text.extracting(end(size))
        return keepsBytes
            ? try byTokens(text, try encode(seen), budget, fromEnd) : try byHalving(text, seen.count, budget, fromEnd)
    }

    private func byTokens(
        _ text: Span<UInt8>, _ ids: [Int32], _ budget: Int, _ fromEnd: Bool
    ) throws(TokenizingError) -> Range<Int> {
        var wanted = budget
        var step = 1
        while wanted > 0 {
            let own = fromEnd ? ids.suffix(wanted) : ids.prefix(wanted)
            let part = Self.part(of: text, bytes: try decode(Array(own)).count, fromEnd)
            // Cut off, the bytes at the border may be other tokens, and more.
            if try count(text.extracting(part)) <= budget { return part }
            wanted -= step
            step *= 2
        }
        return Self.part(of: text, bytes: 0, fromEnd)
    }

    private func byHalving(
        _ text: Span<UInt8>, _ size: Int, _ budget: Int, _ fromEnd: Bool
    ) throws(TokenizingError) -> Range<Int> {
        var fits = 0
        var tooLong = size
        while tooLong - fits > 1 {
            let middle = Self.part(of: text, bytes: fits + (tooLong - fits) / 2, fromEnd).count
            // No code point ends between the two.
            if middle <= fits {
                tooLong = fits + (tooLong - fits) / 2
            } else if try count(text.extracting(Self.part(of: text, bytes: middle, fromEnd))) <= budget {
                fits = middle
            } else {
                tooLong = middle
            }
        }
        return Self.part(of: text, bytes: fits, fromEnd)
    }

    /// At most so many bytes from the start, or the end, without a part of a code point.
    private static func part(of text: Span<UInt8>, bytes: Int, _ fromEnd: Bool) -> Range<Int> {
        if bytes >= text.count { return 0..<text.count }
        var place = fromEnd ? text.count - bytes : bytes
        while place > 0, place < text.count, text[place] & 0xC0 == 0x80 { place += fromEnd ? 1 : -1 }
        return fromEnd ? place..<text.count : 0..<place
    }
}
