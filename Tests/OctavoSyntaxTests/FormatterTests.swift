import OctavoSource
import OctavoSyntax
import Testing

@Suite struct FormatterTests {
    static func format(_ text: String) -> String? { Formatter.format(SyntaxTesting.parse(text)) }

    /// The tokens a program is made of, without its line breaks.
    static func content(_ text: String) -> [String] {
        let source = Source(name: "test", text: text)
        return Lexer.tokens(of: source).filter { $0.kind != .newline && $0.kind != .end }.map {
            var text = source.text(in: $0.range)
            while text.last == " " || text.last == "\t" { text.removeLast() }
            return String(text.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n"))
        }
    }

    static let wide = """
        longest_name_of_a_table | filter(length(.query) > 3 and .intent == "cancel") | derive(words: word_count(.query)) | head
        x = first_function_with_a_long_name(one_argument, another_argument, the_third_argument_is_here, fourth: {a: 1, b: [1, 2, 3, 4]})
        f(t) = { y = t | filter(.some_column_name > 100 and .other_column_name < 1000) | sort(desc(.column)) | head(10); y }
        f(t) = {
          y = t | filter(.some_column_name > 100 and .other_column_name < 1000) | sort(desc(.column)) | head(10) | g
          y | f
        }
        t | map(x -> {
          y = x | filter(.some_column_name > 100 and .other_column_name < 1000) | sort(desc(.column)) | head(10) | g
          y | f
        }) | some_other_function_with_a_name | and_yet_another_function_with_a_name | and_the_last_of_them_all
        a = \"\"\"
          text \\(x | f # c
            )
          \"\"\"; b
        [aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, ccccccccccccccccccccccccccccccc | fffffff, d
        ]
        f(g([aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
        ], ccccccccccccccccccccccccccccccc |
        fffffff, ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd), eeeeeeeeeee)
        """

    static let all = ValidPrograms.all.map(\.text) + [Tour.text, wide]

    @Test(arguments: all) func changesNeitherTreeNorTokens(text: String) throws {
        let formatted = try #require(Self.format(text))
        let (before, after) = (SyntaxTesting.dump(text), SyntaxTesting.dump(formatted))
        #expect(before == after)
        #expect(Self.content(text) == Self.content(formatted))
    }

    @Test(arguments: all) func changesNothingTheSecondTime(text: String) throws {
        let once = try #require(Self.format(text))
        #expect(Self.format(once) == once)
    }

    @Test(arguments: all) func leavesNoBlanksAtLineEnds(text: String) throws {
        for line in try #require(Self.format(text)).split(separator: "\n") { #expect(line.last != " ") }
    }

    @Test func leavesTheTourAsItIs() { #expect(Self.format(Tour.text) == Tour.text) }

    @Test(arguments: Mistakes.all) func refusesBrokenPrograms(example: Example) {
        let text = SyntaxTesting.unmark(example.text).text
        #expect(Self.format(text) == nil)
    }

    static let layouts: [Example] = [
        Example("", ""),
        Example("\n\n", ""),
        Example("x=1", "x = 1\n"),
        Example("a  ;b;", "a; b;\n"),
        Example("x\n\n\n\ny\n", "x\n\ny\n"),
        Example("f ( a,b :2 )=a+ b", "f(a, b: 2) = a + b\n"),
        Example("{ a ,b }=r", "{a, b} = r\n"),
        Example("a|f|g( 1 )", "a | f | g(1)\n"),
        Example("a|f\n|g", "a\n  | f\n  | g\n"),
        Example("a |\nf |\ng", "a\n  | f\n  | g\n"),
        Example("x=\na\n|f", "x =\n  a\n  | f\n"),
        Example("a # one\n| f # two\n\n# three\n| g", "a  # one\n  | f  # two\n  # three\n  | g\n"),
        Example("f(x)={y=1;y}", "f(x) = { y = 1; y }\n"),
        Example("f(x)={y=1\ny}", "f(x) = {\n  y = 1\n  y\n}\n"),
        Example("f(x)={\n\n\ny=1\n\n\n# c\n\n y\n\n}", "f(x) = {\n  y = 1\n\n  # c\n\n  y\n}\n"),
        Example("case{a->1,else->2}", "case { a -> 1, else -> 2 }\n"),
        Example("case{a->1\nelse->2}", "case {\n  a -> 1\n  else -> 2\n}\n"),
        Example("- a^-2+ -b-c", "-a ^ -2 + -b - c\n"),
        Example("xs [ 1 .. 3 ]", "xs[1..3]\n"),
        Example("0 .. .n", "0.. .n\n"),
        Example("[ . + 1,.a,. .. 3,.in ]", "[. + 1, .a, . ..3, .in]\n"),
        Example("[1,\n2]", "[1,\n 2]\n"),
        Example("[\n1,2,\n3\n]", "[\n  1, 2,\n  3\n]\n"),
        Example("f(a,\nb\n)", "f(a,\n  b)\n"),
        Example("f({\na:1,\n# c\n...r})", "f({\n  a: 1,\n  # c\n  ...r\n})\n"),
        Example("f(a +\nb)", "f(a +\n    b)\n"),
        Example("(a and\nb)", "(a and\n b)\n"),
        Example("x = if a\nthen b\nelse c", "x = if a\n  then b\n  else c\n"),
        Example("map(xs,x->{\ny=x\ny | f})", "map(xs, x -> {\n  y = x\n  y | f\n})\n"),
        Example("not(a)and(b)or not .c", "not (a) and (b) or not .c\n"),
        Example("if(a)then[b]else{}", "if (a) then [b] else {}\n"),
        Example("t.\"x y\".z", "t.\"x y\".z\n"),
        Example("## doc\nf(x)=x", "## doc\nf(x) = x\n"),
        Example("## far\n\nf(x)=x", "## far\n\nf(x) = x\n"),
        Example("x = \"\"\"\n      a\n      \"\"\"", "x = \"\"\"\n      a\n      \"\"\"\n"),
        Example("import\"a\"as b", "import \"a\" as b\n"),
        Example("x = 1   \r\n\r\n\r\ny", "x = 1\n\ny\n"),
    ]

    @Test(arguments: layouts) func laysOut(example: Example) { #expect(Self.format(example.text) == example.dump) }

    @Test func breaksAPipelineThatIsTooLong() throws {
        let stage = "some_function(.column, option: \"value\")"
        let text = "x = table | \(stage) | \(stage) | \(stage)\n"
        #expect(Self.format(text) == "x = table\n  | \(stage)\n  | \(stage)\n  | \(stage)\n")
    }

    @Test func keepsAPipelineOfOneHundredColumns() {
        let line = "x | " + String(repeating: "f", count: 96)
        #expect(Self.format(line) == line + "\n")
        #expect(Self.format(line + "f") == "x\n  | " + line.dropFirst(4) + "f\n")
    }

    @Test func wrapsLongLists() {
        let name = String(repeating: "n", count: 30)
        #expect(Self.format("f(\(name), \(name), \(name), \(name))") == "f(\(name), \(name), \(name),\n  \(name))\n")
    }
}
