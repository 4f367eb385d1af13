package import OctavoLanguage
import OctavoText

extension Verb {
    package static let bleu = Verb(
        scalar: "bleu", .text, "Tells how many runs of words of an answer a reference has, from 0 to 1 (BLEU of a sentence).",
        notes: """
            Runs of one to four words in the geometric mean, lowered where the answer is shorter than the reference. It is sacrebleu's `sentence_bleu` \
            over 100: words by mteval's rules (13a), upper case kept, exponential smoothing, runs longer than the answer left out. Null where \
            either is null. It was made for whole corpora, which `evaluate` gives; of single short texts it is coarse.
            """,
        examples: [
            Example("round(bleu(\"the room is free today\", \"the room is free now\"), 3)", gives: "0.669"),
            Example("bleu(\"yes\", \"no\")", gives: "0.0"),
        ],
        searchTerms: ["sacrebleu", "sentence_bleu", "translation_score"], Parameter("text", String.self, "The answer."),
        Parameter("reference", References.self, "What it should be: a text, or a list of them.")
    ) { (text: String, reference: References) in
        reference.score { BilingualScore(text, references: $0).sentence }
    }
}
