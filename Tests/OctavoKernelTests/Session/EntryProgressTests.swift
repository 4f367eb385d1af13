import OctavoKernel
import Testing

@Suite struct EntryProgressTests {
    /// How often an entry of these lines is asked about, and whether it is at its last line.
    private func asked(_ lines: [String]) -> (count: Int, isLast: Bool) {
        var progress = EntryProgress()
        var count = 0
        for line in lines {
            progress.take(line)
            if progress.isDue { count += 1 }
        }
        return (count, progress.isDue)
    }

    @Test func asksAboutAShortEntryAtEveryLine() {
        #expect(asked(["x = ["] + Array(repeating: "1,", count: 254) + ["]"]).count == 256)
    }

    @Test(arguments: [
        ("x = [", "  {a: 1},", "]"), ("f(x) = {", "  y = (x + 1)", "}"), ("t = \"\"\"", "a ( b", "\"\"\""), ("f(", "# )", ")"),
        ("x = 1 +", "  2 + # and", "3"),
    ])
    func asksAboutALongEntryWhereItCloses(first: String, line: String, last: String) {
        let (count, isLast) = asked([first] + Array(repeating: line, count: 20_000) + [last])
        #expect(isLast)
        #expect(count < 300)
    }

    @Test func countsNoBracketInATextOrAComment() {
        #expect(asked(Array(repeating: "x", count: 300) + ["\"[\" # ("]).isLast)
        #expect(asked(Array(repeating: "x", count: 300) + ["'['", "\"\"\" ( \"\"\""]).isLast)
        #expect(!asked(Array(repeating: "x", count: 300) + ["f("]).isLast)
        #expect(!asked(Array(repeating: "x", count: 300) + ["\"\"\"", ")"]).isLast)
    }
}
