import OctavoModels
import Testing

@Suite struct TextFeatureReaderTests {
    private func features(_ text: String) -> [UInt64: UInt32] {
        var reader = TextFeatureReader()
        reader.read(text)
        return Dictionary(uniqueKeysWithValues: zip(reader.hashes, reader.counts))
    }

    @Test(arguments: [
        ("Hello World", "hello   world"), ("don\u{2019}t", "don't"), ("ÉTÉ", "été"), ("a, b; c.", "a b c"), ("(yes)", "yes"),
    ])
    func readsTheSameInTextsThatDifferInFormAlone(_ one: String, _ two: String) {
        #expect(features(one) == features(two))
    }

    @Test(arguments: [("yes", "yes?"), ("it's", "its"), ("a b", "b a"), ("ab", "a b"), ("5", "$5"), ("naive", "naïve")])
    func tellsApartWhatDiffersInMeaning(_ one: String, _ two: String) { #expect(features(one) != features(two)) }

    @Test func aTextOfNoWordsHasNoFeatures() {
        for text in ["", " ", "…", "—", "\n\t"] { #expect(features(text).isEmpty, "in \(text)") }
    }

    /// One word, two pairs with the text's edges; of the word between blanks runs of two to five characters: 4, 3, 2 and 1.
    @Test func countsWhatAWordIsMadeOf() {
        let found = features("abc")
        #expect(found.count == 3 + 10)
        #expect(found.keys.count { TextFeatureReader.Group(of: $0) == .words } == 3)
        #expect(found.keys.count { TextFeatureReader.Group(of: $0) == .runs } == 10)
    }

    @Test func repeatedWordsAreCountedAndPairNotWithThemselves() {
        let found = features("go go go")
        #expect(found.values.max() == 3)
        #expect(!found.keys.contains { TextFeatureReader.Group(of: $0) == .pairs })
    }

    @Test func theOrderOfDistantWordsDoesNotCount() {
        let (one, two) = (features("room with view"), features("view with room"))
        let pairs = { (all: [UInt64: UInt32]) in Set(all.keys.filter { TextFeatureReader.Group(of: $0) == .pairs }) }
        #expect(pairs(one) == pairs(two))
        #expect(one != two)
    }

    @Test func staysLinearInLongTexts() {
        var reader = TextFeatureReader()
        reader.read((0..<100_000).map { "w\($0 % 50_000)" }.joined(separator: " "))
        #expect(reader.hashes.count < 3_000_000)
        reader.read("short")
        #expect(reader.hashes.count == 3 + 18)
    }
}
