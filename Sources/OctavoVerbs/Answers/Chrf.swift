package import OctavoLanguage
import OctavoText

extension Verb {
    package static let chrf = Verb(
        scalar: "chrf", .text, "Tells how many runs of characters an answer and a reference have in common, from 0 to 1 (chrF2).",
        notes: """
            Runs of one to six characters without white space; what of the reference is met counts twice as much as what of the answer is \
            meant. It is sacrebleu's chrF2 over 100. Of several references the best counts. Null where either is null. `evaluate` counts all rows \
            of a table together.
            """,
        examples: [
            Example("round(chrf(\"the room is free\", \"the room is taken\"), 3)", gives: "0.577"),
            Example("chrf(\"yes\", [\"no\", \"yes\"])", gives: "1.0"),
        ],
        searchTerms: ["chrf2", "sacrebleu", "translation_score"], Parameter("text", String.self, "The answer."),
        Parameter("reference", References.self, "What it should be: a text, or a list of them.")
    ) { (text: String, reference: References) in
        reference.score { CharacterFScore(text, references: $0).score }
    }
}
