/// What is kept of texts to find those that are alike: a few numbers each.
///
/// A text has one sketch, or two where it may be a near duplicate of texts with shingles of both kinds.
package struct TextSketches: Sendable {
    package let bands: Int
    /// One a text: equal for texts that differ in nothing that counts.
    package private(set) var wholes: [UInt64] = []
    /// Where each text's sketches end.
    private var ends: [Int] = []
    /// One a band of each sketch: equal where all values of the band are.
    package private(set) var keys: [UInt32] = []

    package init(bands: Int) { self.bands = bands }

    /// The number of texts.
    package var count: Int { wholes.count }

    /// The places of a text's sketches.
    func sketches(of text: Int) -> Range<Int> { (text == 0 ? 0 : ends[text - 1])..<ends[text] }

    mutating func reserve(_ texts: Int) {
        wholes.reserveCapacity(texts)
        ends.reserveCapacity(texts)
        keys.reserveCapacity(texts * bands)
    }

    /// The sketches before belong to the next text.
    mutating func endText(_ whole: UInt64) {
        wholes.append(whole)
        ends.append(keys.count / bands)
    }

    mutating func append(_ minima: [UInt32], rows: Int) {
        for band in 0..<bands {
            var key = UInt64(band)
            for place in band * rows..<(band + 1) * rows { key = (key ^ UInt64(minima[place])) &* 0x9E37_79B9_7F4A_7C15 }
            keys.append(UInt32(truncatingIfNeeded: ByteHash.mixed(key)))
        }
    }
}

/// Makes sketches on one thread, with memory that is kept from text to text.
package struct TextSketcher {
    private let resemblance: Resemblance
    private var shingles = Shingles()
    private var minHash = MinHash()
    package private(set) var sketches: TextSketches

    package init(_ resemblance: Resemblance, reserving texts: Int = 0) {
        self.resemblance = resemblance
        sketches = TextSketches(bands: resemblance.bands)
        sketches.reserve(texts)
    }

    package mutating func add(_ text: Span<UInt8>) {
        shingles.read(text)
        add(shingles.kind)
        // A text with a few words less, which has shingles of characters, may be alike enough.
        if shingles.kind == .words, Double(shingles.wordCount) * resemblance.threshold < Double(Shingles.leastWords) {
            add(.characters)
        }
        sketches.endText(shingles.wholeHash)
    }

    private mutating func add(_ kind: Shingles.Kind) {
        minHash.restart()
        shingles.forEach(kind) { minHash.add($0) }
        sketches.append(minHash.minima, rows: resemblance.rows)
    }
}
