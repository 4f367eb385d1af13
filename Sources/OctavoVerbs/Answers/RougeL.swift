package import OctavoLanguage
import OctavoText

extension Verb {
    package static let rougeL = Verb(
        scalar: "rouge_l", .text,
        "Tells how many words of an answer and a reference stand in both in the same order, from 0 to 1 (ROUGE-L F1).",
        notes: """
            The harmonic mean of the shares of both that are in their longest common subsequence. Words are runs of letters and digits of any \
            script in lower case, so for English it is the `rougeL` of Google's `rouge-score` without stemming. Of several references the best \
            counts. Null where either is null.
            """,
        examples: [Example("rouge_l(\"the room is free\", \"The room, is it free?\")", gives: "0.8888888888888888")],
        searchTerms: ["rouge", "lcs", "summary_score"], Parameter("text", String.self, "The answer."),
        Parameter("reference", References.self, "What it should be: a text, or a list of them.")
    ) { (text: String, reference: References) in
        reference.score { SubsequenceScore.score(text, references: $0) }
    }
}
