import OctavoText
import Testing

@Suite struct TextBytesTests {
    @Test(arguments: [("", 0), ("abc", 3), ("naïve", 5), ("日本語", 3), ("👩‍👩‍👧", 5), ("e\u{301}", 2)])
    func countsCodePoints(text: String, count: Int) {
        #expect(TextBytes.countOfCodePoints(text.utf8.span) == count)
    }

    @Test(arguments: ["", "ABC xyz 019 [`{@", "ÀÉß İ", "ΑΣ", "Ǆ straße", "日本", "AbC\u{7F}"])
    func changesCaseAsTheLibraryDoes(text: String) {
        #expect(TextBytes.lowercased(text) == text.lowercased())
        #expect(TextBytes.uppercased(text) == text.uppercased())
    }

    @Test(arguments: [
        ("", ""), (" ", ""), ("a", "a"), ("\t a b\n", "a b"), ("\u{3000}日本\u{A0}", "日本"), ("\u{2028}x\u{85}", "x"),
        ("\u{200B}x", "\u{200B}x"),
    ])
    func trimsUnicodeWhiteSpace(text: String, expected: String) {
        let bytes = Array(text.utf8)
        #expect(String(decoding: bytes[TextBytes.trimmedRange(bytes.span)], as: UTF8.self) == expected)
    }

    @Test(arguments: [
        ("abc", "", true, true, true), ("", "", true, true, true), ("", "a", false, false, false),
        ("abc", "abc", true, true, true),
        ("abc", "abcd", false, false, false), ("aab", "ab", true, false, true), ("abab", "aba", true, true, false),
        ("né", "é", true, false, true), ("é", "e", false, false, false),
    ])
    func findsParts(text: String, part: String, contains: Bool, starts: Bool, ends: Bool) {
        #expect(TextBytes.contains(text.utf8.span, part.utf8.span) == contains)
        #expect(TextBytes.starts(text.utf8.span, with: part.utf8.span) == starts)
        #expect(TextBytes.ends(text.utf8.span, with: part.utf8.span) == ends)
    }

    @Test(arguments: [
        ("", ",", [""]), ("a,b", ",", ["a", "b"]), (",", ",", ["", ""]), ("a,,b,", ",", ["a", "", "b", ""]),
        ("aaa", "aa", ["", "a"]),
        ("añb", "", ["a", "ñ", "b"]), ("", "", []), ("a--b", "--", ["a", "b"]), ("x", "", ["x"]),
    ])
    func splits(text: String, separator: String, pieces: [String]) {
        let bytes = Array(text.utf8)
        let found = TextBytes.pieces(of: bytes.span, separatedBy: separator.utf8.span)
            .map { String(decoding: bytes[$0], as: UTF8.self) }
        #expect(found == pieces)
    }

    @Test func slicesLikeAListOfCodePointsForEveryPairOfPlaces() {
        for text in ["", "a", "aéb", "日本語x"] {
            let bytes = Array(text.utf8)
            let scalars = Array(text.unicodeScalars)
            let places: [Int64] = Array(-6...6) + [.min, .max]
            for from in places {
                for to in places.map(Optional.some) + [nil] {
                    let range = TextBytes.range(in: bytes.span, from: from, to: to)
                    let start = clamp(from, scalars.count)
                    let end = max(start, to.map { clamp($0, scalars.count) } ?? scalars.count)
                    let expected = String(String.UnicodeScalarView(scalars[start..<end]))
                    #expect(
                        String(decoding: bytes[range], as: UTF8.self) == expected, "\(text) \(from) \(String(describing: to))")
                }
            }
        }
    }

    private func clamp(_ place: Int64, _ count: Int) -> Int {
        let index = place < 0 ? (place < -100 ? 0 : Int(place) + count) : (place > 100 ? count : Int(place))
        return min(max(index, 0), count)
    }

    @Test func decodesWhateverTheBytesAre() {
        var generator = SplitMix(state: 3)
        for _ in 0..<2000 {
            let bytes = (0..<generator.below(12)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
            var offset = 0
            while offset < bytes.count {
                let (_, length) = CodePoint.decode(bytes.span, at: offset)
                #expect(length > 0 && offset + length <= bytes.count)
                offset += length
            }
            _ = TextBytes.trimmedRange(bytes.span)
            _ = SentenceSplitter.ranges(in: bytes.span)
            _ = WordCount.count(bytes.span)
        }
    }

    @Test func decodesEveryCodePointOfATextAsTheLibraryDoes() {
        let text = "aß€😀\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}"
        let bytes = Array(text.utf8)
        var offset = 0
        for scalar in text.unicodeScalars {
            let (value, length) = CodePoint.decode(bytes.span, at: offset)
            #expect(value == scalar.value)
            offset += length
        }
        #expect(offset == bytes.count)
    }

    @Test func knowsTheLibrarysWhiteSpace() {
        for value in UInt32(0)...0x3100 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            #expect(CodePoint.isWhiteSpace(value) == scalar.properties.isWhitespace)
        }
    }
}
