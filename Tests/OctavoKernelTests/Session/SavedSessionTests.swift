import OctavoKernel
import OctavoSource
import Testing

@Suite struct SavedSessionTests {
    private func cells(_ entries: String..., following cells: [String] = []) -> [String] {
        var saved = SavedSession()
        for cell in cells { saved.follow(Source(name: "cell", text: cell)) }
        for entry in entries { saved.add(entry, hasShown: true) }
        return saved.takeCells()
    }

    @Test func entriesThatUseNoLastValueStayAsTheyAre() {
        #expect(cells("x = 1", "x + 1", "# only a comment\nx\n") == ["x = 1", "x + 1", "# only a comment\nx\n"])
    }

    @Test func theLastValueGetsANameWhereItWasShown() {
        #expect(cells("[1, 2]", "sum(_)") == ["result = [1, 2]\nresult", "sum(result)"])
    }

    @Test func aChainOfPipesNamesEachStep() {
        #expect(
            cells("[3, 1, 2]", "| sort", "| head(1)")
                == ["result = [3, 1, 2]\nresult", "result_2 = result | sort\nresult_2", "result_2 | head(1)"])
    }

    @Test func usingItTwiceNamesItOnce() {
        #expect(cells("2", "x = _ + _", "y = _") == ["result = 2\nresult", "x = result + result", "y = result"])
    }

    @Test func aNameThatTheSessionUsesIsNotTaken() {
        #expect(cells("result = 5", "2", "_ + result") == ["result = 5", "result_2 = 2\nresult_2", "result_2 + result"])
    }

    @Test func anEntryThatShowedNothingLeavesTheLastValue() {
        var saved = SavedSession()
        saved.add("7", hasShown: true)
        saved.add("null", hasShown: false)
        saved.add("x = 1", hasShown: false)
        saved.add("_ + x", hasShown: true)
        #expect(saved.takeCells() == ["result = 7\nresult", "null", "x = 1", "result + x"])
    }

    @Test func onlyTheLastShownStatementOfAnEntryIsNamed() {
        #expect(cells("1\n2 # two\nx = 3", "_") == ["1\nresult = 2\nresult # two\nx = 3", "result"])
    }

    @Test func aHoleOfATextReadsItToo() {
        #expect(cells("2", "\"twice \\(_ * 2)\"") == ["result = 2\nresult", "\"twice \\(result * 2)\""])
    }

    @Test func aParameterOfThatNameIsAnotherValue() {
        #expect(cells("[1]", "[2] | map(_ -> _ + 1)") == ["[1]", "[2] | map(_ -> _ + 1)"])
    }

    @Test func whatStandsInAFileAlreadyIsNamedWhereItIsUsed() {
        #expect(
            cells("| sum", "_ + 1", following: ["x = 1\n[x, 2]\n"])
                == ["result = [x, 2]\nresult_2 = result | sum\nresult_2", "result_2 + 1"])
        var saved = SavedSession()
        saved.add("[1, 2]", hasShown: true)
        #expect(saved.takeCells() == ["[1, 2]"])
        saved.add("| sum", hasShown: true)
        #expect(saved.takeCells() == ["result = [1, 2]\nresult | sum"])
        saved.add("_ + 1", hasShown: true)
        #expect(saved.takeCells() == ["result_2 = result | sum\nresult_2 + 1"])
        #expect(saved.count == 0)
    }

    @Test func theFirstEntryHasNoLastValue() {
        #expect(cells("_") == ["_"])
    }
}
