import OctavoModels
import OctavoTable
import Testing

@Suite struct NearestTextsTests {
    private let texts = ["book a room", "cancel my stay", "is there a pool", "book a room"]

    @Test func findsTheTextThatHasMostInCommon() throws {
        let index = try NearestTexts(texts, threads: 2, cancellation: Cancellation())
        #expect(index.nearest(to: "cancel the stay")?.place == 1)
        #expect(index.nearest(to: "a pool?")?.place == 2)
        let same = try #require(index.nearest(to: "book a room"))
        #expect(same.place == 0 && same.likeness > 0.9999 && same.likeness <= 1)
    }

    @Test func nothingIsLikeWhatSharesNothing() throws {
        let index = try NearestTexts(texts, threads: 1, cancellation: Cancellation())
        #expect(index.nearest(to: "☃") == nil && index.nearest(to: "") == nil)
        #expect(try NearestTexts([], threads: 1, cancellation: Cancellation()).nearest(to: "a") == nil)
    }

    @Test func likenessIsTheCosineOfFeatures() {
        #expect((TextLikeness.cosine("book a room", "Book a room") - 1).magnitude < 1e-12)
        #expect(TextLikeness.cosine("book a room", "☃") == 0)
        let some = TextLikeness.cosine("book a room", "book the room")
        #expect(some > 0.3 && some < 0.9)
        #expect((some - TextLikeness.cosine("book the room", "book a room")).magnitude < 1e-12)
        #expect(TextLikeness.cosine("", "") == 1 && TextLikeness.cosine("", "a") == 0)
    }
}
