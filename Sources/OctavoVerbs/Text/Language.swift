package import OctavoLanguage
import OctavoText

extension Verb {
    package static let language = Verb(
        scalar: "language", .text, "Tells which language a text is written in, as its ISO 639-1 code.",
        notes: """
            Null when unsure. The script decides where it can; languages in Latin letters (en, de, fr, es, it, nl, pt, sv, da, no, fi, \
            pl, tr, ro, cs) are told apart by small words, letters and endings, so a few words of running text are needed.
            """,
        examples: [
            Example("language(\"Where is the nearest station?\")", gives: "\"en\""),
            Example("language(\"123\") ?? \"?\"", gives: "\"?\""),
        ],
        searchTerms: ["langid", "detect_language"], Parameter("text", String.self, "The text.")
    ) { (text: String) in
        Nullable(LanguageIdentifier.identify(text))
    }
}
