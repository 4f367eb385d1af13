/// Goes over texts in order and tells which are near duplicates of one that stayed.
///
/// A text goes only if it is itself alike enough to one that stays: neighbours of neighbours do not count, so that a long chain of small
/// changes does not end in one text. The result depends on the texts and their order alone.
package struct NearDuplicates: Sendable {
    package let resemblance: Resemblance
    private var index: DuplicateIndex
    private var kept = KeptTexts()

    package init(_ resemblance: Resemblance) {
        self.resemblance = resemblance
        index = DuplicateIndex(resemblance)
    }

    /// Lends a text of the block for the time of a call.
    package typealias Lend = (_ text: Int, _ body: (Span<UInt8>) -> Void) -> Void

    /// The texts that stay of the next ones, and bytes that they take here. `isPresent` is false for what is no text: it stays.
    package mutating func take(
        _ sketches: TextSketches, isPresent: (Int) -> Bool, _ lend: Lend
    ) -> (stay: [Int], bytes: Int) {
        var stay: [Int] = []
        // Those that are new in the index, in its order.
        var new: [Int] = []
        let before = kept.count
        var comparison = Comparison()
        for text in 0..<sketches.count {
            guard isPresent(text) else {
                stay.append(text)
                continue
            }
            let match = index.match(sketches, text, anyOne: true) { other in
                comparison.begin()
                if other < before {
                    kept.copy(other, into: &comparison.other)
                } else {
                    lend(new[other - before]) { comparison.other.append($0) }
                }
                return comparison.likeness(to: text, lend)
            }
            if match == nil {
                index.insert(sketches, text)
                new.append(text)
                stay.append(text)
            }
        }
        let bytes = kept.byteCount
        for text in new { lend(text) { kept.append($0) } }
        return (stay, kept.byteCount - bytes + new.count * DuplicateIndex.bytesPerText(resemblance))
    }

    /// Adds all of some texts, alike or not, but for those in which nothing that counts is new. Gives for each text in the index its place
    /// among these.
    package mutating func add(_ sketches: TextSketches, isPresent: (Int) -> Bool, _ lend: Lend) -> [Int] {
        var new: [Int] = []
        for text in 0..<sketches.count where isPresent(text) && !index.holds(sketches, text) {
            index.insert(sketches, text)
            lend(text) { kept.append($0) }
            new.append(text)
        }
        return new
    }

    /// The text taken or added before that is most like a text, if one is alike enough.
    package func match(_ sketches: TextSketches, _ text: Int, _ lend: Lend) -> DuplicateIndex.Match? {
        var comparison = Comparison()
        return index.match(sketches, text, anyOne: false) { other in
            comparison.begin()
            kept.copy(other, into: &comparison.other)
            return comparison.likeness(to: text, lend)
        }
    }
}

/// Compares texts with others one after the other, in memory that is used again.
private struct Comparison {
    var other: [UInt8] = []
    private var shingles = ShingleLikeness()

    mutating func begin() { other.removeAll(keepingCapacity: true) }

    mutating func likeness(to text: Int, _ lend: NearDuplicates.Lend) -> Double {
        var result = 0.0
        let other = other
        lend(text) { result = shingles.of($0, other.span) }
        return result
    }
}

/// Texts end to end.
private struct KeptTexts: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = [0]

    var count: Int { ends.count - 1 }
    var byteCount: Int { bytes.count }

    mutating func append(_ text: Span<UInt8>) {
        bytes.append(text)
        ends.append(bytes.count)
    }

    func copy(_ text: Int, into other: inout [UInt8]) { other.append(contentsOf: bytes[ends[text]..<ends[text + 1]]) }
}
