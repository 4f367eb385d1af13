/// How much of a text says the same again and again.
enum Repetition {
    /// A run whose part is longer is told by its lines, paragraphs and n-grams.
    private static let longestPart = 64
    /// A part must stand there so often in a row: three times is emphasis.
    private static let leastTimes = 4
    /// What is shorter may be a code: `1111`.
    private static let leastBytes = 6

    /// The share of the bytes that repeat what stands directly before them, in the longest run of one part through the middle.
    ///
    /// A run that covers more than half of a text covers its middle, so every byte of the text need not be asked for every length of the
    /// part: only lengths at which the middle repeats are followed to both sides.
    static func share(of text: Span<UInt8>) -> Double {
        let count = text.count
        guard count >= leastBytes else { return 0 }
        let middle = count / 2
        var longest = 0
        for part in 1...min(longestPart, middle) where repeats(text, middle, part) {
            var (start, end) = (middle, middle + 1)
            while start > part, repeats(text, start - 1, part) { start -= 1 }
            while end < count, repeats(text, end, part) { end += 1 }
            // The last time may lack what parts it from the next, such as a space.
            guard end - start >= max((leastTimes - 1) * part - 1, leastTimes - 1) else { continue }
            longest = max(longest, end - start)
            // Multiples of the part find the same run.
            if longest * 2 > count { break }
        }
        return Double(longest) / Double(count)
    }

    @inline(__always)
    private static func repeats(_ text: Span<UInt8>, _ place: Int, _ part: Int) -> Bool {
        place >= part && text[place] == text[place - part]
    }
}
