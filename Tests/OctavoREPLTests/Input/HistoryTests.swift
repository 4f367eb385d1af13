import OctavoREPL
import Testing

@Suite struct HistoryTests {
    private func history(_ entries: String...) -> History {
        let history = History()
        for entry in entries { history.add(entry) }
        return history
    }

    @Test(arguments: ["1 + 2", "", "\\", "\\n", "a\nb", "\r\n", "\\\\n\n", "é\u{2028}😀", "\t"])
    func recordsAreOneLineAndComeBack(entry: String) {
        let record = HistoryRecord.encode(entry)
        #expect(!record.utf8.contains(0x0A) && !record.utf8.contains(0x0D))
        #expect(HistoryRecord.decode(record) == entry)
    }

    @Test func emptyIndentedAndHugeEntriesAreNotKept() {
        let kept = history("", "  ", "\n", " secret", String(repeating: "x", count: History.longest + 1), "a")
        #expect(kept.entries.map(\.text) == ["a"])
        #expect(History.isKept(String(repeating: "x", count: History.longest)))
    }

    @Test func walksThereAndBack() {
        let history = history("a", "b", "c")
        var walk = HistoryWalk()
        #expect(walk.older("draft", in: history) == "c")
        #expect(walk.older("c", in: history) == "b")
        #expect(walk.older("b", in: history) == "a")
        #expect(walk.older("a", in: history) == nil)
        #expect(walk.newer("a", in: history) == "b")
        #expect(walk.newer("b", in: history) == "c")
        #expect(walk.newer("c", in: history) == "draft")
        #expect(walk.newer("draft", in: history) == nil)
    }

    @Test func aWalkNarrowedByWhatWasTypedStopsOnlyThere() {
        let history = history("load a", "count", "load b")
        var walk = HistoryWalk()
        #expect(walk.older("load", matching: "load", in: history) == "load b")
        #expect(walk.older("load b", in: history) == "load a")
        #expect(walk.older("load a", in: history) == nil)
        #expect(walk.newer("load a", in: history) == "load b")
        #expect(walk.newer("load b", in: history) == "load")
    }

    @Test func anEmptyHistoryHasNothingEitherWay() {
        var walk = HistoryWalk()
        #expect(walk.older("x", in: History()) == nil)
        #expect(walk.newer("x", in: History()) == nil)
    }

    @Test func offersTheEntryAfterTheOneThatWasRunAgain() {
        let history = history("a", "b", "c")
        var walk = HistoryWalk()
        _ = walk.older("", in: history)
        _ = walk.older("c", in: history)
        _ = walk.older("b", in: history)
        let follower = walk.follower(afterSubmitting: "a", in: history)
        #expect(walk.follower(afterSubmitting: "changed", in: history) == nil)
        history.add("a")
        var next = HistoryWalk(follower: follower)
        #expect(next.newer("typed", in: history) == nil)
        #expect(next.newer("", in: history) == "b")
        let second = next.follower(afterSubmitting: "b", in: history)
        history.add("b")
        var last = HistoryWalk(follower: second)
        #expect(last.newer("", in: history) == "c")
        #expect(last.newer("c", in: history) == "a")
    }
}
