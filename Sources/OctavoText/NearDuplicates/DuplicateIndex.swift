/// Texts by the bands of their sketches: finds those that a text may be a near duplicate of, and looks at each of these.
///
/// What a text is compared with depends on the texts before it alone, and there is an end to it however many have a band in common with it:
/// the cost is linear in the number of texts.
package struct DuplicateIndex: Sendable {
    private let resemblance: Resemblance
    /// The texts, those that were added together in one piece, and how much memory that is.
    private var blocks: [FoldedTexts] = []
    private var blockBytes = 0
    /// The first sketches of texts, by hashes of all of them.
    private var wholes = HashTable()
    private var chains: BandTable
    /// The number of texts.
    private(set) var count = 0
    /// The first sketch of those that `begin` named last.
    private var firstOfBlock = 0

    /// Texts that are looked at shingle by shingle at the most; those with the most values in common come first.
    private static let mostCompared = 16

    init(_ resemblance: Resemblance) {
        self.resemblance = resemblance
        chains = BandTable(bands: resemblance.bands)
    }

    /// Bytes of memory.
    var byteCount: Int { blockBytes + wholes.byteCount + chains.byteCount }

    /// A text that is in the index, and how much alike it is.
    package struct Match: Sendable, Equatable {
        package let text: Int
        /// Jaccard's index of the shingles.
        package let likeness: Double
    }

    // MARK: - Adding

    /// Texts follow that may be added.
    mutating func begin(_ others: TextSketches) {
        blocks.append(others.texts)
        firstOfBlock = chains.count
    }

    /// Adds a text of those that `begin` named last, by the next number.
    mutating func insert(_ others: TextSketches, _ text: Int) {
        let first = chains.count
        wholes.insert(others.wholes[text], UInt32(truncatingIfNeeded: first))
        let owner = BandTable.Owner(number: count, block: blocks.count - 1, text: text)
        let isOfWords = others.texts.traits(of: text).contains(.wordy)
        for sketch in others.sketches(of: text) {
            chains.add(others.keys, others.marks, sketch, of: owner, first: first, isOfWords: isOfWords)
        }
        count += 1
    }

    /// All were added that will be of those that `begin` named: these, in order.
    mutating func end(_ others: TextSketches, added: [Int]) {
        if added.count * 2 < others.count {
            // What goes should take no memory.
            blocks[blocks.count - 1] = FoldedTexts(added, of: others.texts)
            var sketch = firstOfBlock
            for (place, text) in added.enumerated() {
                for _ in others.sketches(of: text) {
                    chains.move(sketch, to: place)
                    sketch += 1
                }
            }
        }
        blockBytes += blocks[blocks.count - 1].byteCount
    }

    // MARK: - Finding

    /// The text here that differs in nothing that counts.
    func find(_ others: TextSketches, _ text: Int) -> Int? {
        guard let known = wholes.find(others.wholes[text]) else { return nil }
        let owner = chains.owner(of: Int(known))
        return blocks[owner.block].isSame(owner.text, as: text, of: others.texts) ? owner.number : nil
    }

    /// Has the processor get what texts will be looked up in, before it is asked for: it lies all over the memory, and each look waits long.
    func fetch(_ others: TextSketches, beyond text: Int) {
        if text + 12 < others.count {
            wholes.fetch(others.wholes[text + 12])
            for sketch in others.sketches(of: text + 12) { chains.fetchSlots(others.keys, others.marks, sketch) }
        }
        if text + 8 < others.count {
            for sketch in others.sketches(of: text + 8) { chains.fetchLists(others.keys, others.marks, sketch) }
        }
        if text + 4 < others.count {
            for sketch in others.sketches(of: text + 4) { chains.fetchSketches(others.keys, others.marks, sketch) }
        }
    }

    /// The text here that a text has everything in common with that counts, else the one most like it among those looked at, if that is
    /// alike enough; of equals the first. With `anyOne` the first that is found to be alike enough will do.
    func match(_ others: TextSketches, _ text: Int, anyOne: Bool, _ likeness: inout ShingleLikeness) -> Match? {
        if let same = find(others, text) { return Match(text: same, likeness: 1) }
        let isWordy = others.texts.traits(of: text).contains(.wordy)
        let sketches = others.sketches(of: text)
        likeness.met.removeAll()
        for sketch in sketches {
            // Two texts with words are compared by them, whatever characters they have in common.
            chains.meet(
                others.keys, others.marks, sketch, leastAgreement: resemblance.leastAgreement,
                skipsWords: isWordy && sketch > sketches.lowerBound, &likeness.met)
        }
        if likeness.met.count == 0 { return nil }
        let candidates = likeness.met.first(Self.mostCompared)
        fetch(candidates)
        likeness.begin()
        var best: Match?
        for candidate in candidates {
            let owner = chains.owner(of: BandTable.Met.sketch(candidate))
            let share = likeness.of(text, others.texts, owner.text, blocks[owner.block], threshold: resemblance.threshold)
            guard share >= resemblance.threshold else { continue }
            let match = Match(text: owner.number, likeness: share)
            if anyOne { return match }
            if let known = best, (known.likeness, match.text) >= (match.likeness, known.text) { continue }
            best = match
        }
        return best
    }

    /// Has the processor get what comparisons with texts will look at, step by step.
    private func fetch(_ candidates: ArraySlice<UInt64>) {
        if candidates.count == 1 { return }
        for candidate in candidates {
            let owner = chains.owner(of: BandTable.Met.sketch(candidate))
            blocks[owner.block].fetchEnds(of: owner.text)
        }
        for candidate in candidates {
            let owner = chains.owner(of: BandTable.Met.sketch(candidate))
            blocks[owner.block].fetch(owner.text)
        }
    }
}
