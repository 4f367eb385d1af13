import OctavoNotebook
import OctavoSource
import Testing

@Suite struct RebaseTests {
    private func rebased(_ number: Int, from old: [String], onto new: [String]) -> (
        updates: [Int: ResultUpdate], reasons: [String]
    ) {
        let rebase = Rebase.rebase([number: .replace(output("a\n"))], from: notebook(old), onto: notebook(new))
        return (rebase.updates, rebase.refused.flatMap(\.notes))
    }

    private func isStale(_ update: ResultUpdate?) -> Bool? {
        guard case .replace(let result)? = update else { return nil }
        return result.isStale
    }

    @Test func findsACellByItsSource() {
        let found = rebased(1, from: ["```octavo", "x", "```"], onto: ["p", "```octavo", "y", "```", "~~~octavo", "x", "~~~"])
        #expect(found.updates.keys.sorted() == [2])
        #expect(isStale(found.updates[2]) == false)
    }

    @Test func findsACellByItsName() {
        let found = rebased(
            1, from: ["```octavo name=a", "x", "```"], onto: ["```octavo", "x", "```", "```octavo name=a", "x", "```"])
        #expect(found.updates.keys.sorted() == [2])
        #expect(isStale(found.updates[2]) == false)
    }

    @Test func storesAResultOfAnotherSourceAsStale() {
        let found = rebased(1, from: ["```octavo name=a", "x", "```"], onto: ["```octavo name=a", "y", "```"])
        #expect(isStale(found.updates[1]) == true)
    }

    @Test func findsARenamedCellByItsSource() {
        #expect(
            rebased(1, from: ["```octavo name=a", "x", "```"], onto: ["```octavo name=b", "x", "```"]).updates.keys.sorted() == [
                1
            ])
    }

    @Test func takesCellsOfOneSourceInOrder() {
        let two = ["```octavo", "x", "```", "```octavo", "x", "```"]
        #expect(rebased(2, from: two, onto: ["```octavo", "n", "```"] + two).updates.keys.sorted() == [3])
        let found = rebased(2, from: two, onto: two + two)
        #expect(found.updates.isEmpty)
        #expect(found.reasons == ["4 cells have its source now, 2 had it before"])
    }

    @Test func refusesACellThatIsGone() {
        let found = rebased(1, from: ["```octavo", "x", "```"], onto: ["```octavo", "x + 1", "```"])
        #expect(found.updates.isEmpty)
        #expect(found.reasons == ["no cell has its name or its source any more"])
        #expect(rebased(1, from: ["```octavo name=a", "x", "```"], onto: []).updates.isEmpty)
    }

    @Test func splicesIntoTheNewBytes() {
        let old = notebook("```octavo\nx\n```\n")
        let new = notebook("# New\n\n```octavo\nx\n```\n\nmore\n")
        let rebase = Rebase.rebase([1: .replace(output("a\n", key: "k"))], from: old, onto: new)
        #expect(
            text(Splice.apply(rebase.updates, to: new).bytes) == "# New\n\n```octavo\nx\n```\n\n```output key=k\na\n```\n\nmore\n"
        )
    }
}
