import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoVerbs
import Testing

/// The sentences of the language's description, each with a program that holds it to its word.
@Suite struct LanguageRulesTests {
    @Test(arguments: [
        // A newline ends nothing after a token that cannot end an expression, and nothing in brackets.
        ("x = 1 +\n2\nx", "3"), ("x = [1,\n\n  # c\n  2]\nx", "[1, 2]"), ("x =\n\n5\nx", "5"), ("not\ntrue", "false"),
        // Nor before `|`, `and`, `or`, `??`, `then` and the `else` of an open `if`, past blank lines and comments.
        ("[1, 2]\n\n# c\n| map(. + 1)", "[2, 3]"), ("true\n# c\n\nand false", "false"), ("null\n?? 3", "3"),
        ("false\nor true", "true"), ("x = if false\n  then 1\n  else 2\nx", "2"), ("try int(\"a\")\nelse 0", "0"),
        // It ends a choice.
        ("case {\n  1 > 2 -> \"a\"\n\n  else -> \"b\"\n}", "\"b\""),
        // `try` without parentheses takes the next conditional.
        ("try div(1, 0) else try int(\"x\") else 3", "3"), ("(try div(1, 0) else [1]) | length", "1"),
        // Words of other languages are names here.
        ("select = 1\nfrom = 2\nselect + from", "3"), ("match(x) = x\nmatch(1)", "1"), ("end = 1\nend", "1"),
        // `;` ends a statement; empty statements are allowed; a value that ends in it is not shown.
        (";;1;;2", "2"), ("f(x) = { a = x; b = a\na + b }\nf(2);\nf(3)", "6"),
        // A keyword may be a label.
        ("{in: 1, for: 2}.for", "2"), ("f(if_: 1) = if_\nf()", "1"),
        // Numbers.
        ("1_000 + 0.5e1 + 80%", "1005.8"), ("[250ms, 30s, 5m, 2h, 1d, 2w]", "[250ms, 30s, 5m, 2h, 1d, 2w]"),
        ("[64KB, 1MiB, 0.5KB, 1KiB]", "[64000, 1048576, 500, 1024]"), ("3.3%", "0.033"),
        // Dates and instants.
        ("@2026-01-31T10:00+02:00", "2026-01-31T08:00:00Z"), ("@2026-02-28 + 1d", "2026-03-01"),
        // Texts.
        ("'a\\d' == \"a\\\\d\"", "true"), ("\"\\u{1F600}\"", "\"😀\""), ("\"\"\"\n  a\n    b\n  \"\"\"", "\"a\\n  b\""),
        ("x = 5\n\"\"\"\n  a \\(x)\n  \"\"\"", "\"a 5\""), ("length(\"né\")", "2"), ("\"a\" < \"B\"", "false"),
        // Lists and records; trailing commas everywhere.
        ("a = 1\n{a, \"odd name\": 2, ...{z: 3},}", "{a: 1, \"odd name\": 2, z: 3}"), ("[1, 2,]", "[1, 2]"),
        ("length([1],)", "1"),
        ("{...{a: 1, b: 2}, a: 3}", "{a: 3, b: 2}"),
    ]) func readsPrograms(program: String, shown: String) {
        #expect(Harness.run(program) == [shown])
    }

    @Test func showsEveryTopLevelExpressionThatIsNotNullOrSilent() {
        #expect(Harness.run("1\nx = 2\nnull\n3;\nx") == ["1", "2"])
    }

