import OctavoSource
import OctavoSyntax
import Testing

@Suite struct CanonicalTokensTests {
    static func encode(_ text: String) -> [UInt8] { CanonicalTokens.encode(SyntaxTesting.parse(text)) }

    @Test(arguments: FormatterTests.all) func ignoresLayout(text: String) throws {
        let formatted = try #require(FormatterTests.format(text))
        let (before, after) = (Self.encode(text), Self.encode(formatted))
        #expect(before == after)
    }

    @Test(arguments: FormatterTests.all) func ignoresLineEnds(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        let (before, after) = (Self.encode(text), Self.encode(lines))
        #expect(before == after)
    }

    @Test(arguments: [
        ("x", "# c\nx # d"), ("x\ny", "\n\nx\n\n# c\n\ny\n"), ("f(a, b)", "f( a,  # one\n b )"), ("a | f", "a # c\n  | f"),
        ("## doc\nx = 1", "## doc  \nx = 1"),
        ("f(x) = { y = x\ny }", "f(x) = {\n  y = x  # c\n  y\n}"),
        ("\"\"\"\n\\(f(a, # c\n b))\n\"\"\"", "\"\"\"\n\\(f( a,b ))\n\"\"\""),
        ("case { a -> 1\nelse -> 2 }", "case {\n a -> 1\n\n else -> 2\n}"),
    ]) func ignoresComments(left: String, right: String) {
        let (first, second) = (Self.encode(left), Self.encode(right))
        #expect(first == second)
    }

    @Test(arguments: [
        ("x", "y"), ("x", "x;"), ("a\nb", "a; b"), ("f\n(x)", "f (x)"), ("a\n-b", "a -b"), ("1000", "1_000"), ("'a'", "\"a\""),
        ("## one\nx = 1", "## two\nx = 1"), ("## one\nx = 1", "x = 1"), ("## one\nx = 1", "## one\n\nx = 1"), ("a + b", "a - b"),
        ("[1, 2]", "[1, 2,]"), ("x = a\n[b]", "x = a [b]"), ("f(x) = { y = x\n(y) }", "f(x) = { y = x (y) }"),
        ("\"\\(a)\"", "\"\\(b)\""),
        ("x = { f(1)\n-1 }", "x = { f(1) -1 }"), ("ab", "a\nb"), ("\"\"\"\na\n\"\"\"", "\"\"\"\na\n\n\"\"\""),
        ("x = *\ny", "x = * y"),
        ("case { a -> b\n-c -> d\nelse -> e }", "case { a -> b -c\nelse -> e }"),
    ]) func tellsProgramsApart(left: String, right: String) {
        let (first, second) = (Self.encode(left), Self.encode(right))
        #expect(first != second)
    }

    @Test func givesDifferentProgramsDifferentBytes() {
        var texts: [[UInt8]: String] = [:]
        for example in ValidPrograms.all {
            let bytes = Self.encode(example.text)
            guard let other = texts[bytes] else {
                texts[bytes] = example.text
                continue
            }
            let (first, second) = (FormatterTests.content(example.text), FormatterTests.content(other))
            #expect(first.filter { !$0.hasPrefix("#") } == second.filter { !$0.hasPrefix("#") }, "\(example.text) and \(other)")
        }
    }

    /// These bytes are part of the keys in every stored notebook.
    @Test func neverChanges() {
        #expect(Self.encode("x = .a") == [1, 8, 1, 0x78, 18, 1, 0x3D, 19, 1, 0x2E, 8, 1, 0x61])
    }
}
