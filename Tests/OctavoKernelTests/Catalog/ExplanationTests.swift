import OctavoKernel
import OctavoSource
import ProjectFiles
import Testing

@Suite struct ExplanationTests {
    @Test(arguments: Explanation.all.filter { $0.wrong != nil }.map(\.code.rawValue))
    func theWrongExampleHasTheMistakeAndTheRightOneHasNot(code: String) throws {
        let page = try #require(Explanation.of(code))
        let wrong = try #require(page.wrong)
        let right = try #require(page.right)
        #expect(
            Shown.of(wrong).split(separator: "\n").contains(Substring(code)), "wrong example of `\(code)`: \(Shown.of(wrong))")
        #expect(Self.codes(in: Shown.of(right)).isEmpty, "right example of `\(code)`: \(Shown.of(right))")
    }

    /// The lines that are codes of diagnostics.
    private static func codes(in shown: String) -> [Substring] {
        shown.split(separator: "\n").filter { Explanation.of(String($0)) != nil }
    }

    @Test func everyCodeHasOnePage() {
        let codes = Explanation.all.map(\.code)
        #expect(codes.count == Set(codes).count)
    }

    /// Diagnostics are made by calls whose first argument is the code, so the sources themselves say which there are.
    @Test func everyCodeOfTheSourcesHasAPageAndEveryPageACode() {
        let used = Self.codesInSources()
        #expect(used.count > 100)
        let pages = Set(Explanation.all.map(\.code.rawValue))
        let missing = used.subtracting(pages).sorted()
        #expect(missing.isEmpty, "no page for \(missing.joined(separator: ", "))")
        let unused = pages.subtracting(used).sorted()
        #expect(unused.isEmpty, "no diagnostic has the code \(unused.joined(separator: ", "))")
    }

    /// Every text in kebab case that follows one of the ways to name a code.
    private static func codesInSources() -> Set<String> {
        let starts = ["Diagnostic(", "report(", "fail(", "code: "]
        var found: Set<String> = []
        for file in Project.files(in: "Sources") where !file.path.contains("/Explanations/") {
            let text = file.lines.joined(separator: "\n")
            for start in starts {
                for part in text.split(separator: start, omittingEmptySubsequences: false).dropFirst() {
                    let rest = part.drop { $0.isWhitespace }
                    guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else { continue }
                    let code = rest[rest.index(after: rest.startIndex)..<end]
                    if isCode(code) { found.insert(String(code)) }
                }
            }
        }
        return found
    }

    private static func isCode(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D }
    }
}
