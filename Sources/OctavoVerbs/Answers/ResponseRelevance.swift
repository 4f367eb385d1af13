package import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable
import OctavoText

extension Verb {
    package static let responseRelevance = Verb(
        scalar: "response_relevance", .text, "Tells how well an answer meets a reference, or a query, from 0 to 1.",
        notes: """
            With a reference it is 0.4 × `chrf` + 0.2 × `rouge_l` + 0.4 × likeness, of several references the best. Without, it is the likeness of \
            answer and query, and 0 for an answer that says nothing ("I don't know", in English, or no words at all). `likeness:` is what an embedding \
            says, such as `cosine(.a, .b)`; where it is left out, the cosine of words, pairs of words and runs of characters, which does not know \
            words of one meaning. Null where there is no answer, and neither reference nor query; nothing is taken for 0 by that.

            `evaluate(t, response: .r, reference: .ref)` gives the mean with its interval and how many rows have a score.
            """,
        examples: [
            Example("response_relevance(\"The pool opens at 7.\", reference: \"The pool opens at 7.\")", gives: "1.0"),
            Example("response_relevance(\"I don't know.\", query: \"When does the pool open?\")", gives: "0.0"),
        ],
        searchTerms: ["answer_relevancy", "ragas", "relevance", "response_quality"],
        Parameter("response", String.self, "The answer."),
        Parameter("reference", default: References(texts: []), "null", "What it should be: a text, or a list of them."),
        Parameter("query", default: Nullable<String>(nil), "null", "What was asked, where there is no reference."),
        Parameter("likeness", default: Nullable<Double>(nil), "null", "The cosine of embeddings of both.")
    ) { (response: String, reference: References, query: Nullable<String>, likeness: Nullable<Double>) in
        Nullable(AnswerRelevance.score(response, reference.texts, query: query.value, likeness: likeness.value))
    }
}
