import OctavoKernel
import OctavoSource
import Testing

@Suite struct ExplanationTests {
    @Test(arguments: Explanation.all.filter { $0.wrong != nil }.map(\.code.rawValue))
    func theWrongExampleHasTheMistakeAndTheRightOneHasNot(code: String) throws {
        let page = try #require(Explanation.of(code))
        let wrong = try #require(page.wrong)
        let right = try #require(page.right)
        #expect(
            Shown.of(wrong).split(separator: "\n").contains(Substring(code)), "wrong example of `\(code)`: \(Shown.of(wrong))")
        #expect(!Shown.of(right).split(separator: "\n").contains(Substring(code)), "right example of `\(code)`")
    }

    @Test func everyCodeHasOnePage() {
        let codes = Explanation.all.map(\.code)
        #expect(codes.count == Set(codes).count)
    }
}
