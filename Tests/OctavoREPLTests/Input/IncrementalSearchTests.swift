import OctavoREPL
import Testing

@Suite struct IncrementalSearchTests {
    private func search(_ entries: [String], _ query: String) -> IncrementalSearch {
        let history = History()
        for entry in entries { history.add(entry) }
        var search = IncrementalSearch(in: history)
        for scalar in query.unicodeScalars { search.extend(scalar) }
        return search
    }

    @Test func findsTheNewestFirstAndTheOlderOnRequest() {
        var found = search(["ab", "xabc", "abd"], "ab")
        #expect(found.match?.entry.text == "abd")
        found.older()
        #expect(found.match?.entry.text == "xabc" && found.match?.offset == 1)
        found.older()
        found.older()
        #expect(found.match?.entry.text == "ab" && found.failed)
        found.newer()
        #expect(found.match?.entry.text == "xabc" && !found.failed)
    }

    @Test func typingOnKeepsAMatchThatStillFits() {
        var found = search(["abc", "abd"], "ab")
        found.extend("c")
        #expect(found.match?.entry.text == "abc")
        found.shorten()
        #expect(found.match?.entry.text == "abd" && found.query == "ab")
    }

    @Test func capitalsCountOnlyWhereTheyAreTyped() {
        #expect(search(["Load", "x"], "load").match?.entry.text == "Load")
        #expect(search(["load", "x"], "Load").match == nil)
    }

    @Test func theOffsetCountsScalars() {
        #expect(search(["日本 é\nfind"], "find").match?.offset == 5)
    }

    @Test func nothingFoundIsSaidAndForgotten() {
        var found = search(["abc"], "abz")
        #expect(found.failed && found.match?.entry.text == "abc")
        found.shorten()
        #expect(!found.failed)
        found.shorten()
        found.shorten()
        found.shorten()
        #expect(found.match == nil && found.query.isEmpty)
    }
}