    @Test(arguments: [
        // A brace after `=` and `->` is a record if it is empty or begins like one, else a block.
        ("f() = {}\nf()", "{}"), ("f(x) = { x }\nf(1)", "{x: 1}"), ("f(x) = { x: 1 }\nf(1)", "{x: 1}"),
        ("f(x) = { ...x }\nf({a: 1})", "{a: 1}"), ("f(x) = { abs(x) }\nf(-1)", "1"), ("f = x -> { y = x * 2\n y }\nf(4)", "8"),
        // The dot: member access directly after a value, else a column.
        ("{a: {b: 5}}.a.b", "5"), ("{a: {b: 5}} | .a.b", "5"), ("[{a: 1}] | map(.a)", "[1]"), ("{\"a b\": 1}.\"a b\"", "1"),
        // One call form.
        ("add(a, b) = a + b\n1 | add(2)", "3"), ("[3, 1] | length", "2"), ("(x -> x + 1)(2)", "3"),
        // Precedence.
        ("-2 ^ 2", "-4"), ("2 ^ 3 ^ 2", "512"), ("not true == false", "true"), ("not 1 in [2]", "true"), ("1 ?? 2 + 3", "1"),
        ("1 + 2 in [3]", "true"), ("2 * 3 + 4 ^ 2 / 2", "14.0"),
        // Ranges are half open.
        ("[x for x in 0..3]", "[0, 1, 2]"), ("length(3..1)", "0"), ("3 in 0..3", "false"),
        // Indexing.
        ("[1, 2, 3][0] + [1, 2, 3][-1]", "4"), ("[1, 2, 3][1..3]", "[2, 3]"), ("[1, 2, 3][..2]", "[1, 2]"),
        ("(0..10)[2..4][0]", "2"),
        ("\"abc\"[1]", "\"b\""), ("{\"odd name\": 1}[\"odd name\"]", "1"), ("[1, 2][5..]", "[]"),
        // Arguments in any order, spreads among them.
        ("f(a, b: 2) = a - b\nf(b: 7, 1)", "-6"), ("f(a, b: 2) = a - b\nf(...[9, 5])", "4"),
        ("f(a, b: 2) = a - b\nf(...{b: 1, a: 3})", "2"), ("f(a, b: a + 1) = b\nf(1)", "2"),
    ]) func readsExpressions(program: String, shown: String) {
        #expect(Harness.run(program) == [shown])
    }

    @Test(arguments: [
        // Functions and values are two namespaces.
        ("train(x) = x * 2\ntrain = 5\ntrain | train", "10"), ("head = 3\n[1, 2, 3, 4][..head]", "[1, 2, 3]"),
        ("f = x -> x\nf(x) = x + 1\nf(1)", "2"), ("f = x -> x + 5\nf(1)", "6"),
        // A body keeps the meanings that names had above it; its own name there is the earlier binding.
        ("x = 1\nf() = x\nx = 2\nf()", "1"), ("f(x) = x + 1\nf(x) = f(x) * 2\nf(1)", "4"), ("x = 1\nx = x + 1\nx", "2"),
        ("k = 10\nadd = x -> x + k\nk = 0\nadd(1)", "11"), ("f(x) = { g(y) = y + x\n g(1) }\nf(2)", "3"),
        // A block's names stay inside; parameters hide.
        ("x = 1\nf(y) = { x = y\n x }\nf(5) + x", "6"), ("x = 1\nf(x) = x\nf(7)", "7"), ("x = 1\n[x for x in [5]][0] + x", "6"),
        // Destructuring.
        ("{a, b} = {a: 1, b: 2, c: 3}\na + b", "3"),
        // Logic is two-valued.
        ("null == null", "true"), ("null < 1", "false"), ("1 >= null", "false"), ("x = 0.0 / 0.0\nx == x", "true"),
        ("0.0 / 0.0 < 1", "false"), ("not null", "true"), ("null and true", "false"), ("null or true", "true"),
        ("if null then 1 else 2", "2"), ("1 != null", "true"),
        // Nulls.
        ("null + 1 == null", "true"), ("upper(null) == null", "true"), ("\"a \\(null)\"", "\"a null\""), ("null ?? 1", "1"),
        ("sort_by([3.0, null, 0.0 / 0.0, 1.0], desc(.))", "[3.0, 1.0, nan, null]"),
        // Arithmetic.
        ("7 / 2", "3.5"), ("1 / 0", "inf"), ("mod(-7, 3)", "2"), ("1 + 0.5", "1.5"), ("\"a\" + \"b\"", "\"ab\""),
        ("-9223372036854775808", "-9223372036854775808"),
        // `try`.
        ("try int(\"x\") else 0", "0"),
        ("try (table([{a: \"x\"}]) | derive(n: int(.a))).n[0] else 7", "7"),
    ]) func givesMeanings(program: String, shown: String) {
        #expect(Harness.run(program) == [shown])
    }

