import OctavoREPL
import Testing

@Suite struct EntryContinuationTests {
    @Test(arguments: ["| head(5)", "  | head", "\tand x", "or y", "?? 0", "then 1", "else 2", "and"])
    func continues(line: String) { #expect(EntryContinuation.begins(line)) }

    @Test(arguments: ["", "android = 1", "x | y", "or_else(1)", "? x", "+ 1", "elsewhere"])
    func beginsAnew(line: String) { #expect(!EntryContinuation.begins(line)) }
}
