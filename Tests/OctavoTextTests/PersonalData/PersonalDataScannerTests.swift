import OctavoText
import Testing

@Suite struct PersonalDataScannerTests {
    private static let forms = MarkedText.file("forms.txt")

    @Test func readsTheForms() { #expect(Self.forms.count > 200) }

    @Test(arguments: forms) func findsWhatIsMarkedAndNothingElse(line: MarkedText) {
        let found = line.found()
        #expect(line.marks.subtracting(found).isEmpty, "not found")
        #expect(found.subtracting(line.marks).isEmpty, "found without a mark")
    }

    /// The goals for the whole set, which `scripts/pii-quality` prints: 0.97, and 0.99 for kinds with a checksum.
    @Test(arguments: ["injected.txt", "synthetic.txt"]) func findsNearlyAllOfOthersTexts(file: String) {
        var right: [String: Int] = [:]
        var wrong: [String: Int] = [:]
        for line in MarkedText.file(file) {
            let wanted = line.marks.filter { $0.kind != "person" && $0.kind != "street" }
            let found = line.found()
            for mark in found.intersection(wanted) { right[mark.kind, default: 0] += 1 }
            for mark in found.symmetricDifference(wanted) { wrong[mark.kind, default: 0] += 1 }
        }
        #expect(right.count > 5)
        for (kind, count) in right {
            let measure = 2 * Double(count) / Double(2 * count + (wrong[kind] ?? 0))
            #expect(measure >= (["card", "iban", "crypto"].contains(kind) ? 0.99 : 0.97), "\(kind): \(measure)")
        }
        #expect(wrong.keys.allSatisfy { right[$0] != nil }, "\(wrong)")
    }

    @Test(arguments: [
        ("My name is Ana Lima", "«person:Ana Lima»"), ("Dear Mr. Okafor,", "«person:Okafor»"),
        ("thanks, Maria", "«person:Maria»"),
        ("401 East Jefferson Street", "«street:401 East Jefferson Street»"), ("Hauptstraße 12a", "«street:Hauptstraße 12a»"),
        ("12 rue de la Paix", "«street:12 rue de la Paix»"), ("Via Roma 131", "«street:Via Roma 131»"), ("The room is fine", ""),
        ("March 10th is taken", ""),
    ])
    func findsPersonsAndStreetsWhereAsked(text: String, marked: String) {
        let wanted = MarkedText(marked).marks.map { "\($0.kind) \($0.text)" }
        #expect(MarkedText(text).found(.all).map { "\($0.kind) \($0.text)" } == wanted)
        #expect(MarkedText(text).found().isEmpty)
    }

    @Test func leavesOutKindsThatNobodyAskedFor() {
        let text = MarkedText("4111 1111 1111 1111, a@b.example")
        #expect(text.found(.init(.phone)).isEmpty)
        #expect(text.found([.init(.email), .init(.phone)]).map(\.kind) == ["email"])
    }

    @Test(arguments: [
        ("https://a:b@host.example/x?mail=c@d.example", ["url"]), ("192.0.2.1@host.example", ["email"]),
        ("http://192.0.2.1/4111111111111111", ["url"]), ("call +1 212 555 0123, 4111 1111 1111 1111", ["phone", "card"]),
    ])
    func keepsTheFindingThatHoldsTheOthers(text: String, kinds: [String]) {
        #expect(MarkedText(text).found().sorted { $0.start < $1.start }.map(\.kind) == kinds)
    }

    /// Each of these is a megabyte: with a step that looks at all that follows or went before, none would end.
    @Test(arguments: [
        "a@", "1", "1 ", "12-", "1.", "1:", "a:", "::", "ab:cd:", "(", "+1 ", "00 ", "x@y.", "http://", "www.", "www.a", "A",
        "a1", "_", "0x", "sk-",
        "eyJ.", "eyJhbGciOiJIUzI1-", "DE89 ", "born 1985 ", "-----BEGIN PRIVATE KEY-----\nAAAAAAAAAAAAAAAAAAAA\n", "é@", "日1",
        "\"@", "12/12/", "passport 1 ", "%",
        "2125550123x......", "AB 12 34 56 ", "nhs 943 ", "1.2.3-", "bank account 12", "131052-", "X-1234567-", "#", "]", "[A]",
        "\n",
    ])
    func takesTimeThatGrowsWithTheTextAlone(part: String) {
        let text = String(repeating: part, count: 1_000_000 / part.utf8.count)
        var scanner = PersonalDataScanner(.all)
        var end = 0
        for match in scanner.matches(in: text.utf8.span) {
            #expect(match.start >= end && match.start < match.end && match.end <= text.utf8.count)
            end = match.end
        }
    }

    /// A number of more digits than a word holds, where a date may stand: found by the fuzzer.
    @Test func readsNoDateFromAVeryLongNumber() {
        #expect(MarkedText("born 11111111111111111111111111111111/12/1985").found().isEmpty)
    }

    @Test func findsNothingInAnEmptyText() {
        var scanner = PersonalDataScanner()
        #expect(scanner.matches(in: "".utf8.span).isEmpty)
    }

    @Test func findsTheSameWhereverATextIsCutIntoBlocks() {
        // The scan goes by blocks of 64 bytes.
        for shift in 0..<130 {
            let text = MarkedText(
                String(repeating: ".", count: shift)
                    + " «email:ann@hotel.example» «phone:212-555-0123» «url:www.hotel.example» «crypto:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa»"
            )
            #expect(text.found() == text.marks)
        }
    }
}
