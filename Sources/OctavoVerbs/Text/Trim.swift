package import OctavoLanguage
import OctavoTable
import OctavoText

extension Verb {
    package static let trim = Verb(
        scalar: "trim", .text, "Removes white space at both ends.", notes: "White space as Unicode defines it.",
        examples: [Example("trim(\"  a b \\n\")", gives: "\"a b\"")], searchTerms: ["strip", "str_trim", "strip_chars"],
        loops: [
            .textToText { text, writer in
                writer.append(text.extracting(TextBytes.trimmedRange(text)))
                return true
            }
        ], Parameter("text", String.self, "The text.")
    ) { (text: String) in
        let range = TextBytes.trimmedRange(text.utf8.span)
        return range.count == text.utf8.count ? text : String(decoding: Array(text.utf8)[range], as: UTF8.self)
    }
}
