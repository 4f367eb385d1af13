package import OctavoLanguage
import OctavoTable
import OctavoText

extension Verb {
    package static let splitText = Verb(
        scalar: "split_text", .text, "Splits a text at every place where a separator stands.",
        notes: "The separator is taken literally; an empty one gives one item a character.",
        examples: [Example("split_text(\"a, b\", \", \")", gives: "[\"a\", \"b\"]")],
        searchTerms: ["str_split", "tokenize"], loops: [.textPieces { $0.text(1) }],
        Parameter("text", String.self, "The text."), Parameter("separator", String.self, "What stands between the parts.")
    ) { (text: String, separator: String) in
        let bytes = Array(text.utf8)
        let pieces = TextBytes.pieces(of: bytes.span, separatedBy: separator.utf8.span)
        return ListOf(items: pieces.map { String(decoding: bytes[$0], as: UTF8.self) })
    }
}
