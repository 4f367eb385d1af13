import OctavoSource
import Testing

@Suite struct SuggestionTests {
    @Test func findsATransposition() {
        #expect(Suggestion.best(for: "fliter", among: ["filter", "derive", "file"]) == "filter")
    }

    @Test func prefersEqualButForCase() {
        #expect(Suggestion.best(for: "QUERY", among: ["queri", "query"]) == "query")
    }

    @Test func neverGuessesForOneLetter() {
        #expect(Suggestion.nearest(to: "x", among: ["y", "z", "xs"]).isEmpty)
    }

    @Test func staysSilentWhenNothingIsNear() {
        #expect(Suggestion.question(for: "intent", among: ["response", "id"]) == nil)
    }

    @Test func asksWithEveryNearName() {
        #expect(Suggestion.question(for: "qeury", among: ["query", "id"], prefix: ".") == "did you mean `.query`?")
    }
}
