import OctavoText
import ProjectFiles
import Testing

/// ftfy's published cases. Quotation marks are straightened in them, dashes and white space are left.
@Suite struct FTFYCasesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let isExpected: Bool
        let text: String
        let fixed: String
        var testDescription: String { text }
    }

    static let cases: [Case] = Project.text("Tests/OctavoTextTests/Normalization/Cases/ftfy.txt").split(separator: "\n")
        .filter { !$0.hasPrefix("#") }
        .map { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            return Case(isExpected: parts[0] == "pass", text: unescaped(parts[1]), fixed: unescaped(parts[2]))
        }

    private static func unescaped(_ text: Substring) -> String {
        var result = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let next = rest.popFirst() {
            guard next == "\\" else {
                result.append(next)
                continue
            }
            guard let kind = rest.popFirst() else { break }
            if kind == "u", let end = rest.firstIndex(of: "}"), let code = UInt32(String(rest[..<end]).dropFirst(), radix: 16) {
                if let scalar = Unicode.Scalar(code) { result.append(scalar) }
                rest = rest[rest.index(after: end)...]
            } else {
                result.append(kind == "n" ? "\n" : kind)
            }
        }
        return String(result)
    }

    /// ftfy keeps the controls of Latin-1 for which Windows-1252 has nothing; here they go as controls.
    private static let ours = ["These control characters \u{1A} are apparently intentional \u{81}"]

    private static let likeFTFY = TextNormalization(
        steps: NormalizationSteps.standard.subtracting([.dashes, .trim]), whiteSpace: .keep)

    @Test func readsTheCases() { #expect(Self.cases.count == 161) }

    @Test(arguments: cases.filter { $0.isExpected && !ours.contains($0.text) })
    func repairsWhatFTFYRepairs(item: Case) {
        #expect(Normalized.text(item.text, Self.likeFTFY) == Array(item.fixed.utf8))
    }

    /// The UTF-8 of each case read as Latin-1 once more.
    @Test(arguments: cases.filter { $0.isExpected && !ours.contains($0.text) })
    func repairsOneMoreWrongReading(item: Case) {
        let worse = String(String.UnicodeScalarView(item.text.utf8.map { Unicode.Scalar($0) }))
        #expect(Normalized.text(worse, Self.likeFTFY) == Array(item.fixed.utf8))
    }

    @Test(arguments: cases) func changesNoCaseASecondTime(item: Case) {
        for options in Normalized.variants {
            let once = Normalized.text(item.text, options)
            #expect(Normalized.bytes(once, options) == once)
        }
    }
}