    @Test(arguments: [
        ("f(x) = g(x)\ng(x) = f(x)", "unknown-function"), ("f(n) = f(n)", "recursion"),
        ("f(n) = [1] | map(x -> f(x))", "recursion"), ("f(n) = f(n - 1); f(3)", "recursion"), ("f = x -> f(x)", "recursion"),
        ("9223372036854775807 + 1", "overflow"), ("-9223372036854775808 - 1", "overflow"), ("2 ^ 63", "overflow"),
        ("abs(-9223372036854775808)", "overflow"), ("div(-9223372036854775808, -1)", "overflow"),
        ("2 ^ -1", "negative-power"), ("[...null]", "wrong-spread"), ("{...5}", "wrong-spread"),
        ("f(a) = a\nf(...[1, 2])", "too-many-arguments"), ("f(a) = a\nf(...{b: 1})", "unknown-argument"),
        ("f(a) = a\nf(1, a: 2)", "duplicate-argument"), ("{a} = [1]", "type-mismatch"), ("{a: 1}.b", "unknown-field"),
        ("\"abc\"[5]", "out-of-range"), ("table([{a: 1}])[3]", "out-of-range"),
        ("@2026-01-31 < @2026-02-01T00:00Z", "type-mismatch"),
        ("table([{a: 1}]) | derive(b: case { .a > 1 -> 1, else -> \"a\" })", "type-mismatch"),
        ("f(c) = { print(c); c }\ntable([{a: 1}]) | derive(b: f(.a))", "not-in-expression"),
        ("x = x + 1", "unknown-name"), ("t = table([{a: 1}])\nt.head(1)", "method-call"), ("[1].length()", "method-call"),
        (".a", "column-without-table"), ("c = .a\nc", "column-without-table"), ("div(7, 0)", "division-by-zero"),
        ("if 1 then 2 else 3", "not-a-condition"), ("1 and true", "not-a-condition"), ("filter([1], .)", "not-a-condition"),
        ("\"a\" or true", "not-a-condition"), ("{a, b} = {a: 1}", "unknown-field"), ("[1, 2][2]", "out-of-range"),
        ("table([{a: 1}]) | derive(b: print(.a))", "not-in-expression"), ("f(x) = x\nf(1, 2)", "too-many-arguments"),
        ("@2026-01-31 + 1h", "not-whole-days"), ("table([{a: 1}]) | sort(\"a\")", "wrong-argument"),
        ("try nosuch else 1", "unknown-name"), ("1 in 5", "type-mismatch"), ("\"a\" == 1", "type-mismatch"),
        ("secret(\"X\")", "unset-variable"), ("\"\\(x -> x)\"", "no-text-form"),
    ]) func refuses(program: String, code: String) {
        #expect(Harness.run(program) == ["error: \(code)"])
    }

    @Test(arguments: [
        // `.` belongs to the nearest call that gives it a row or an element; a lambda does not rebind it.
        (
            "table([{items: [{q: 2}, {q: 3}], rate: 10}]) | derive(z: map(.items, i -> i.q * .rate)) | select(.z)",
            "[{z: [20, 30]}]"
        ),
        ("table([{items: [{q: 2}]}]) | derive(z: map(.items, .q * 2)) | select(.z)", "[{z: [4]}]"),
        ("[[1, 2], [3]] | map(map(., . * 2))", "[[2, 4], [6]]"),
        // A column expression is a value that takes its row where it is used.
        ("c = .a + 1\ntable([{a: 1}]) | select(x: c)", "[{x: 2}]"),
        ("big(x) = x > 1\ntable([{a: 1}, {a: 2}]) | filter(big(.a))", "[{a: 2}]"),
        ("table([{a: 1}]) | select(s: \"\\(.a)!\")", "[{s: \"1!\"}]"),
        ("table([{a: 1}]) | select(s: case { .a > 1 -> \"many\", else -> \"one\" })", "[{s: \"one\"}]"),
        // `derive` works left to right, `select` sees only the input; an overwritten column keeps its place.
        ("table([{a: 1, b: 2}]) | derive(b: .a, c: .b)", "[{a: 1, b: 1, c: 1}]"),
        ("table([{a: 1, b: 2}]) | select(a: .b, b: .a)", "[{a: 2, b: 1}]"),
        // Groups.
        ("table([{n: 1}, {n: 3}]) | derive(m: mean(.n)) | select(.m)", "[{m: 2.0}, {m: 2.0}]"),
        ("table([{n: 1}, {n: null}]) | summarize(c: count(), s: sum(.n))", "[{c: 2, s: 1}]"),
        ("table([{b: true}, {b: false}]) | summarize(s: mean(.b))", "[{s: 0.5}]"),
        // `filter(p)` and `filter(not p)` part the rows exactly.
        ("t = table([{n: 1}, {n: null}, {n: 5}])\n(t | filter(.n > 2) | count) + (t | filter(not .n > 2) | count)", "3"),
        // `try` works row by row.
        ("table([{s: \"1\"}, {s: \"x\"}]) | derive(n: try int(.s) else null) | select(.n)", "[{n: 1}, {n: null}]"),
        // A list of records is taken as a table.
        ("[{a: 2}, {a: 1}] | sort(.a)", "[{a: 1}, {a: 2}]"),
    ]) func worksOnColumns(program: String, shown: String) {
        #expect(Harness.run(program) == [shown])
    }

