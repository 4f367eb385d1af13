import OctavoNotebook
import Testing

@Suite struct LineDifferenceTests {
    private func lines(_ text: String) -> [String] { text.map(String.init) }

    static let cases: [(String, String, [String])] = [
        ("", "", []), ("abc", "abc", ["… 3 equal lines"]), ("a", "b", ["- a", "+ b"]), ("ab", "b", ["- a", "  b"]),
        ("b", "ab", ["+ a", "  b"]),
        ("abcdefgh", "abcdefgx", ["… 4 equal lines", "  e", "  f", "  g", "- h", "+ x"]),
        ("abcd", "acbd", ["  a", "- b", "  c", "+ b", "  d"]),
        ("xabcdefgy", "XabcdefgY", ["- x", "+ X", "  a", "  b", "  c", "… 1 equal line", "  e", "  f", "  g", "- y", "+ Y"]),
    ]

    @Test(arguments: cases) func showsTheShortestChange(expected: String, got: String, text: [String]) {
        #expect(LineDifference(expected: lines(expected), got: lines(got)).text == text)
    }

    @Test func givesBothTextsBack() {
        var numbers = SeededGenerator(seed: 3)
        for _ in 0..<300 {
            let left = (0..<Int.random(in: 0...12, using: &numbers)).map { _ in String(Int.random(in: 0...3, using: &numbers)) }
            let right = (0..<Int.random(in: 0...12, using: &numbers)).map { _ in String(Int.random(in: 0...3, using: &numbers)) }
            var removed: [String] = []
            var added: [String] = []
            for line in LineDifference(expected: left, got: right).lines {
                if case .removed(let text) = line { removed.append(text) }
                if case .added(let text) = line { added.append(text) }
            }
            #expect(left.count - removed.count == right.count - added.count)
            #expect((left == right) == (removed.isEmpty && added.isEmpty))
        }
    }

    @Test(.timeLimit(.minutes(1))) func staysFastForLongTexts() {
        let left = (0..<20_000).map { "a\($0)" }
        let right = (0..<20_000).map { "b\($0)" }
        #expect(LineDifference(expected: left, got: right).lines.count == 40_000)
    }
}
