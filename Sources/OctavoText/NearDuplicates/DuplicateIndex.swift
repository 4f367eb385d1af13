/// Texts by the bands of their sketches: finds those that a text may be a near duplicate of, and looks at each of these.
///
/// What a text is compared with depends on the texts before it alone, and there is an end to it however many have a band in common with it:
/// the cost is linear in the number of texts.
package struct DuplicateIndex: Sendable {
    private let resemblance: Resemblance
    /// The texts, those that were added together in one piece, and how much memory that is.
    private var blocks: [FoldedTexts] = []
    private var blockBytes = 0
    /// The block of each text, and its place there.
    private var places: [(block: UInt32, text: UInt32)] = []
    /// Texts by hashes of all of them.
    private var wholes = HashTable()
    private var chains: BandTable
    /// The text of each sketch.
    private var owners: [UInt32] = []
    /// One a hash function of each sketch, as `TextSketches` has them: what is most looked at lies together.
    private var marks: [UInt8] = []

    /// Sketches that are met in one chain at the most.
    private static let mostMet = 16
    /// Texts that are looked at shingle by shingle at the most; those with the most values in common come first.
    private static let mostCompared = 16

    init(_ resemblance: Resemblance) {
        self.resemblance = resemblance
        chains = BandTable(bands: resemblance.bands)
    }

    /// The number of texts.
    var count: Int { places.count }
    /// Bytes of memory.
    var byteCount: Int {
        blockBytes + places.capacity * 8 + wholes.byteCount + chains.byteCount + owners.capacity * 4 + marks.capacity
    }

    /// A text that is in the index, and how much alike it is.
    package struct Match: Sendable, Equatable {
        package let text: Int
        /// Jaccard's index of the shingles.
        package let likeness: Double
    }

    // MARK: - Adding

    /// Texts follow that may be added.
    mutating func begin(_ others: TextSketches) { blocks.append(others.texts) }

    /// Adds a text of those that `begin` named last, by the next number.
    mutating func insert(_ others: TextSketches, _ text: Int) {
        wholes.insert(others.wholes[text], UInt32(truncatingIfNeeded: count))
        for sketch in others.sketches(of: text) {
            let first = sketch * chains.bands
            chains.link(others.keys, first, chains.places(others.keys, first))
            owners.append(UInt32(truncatingIfNeeded: count))
            marks.append(others.marks.span.extracting(sketch * MinHash.count..<(sketch + 1) * MinHash.count))
        }
        places.append((UInt32(truncatingIfNeeded: blocks.count - 1), UInt32(truncatingIfNeeded: text)))
    }

    /// All were added that will be of those that `begin` named: these, in order.
    mutating func end(_ others: TextSketches, added: [Int]) {
        if added.count * 2 < others.count {
            // What goes should take no memory.
            blocks[blocks.count - 1] = FoldedTexts(added, of: others.texts)
            for place in added.indices { places[count - added.count + place].text = UInt32(truncatingIfNeeded: place) }
        }
        blockBytes += blocks[blocks.count - 1].byteCount
    }

    // MARK: - Finding

    /// The text here that differs in nothing that counts.
    func find(_ others: TextSketches, _ text: Int) -> Int? {
        guard let known = wholes.find(others.wholes[text]) else { return nil }
        let place = places[Int(known)]
        return blocks[Int(place.block)].isSame(Int(place.text), as: text, of: others.texts) ? Int(known) : nil
    }

    /// Has the processor get what texts will be looked up in, before it is asked for: it lies all over the memory, and each look waits long.
    func fetch(_ others: TextSketches, beyond text: Int) {
        if text + 8 < others.count {
            for sketch in others.sketches(of: text + 8) { chains.fetch(others.keys, sketch * chains.bands) }
        }
        if text + 4 < others.count {
            for sketch in others.sketches(of: text + 4) { chains.fetchChains(others.keys, sketch * chains.bands, marks) }
        }
    }

    /// The text here that a text has everything in common with that counts, else the one most like it among those looked at, if that is
    /// alike enough; of equals the first. With `anyOne` the first that is found to be alike enough will do.
    func match(_ others: TextSketches, _ text: Int, anyOne: Bool, _ likeness: inout ShingleLikeness) -> Match? {
        if let same = find(others, text) { return Match(text: same, likeness: 1) }
        var met: [Candidate] = []
        for sketch in others.sketches(of: text) { meet(others, text, sketch, &met) }
        if met.isEmpty { return nil }
        met.sort()
        likeness.begin()
        var best: Match?
        for candidate in met.prefix(Self.mostCompared) {
            let place = places[candidate.text]
            let share = likeness.of(
                text, others.texts, Int(place.text), blocks[Int(place.block)], threshold: resemblance.threshold)
            guard share >= resemblance.threshold else { continue }
            let match = Match(text: candidate.text, likeness: share)
            if anyOne { return match }
            if let known = best, (known.likeness, match.text) >= (match.likeness, known.text) { continue }
            best = match
        }
        return best
    }

    private struct Candidate: Comparable {
        let text: Int
        /// Values that both sketches have.
        let agreement: Int

        /// Those most alike first, and of equals the first text.
        static func < (left: Candidate, right: Candidate) -> Bool {
            (right.agreement, left.text) < (left.agreement, right.text)
        }
    }

    /// Adds the texts that have a band in common with a sketch, and enough values.
    private func meet(_ others: TextSketches, _ text: Int, _ sketch: Int, _ met: inout [Candidate]) {
        let isWordy = others.texts.traits(of: text).contains(.wordy)
        let isOfCharacters = !isWordy || sketch > others.sketches(of: text).lowerBound
        let found = chains.places(others.keys, sketch * chains.bands)
        for band in 0..<chains.bands {
            var head = chains.head(band, found[band])
            var steps = 0
            while head > 0, steps < Self.mostMet {
                let other = Int(head) - 1
                steps += 1
                head = chains.next(band, head)
                let agreement = MinHash.agreement(others.marks, sketch, marks, other)
                if agreement < resemblance.leastAgreement { continue }
                let owner = Int(owners[other])
                if met.contains(where: { $0.text == owner }) { continue }
                // Two texts with words are compared by them, whatever characters they have in common.
                if isWordy, isOfCharacters, traits(of: owner).contains(.wordy) { continue }
                met.append(Candidate(text: owner, agreement: agreement))
            }
        }
    }

    private func traits(of text: Int) -> FoldedTexts.Traits {
        blocks[Int(places[text].block)].traits(of: Int(places[text].text))
    }
}
