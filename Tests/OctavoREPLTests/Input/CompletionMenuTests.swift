import OctavoREPL
import Testing

@Suite struct CompletionMenuTests {
    private func names(_ count: Int) -> [Completion.Candidate] { (1...count).map { Completion.Candidate("name\($0)") } }

    @Test func descriptionsStandBesideNamesAndAreCut() {
        let menu = CompletionMenu(
            [.init("count", detail: "how many rows there are"), .init("collect")], columns: 24, rows: 10)
        #expect(menu.pages == [["count    how many row...", "collect"]])
    }

    @Test func namesAloneStandInColumns() {
        #expect(CompletionMenu(names(5), columns: 20, rows: 10).pages == [["name1  name3  name5", "name2  name4"]])
        #expect(CompletionMenu(names(3), columns: 20, rows: 10).pages == [["name1  name2  name3"]])
    }

    @Test func aLongListHasPages() {
        let menu = CompletionMenu(names(9), columns: 6, rows: 4)
        #expect(
            menu.pages == [
                ["name1", "name2", "name3", "6 m..."], ["name4", "name5", "name6", "3 m..."],
                ["name7", "name8", "name9", "bac..."],
            ])
    }

    @Test(arguments: [1, 2, 5, 13, 40, 200], [1, 3, 11, 80])
    func everyCandidateIsThereAndEveryRowFits(count: Int, columns: Int) {
        let menu = CompletionMenu(names(count), columns: columns, rows: 5)
        #expect(menu.pages.allSatisfy { $0.count <= 6 && !$0.isEmpty })
        #expect(menu.pages.joined().allSatisfy { DisplayWidth.columns(of: $0) <= columns })
        if columns == 80 {
            let shown = menu.pages.joined().flatMap { $0.split(separator: " ") }.filter { $0.hasPrefix("name") }
            #expect(Set(shown).count == count && shown.count == count)
        }
    }

    @Test func lineEndsAndControlCharactersDoNotBreakARow() {
        #expect(CompletionMenu([.init("a\nb", detail: "c\u{1B}[2J")], columns: 40, rows: 5).pages == [["a b  c [2J"]])
    }

    @Test func theCommonPrefixIsWholeCharacters() {
        #expect(Completion(replaceStart: 0, candidates: [.init("count"), .init("columns")]).commonPrefix == "co")
        #expect(Completion(replaceStart: 0, candidates: [.init("e\u{301}a"), .init("eb")]).commonPrefix == "")
        #expect(Completion.none.commonPrefix == "")
    }

    @Test func theHeadingStandsAboveEveryPageAndLeavesRoom() {
        let menu = CompletionMenu(names(5), heading: "f(first, second)", columns: 10, rows: 6)
        #expect(menu.pages.map { $0.first } == ["f(first,", "f(first,"])
        #expect(menu.pages.allSatisfy { $0.count <= 6 && $0[1] == "second)" })
        #expect(CompletionMenu([], heading: "f()", columns: 10, rows: 5).pages == [["f()"]])
        #expect(CompletionMenu(names(1), heading: "f()", columns: 10, rows: 2).pages == [["name1"]])
    }
}
