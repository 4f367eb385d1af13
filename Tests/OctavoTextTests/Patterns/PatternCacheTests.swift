import OctavoText
import Testing

@Suite struct PatternCacheTests {
    @Test func givesTheSamePatternAgain() throws {
        let cache = PatternCache()
        let first = try cache.pattern("a+")
        #expect(try cache.pattern("a+") === first)
        #expect(cache.count == 1)
    }

    @Test func keepsTheOnesUsedLastWithinItsBound() throws {
        let cache = PatternCache()
        let kept = try cache.pattern("kept")
        let lost = try cache.pattern("lost")
        for number in 0..<PatternCache.capacity - 1 {
            _ = try cache.pattern("p\(number)")
            #expect(try cache.pattern("kept") === kept)
        }
        #expect(cache.count == PatternCache.capacity)
        #expect(try cache.pattern("lost") !== lost)
    }

    @Test func tellsPatternsApartByTheirBytes() throws {
        let cache = PatternCache()
        let composed = try cache.pattern("é")
        #expect(try cache.pattern("e\u{301}").source.utf8.count == 3)
        #expect(try composed.isFound(in: "é"))
        #expect(try !cache.pattern("e\u{301}").isFound(in: "é"))
    }

    @Test func keepsNoBrokenPattern() {
        let cache = PatternCache()
        #expect(throws: PatternError.self) { try cache.pattern("(") }
        #expect(cache.count == 0)
    }
}
