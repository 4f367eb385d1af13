import OctavoSource
import OctavoSyntax
import Testing

@Suite struct TokenContextTests {
    /// The context at the `‸` in a text.
    static func context(_ marked: String) -> TokenContext {
        let parts = marked.split(separator: "‸", omittingEmptySubsequences: false)
        return SyntaxTesting.parse(parts.joined(), mode: .entry).tokenContext(at: parts[0].utf8.count)
    }

    @Test(arguments: [
        ("t | filter(.q‸", "filter", "", 0, "t"), ("t | filter(.‸)", "filter", "", 0, "t"), ("t | f(a, b: .‸", "f", "b", 1, "t"),
        ("t | f(a, b‸", "f", "", 1, "t"), ("t | f(length(.‸", "length", "", 0, "t"),
        ("t | f(1) | g(.‸", "g", "", 0, "(| t (f 1))"),
        ("t | fil‸", "", "", 0, "t"), ("t | ‸", "", "", 0, "t"), ("t\n  | f(1)\n  | g(.‸)\n  | h", "g", "", 0, "(| t (f 1))"),
        ("x = f(y, ‸", "f", "", 1, ""), ("a | f\ng(‸", "g", "", 0, ""), ("x = m.load(‸", "m.load", "", 0, ""),
        ("t | f([.a, .‸", "f", "", 0, "t"), ("t | f(by: {x: .‸", "f", "by", 0, "t"), ("f(a: t | g(.‸", "g", "", 0, "t"),
        ("f(t | g, .‸", "f", "", 1, ""), ("t | f(\"n\": .‸", "f", "n", 0, "t"), ("if t | f then .‸", "", "", 0, ""),
        ("t | f(\"a \\(.‸)\")", "f", "", 0, "t"), ("t | f(x -> x.‸", "f", "", 0, "t"),
        ("f(x) = {\n  y = x | g(.‸", "g", "", 0, "x"),
        ("t | f(1 +, .‸) | h(", "f", "", 1, "t"), ("‸", "", "", 0, ""), ("f‸(x)", "", "", 0, ""), ("f(x)‸", "", "", 0, ""),
        ("t | f | g‸ | h", "", "", 0, "(| t f)"), ("xs | map(x -> {\n  x | f(.‸\n})", "f", "", 0, "x"),
    ]) func knowsCallAndInput(text: String, callee: String, label: String, argument: Int, input: String) {
        let context = Self.context(text)
        #expect(context.place == .code)
        #expect(context.call?.callee ?? "" == callee)
        #expect(context.call?.label?.text ?? "" == label)
        #expect(context.call?.argument ?? 0 == argument)
        #expect(context.pipeInput.map { SyntaxDump.text($0) } ?? "" == input)
    }

    @Test func knowsTextsAndComments() {
        #expect(Self.context("f(\"a‸b\")").place == .text)
        #expect(Self.context("f(\"ab‸").place == .text)
        #expect(Self.context("f('ab‸").place == .text)
        #expect(Self.context("x = \"\"\"\n a‸").place == .text)
        #expect(Self.context("f(\"ab\"‸)").place == .code)
        #expect(Self.context("x # c‸").place == .comment)
        #expect(Self.context("x # c\n‸").place == .code)
        #expect(Self.context("\"\\(x‸)\"").place == .code)
        #expect(Self.context("\"\\(x) ‸\"").place == .text)
    }

    @Test func givesTheTokenLeftOfTheCursor() {
        let context = Self.context("t | filter(.que‸")
        #expect(context.token?.kind == .name)
        #expect(context.previous?.kind == .columnDot)
        #expect(context.token?.range == ByteRange(12, 15))
        #expect(Self.context("‸x").token == nil)
    }
}
