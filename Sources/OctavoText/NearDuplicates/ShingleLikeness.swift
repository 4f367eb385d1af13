/// How much alike two texts are, by all their shingles; its memory is used again from pair to pair.
package struct ShingleLikeness: Sendable {
    private var own = ShingleSet()
    private var other = ShingleSet()
    private var table: [UInt64] = []
    /// What `own` holds, if anything.
    private var held: (byWords: Bool, largest: Int)?
    /// What one long text needs is not held for the short ones after it.
    private static let mostKept = 1 << 20

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
        if table.count > Self.mostKept { self = ShingleLikeness() }
    }

    /// Jaccard's index: the share of their shingles that both have; 0 where it is below `threshold`. The first text stays the same until
    /// `begin`.
    mutating func of(
        _ text: Int, _ texts: borrowing FoldedTexts, _ second: Int, _ others: borrowing FoldedTexts, threshold: Double
    ) -> Double {
        let byWords = texts.traits(of: text).contains(.wordy) && others.traits(of: second).contains(.wordy)
        let largest = max(texts.size(of: text), others.size(of: second))
        if held.map({ $0 != (byWords, largest) }) ?? true {
            own.read(text, texts, byWords, largest)
            held = (byWords, largest)
        }
        other.read(second, others, byWords, largest)
        return ShingleKernels.likeness(own.hashes, other.hashes, threshold: threshold, &table)
    }
}

/// The shingles of one text, as far as a comparison takes account of them.
private struct ShingleSet {
    private var shingles = Shingles()
    private(set) var hashes: [UInt64] = []

    /// For comparison with a text of at most so many bytes.
    mutating func read(_ text: Int, _ texts: borrowing FoldedTexts, _ byWords: Bool, _ largest: Int) {
        let isASCII = texts.traits(of: text).contains(.ascii)
        hashes.removeAll(keepingCapacity: true)
        texts.lend(text) { bytes, words in
            if byWords {
                shingles.forEach(ofWords: words) { Shingles.keep($0, largest: largest, in: &hashes) }
            } else {
                shingles.forEach(ofCharacters: bytes, isASCII: isASCII) { Shingles.keep($0, largest: largest, in: &hashes) }
            }
        }
    }
}
