import OctavoSyntax
import Testing

@Suite struct CompletenessTests {
    @Test(arguments: [
        "f(", "f(1,", "f(1", "[1", "{a: 1", "{a:", "x =", "x = 1 +", "a |", "a | f |", "a and", "not", "if a", "if a then",
        "if a then b",
        "if a then b else", "try a", "try a else", "case {", "case { a -> b", "case { a ->", "f(x) = {", "f(x) = {\n  y = 1",
        "x ->",
        "\"\"\"", "\"\"\"\nabc", "x = \"\"\"\n\\(", "xs[", "xs[1..", "1..", "f(\"a\", {b: [", "x = (a\n", "x =\n\n",
        "a |  # more", "import",
        "\"\"\"\n\\(f(", "case", "-", "f(g(1), if a then",
    ]) func readsOn(text: String) {
        for mode in [Parser.Mode.cell, .entry] {
            let tree = SyntaxTesting.parse(text, mode: mode)
            #expect(tree.isIncomplete)
            #expect(!tree.diagnostics.isEmpty)
        }
    }

    @Test(arguments: [
        "", "x", "f(1)", "\"abc", "'abc", "f(\"abc", "x = * (", "f(1 2, [", "a)", "f(1]", "\"\\(a +", "5min + (",
        "if a then b else c",
        ".a +", "@2026-02-30 +", "x = \"\\q\" +",
    ]) func stopsAtOnce(text: String) {
        #expect(!SyntaxTesting.parse(text, mode: .entry).isIncomplete)
    }
}
