/// The shingles of a text, as hashes: runs of five words or of five characters. Two texts are compared by words where both have twenty of
/// them, else by characters.
///
/// White space between words, and the case of the letters a to z, make no difference; nor, among words, does punctuation around them. A text
/// that is shorter than one shingle is one.
struct Shingles {
    /// From so many words on shingles are of words.
    static let leastWords = 20
    private static let length = 5
    /// Hashes that are made before they are handed on, so that a long text takes no memory of its own.
    private static let blockSize = 4_096
    /// Above so many bytes a text's shingles are compared by a sample that depends on their hashes alone.
    private static let wholeBytes = 1 << 22
    /// A run's hash is a polynomial of its parts that moves along: one multiplication a part, whatever the length.
    private static let factor: UInt64 = 0xD6E8_FEB8_6659_FD93
    private static let last = factor &* factor &* factor &* factor &* factor

    enum Kind { case words, characters }

    private var folded = FoldedText()
    /// A hash a word.
    private var words: [UInt64] = []
    private var block: [UInt64] = []

    /// A hash of the text without what makes no difference.
    private(set) var wholeHash: UInt64 = 0
    /// Of words where there are twenty.
    private(set) var kind = Kind.characters
    var wordCount: Int { words.count }

    mutating func read(_ text: Span<UInt8>) {
        folded.fold(text)
        wholeHash = folded.hash
        kind = countsWords() ? .words : .characters
    }

    /// Hands the shingles of the text that was read on, a block at a time; each may come more than once.
    mutating func forEach(_ kind: Kind, _ take: ([UInt64]) -> Void) {
        block.removeAll(keepingCapacity: true)
        switch kind {
        case .words: addWords(take)
        case .characters where folded.isASCII: addBytes(take)
        case .characters: addCharacters(take)
        }
        if !block.isEmpty { take(block) }
    }

    /// The hashes of the read text's shingles of which a comparison of texts of up to so many bytes takes account.
    mutating func all(_ kind: Kind, largest bytes: Int, into hashes: inout [UInt64]) {
        hashes.removeAll(keepingCapacity: true)
        var mask: UInt64 = 0
        while bytes >> mask.nonzeroBitCount > Self.wholeBytes { mask = mask << 1 | 1 }
        forEach(kind) { block in
            if mask == 0 {
                hashes.append(contentsOf: block)
            } else {
                for hash in block where hash & mask == 0 { hashes.append(hash) }
            }
        }
    }

    /// Finds the words unless there are too few of them.
    private mutating func countsWords() -> Bool {
        // A word and a space take two bytes.
        guard folded.count >= 2 * Self.leastWords - 1 else { return false }
        // A local, since the loop that fills it borrows the rest of this value.
        var found: [UInt64] = []
        swap(&found, &words)
        Self.hashWords(of: folded.bytes.span.extracting(0..<folded.count), into: &found)
        words = found
        return words.count >= Self.leastWords
    }

    /// Words as `WordCount` counts them, without the punctuation around them.
    private static func hashWords(of text: Span<UInt8>, into words: inout [UInt64]) {
        words.removeAll(keepingCapacity: true)
        let prime: UInt64 = 0x100_0000_01B3
        // Of the bytes up to here, and up to the last letter or digit; 0 outside a word.
        var (hash, word): (UInt64, UInt64) = (0, 0)
        var offset = 0
        while offset < text.count {
            let byte = text[offset]
            var length = 1
            var isInWord = byte.isAlphanumeric
            if byte >= 0x80 {
                let (scalar, bytes) = CodePoint.decode(text, at: offset)
                length = bytes
                let stands = scalar >= 0x3005 && CodePoint.isIdeographOrKana(scalar)
                if stands || CodePoint.isWhiteSpace(scalar) {
                    if word != 0 { words.append(ByteHash.mixed(word)) }
                    if stands { words.append(ByteHash.mixed(UInt64(scalar))) }
                    (hash, word) = (0, 0)
                    offset += length
                    continue
                }
                isInWord = CodePoint.isAlphanumeric(scalar)
            } else if byte == 0x20 {
                if word != 0 { words.append(ByteHash.mixed(word)) }
                (hash, word) = (0, 0)
                offset += 1
                continue
            }
            if isInWord || hash != 0 {
                for place in offset..<offset + length { hash = (hash ^ UInt64(text[place]) &+ 0x100) &* prime }
                if isInWord { word = hash }
            }
            offset += length
        }
        if word != 0 { words.append(ByteHash.mixed(word)) }
    }

