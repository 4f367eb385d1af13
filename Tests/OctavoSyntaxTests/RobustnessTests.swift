import OctavoSource
import OctavoSyntax
import Testing

/// Random numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64; Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

@Suite struct RobustnessTests {
    static let pieces: [String] =
        Symbol.allCases.map(\.rawValue) + Keyword.allCases.map(\.rawValue) + [
            "x", "f", "t", ".a", ".", "1", "2.5", "80%", "5m", "64KB", "@2026-01-31", "@2026-02-30", "\"a\"", "'b'", "\"\\(",
            "\"\"\"", "\"",
            "\n", "\n", "\n", "# c\n", "## d\n", "&&", "||", "|>", "!", "%", "€", "“", ")", "(", "{", "}", "[", "]", "|", ",",
            "=", "1h30m",
        ]

    /// What every parse must give, whatever the text.
    static func check(_ text: String) {
        for mode in [Parser.Mode.cell, .entry] {
            let tree = SyntaxTesting.parse(text, mode: mode)
            let starts = tree.diagnostics.compactMap { $0.primary?.range.bytes.start }
            #expect(starts.count == tree.diagnostics.count && starts.count <= Parser.maximumDiagnostics, "\(text)")
            #expect(starts == starts.sorted(), "\(text)")
            let dump = SyntaxDump.text(tree)
            #expect(!tree.isIncomplete || !tree.diagnostics.isEmpty, "\(text)")
            _ = CanonicalTokens.encode(tree)
            guard tree.diagnostics.isEmpty else {
                #expect(Formatter.format(tree) == nil)
                continue
            }
            #expect(!containsMissing(tree), "nothing is said about \(text)")
            let formatted = Formatter.format(tree) ?? ""
            let again = SyntaxTesting.parse(formatted, mode: mode)
            #expect(SyntaxDump.text(again) == dump, "\(text)")
            #expect(Formatter.format(again) == formatted, "\(text)")
        }
    }

    static func containsMissing(_ tree: SyntaxTree) -> Bool {
        func search(_ expression: ExpressionSyntax) -> Bool {
            if case .missing = expression.kind { return true }
            var found = false
            expression.forEachChild { found = found || search($0) }
            return found
        }
        var found = false
        for statement in tree.statements { statement.forEachExpression { found = found || search($0) } }
        return found
    }

    @Test(arguments: 0..<10) func survivesRandomTokens(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<500 {
            let count = Int.random(in: 1...30, using: &generator)
            let separators = ["", " ", " "]
            var text = ""
            for _ in 0..<count {
                text += (Self.pieces.randomElement(using: &generator) ?? "") + (separators.randomElement(using: &generator) ?? "")
            }
            Self.check(text)
        }
    }

    @Test(arguments: 0..<10) func survivesDamagedPrograms(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(1000 + seed))
        let programs = FormatterTests.all.filter { !$0.isEmpty }
        for _ in 0..<200 {
            var text = Array((programs.randomElement(using: &generator) ?? "").unicodeScalars)
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let position = Int.random(in: 0...text.count, using: &generator)
                let piece = Array((Self.pieces.randomElement(using: &generator) ?? "").unicodeScalars)
                if Bool.random(using: &generator) {
                    text.insert(contentsOf: piece, at: position)
                } else {
                    text.removeSubrange(position..<min(position + 2, text.count))
                }
            }
            var damaged = String.UnicodeScalarView()
            damaged.append(contentsOf: text)
            Self.check(String(damaged))
        }
    }

    @Test func survivesEveryPrefixOfTheTour() {
        let scalars = Array(Tour.text.unicodeScalars)
        for count in stride(from: 0, through: scalars.count, by: 3) {
            var prefix = String.UnicodeScalarView()
            prefix.append(contentsOf: scalars[..<count])
            let tree = SyntaxTesting.parse(String(prefix))
            for offset in [count, count / 2] { _ = tree.tokenContext(at: offset) }
        }
    }

    static let deep: [(String, String)] = [
        ("(", ")"), ("[", "]"), ("{a: ", "}"), ("f(", ")"), ("- ", ""), ("not ", ""), ("x -> ", ""), ("if a then b else ", ""),
        ("try ", " else 1"), ("case { else -> ", "}"), ("x -> { ", "; 1 }"), ("2 ^ ", ""), ("x | f(", ")"), ("a[", "]"),
        ("\"\\(", ")\""),
        ("true | (", ")"), ("!", ""), ("f x ", ""), ("+", ""),
    ]

    @Test(arguments: deep) func refusesWhatIsTooDeep(opening: String, closing: String) {
        for count in [1000, 10_000] {
            let text = "x = " + String(repeating: opening, count: count) + "1" + String(repeating: closing, count: count)
            let tree = SyntaxTesting.parse(text)
            #expect(!tree.diagnostics.isEmpty)
            let open = String(repeating: opening, count: count)
            #expect(!SyntaxTesting.parse(open).diagnostics.isEmpty)
        }
    }

    @Test(arguments: ["x + ", "x | f | ", "x or ", "x ?? ", "x * "]) func boundsLongChains(part: String) {
        let long = String(repeating: part, count: 20_000) + "f"
        #expect(SyntaxTesting.codes(SyntaxTesting.parse(long)) == "too-deep")
        let short = String(repeating: part, count: 200) + "f"
        #expect(SyntaxTesting.codes(SyntaxTesting.parse(short)) == "")
    }

    @Test(arguments: ["f", ".a", "[0]"]) func boundsLongPostfixes(part: String) {
        let long = "x = f" + String(repeating: part == "f" ? "(1)" : part, count: 20_000)
        #expect(SyntaxTesting.codes(SyntaxTesting.parse(long)) == "too-deep")
    }

    /// Found by fuzzing.
    @Test(arguments: ["f(a, b\n!", "f(a, b\nnot", "f(a\nif", "f(a\n-"]) func survivesAPrefixWhereReadingFailed(text: String) {
        Self.check(text)
    }

    @Test func allowsNestingUpToTheLimit() {
        func nested(_ count: Int) -> String { String(repeating: "(", count: count) + "1" + String(repeating: ")", count: count) }
        #expect(SyntaxTesting.codes(SyntaxTesting.parse(nested(Parser.maximumDepth - 1))) == "")
        #expect(SyntaxTesting.codes(SyntaxTesting.parse(nested(Parser.maximumDepth))) == "too-deep")
    }

    @Test func allowsLongFlatPrograms() {
        let list = "x = [" + (0..<20_000).map { "a + \($0) * .n" }.joined(separator: ", ") + "]"
        #expect(SyntaxTesting.codes(SyntaxTesting.parse(list)) == "")
        let lines = (0..<20_000).map { "x\($0) = f(\($0))" }.joined(separator: "\n")
        #expect(SyntaxTesting.parse(lines).statements.count == 20_000)
    }

    /// A failure in a bracket that is never closed went past the end of those around it, which then waited for it forever.
    @Test(
        arguments: [
            "[xs[0], x\n| head(1)\nt | flter(.a =\"a$bc&[er(.a =\"a$bc&[..3]]..3]]\n", "[f(\"a\"b], 1]\nx", "{a: f(\"a\"b}\n",
            "[[f(\"a\"b\n], 2]\n", "f([g(\"a\"b])\ny = 1", "case { f(\"a\"b }\n", "f(x) = { g(\"a\"b }\nf(1)", "x[f(\"a\"b]\n1",
        ])
    func endsWhereABracketInsideIsNeverClosed(text: String) { Self.check(text) }
}
