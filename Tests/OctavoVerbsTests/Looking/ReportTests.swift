import Testing

@Suite struct ReportTests {
    private static let table = "t = table([{k: \"a\", n: 1}, {k: \"b\", n: 5}, {k: \"a\", n: 7}])\n"

    @Test func tellsEveryStep() {
        let program =
            Self.table
            + "t | filter(.n > 2) | derive(m: .n + 1) | sort(desc(.m)) | head(1) | report | select(.rows_in, .rows_out)"
        let expected = [(3, 3), (3, 2), (2, 2), (2, 2), (2, 1)].map { "{rows_in: \($0), rows_out: \($1)}" }
        #expect(Harness.run(program) == ["[" + expected.joined(separator: ", ") + "]"])
    }

    @Test func writesTheCallsOnOneLine() {
        #expect(
            Harness.run(Self.table + "t | filter(.n >\n  2) | report | tail(1) | select(.step)")
                == ["[{step: \"filter(.n > 2)\"}]"])
    }

    @Test func followsTheFirstInputOfAJoin() {
        let program = Self.table + "t | join(t | filter(.n > 1), on: .k) | report | tail(1) | select(.rows_in, .rows_out)"
        #expect(Harness.run(program) == ["[{rows_in: 3, rows_out: 3}]"])
    }
}
