import OctavoText
import Testing

@Suite struct ShingleSetTests {
    private struct Chance {
        var state: UInt64
        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }

    private func reference(_ one: [UInt64], _ other: [UInt64]) -> Double {
        let (one, other) = (Set(one), Set(other))
        let all = one.union(other).count
        return all == 0 ? 0 : Double(one.intersection(other).count) / Double(all)
    }

    @Test func comparesManySetsWithOneOneAfterTheOther() {
        var chance = Chance(state: 1)
        var set = ShingleSet()
        for size in [0, 1, 2, 31, 32, 33, 100, 700, 5, 64] {
            // Few different numbers, so that they come more than once.
            let own = (0..<size).map { _ in UInt64(chance.next(size + 1) + 1) << 20 }
            set.fill(own)
            for _ in 0..<60 {
                var other = own.filter { _ in chance.next(8) > 0 }
                for _ in 0..<chance.next(size / 4 + 2) { other.append(UInt64(chance.next(1 << 20) + 1) << 8) }
                if chance.next(4) == 0 { other += other }
                let expected = reference(own, other)
                for threshold in [0.5, 0.8, 1] {
                    let found = set.likeness(of: other, threshold: threshold)
                    #expect(found == expected || expected < threshold && found == 0, "\(own) \(other)")
                }
            }
        }
    }

    @Test func comparesRunsOfWordsAndBytesAsTheirHashes() {
        var chance = Chance(state: 2)
        var set = ShingleSet()
        for _ in 0..<300 {
            let bytes = (0..<5 + chance.next(120)).map { _ in UInt8(97 + chance.next(3)) }
            let words = bytes.map { UInt32($0) }
            var other = bytes
            for _ in 0..<chance.next(4) { other[chance.next(other.count)] = 120 }
            let runs = { (parts: [UInt8]) in
                Set((0...parts.count - 5).map { Array(parts[$0..<$0 + 5]) })
            }
            let (one, two) = (runs(bytes), runs(other))
            let expected = Double(one.intersection(two).count) / Double(one.union(two).count)
            // The hashes themselves: a set of runs of the same parts is the same set.
            for byWords in [false, true] {
                set.fill(byWords ? ShingleKernels.hashes(ofRuns: words) : ShingleKernels.hashes(ofRuns: bytes))
                let other = other
                let otherWords = other.map { UInt32($0) }
                let found =
                    byWords
                    ? set.likeness(ofWords: otherWords.span, threshold: 0.5)
                    : set.likeness(ofBytes: other.span, threshold: 0.5)
                #expect(found == expected || expected < 0.5 && found == 0)
            }
        }
    }
}
