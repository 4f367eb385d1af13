/// Texts by the bands of their sketches: finds those that a text may be a near duplicate of, and looks at each of these.
///
/// For each band a table of chains holds the texts, the last one first. What a text is compared with depends on the texts before it
/// alone, and there is an end to it however many fall into one chain: the cost is linear in the number of texts.
package struct DuplicateIndex: Sendable {
    private let resemblance: Resemblance
    /// The number of texts.
    package private(set) var count = 0
    /// Texts by their whole hashes.
    private var wholes = HashTable()
    /// The text of each sketch.
    private var owners: [UInt32] = []
    /// One a band of each sketch.
    private var keys: [UInt32] = []
    /// For each band and chain one above the number of the last sketch in it; 0 is none.
    private var heads: [UInt32]
    /// For each sketch and band one above the number of the sketch before it in the chain.
    private var before: [UInt32] = []
    private var mask: Int

    /// Sketches that are met in one chain at the most.
    private static let mostMet = 16
    /// Texts that are looked at shingle by shingle at the most; those with the most bands in common come first.
    private static let mostCompared = 16

    package init(_ resemblance: Resemblance) {
        self.resemblance = resemblance
        mask = 1_023
        heads = Array(repeating: 0, count: (mask + 1) * resemblance.bands)
    }

    /// Bytes that a text takes here, near enough for a budget.
    package static func bytesPerText(_ resemblance: Resemblance) -> Int { 32 + resemblance.bands * 16 }

    /// A text that is in the index, and how much alike it is.
    package struct Match: Sendable, Equatable {
        package let text: Int
        /// Jaccard's index of the shingles.
        package let likeness: Double
    }

    /// Whether a text here has everything in common with a text that counts.
    package func holds(_ others: TextSketches, _ text: Int) -> Bool { wholes.find(others.wholes[text]) != nil }

    /// Adds a text, by the next number.
    package mutating func insert(_ others: TextSketches, _ text: Int) {
        wholes.insert(others.wholes[text], UInt32(truncatingIfNeeded: count))
        let bands = resemblance.bands
        for sketch in others.sketches(of: text) {
            let number = owners.count
            owners.append(UInt32(truncatingIfNeeded: count))
            keys.append(contentsOf: others.keys[sketch * bands..<(sketch + 1) * bands])
            before.append(contentsOf: repeatElement(0, count: bands))
            if number > mask { grow() } else { link(number) }
        }
        count += 1
    }

    private mutating func link(_ sketch: Int) {
        let first = sketch * resemblance.bands
        for band in 0..<resemblance.bands {
            let chain = chain(of: keys[first + band], band)
            before[first + band] = heads[chain]
            heads[chain] = UInt32(truncatingIfNeeded: sketch + 1)
        }
    }

    @inline(__always)
    private func chain(of key: UInt32, _ band: Int) -> Int { band * (mask + 1) + (Int(key) & mask) }

    private mutating func grow() {
        mask = mask * 2 + 1
        heads = Array(repeating: 0, count: (mask + 1) * resemblance.bands)
        for sketch in owners.indices { link(sketch) }
    }

    /// The text here that a text has everything in common with that counts, else the one most like it among those looked at, if that is
    /// alike enough; of equals the first. `compare` gives how much alike the text and one of the index are; with `anyOne` the first that
    /// is alike enough will do.
    package func match(_ others: TextSketches, _ text: Int, anyOne: Bool, _ compare: (Int) -> Double) -> Match? {
        if let same = wholes.find(others.wholes[text]) { return Match(text: Int(same), likeness: 1) }
        var found: [(text: Int, common: Int)] = []
        for sketch in others.sketches(of: text) { meet(others, sketch, &found) }
        found.sort { ($1.common, $0.text) < ($0.common, $1.text) }
        var best: Match?
        for candidate in found.prefix(Self.mostCompared) {
            let likeness = compare(candidate.text)
            guard likeness >= resemblance.threshold else { continue }
            let match = Match(text: candidate.text, likeness: likeness)
            if anyOne { return match }
            if let known = best, (known.likeness, match.text) >= (match.likeness, known.text) { continue }
            best = match
        }
        return best
    }

    /// Adds the texts that have a band in common with a sketch.
    private func meet(_ others: TextSketches, _ sketch: Int, _ found: inout [(text: Int, common: Int)]) {
        let own = sketch * resemblance.bands
        // All heads first: they lie far apart in memory, and the processor fetches what nothing depends on at the same time.
        var firsts = InlineArray<80, UInt32>(repeating: 0)
        for band in 0..<resemblance.bands { firsts[band] = heads[chain(of: others.keys[own + band], band)] }
        for band in 0..<resemblance.bands where firsts[band] > 0 {
            let key = others.keys[own + band]
            var next = firsts[band]
            var met = 0
            while next > 0, met < Self.mostMet {
                let first = (Int(next) - 1) * resemblance.bands
                let text = Int(owners[Int(next) - 1])
                met += 1
                next = before[first + band]
                guard keys[first + band] == key, !found.contains(where: { $0.text == text }) else { continue }
                found.append((text, common(others, own, first)))
            }
        }
    }

    private func common(_ others: TextSketches, _ own: Int, _ first: Int) -> Int {
        var common = 0
        for band in 0..<resemblance.bands where others.keys[own + band] == keys[first + band] { common += 1 }
        return common
    }
}
