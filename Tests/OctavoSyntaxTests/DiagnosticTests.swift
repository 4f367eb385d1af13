import OctavoSource
import OctavoSyntax
import Testing

@Suite struct DiagnosticTests {
    @Test(arguments: Mistakes.all) func pointsAtTheMistakeAndAtNothingElse(example: Example) {
        let (text, places) = SyntaxTesting.unmark(example.text)
        let tree = SyntaxTesting.parse(text)
        #expect(SyntaxTesting.codes(tree) == example.dump)
        #expect(tree.diagnostics.compactMap { $0.primary?.range.bytes } == places)
    }

    @Test(arguments: Mistakes.all) func wordsEveryMessageForPeople(example: Example) {
        for diagnostic in SyntaxTesting.parse(SyntaxTesting.unmark(example.text).text).diagnostics {
            let message = diagnostic.message
            #expect(!message.isEmpty && !message.hasSuffix("."))
            #expect(!message.lowercased().contains("invalid") && !message.lowercased().contains("you"))
            #expect(
                diagnostic.code.rawValue.utf8.allSatisfy { $0 == UInt8(ascii: "-") || ($0 >= 0x61 && $0 <= 0x7A) || $0 == 0x38 })
        }
    }

    static let fixes: [Example] = [
        Example("t | filter(.a > 1 | .b > 2)", "t | filter(.a > 1 or .b > 2)"),
        Example("t | filter(.a&.b)", "t | filter(.a and .b)"),
        Example("f(.a && .b || !.c)", "f(.a and .b or not .c)"),
        Example("80 % 3", "mod(80, 3)"),
        Example("a + f(b)%c * d", "a + mod(f(b), c) * d"),
        Example("7 // 2", "div(7, 2)"),
        Example("f(.a = 3)", "f(.a == 3)"),
        Example("f(a = 3)", "f(a: 3)"),
        Example("f(a=3)", "f(a: 3)"),
        Example("t |> f", "t | f"),
        Example("f x", "f(x)"),
        Example("t | filter .n > 3 | head", "t | filter(.n > 3) | head"),
        Example("t | select .a .b", "t | select(.a, .b)"),
        Example("t | train text: .q, label: .i", "t | train(text: .q, label: .i)"),
        Example("f(.a .b)", "f(.a, .b)"),
        Example("f(x).g(1).h()", "f(x) | g(1) | h()"),
        Example("f(x).g(1) + 1", "(f(x) | g(1)) + 1"),
        Example("a\n+ b", "a +\nb"),
        Example("t\n.a", "t\n| .a"),
        Example("t\n  .head(3)", "t\n  | head(3)"),
        Example("if a then b else c | f", "(if a then b else c) | f"),
        Example("t | f + 1", "(t | f) + 1"),
        Example("a < b < c", "a < b and b < c"),
        Example("a == not b", "a == (not b)"),
        Example("(a, b)", "[a, b]"),
        Example("let x = 1", "x = 1"),
        Example("if a then b elif c then d else e", "if a then b else if c then d else e"),
        Example("1h30m", "1h + 30m"),
        Example("64kb", "64KB"),
        Example("1.", "1.0"),
        Example("f(.5)", "f(0.5)"),
        Example("xs.0", "xs[0]"),
        Example("1__0", "10"),
        Example("@2026-01-31T10:00", "@2026-01-31T10:00Z"),
        Example("“hi”", "\"hi\""),
        Example("x = 'abc", "x = 'abc'"),
        Example("\"\\d\"", "\"\\\\d\""),
        Example("f(+1)", "f(1)"),
        Example("2 ** 3", "2 ^ 3"),
        Example("x\u{A0}= 1", "x = 1"),
        Example("in = 1", "in_ = 1"),
        Example("x = if a then b\ny", "x = if a then b else null\ny"),
        Example("load(data/mail.jsonl)", "load(\"data/mail.jsonl\")"),
        Example("x++\nx", "x = x + 1\nx"),
        Example("def f(x): return x + 1", "f(x) = x + 1"),
        Example("function f(x) { return x + 1 }", "f(x) = { x + 1 }"),
        Example("const f = (x) => x + 1", "f = (x) -> x + 1"),
        Example("let g = function(a, b) { return a + b }", "g = (a, b) -> { a + b }"),
        Example("f x y = x + y", "f(x, y) = x + y"),
        Example("x <- 5", "x = 5"),
        Example("x: int = 5", "x = 5"),
        Example("t %>% head(1)", "t | head(1)"),
        Example("80 %", "80%"),
        Example("\"a\" || b || \"c\"", "\"a\" + b + \"c\""),
        Example("f(.a > 1 AND .b IS NOT NULL)", "f(.a > 1 and .b != null)"),
        Example("xs[0:2]", "xs[0..2]"),
        Example("'''\na\n'''", "\"\"\"\na\n\"\"\""),
        Example("f(`my col` > 1)", "f(.\"my col\" > 1)"),
    ]

    @Test(arguments: fixes) func offersAFixThatMakesTheProgramRight(example: Example) {
        let fixed = SyntaxTesting.fixed(example.text)
        #expect(fixed == example.dump)
        #expect(SyntaxTesting.codes(SyntaxTesting.parse(fixed)) == "")
    }

    @Test func showsTwentyAtMostInTheOrderOfTheirPlaces() {
        let text = (0..<30).map { "x\($0) = * " }.joined(separator: "\n")
        let tree = SyntaxTesting.parse(text)
        let starts = tree.diagnostics.compactMap { $0.primary?.range.bytes.start }
        #expect(starts.count == 20)
        #expect(starts == starts.sorted())
        #expect(tree.statements.count == 30)
    }

    @Test func reportsBytesThatAreNotText() {
        let tree = Parser.parse(Source(name: "test", bytes: [0x78, 0x20, 0x3D, 0x20, 0xFF, 0xFE]), mode: .cell)
        #expect(SyntaxTesting.codes(tree) == "invalid-utf8")
    }
}
