/// Goes over texts in order and tells which are near duplicates of one that stayed.
///
/// A text goes only if it is itself alike enough to one that stays: neighbours of neighbours do not count, so that a long chain of small
/// changes does not end in one text. The result depends on the texts and their order alone.
package struct NearDuplicates: Sendable {
    package let resemblance: Resemblance
    private var index: DuplicateIndex
    private var likeness = ShingleLikeness()

    package init(_ resemblance: Resemblance) {
        self.resemblance = resemblance
        index = DuplicateIndex(resemblance)
    }

    /// Bytes of memory that what was taken or added takes.
    package var byteCount: Int { index.byteCount }

    /// The texts that stay of the next ones. `isPresent` is false for what is no text: it stays. `dropped` is told of each other one, and how
    /// much alike one is that stayed.
    package mutating func take(
        _ sketches: TextSketches, isPresent: (Int) -> Bool, dropped: (Int, Double) -> Void = { _, _ in }
    ) -> [Int] {
        var (stay, added): ([Int], [Int]) = ([], [])
        stay.reserveCapacity(sketches.count)
        added.reserveCapacity(sketches.count)
        index.begin(sketches)
        for text in 0..<sketches.count {
            index.fetch(sketches, beyond: text)
            if isPresent(text) {
                if let match = index.match(sketches, text, anyOne: true, &likeness) {
                    dropped(text, match.likeness)
                    continue
                }
                index.insert(sketches, text)
                added.append(text)
            }
            stay.append(text)
        }
        index.end(sketches, added: added)
        return stay
    }

    /// Adds all of some texts, alike or not, but for those in which nothing that counts is new. Gives for each text in the index its place
    /// among these.
    package mutating func add(_ sketches: TextSketches, isPresent: (Int) -> Bool) -> [Int] {
        var new: [Int] = []
        index.begin(sketches)
        for text in 0..<sketches.count where isPresent(text) && index.find(sketches, text) == nil {
            index.insert(sketches, text)
            new.append(text)
        }
        index.end(sketches, added: new)
        return new
    }

    /// The text taken or added before that is most like a text, if one is alike enough. `likeness` is memory for it, one a thread.
    package func match(
        _ sketches: TextSketches, _ text: Int, _ likeness: inout ShingleLikeness
    ) -> DuplicateIndex.Match? {
        index.match(sketches, text, anyOne: false, &likeness)
    }
}
