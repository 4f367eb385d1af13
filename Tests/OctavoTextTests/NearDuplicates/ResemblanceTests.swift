import OctavoText
import Testing

/// Pairs of random texts with a known number of words in common: how many of them are found.
@Suite struct ResemblanceTests {
    private struct Chance {
        var state: UInt64
        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        mutating func word() -> String { String((0..<7).map { _ in Character(UnicodeScalar(UInt8(97 + next(26)))) }) }
    }

    /// Of pairs of texts of so many words, the last of which differ, the share that is found.
    private func found(_ words: Int, changes: Int, threshold: Double) -> Double {
        var chance = Chance(state: UInt64(words * 31 + changes))
        let resemblance = Resemblance(threshold: threshold)
        let pairs = 4_000
        var hits = 0
        for _ in 0..<pairs {
            let first = (0..<words).map { _ in chance.word() }
            var second = first
            for place in 0..<changes { second[words - 1 - place] = chance.word() }
            var sketcher = TextSketcher(resemblance)
            for text in [first, second] { sketcher.add(text.joined(separator: " ").utf8.span) }
            var search = NearDuplicates(resemblance)
            if search.take(sketcher.sketches, isPresent: { _ in true }) == [0] { hits += 1 }
        }
        return Double(hits) / Double(pairs)
    }

    /// Runs of five words: of `words` - 4 in each text, those with none of the last words are in both.
    private func likeness(_ words: Int, _ changes: Int) -> Double {
        let both = Double(words - 4 - changes)
        return both / (Double(words - 4) * 2 - both)
    }

    @Test(
        arguments: [
            (49, 5, 0.8), (58, 6, 0.8), (94, 10, 0.8), (27, 2, 0.8), (40, 2, 0.8), (34, 10, 0.5), (40, 6, 0.7), (42, 2, 0.9),
        ])
    func findsNearlyAllPairsFromTheThresholdOn(words: Int, changes: Int, threshold: Double) {
        let found = found(words, changes: changes, threshold: threshold)
        let likeness = likeness(words, changes)
        #expect(likeness >= threshold)
        // Of 4,000 pairs of which 998 in 1,000 are found, 15 may be missed by chance.
        #expect(found >= (threshold == 0.8 ? 0.996 : 0.985), "\(found) at \(likeness)")
    }

    @Test func findsNoPairBelowTheThreshold() {
        #expect(likeness(48, 6) < 0.8)
        #expect(found(48, changes: 6, threshold: 0.8) == 0)
    }

    @Test func asksForAsManyFunctionsAsThereAre() {
        for percent in 50...100 {
            let resemblance = Resemblance(threshold: Double(percent) / 100)
            #expect(resemblance.bands * resemblance.rows <= 48)
            #expect(resemblance.bands >= 1)
        }
        #expect(Resemblance().bands == 12)
        #expect(Resemblance().rows == 4)
    }
}
