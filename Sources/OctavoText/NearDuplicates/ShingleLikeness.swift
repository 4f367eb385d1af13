/// How much alike two texts are, by all their shingles; its memory is used again from pair to pair.
package struct ShingleLikeness: Sendable {
    /// Texts that are to be compared, as an index meets them.
    var met = BandTable.Met()
    private var shingles = Shingles()
    private var hashes: [UInt64] = []
    /// Those of the first text.
    private var own = ShingleSet()
    /// What `own` holds, if anything.
    private var held: (byWords: Bool, sample: UInt64)?

    package init() {}

    /// Whether two texts are as alike as `resemblance` asks: their shingles' Jaccard index is at or above its threshold.
    package static func areAlike(_ one: Span<UInt8>, _ two: Span<UInt8>, _ resemblance: Resemblance) -> Bool {
        var sketcher = TextSketcher(resemblance)
        sketcher.add(one)
        sketcher.add(two)
        let texts = sketcher.sketches.texts
        if texts.isSame(0, as: 1, of: texts) { return true }
        var likeness = ShingleLikeness()
        return likeness.of(0, texts, 1, texts, threshold: resemblance.threshold) >= resemblance.threshold
    }

    /// Another text follows as the first of pairs.
    mutating func begin() {
        held = nil
        // What one long text needs is not held for the short ones after it.
        if own.isLarge { self = ShingleLikeness(met: met) }
    }

    private init(met: BandTable.Met) { self.met = met }

    /// Jaccard's index: the share of their shingles that both have; 0 where it is below `threshold`. The first text stays the same until
    /// `begin`.
    mutating func of(
        _ text: Int, _ texts: borrowing FoldedTexts, _ second: Int, _ others: borrowing FoldedTexts, threshold: Double
    ) -> Double {
        let byWords = texts.traits(of: text).contains(.wordy) && others.traits(of: second).contains(.wordy)
        let sample = Shingles.sample(largest: max(texts.size(of: text), others.size(of: second)))
        if held.map({ $0 != (byWords, sample) }) ?? true {
            read(text, texts, byWords, sample)
            own.fill(hashes)
            held = (byWords, sample)
        }
        if sample == 0 {
            let isASCII = others.traits(of: second).contains(.ascii)
            let likeness = others.lend(second) { bytes, words -> Double? in
                if byWords { return own.likeness(ofWords: words, threshold: threshold) }
                return isASCII && bytes.count >= Shingles.length ? own.likeness(ofBytes: bytes, threshold: threshold) : nil
            }
            if let likeness { return likeness }
        }
        read(second, others, byWords, sample)
        return own.likeness(of: hashes, threshold: threshold)
    }

    /// Replaces the hashes by those of a text's shingles that a comparison takes account of.
    private mutating func read(_ text: Int, _ texts: borrowing FoldedTexts, _ byWords: Bool, _ sample: UInt64) {
        let isASCII = texts.traits(of: text).contains(.ascii)
        hashes.removeAll(keepingCapacity: true)
        texts.lend(text) { bytes, words in
            if byWords {
                shingles.forEach(ofWords: words) { Shingles.keep($0, sample: sample, in: &hashes) }
            } else {
                shingles.forEach(ofCharacters: bytes, isASCII: isASCII) { Shingles.keep($0, sample: sample, in: &hashes) }
            }
        }
    }
}
