import OctavoText
import Testing

@Suite struct NearDuplicatesTests {
    private static func always(_ text: Int) -> Bool { true }

    /// The places of the texts that stay, taken in blocks of this size.
    private func stay(_ texts: [String?], block: Int = .max, threshold: Double = 0.8) -> [Int] {
        var search = NearDuplicates(Resemblance(threshold: threshold))
        var result: [Int] = []
        var start = 0
        while start < texts.count {
            let part = Array(texts[start..<min(start + min(block, texts.count), texts.count)])
            let sketches = sketch(part, threshold)
            let isPresent = { (place: Int) in part[place] != nil }
            let before = search.byteCount
            result += search.take(sketches, isPresent: isPresent).map { $0 + start }
            #expect(search.byteCount >= before)
            start += part.count
        }
        return result
    }

    private func sketch(_ texts: [String?], _ threshold: Double) -> TextSketches {
        var sketcher = TextSketcher(Resemblance(threshold: threshold))
        for text in texts { sketcher.add((text ?? "").utf8.span) }
        return sketcher.sketches
    }

    /// Jaccard's index of runs of five characters or words, written to be read. The texts are lower case with single spaces.
    private func likeness(_ left: String, _ right: String) -> Double {
        let areWords = [left, right].allSatisfy { $0.split(separator: " ").count >= 20 }
        func shingles(_ text: String) -> Set<[String]> {
            let parts = areWords ? text.split(separator: " ").map(String.init) : text.map { String($0) }
            if parts.count < 5 { return [parts] }
            return Set((0...parts.count - 5).map { Array(parts[$0..<$0 + 5]) })
        }
        let (one, two) = (shingles(left), shingles(right))
        return Double(one.intersection(two).count) / Double(one.union(two).count)
    }

    /// Texts of few words, many of them small changes of others.
    private func generated(_ count: Int, words: ClosedRange<Int>, seed: UInt64) -> [String] {
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let vocabulary = (0..<60).map { _ in String((0..<2 + next(7)).map { _ in Character(UnicodeScalar(UInt8(97 + next(26)))) })
        }
        var texts: [[String]] = []
        for _ in 0..<count {
            if !texts.isEmpty, next(3) > 0 {
                var copy = texts[next(texts.count)]
                if next(4) > 0 { copy[next(copy.count)] = vocabulary[next(60)] }
                texts.append(copy)
            } else {
                texts.append((0..<words.lowerBound + next(words.count)).map { _ in vocabulary[next(60)] })
            }
        }
        return texts.map { $0.joined(separator: " ") }
    }

    @Test(arguments: [4...12, 15...26, 21...40])
    func dropsOnlyWhatIsAlikeEnoughToSomethingThatStays(words: ClosedRange<Int>) {
        let texts = generated(400, words: words, seed: 7)
        let stay = Set(stay(texts))
        var missed = 0
        for place in texts.indices {
            let nearest =
                texts[..<place].indices.filter { stay.contains($0) }.map { likeness(texts[$0], texts[place]) }.max() ?? 0
            if stay.contains(place) {
                if nearest >= 0.8 { missed += 1 }
            } else {
                #expect(nearest >= 0.8, "\(texts[place])")
            }
        }
        // 998 of 1000 pairs at the threshold are found, and more above it.
        #expect(missed <= 2)
    }

    @Test(arguments: [0.5, 0.7, 0.9, 1.0])
    func heedsTheThreshold(threshold: Double) {
        let texts = generated(200, words: 5...15, seed: 11)
        let stay = Set(stay(texts, threshold: threshold))
        for place in texts.indices where !stay.contains(place) {
            let nearest =
                texts[..<place].indices.filter { stay.contains($0) }.map { likeness(texts[$0], texts[place]) }.max() ?? 0
            #expect(nearest >= threshold)
        }
        #expect(stay.count < texts.count)
    }