    @Test func warnsOfAParameterThatAFunctionHides() {
        #expect(Harness.codes("f(head) = table([{a: 1}]) | head(1)") == ["hidden-parameter"])
        #expect(Harness.codes("f(g) = g(1)") == [])
    }

    @Test(arguments: [
        "m = table([{a: 1}])\nm | select(nosuch, .a)", "x = nosuch\ny = x + 1\nz = y | upper\nz.a",
        "f(x) = f(x)\nf(1)", "m = table([{a: 1}])\nm | filter(avg2(.a) > 1) | derive(b: .c)",
        "f(n) = f(n - 1); f(3)", "f(n) = g(n)\ng(n) = f(n)\nf(1)", "[a, b] = [1, 2]\na + b", "let [a, b] = [1, 2]\na",
        "def f(x):\n  y = x\n  return y\nf(2)", "x = \"a\nb\"\nx", "for i in [1, 2]:\n  print(i)\n", "x <- 5\nx + 1",
        "f x = x + 1\nf(2)", "const f = (x) => x + 1\nf(2)", "x: int = 5\nx", "x = 1\nx++\nx",
        "table([{a: 1}]) | summarize(x: nosuch, by: .a) | filter(.y > 1)", "help(nosuch)", "table([{a: 1}]) | sort(.a between)",
    ]) func saysOneMistakeOnce(program: String) {
        #expect(Harness.codes(program).count == 1, "\(Harness.codes(program))")
    }

    @Test func pointsAtTheStatementFurtherDownThatBindsAName() throws {
        for program in ["f(n) = g(n)\ng(n) = n\nf(1)", "x = y + 1\ny = 2"] {
            let found = Program.check(
                Harness.parse(program), in: Environment(), catalog: .standard, capabilities: Harness.capabilities,
                context: Harness.context
            ).diagnostics
            let diagnostic = try #require(found.first)
            #expect(found.count == 1)
            #expect(diagnostic.secondary.first?.text == "bound here, further down")
            #expect(diagnostic.secondary.first.map { program.hasPrefix($0.range.text) } == false)
        }
    }

    @Test func looksAtTheFirstItemsOfALongListWhileChecking() {
        #expect(Harness.codes("[x + 1 for x in 0..1000000000000]") == [])
        #expect(Harness.codes("[x + \"a\" for x in 0..1000000000000]") == ["type-mismatch"])
        #expect(Harness.codes("map(0..1000000000000, . * 2)[5000]") == [])
    }

    @Test(arguments: [
        "fold(0..100, \"a\", (s, i) -> s + s)", "fold(0..100, [1], (s, i) -> [...s, ...s])", "[x for x in 0..1000000000000]",
        "[... map(0..1000000000000, . * 2)]",
        "fold(0..100, \"a\", (s, i) -> \"\\(s)\\(s)\")",
    ]) func staysWithinItsMemory(program: String) {
        // Pretends that what is asked for is in use.
        let limited = Capabilities(
            files: Harness.NoFiles(), now: { 0 }, environment: { _ in nil }, memory: MemoryBudget(50_000_000),
            memoryInUse: { 49_000_000 })
        let full = Capabilities(
            files: Harness.NoFiles(), now: { 0 }, environment: { _ in nil }, memory: MemoryBudget(50_000_000),
            memoryInUse: { 51_000_000 })
        for capabilities in [limited, full] where capabilities.memoryInUse() > 50_000_000 || !program.hasPrefix("[") {
            #expect {
                _ = try Program.run(
                    Harness.parse(program), in: Environment(), catalog: .standard, capabilities: capabilities,
                    context: Harness.context, output: { _ in })
            } throws: { ($0 as? Diagnostic)?.code == "budget" }
        }
    }

    /// What only a run can know may stand inside a list or a record.
    @Test(
        arguments: [
            ("json({a: e.accuracy})", #""{\"a\":1.0}""#), ("table([{a: e.accuracy}])", "[{a: 1.0}]"),
            ("max([e.accuracy, 0.5])", "1.0"),
            ("[{a: e.accuracy}] | filter(.a > 2) | count", "0"),
        ])
    func unknownPartsOfValuesAreNoMistake(program: String, shown: String) {
        let before = """
            t = table([{q: "a room", l: "book"}, {q: "cancel", l: "stop"}, {q: "two rooms", l: "book"}, {q: "cancel it", l: "stop"}])
            e = evaluate(t, train(t, text: .q, label: .l))

            """
        #expect(Harness.run(before + program).last == shown)
    }
}
