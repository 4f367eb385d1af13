import OctavoText
import Testing

@Suite struct BandTableTests {
    private struct Sketch {
        let keys: [UInt32]
        let marks: [UInt8]
        let owner: Int
        let first: Int
        let isOfWords: Bool
    }

    /// Of each band the last sixteen with the same key that agree often enough, by their owners' first sketches; those most alike first.
    private func reference(_ sketches: [Sketch], _ asked: Sketch, least: Int, skipsWords: Bool) -> [Int] {
        var met: [(first: Int, agreement: Int)] = []
        for band in asked.keys.indices {
            for other in sketches.filter({ $0.keys[band] == asked.keys[band] }).suffix(16) {
                let agreement = zip(asked.marks, other.marks).count { $0 == $1 }
                if agreement < least || skipsWords && other.isOfWords { continue }
                if !met.contains(where: { $0.first == other.first }) { met.append((other.first, agreement)) }
            }
        }
        return met.sorted { ($1.agreement, $0.first) < ($0.agreement, $1.first) }.map { $0.first }
    }

    @Test(arguments: [1, 4, 12, 24, 48])
    func meetsTheLastSketchesWithTheSameKeyInOneBand(bands: Int) {
        var state = UInt64(bands)
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var table = BandTable(bands: bands)
        var sketches: [Sketch] = []
        var met = BandTable.Met()
        var owner = 0
        for step in 0..<500 {
            // Keys from common, with all their places taken, to those that no other sketch has.
            let keys = (0..<bands).map { _ in UInt32(next(next(3) == 0 ? 3 : next(2) == 0 ? 200 : 1 << 30)) }
            // All sketches agree in most values with each other.
            let marks = (0..<48).map { _ in UInt8(next(6) == 0 ? next(200) : 7) }
            let isSecond = step > 0 && next(5) == 0
            owner += isSecond ? 0 : 1
            let first = isSecond ? sketches[step - 1].first : step
            let sketch = Sketch(keys: keys, marks: marks, owner: owner, first: first, isOfWords: next(2) == 0)
            let skipsWords = next(3) == 0
            met.removeAll()
            table.meet(keys, marks, 0, leastAgreement: 32, skipsWords: skipsWords, &met)
            let expected = reference(sketches, sketch, least: 32, skipsWords: skipsWords)
            // Of an owner with two sketches either may be met first, and they may agree differently.
            let found = met.first(.max).map { BandTable.Met.sketch($0) }
            #expect(found.sorted() == expected.sorted())
            #expect(found.allSatisfy { table.owner(of: $0).number <= owner })
            let place = BandTable.Owner(number: owner, block: step, text: step * 2)
            table.add(keys, marks, 0, of: place, first: first, isOfWords: sketch.isOfWords)
            sketches.append(sketch)
            #expect(table.owner(of: step).text == step * 2)
        }
        #expect(table.count == 500)
    }
}