    private mutating func addWords(_ take: ([UInt64]) -> Void) {
        var hash: UInt64 = 0
        var recent: (UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0)
        for place in words.indices {
            let word = words[place]
            hash = hash &* Self.factor &+ word &- recent.0 &* Self.last
            recent = (recent.1, recent.2, recent.3, recent.4, word)
            if place >= Self.length - 1 { add(ByteHash.mixed(hash), take) }
        }
    }

    private mutating func addBytes(_ take: ([UInt64]) -> Void) {
        var hash: UInt64 = 0
        for place in 0..<min(folded.count, Self.length) { hash = hash &* Self.factor &+ UInt64(folded[place]) }
        if folded.count < Self.length { return add(Self.short(hash, folded.count), take) }
        add(ByteHash.mixed(hash), take)
        for place in Self.length..<folded.count {
            hash = hash &* Self.factor &+ UInt64(folded[place]) &- UInt64(folded[place - Self.length]) &* Self.last
            add(ByteHash.mixed(hash), take)
        }
    }

    private mutating func addCharacters(_ take: ([UInt64]) -> Void) {
        var hash: UInt64 = 0
        var (offset, start, count) = (0, 0, 0)
        while offset < folded.count {
            // Only the text's own bytes: behind it stand those of a longer one before.
            let (scalar, length) = CodePoint.decode(folded.bytes.span.extracting(0..<folded.count), at: offset)
            offset += length
            count += 1
            hash = hash &* Self.factor &+ UInt64(scalar)
            if count > Self.length {
                let (first, size) = CodePoint.decode(folded.bytes.span.extracting(0..<folded.count), at: start)
                start += size
                hash = hash &- UInt64(first) &* Self.last
            }
            if count >= Self.length { add(ByteHash.mixed(hash), take) }
        }
        if count < Self.length { add(Self.short(hash, count), take) }
    }

    /// Of a text that is shorter than a shingle.
    private static func short(_ hash: UInt64, _ count: Int) -> UInt64 { ByteHash.mixed(hash &+ UInt64(count) << 56) }

    @inline(__always)
    private mutating func add(_ hash: UInt64, _ take: ([UInt64]) -> Void) {
        block.append(hash)
        guard block.count == Self.blockSize else { return }
        take(block)
        block.removeAll(keepingCapacity: true)
    }
}

/// A text without differences that do not count: one space for a run of white space and control characters, none at the ends, small letters.
private struct FoldedText {
    /// The first `count` are the text.
    private(set) var bytes: [UInt8] = []
    private(set) var count = 0
    private(set) var isASCII = true

    mutating func fold(_ text: Span<UInt8>) {
        if bytes.count < text.count { bytes = Array(repeating: 0, count: max(text.count, 2 * bytes.count)) }
        var (end, isSpace, union) = (0, false, UInt8(0))
        for index in text.indices {
            let byte = text[index]
            if byte <= 0x20 {
                isSpace = true
                continue
            }
            if isSpace, end > 0 {
                bytes[end] = 0x20
                end += 1
            }
            isSpace = false
            union |= byte
            bytes[end] = byte.isUpper ? byte | 0x20 : byte
            end += 1
        }
        count = end
        isASCII = union < 0x80
    }

    subscript(_ place: Int) -> UInt8 { bytes[place] }
    var hash: UInt64 { ByteHash.folded(bytes.span, 0..<count) }
}
