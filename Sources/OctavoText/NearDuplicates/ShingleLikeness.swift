/// How much alike two texts are, by all their shingles; its memory is used again from pair to pair.
package struct ShingleLikeness: Sendable {
    private var own = ShingleSet()
    private var other = ShingleSet()
    private var table: [UInt64] = []
    /// What `own` holds, if anything.
    private var held: (kind: Shingles.Kind, largest: Int)?
    /// What one long text needs is not held for the short ones after it.
    private static let mostKept = 1 << 20

    package init() {}

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
        let areWordy = texts.traits(of: text).contains(.wordy) && others.traits(of: second).contains(.wordy)
        let kind = areWordy ? Shingles.Kind.words : .characters
        let largest = max(texts.byteCount(of: text), others.byteCount(of: second))
        if held.map({ $0 != (kind, largest) }) ?? true {
            own.read(text, texts, kind, largest)
            held = (kind, largest)
        }
        other.read(second, others, kind, largest)
        return ShingleKernels.likeness(own.hashes, other.hashes, threshold: threshold, &table)
    }
}

/// The shingles of one text, as far as a comparison takes account of them.
private struct ShingleSet {
    private var shingles = Shingles()
    private(set) var hashes: [UInt64] = []

    /// For comparison with a text of at most so many bytes.
    mutating func read(_ text: Int, _ texts: borrowing FoldedTexts, _ kind: Shingles.Kind, _ largest: Int) {
        let isASCII = texts.traits(of: text).contains(.ascii)
        texts.lend(text) { bytes in
            if kind == .words { _ = shingles.readWords(bytes, isASCII: isASCII) }
            shingles.all(kind, bytes, isASCII: isASCII, largest: largest, into: &hashes)
        }
    }
}
