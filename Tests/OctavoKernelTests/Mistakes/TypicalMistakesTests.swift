import ProjectFiles
import Testing

/// The mistakes that people make most, each with its whole message in a golden file.
@Suite struct TypicalMistakesTests {
    struct Mistake: Sendable, CustomTestStringConvertible {
        let name: String
        let entries: [String]

        init(_ name: String, _ entries: String...) {
            self.name = name
            self.entries = entries
        }

        var testDescription: String { name }
    }

    private static let load = "mail = load(\"data/mail.jsonl\")"

    @Test(arguments: [
        Mistake("misspelt-column", load, "mail | filter(contains(.subjct, \"order\"))"),
        Mistake("column-without-dot", load, "mail | filter(length > 100)", "mail | sort(subject)"),
        Mistake("value-with-dot", load, "limit = 50", "mail | filter(.n > .limit)"),
        Mistake("equals-sign-as-comparison", load, "mail | filter(.lang = \"en\")"),
        Mistake("number-against-text", load, "mail | filter(.length > \"100\")"),
        Mistake("verb-of-another-language", load, "mail | fliter(.n > 3)", "mail | where(.n > 3)", "mail | mutate(m: .n * 2)"),
        // `train` is not part of the language yet, so the unknown option is one of `sample`.
        Mistake("unknown-option", load, "mail | sample(2, sed: 7)"),
        Mistake(
            "one-value-per-group", load,
            "mail | derive(words: word_count(.subject)) | summarize(words: .words, by: .lang)"),
        Mistake("pattern-without-match", "load(\"data/*.jsnl\")"),
        Mistake("malformed-records", "load(\"data/broken.jsonl\")"),
        // `split` is not part of the language yet, so the share that is too large is one of `quantile`.
        Mistake("share-above-one", load, "mail | summarize(high: quantile(.n, 110%))"),
        Mistake("repeated-join-keys", load, "old = load(\"data/old.jsonl\")", "mail | join(old, on: .id, expect: \"one\")"),
    ])
    func saysWhatIsWrongAndWhatWouldBeRight(mistake: Mistake) {
        GoldenFile.expect(
            MistakeSession.transcript(mistake.entries), at: "Tests/OctavoKernelTests/Mistakes/Golden/\(mistake.name).txt")
    }

    @Test(arguments: [
        Mistake("unclosed-text", "x = \"abc", "x = 'it's'"), Mistake("unclosed-bracket", "x = [1, 2\ny = 3", "f(x) = {\n  x + 1"),
        Mistake("column-left-out", load, "mail | select(.subject, .n) | filter(.n > 3) | sort(.lang)"),
        Mistake("call-inside-a-function", "add(a, b) = a + b", "total(x) = add(x, \"1\")", "total(5)"),
        Mistake(
            "words-as-operators", load, "mail | filter(.subject contains \"order\" and .n between 3 and 9 and .lang is not null)"),
        Mistake("statements-of-other-languages", "for x in [1, 2]: print(x)", "x += 1", "let x = 5", "def f(x): x + 1"),
        Mistake(
            "blocks-of-other-languages", "SELECT lang, count(*)\nFROM mail\nWHERE n > 3",
            "if n > 3:\n  print(n)\nelse:\n  print(0)",
            "def twice(x):\n  y = x * 2\n  return y", "const twice = (x) => x * 2", "[x | x <- [1, 2]]",
            "case 5 { 1 -> \"a\", else -> \"b\" }", "[a, b] = [1, 2]", "try:\n  print(1)\nexcept:\n  print(2)"),
        Mistake(
            "names-before-their-time", "f(n) = f(n - 1); f(3)", "g = x -> g(x)",
            "double(x) = twice(x)\ntwice(x) = x * 2\ndouble(2)",
            "t = table([{a: 1}])\nt[t.a > 1]", "x = NULL"),
    ])
    func saysSoToo(mistake: Mistake) {
        GoldenFile.expect(
            MistakeSession.transcript(mistake.entries), at: "Tests/OctavoKernelTests/Mistakes/Golden/\(mistake.name).txt")
    }
}
