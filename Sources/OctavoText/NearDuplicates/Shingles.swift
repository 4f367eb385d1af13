/// The shingles of texts, as hashes: runs of five words or of five characters. Two texts are compared by words where both have twenty of
/// them, else by characters.
///
/// White space between words, and the case of the letters a to z, make no difference; nor, among words, does punctuation around them. A text
/// that is shorter than one shingle is one.
struct Shingles {
    /// From so many words on shingles are of words.
    static let leastWords = 20
    static let length = 5
    /// Hashes that are made before they are handed on, so that a long text takes no memory of its own.
    private static let blockSize = 4_096
    /// Above so many bytes a text's shingles are compared by a sample that depends on their hashes alone.
    private static let wholeBytes = 1 << 22

    /// The first `wordCount` are hashes of the words that were read last.
    private(set) var words: [UInt32] = []
    private(set) var wordCount = 0
    /// What the loop over words works in.
    private var signs = ShingleKernels.Signs()
    private var classes = WordClasses()
    private var characters = [UInt64](repeating: 0, count: Self.blockSize + Self.length - 1)
    private var block = [UInt64](repeating: 0, count: Self.blockSize)

    /// Finds the words of a folded text; whether it is compared by them.
    mutating func readWords(_ text: Span<UInt8>, isASCII: Bool) -> Bool {
        wordCount = 0
        // A word and a space take two bytes, but for signs that are words.
        guard text.count >= Self.leastWords * 2 - 1 else { return false }
        ShingleKernels.findSigns(text, into: &signs)
        if isASCII || marksBeyondASCII(text) {
            wordCount = ShingleKernels.hashWords(text, signs, into: &words)
        } else {
            words.removeAll(keepingCapacity: true)
            Self.hashWords(of: text, into: &words)
            wordCount = words.count
        }
        return wordCount >= Self.leastWords
    }

    /// Notes which characters beyond ASCII are letters and white space; false where one is a word by itself.
    private mutating func marksBeyondASCII(_ text: Span<UInt8>) -> Bool {
        var place = 0
        while let start = signs.nextBeyondASCII(from: place) {
            let (scalar, length) = CodePoint.decode(text, at: start)
            place = start + length
            switch classes[scalar] {
            case .letter: signs.mark(start..<place, as: .letter)
            case .space: signs.mark(start..<place, as: .space)
            case .other: break
            case .word: return false
            }
        }
        return true
    }

    /// Hands on the shingles of a text with these words, a block at a time; each may come more than once.
    mutating func forEach(ofWords words: Span<UInt32>, _ take: (Span<UInt64>) -> Void) {
        // A text that is compared by words has more of them.
        guard words.count >= Self.length else { return }
        for places in Self.blocks(words.count - Self.length + 1) {
            ShingleKernels.runsOfFive(words, at: places, into: &block)
            take(block.span.extracting(0..<places.count))
        }
    }

    /// The same of a folded text's characters.
    mutating func forEach(ofCharacters text: Span<UInt8>, isASCII: Bool, _ take: (Span<UInt64>) -> Void) {
        guard isASCII, text.count >= Self.length else { return forEachBeyondASCII(text, take) }
        for places in Self.blocks(text.count - Self.length + 1) {
            ShingleKernels.runsOfFive(text, at: places, into: &block)
            take(block.span.extracting(0..<places.count))
        }
    }

    /// Adds those hashes of a block in which the bits of a mask are 0.
    static func keep(_ block: Span<UInt64>, sample mask: UInt64, in hashes: inout [UInt64]) {
        if mask == 0 { return hashes.append(block) }
        for place in block.indices where block[place] & mask == 0 { hashes.append(block[place]) }
    }

    /// The bits that are 0 in hashes that a comparison of texts of up to so many bytes takes account of.
    static func sample(largest bytes: Int) -> UInt64 {
        var mask: UInt64 = 0
        while bytes >> mask.nonzeroBitCount > wholeBytes { mask = mask << 1 | 1 }
        return mask
    }

    private static func blocks(_ count: Int) -> some Sequence<Range<Int>> {
        stride(from: 0, to: count, by: blockSize).lazy.map { $0..<min($0 + blockSize, count) }
    }

    private mutating func forEachBeyondASCII(_ text: Span<UInt8>, _ take: (Span<UInt64>) -> Void) {
        // A local, since this value changes while they are looked at.
        var characters: [UInt64] = []
        swap(&characters, &self.characters)
        defer { swap(&characters, &self.characters) }
        // Of the block before, the last four begin shingles that end in this one.
        var (offset, kept) = (0, 0)
        repeat {
            let count = kept + ShingleKernels.characters(text, &offset, into: &characters, from: kept)
            guard count >= Self.length else { return takeShort(characters.span.extracting(0..<count), take) }
            let places = 0..<count - Self.length + 1
            ShingleKernels.runsOfFive(characters.span.extracting(0..<count), at: places, into: &block)
            take(block.span.extracting(places))
            kept = Self.length - 1
            for place in 0..<kept { characters[place] = characters[count - kept + place] }
        } while offset < text.count
    }

    /// Of a text that is shorter than a shingle.
    private func takeShort(_ parts: Span<UInt64>, _ take: (Span<UInt64>) -> Void) {
        var hash = UInt64(parts.count)
        for place in parts.indices { hash = ByteHash.mixed(hash ^ parts[place]) }
        take([ByteHash.mixed(hash)].span)
    }

    /// Words as `WordCount` counts them, without the punctuation around them.
    private static func hashWords(of text: Span<UInt8>, into words: inout [UInt32]) {
        // Where a word begins, and where its last letter or digit ends.
        var (start, end): (Int?, Int) = (nil, 0)
        func endWord(_ words: inout [UInt32]) {
            if let first = start { words.append(ShingleKernels.hashWord(text.extracting(first..<end))) }
            start = nil
        }
        var offset = 0
        while offset < text.count {
            let (scalar, length) = CodePoint.decode(text, at: offset)
            let next = offset + length
            switch WordClasses.Class(of: scalar) {
            case .word:
                endWord(&words)
                words.append(ShingleKernels.hashWord(text.extracting(offset..<next)))
            case .space: endWord(&words)
            case .letter:
                if start == nil { start = offset }
                end = next
            case .other: break
            }
            offset = next
        }
        endWord(&words)
    }
}

/// What code points are to words; remembers it, since Unicode's tables take far longer than the rest.
private struct WordClasses {
    enum Class: UInt8 {
        case other, letter, space
        /// Of a script that is written without spaces.
        case word

        init(of scalar: UInt32) {
            if scalar >= 0x3005, CodePoint.isIdeographOrKana(scalar) {
                self = .word
            } else if CodePoint.isWhiteSpace(scalar) {
                self = .space
            } else {
                self = CodePoint.isAlphanumeric(scalar) ? .letter : .other
            }
        }
    }

    /// By the lowest bits of a code point: the code point, and its class in the two bits below.
    private var known = [UInt32](repeating: .max, count: 256)

    subscript(_ scalar: UInt32) -> Class {
        mutating get {
            let slot = Int(scalar & 255)
            if known[slot] >> 2 == scalar, let same = Class(rawValue: UInt8(known[slot] & 3)) { return same }
            let found = Class(of: scalar)
            known[slot] = scalar << 2 | UInt32(found.rawValue)
            return found
        }
    }
}
