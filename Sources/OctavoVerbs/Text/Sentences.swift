package import OctavoLanguage
import OctavoText

extension Verb {
    package static let sentences = Verb(
        scalar: "sentences", .text, "Parts a text into sentences.",
        notes:
            "By rules that know abbreviations, initials, numbers, quotes and the full stops of Asian scripts; a blank line always parts.",
        examples: [Example("sentences(\"Dr. Lee is in. Why?\")", gives: "[\"Dr. Lee is in.\", \"Why?\"]")],
        searchTerms: ["sent_tokenize", "segment"], Parameter("text", String.self, "The text.")
    ) { (text: String) in
        let bytes = Array(text.utf8)
        return ListOf(items: SentenceSplitter.ranges(in: bytes.span).map { String(decoding: bytes[$0], as: UTF8.self) })
    }
}
