import OctavoPrompts
import Testing

@Suite struct TextVectorsTests {
    @Test func cosinesAreThoseOfScikitLearn() {
        // What the formula of its TfidfVectorizer gives: smoothed inverse frequencies, vectors of length one.
        let vectors = TextVectors(["a b", "b c", "b, B!"])
        let found = vectors.vectors
        #expect(abs(found[0].cosine(found[1]) - 0.2586152916157727) < 1e-12)
        #expect(abs(found[0].cosine(found[2]) - 0.5085423203783267) < 1e-12)
        #expect(abs(found[0].cosine(found[0]) - 1) < 1e-12)
        #expect(abs(vectors.vector(of: "B a x").cosine(found[0]) - 1) < 1e-12)
    }

    @Test func textsWithoutCommonWordsHaveNothingInCommon() {
        let vectors = TextVectors(["a", "b", ""])
        #expect(vectors.vectors[0].cosine(vectors.vectors[1]) == 0)
        #expect(vectors.vectors[0].cosine(vectors.vectors[2]) == 0)
        #expect(vectors.vector(of: "c").cosine(vectors.vectors[0]) == 0)
    }
}
