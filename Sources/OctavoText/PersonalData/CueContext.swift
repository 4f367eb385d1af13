/// What the words before a place tell of what stands there.
struct CueContext {
    /// One a word, nearest first; the rest is empty.
    private var words = SIMD8<UInt16>()
    private var count = 0
    /// What is known of them together.
    private(set) var union: Cues = []
    /// How many of them stand in the same sentence.
    private var inSentence = 0
    /// Whether all words before the place are here: no other comes near when something between is replaced.
    private var isWhole = false

    /// How many bytes and words back a word still counts.
    static let reach = 56
    private static let mostWords = 7
    private static let longestWord = 32

    /// Looks at the words before `place`; they end at a blank line.
    mutating func read(_ text: Span<UInt8>, before place: Int) {
        words = SIMD8()
        count = 0
        union = []
        inSentence = 0
        isWhole = false
        var isSameSentence = true
        let first = max(0, place - Self.reach)
        var index = place
        var lines = 0
        while index > first, count < Self.mostWords {
            let byte = text[index - 1]
            if byte == UInt8(ascii: "]"), let label = Self.labelStart(text, index - 1) {
                // What was replaced already says nothing.
                index = label
                continue
            }
            guard Self.isWordByte(byte) else {
                if byte == UInt8(ascii: "\n") {
                    lines += 1
                    if lines > 2 { return }
                } else if byte > UInt8(ascii: " ") {
                    lines = 0
                }
                if isSameSentence, count > 0 || byte != UInt8(ascii: "."), endsSentence(text, index - 1) {
                    isSameSentence = false
                }
                if byte == UInt8(ascii: "#") { append(.number, isSameSentence) }
                index -= 1
                continue
            }
            lines = 0
            let end = index
            var hash = WordHash()
            var isPlain = true
            while index > first {
                let byte = text[index - 1]
                if !byte.isWord {
                    guard Self.isWordByte(byte) else { break }
                    isPlain = false
                }
                hash.prepend(byte)
                index -= 1
            }
            // A word cut by the reach is no word; where it is not, "d.o.b" and "driver's" are words with parts.
            if index == first, first > 0, Self.isWordByte(text[first - 1]) { return }
            var cues = end - index <= Self.longestWord ? Cues.of(hash) : []
            if cues.isEmpty, !isPlain { cues = Self.parts(text, index..<end) }
            if end - index == 1, text.holds("d.o.b", at: index - 4) { cues = .birth }
            append(cues, isSameSentence)
        }
        isWhole = index == 0
    }

    /// Whether no word stands before the place, however far, that could tell more than the words here do.
    var tellsNothing: Bool { isWhole && union.isEmpty }

    private mutating func append(_ cues: Cues, _ isSameSentence: Bool) {
        words[count] = cues.rawValue
        count += 1
        if isSameSentence { inSentence = count }
        union.formUnion(cues)
    }

    /// A telephone number's words are nearer than those of orders and products; "number" counts where no such is near.
    var tellsPhone: Bool {
        var isNumber = false
        for place in 0..<count {
            let word = Cues(rawValue: words[place])
            if word.contains(.thing) { return false }
            if word.contains(.phone) { return true }
            if place < inSentence, !word.isDisjoint(with: [.reference, .card, .version]) { return false }
            if word.contains(.number), place < 3 { isNumber = true }
        }
        return isNumber
    }

    /// The nearest word that says what a number is says that it belongs to an order, a product, a book.
    var tellsReference: Bool {
        for place in 0..<min(4, inSentence) {
            let word = Cues(rawValue: words[place])
            if word.contains(.phone) { return false }
            if !word.isDisjoint(with: [.reference, .thing, .version]) { return true }
        }
        return false
    }

    /// Whether one of the nearest words is one of `cues`.
    func near(_ cues: Cues, within reach: Int = 4) -> Bool {
        if union.isDisjoint(with: cues) { return false }
        return (0..<min(reach, count)).contains { words[$0] & cues.rawValue != 0 }
    }

    /// A full stop after a word of more than an abbreviation's length, a question or exclamation mark, a line's end; a space follows.
    private func endsSentence(_ text: Span<UInt8>, _ place: Int) -> Bool {
        switch text[place] {
        case UInt8(ascii: "?"), UInt8(ascii: "!"): return text.byte(place + 1) <= UInt8(ascii: " ")
        case UInt8(ascii: "\n"): return text.byte(place - 1) != UInt8(ascii: ":")
        case UInt8(ascii: "."):
            guard text.byte(place + 1) <= UInt8(ascii: " ") else { return false }
            return (1...4).allSatisfy { text.byte(place - $0).isLetter || text.byte(place - $0) >= 0x80 }
        default: return false
        }
    }

    /// Where a label such as `[PHONE]` or `[PHONE:kfbqdrnhcmtg]` begins that ends at `end`.
    private static func labelStart(_ text: Span<UInt8>, _ end: Int) -> Int? {
        var index = end
        while index > 0, end - index < 32,
            text[index - 1].isWord && !text[index - 1].isDigit || text[index - 1] == UInt8(ascii: ":")
        { index -= 1 }
        return index < end && text[index].isUpper && text.byte(index - 1) == UInt8(ascii: "[") ? index - 1 : nil
    }

    private static func isWordByte(_ byte: UInt8) -> Bool { byte.isWord || byte >= 0x80 || byte == UInt8(ascii: "'") }

    /// What a part of a word tells: "driver's" what "driver" does.
    private static func parts(_ text: Span<UInt8>, _ range: Range<Int>) -> Cues {
        var start = range.lowerBound
        while start < range.upperBound, text[start] == UInt8(ascii: "'") { start += 1 }
        var end = start
        while end < range.upperBound, text[end] != UInt8(ascii: "'") { end += 1 }
        let plain = Cues.of(text, start..<end)
        return plain.isEmpty ? ideographCues(text, start..<end) : plain
    }

    /// Words in scripts that leave no space between: the last one to four signs.
    private static func ideographCues(_ text: Span<UInt8>, _ range: Range<Int>) -> Cues {
        guard range.count >= 6, text[range.upperBound - 1] >= 0x80 else { return [] }
        var found: Cues = []
        // Signs of three bytes; words of two to four of them, the last at most two signs (as "is") before the place.
        for skipped in 0...2 {
            let end = range.upperBound - 3 * skipped
            for signs in 2...4 where end - 3 * signs >= range.lowerBound {
                found.formUnion(Cues.of(text, end - 3 * signs..<end))
            }
        }
        return found
    }
}
