/// What is kept of texts to find those that are alike: the texts without what makes no difference, and a few numbers each.
///
/// A text has one sketch, or two where it may be a near duplicate of texts with shingles of both kinds.
package struct TextSketches: Sendable {
    package let bands: Int
    private(set) var texts = FoldedTexts()
    /// One a text: equal for texts that differ in nothing that counts, and hardly ever for others.
    private(set) var wholes: [UInt64] = []
    /// Where each text's sketches end.
    private var ends: [Int] = []
    /// One a band of each sketch: equal where all values of the band are.
    private(set) var keys: [UInt32] = []
    /// One a hash function of each sketch: hardly ever equal where the values are not.
    private(set) var marks: [UInt8] = []

    package init(bands: Int) { self.bands = bands }

    /// The number of texts.
    package var count: Int { wholes.count }

    /// The places of a text's sketches; the second is of characters where the text has the words that others are compared by.
    func sketches(of text: Int) -> Range<Int> { (text == 0 ? 0 : ends[text - 1])..<ends[text] }

    mutating func reserve(_ count: Int, _ bytes: Int) {
        texts.reserve(count, bytes)
        wholes.reserveCapacity(count)
        ends.reserveCapacity(count)
        keys.reserveCapacity(count * bands)
        marks.reserveCapacity(count * MinHash.count)
    }

    /// The sketches before belong to the next text.
    mutating func endText(_ text: Span<UInt8>, _ words: Span<UInt32>, _ traits: FoldedTexts.Traits) {
        texts.append(text, words, traits)
        wholes.append(ShingleKernels.hash(text))
        ends.append(keys.count / bands)
    }

    mutating func append(_ minima: MinHash, rows: Int) {
        minima.sketch(bands: bands, rows: rows, keys: &keys, marks: &marks)
    }
}

/// Makes sketches on one thread, with memory that is kept from text to text.
package struct TextSketcher {
    private let resemblance: Resemblance
    private var folded: [UInt8] = []
    private var shingles = Shingles()
    package private(set) var sketches: TextSketches

    package init(_ resemblance: Resemblance, reserving texts: Int = 0, bytes: Int = 0) {
        self.resemblance = resemblance
        sketches = TextSketches(bands: resemblance.bands)
        sketches.reserve(texts, bytes)
    }

    package mutating func add(_ text: Span<UInt8>) {
        let (count, isASCII) = ShingleKernels.fold(text, into: &folded)
        // A local, since this value changes while it is looked at.
        let folded = folded
        let text = folded.span.extracting(0..<count)
        var traits: FoldedTexts.Traits = isASCII ? [.ascii] : []
        if shingles.readWords(text, isASCII: isASCII) { traits.insert(.wordy) }
        // Among texts with a few words less, which have shingles of characters, one may be alike enough to one with words.
        if !traits.contains(.wordy)
            || Double(shingles.wordCount) * resemblance.threshold < Double(Shingles.leastWords)
        {
            traits.insert(.spelled)
        }
        let words = shingles.words
        let own = words.span.extracting(0..<shingles.wordCount)
        if traits.contains(.wordy) {
            var minHash = MinHash()
            shingles.forEach(ofWords: own) { minHash.add($0) }
            sketches.append(minHash, rows: resemblance.rows)
        }
        if traits.contains(.spelled) {
            var minHash = MinHash()
            shingles.forEach(ofCharacters: text, isASCII: isASCII) { minHash.add($0) }
            sketches.append(minHash, rows: resemblance.rows)
        }
        sketches.endText(text, own, traits)
    }
}
