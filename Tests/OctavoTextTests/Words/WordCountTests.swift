import OctavoText
import Testing

@Suite struct WordCountTests {
    @Test(arguments: [
        ("", 0), ("   ", 0), ("one", 1), ("one two", 2), ("  one\n\ttwo  ", 2), ("well-known", 1), ("a — b", 2),
        ("don't stop!", 2),
        ("... !?", 0), ("3.5 km", 2), ("日本語", 3), ("日本 OK です", 5), ("한국어 문장", 2), ("a\u{3000}b", 2), ("👍 ok", 1),
        ("naïve café", 2),
        ("über-Öl", 1), ("abc日def", 3),
    ])
    func countsWords(text: String, count: Int) {
        #expect(WordCount.count(text.utf8.span) == count)
    }
}
