import OctavoText
import Testing

@Suite struct LevenshteinTests {
    @Test(arguments: [
        ("", "", 0), ("", "abc", 3), ("abc", "abc", 0), ("kitten", "sitting", 3), ("flaw", "lawn", 2), ("saturday", "sunday", 3),
        ("ab", "ba", 2), ("naïve", "naive", 1), ("日本語", "日本", 1),
    ])
    func countsTheEdits(left: String, right: String, distance: Int) {
        #expect(Levenshtein.distance(scalars(left), scalars(right)) == distance)
        #expect(Levenshtein.distance(scalars(right), scalars(left)) == distance)
    }

    @Test func agreesWithThePlainTableOnManyTexts() {
        var generator = SplitMix(state: 7)
        for _ in 0..<600 {
            let letters = generator.below(4) + 2
            let left = (0..<generator.below(200)).map { _ in UInt32(generator.below(letters)) }
            let right = (0..<generator.below(200)).map { _ in UInt32(generator.below(letters)) }
            #expect(Levenshtein.distance(left, right) == plain(left, right))
        }
    }

    @Test(arguments: [63, 64, 65, 127, 128, 129, 192])
    func crossesWordBorders(length: Int) {
        let left = [UInt32](repeating: 1, count: length)
        let right = [UInt32](repeating: 2, count: length + 1)
        #expect(Levenshtein.distance(left, right) == length + 1)
        #expect(Levenshtein.distance([2] + left + [3], [4] + left + [5]) == 2)
    }

    @Test func rangesFromZeroToOne() {
        #expect(Levenshtein.similarity("", "") == 1)
        #expect(Levenshtein.similarity("", "x") == 0)
        #expect(Levenshtein.similarity("abc", "xyz") == 0)
        #expect(Levenshtein.similarity("abcd", "abxd") == 0.75)
        // Equal to a reader, different in code points.
        #expect(Levenshtein.similarity("e\u{301}", "é") < 1)
    }

    private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    /// Wagner and Fischer's table.
    private func plain(_ left: [UInt32], _ right: [UInt32]) -> Int {
        var row = Array(0...right.count)
        for (i, one) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, two) in right.enumerated() {
                let next = min(diagonal + (one == two ? 0 : 1), row[j] + 1, row[j + 1] + 1)
                diagonal = row[j + 1]
                row[j + 1] = next
            }
        }
        return row[right.count]
    }
}

/// Numbers that look random and are the same in every run.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
