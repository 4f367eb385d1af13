package import OctavoLanguage
import OctavoTable
import OctavoText

extension Verb {
    package static let wordCount = Verb(
        scalar: "word_count", .text, "Counts words.",
        notes: "A word is a run without white space that holds a letter or digit; a Chinese or Japanese sign counts as one.",
        examples: [
            Example("word_count(\"one two\")", gives: "2"), Example("word_count(\"well-known — yes!\")", gives: "2"),
        ],
        searchTerms: ["words"], loops: [.textToInt { Int64(WordCount.count($0)) }],
        Parameter("text", String.self, "The text.")
    ) { (text: String) in
        WordCount.count(text.utf8.span)
    }
}