    @Test func doesNotDependOnHowTheTextsAreCutIntoBlocks() {
        let texts = generated(300, words: 4...30, seed: 3)
        let whole = stay(texts)
        for block in [1, 2, 7, 64, 299] { #expect(stay(texts, block: block) == whole) }
    }

    @Test func doesNotFollowAChainOfNeighbours() {
        // Each text has one more word changed than the one before; the ends have nothing in common.
        let first = (0..<30).map { "first\($0)" }
        let last = (0..<30).map { "last\($0)" }
        let chain = (0...30).map { changed in (last[..<changed] + first[changed...]).joined(separator: " ") }
        let stay = stay(chain)
        #expect(stay.first == 0)
        #expect(stay.count > 3)
        for place in chain.indices where !stay.contains(place) {
            #expect(stay.contains { $0 < place && likeness(chain[$0], chain[place]) >= 0.8 })
        }
    }

    @Test(
        arguments: [
            (["a b", "A  b", " a\tb\n"], [0]), (["a", "b", "a"], [0, 1]), (["", "", "x"], [0, 2]),
            ([nil, nil, "x", nil, "x"], [0, 1, 2, 3]),
            (["I need a room for two nights", "i need a room for two nights!"], [0]),
            (["Room 12?", "Room 13?"], [0, 1]), (["yes", "yes."], [0, 1]), (["日本の宿", "日本の宿", "日本の家"], [0, 2]),
        ] as [([String?], [Int])])
    func keepsTheFirst(texts: [String?], expected: [Int]) {
        #expect(stay(texts) == expected)
    }

    @Test func comparesTextsOfFewerAndOfMoreThanTwentyWords() {
        let words = (1...19).map { "word\($0)" }
        let short = words.joined(separator: " ")
        #expect(stay([short, short + " more"]) == [0])
        #expect(stay([short + " more", short]) == [0])
    }

    @Test func isDoneWithManyAlikeAndManyInOneChain() {
        let same = Array(repeating: "the same text again and again", count: 20_000)
        #expect(stay(same, block: 4_096) == [0])
        // Alike, but not enough: all fall into chains together.
        let codes = (0..<20_000).map { "your code for today is \($0 &* 2_654_435_761 % 1_000_000_007)" }
        #expect(stay(codes, block: 4_096).count > 10_000)
        // A copy of one that stayed is found all the same.
        let last = stay(codes + codes.suffix(3), block: 4_096)
        #expect(!last.contains(20_000) && !last.contains(20_002))
    }

    @Test func comparesTextsOfAnyBytesAndLengths() {
        var search = NearDuplicates(Resemblance())
        let texts: [[UInt8]] = [[0xFF, 0xFE, 0x80], Array(repeating: 0xC3, count: 10_000), [0xFF, 0xFE, 0x80], [0]]
        var sketcher = TextSketcher(Resemblance())
        for text in texts { sketcher.add(text.span) }
        #expect(search.take(sketcher.sketches, isPresent: Self.always) == [0, 1, 3])
    }

    /// The bytes of a longer text before were once read behind a text that ends within a code point.
    @Test func readsNothingBehindATextThatEndsWithinACodePoint() {
        let cut: [UInt8] = Array("ab".utf8) + [0xF0]
        let texts: [[UInt8]] = [cut, Array("a longer text \u{10FFFF}\u{10FFFF}\u{10FFFF}".utf8), cut]
        var sketcher = TextSketcher(Resemblance())
        for text in texts { sketcher.add(text.span) }
        var search = NearDuplicates(Resemblance())
        #expect(search.take(sketcher.sketches, isPresent: Self.always) == [0, 1])
    }

    @Test func comparesVeryLongTextsByASample() {
        let words = (0..<1_200_000).map { "word\($0)" }
        let long = words.joined(separator: " ")
        let near = long + " and a little more"
        let other = words.reversed().joined(separator: " ")
        #expect(stay([long, near, other]) == [0, 2])
    }

    @Test func findsTheMostAlikeAmongTextsThatWereAdded() {
        let known = ["a room for two nights in june please", "a room for two nights in july please", "where is the pool"]
        var search = NearDuplicates(Resemblance(threshold: 0.5))
        #expect(search.add(sketch(known, 0.5), isPresent: Self.always) == [0, 1, 2])
        let asked = ["A room for two nights in July please!", "is breakfast included"]
        let sketches = sketch(asked, 0.5)
        var likeness = ShingleLikeness()
        #expect(search.match(sketches, 0, &likeness)?.text == 1)
        #expect(search.match(sketches, 1, &likeness) == nil)
    }

    @Test func tellsExactDuplicatesByteForByte() {
        var known = ExactDuplicates()
        let texts = ["a", "A", "a", "", "", "12345678", "12345678\0"]
        let found = texts.map { known.insert(ExactDuplicates.Digest($0.utf8.span)).isFirst }
        #expect(found == [true, true, false, true, false, true, true])
        #expect(known.find(ExactDuplicates.Digest("A".utf8.span)) == 1)
        #expect(known.find(ExactDuplicates.Digest("b".utf8.span)) == nil)
    }
}
