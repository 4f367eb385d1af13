import OctavoText
import Testing

@Suite struct SentenceSplitterTests {
    /// A bar stands where the text parts.
    @Test(arguments: [
        "", "No end", "Hello.", "Hello world.|My name is Jonas.", "What is it?|It is here!|Good.", "There it is!|I found it.",
        "My name is Jonas E. Smith.", "Please turn to p. 55.", "Were Jane and co. at the party?", "Mr. Smith went.|He left.",
        "Let's ask Dr. Lee and Prof. King.|They know.", "They closed the deal with Pitt, Briggs & Co. at noon.",
        "I can see Mt. Fuji from here.", "St. Michael's Church is on 5th st. near the light.", "That is JFK Jr.'s book.",
        "I visited the U.S.A. last year.", "I live in the E.U.|How about you?", "I live in the U.S. Virgin Islands.",
        "I work for the U.S. Government in Virginia.", "I have lived in the U.S. for 20 years.",
        "At 5 a.m. Mr. Smith went to the bank.|He left at 6 p.m.|Then Mr. Smith went to the store.",
        "She has $100.00 in her bag.",
        "Version 2.0.1 is out.|Get it.", "He teaches science (He worked for five years as an engineer.) at the local school.",
        "She said, \"I know.\"|Then she left.", "\"Why?\"|\"Because!\"", "You did what?!|Yes.", "Wait... what is it?",
        "Wait…|What is it?",
        "I was born in 1999.|It rained.", "See Fig. 3 for it.", "The answer is no.|Thanks.", "No. 5 is alive.",
        "Hello!Hello", "See e.g. Berlin or i.e. Paris.", "Use tea, milk, etc.|The rest is easy.",
        "1. Open the door.|2. Close it.",
        "First line\nsecond line.|Third.", "First part\n|\nSecond part", "Am 3. Oktober war es kalt.|Es regnete.",
        "Das ist z.B. Berlin.|Ja.", "¿Qué tal?|¡Muy bien!|Gracias.", "今日は雨です。|傘がない！|本当？|はい。", "他说：“你好。”|然后走了。",
        "यह एक वाक्य है।|यह दूसरा है।", "Это Москва.|Там холодно.", "visit www.example.com today.|Bye.", "J. R. R. Tolkien wrote it.",
        "It is cold.  |  Very cold.",
    ])
    func partsAtTheBars(marked: String) {
        let expected = marked.split(separator: "|").map { trimmed(String($0)) }
        let text = marked.replacing(
            "|", with: marked.contains("。") || marked.contains("\n|\n") || marked.contains("  |  ") ? "" : " ")
        let bytes = Array(text.utf8)
        let found = SentenceSplitter.ranges(in: bytes.span).map { String(decoding: bytes[$0], as: UTF8.self) }
        #expect(found == expected)
    }

    @Test func losesNothingButWhiteSpace() {
        var generator = SplitMix(state: 11)
        let parts = ["a", "B", ".", "!", " ", "\n", "\"", "Dr", "3", "。", "é", "...", "(", ")", "U.S", "\u{3000}"]
        for _ in 0..<3000 {
            let text = (0..<generator.below(20)).map { _ in parts[generator.below(parts.count)] }.joined()
            let bytes = Array(text.utf8)
            let ranges = SentenceSplitter.ranges(in: bytes.span)
            var end = 0
            var kept: [UInt8] = []
            for range in ranges {
                #expect(range.lowerBound >= end && !range.isEmpty)
                end = range.upperBound
                kept += bytes[range]
            }
            func solid(_ bytes: [UInt8]) -> String { String(String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }) }
            #expect(solid(kept) == solid(bytes))
        }
    }

    private func trimmed(_ text: String) -> String {
        let bytes = Array(text.utf8)
        return String(decoding: bytes[TextBytes.trimmedRange(bytes.span)], as: UTF8.self)
    }
}
