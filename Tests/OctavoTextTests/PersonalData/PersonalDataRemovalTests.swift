import OctavoText
import Testing

@Suite struct PersonalDataRemovalTests {
    private static let key = Array("a key for these tests".utf8)

    private static func removed(
        _ text: String, _ style: PersonalDataStyle, _ kinds: PersonalDataKinds = .standard, key: [UInt8] = key
    ) -> String {
        var result: [UInt8] = []
        let worker = PersonalDataRemoval(kinds, style: style, key: key).makeWorker()
        return worker.run(text.utf8.span, into: &result) == .unchanged ? text : String(decoding: result, as: UTF8.self)
    }

    private static func kinds(in text: String) -> [String] { MarkedText(text).found().sorted { $0.start < $1.start }.map(\.kind) }

    @Test(arguments: [
        ("write to ann.lee@hotel.example!", "write to [EMAIL]!", "write to a***@h***.example!"),
        ("call (212) 555-0123 x4", "call [PHONE]", "call (***) ***-**23 x4"),
        ("4111 1111 1111 1111", "[CARD]", "**** **** **** 1111"), ("ssn 536-90-4399", "ssn [SSN]", "ssn ***-**-****"),
        ("at 10.9.8.7", "at [IPV4]", "at **.*.*.*"), ("see https://hotel.example/a?b", "see [URL]", "see https://***"),
        ("DOB 12.3.1985", "DOB [DATE_OF_BIRTH]", "DOB **.*.****"), ("nothing here", "nothing here", "nothing here"), ("", "", ""),
    ])
    func writesLabelsAndMasks(text: String, labelled: String, masked: String) {
        #expect(Self.removed(text, .label) == labelled)
        if !text.contains("x4") { #expect(Self.removed(text, .mask) == masked) }
    }

    @Test func hashesTheSameValueToTheSameWhateverItsForm() {
        let hashes = ["+1 212-555-0123", "(212) 555-0123", "212.555.0123"].map { Self.removed("call " + $0, .hash) }
        #expect(Set(hashes).count == 1)
        #expect(hashes[0].hasPrefix("call [PHONE:"))
        #expect(Self.removed("call (212) 555-0123", .hash, key: Array("another key for tests".utf8)) != hashes[0])
        #expect(Self.removed("call (212) 555-0124", .hash) != hashes[0])
        #expect(Self.removed("A@B.example", .hash) == Self.removed("a@b.example", .hash))
    }

    @Test(arguments: MarkedText.file("forms.txt").filter { !$0.marks.isEmpty })
    func makesSurrogatesOfTheSameFormThatAreNobodys(line: MarkedText) {
        for mark in line.marks {
            let made = Self.removed(line.text, .surrogate)
            #expect(Self.removed(line.text, .surrogate) == made)
            guard ["card", "iban", "crypto", "email", "mac", "ipv4", "url"].contains(mark.kind), !mark.text.contains("::") else {
                continue
            }
            // Found again, so that its check is right.
            #expect(Self.kinds(in: made).contains(mark.kind), "\(made)")
        }
    }

    @Test(arguments: [
        ("4242 4242 4242 4242", "4000 00"), ("DE89 3704 0044 0532 0130 00", "DE"), ("+1 212-555-0123", "+1 555-"),
        ("ann@hotel.com", ""),
        ("ssn 536-90-4399", "ssn 9"), ("8.8.8.8 is an ip, 9.9.9.9", ""), ("+49 30 901820", "+49 00 "),
        ("born 12.03.1985", "born "),
    ])
    func putsSurrogatesIntoReservedRanges(text: String, prefix: String) {
        let made = Self.removed(text, .surrogate)
        #expect(made != text)
        #expect(made.hasPrefix(prefix), "\(made)")
        #expect(Self.removed(text, .surrogate, key: Array("another key for tests".utf8)) != made)
    }

    /// Texts put together from everything that means something to the scanner, seeded.
    private static func texts(_ count: Int) -> [String] {
        var state: UInt64 = 20_261_128
        func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        let lines = MarkedText.file("forms.txt")
        let pieces = [
            " ", " ", ", ", "\n", "-", ".", ":", "@", "/", "(", ")", "+", "#", "[", "]", "call ", "card ", "order ", "born ",
            "passport ", "ssn ", "number ", "7", "0",
            "x12", "é", "日本", "👍", "www.", "://", "key: ", "[PHONE] ", "ISBN ",
        ]
        return (0..<count).map { _ in
            var text = ""
            for _ in 0..<1 + below(8) {
                switch below(3) {
                case 0: text += pieces[below(pieces.count)]
                case 1:
                    let marks = lines[below(lines.count)].marks.map(\.text).sorted()
                    text += marks.isEmpty ? " " : marks[below(marks.count)]
                default:
                    let line = Array(lines[below(lines.count)].text.unicodeScalars)
                    let start = below(line.count)
                    var part = String.UnicodeScalarView()
                    part.append(contentsOf: line[start..<min(line.count, start + below(40))])
                    text += String(part)
                }
            }
            return text
        }
    }

    @Test(arguments: PersonalDataStyle.allCases) func changesNothingMoreTheSecondTime(style: PersonalDataStyle) {
        for text in Self.texts(3000) {
            let once = Self.removed(text, style)
            let twice = Self.removed(once, style)
            #expect(twice == once, "\(text.debugDescription) became \(once.debugDescription) and then \(twice.debugDescription)")
        }
    }

    /// What is replaced stood between a word and a number, or in one row with another number.
    @Test(arguments: [
        "电话00138000，或者138 0080100", "call me on +1 312 555 01 212-555-0139", "my number is8, 123-00-456 415-555-0159",
        "тел. 8 (495)00-45 123-45-67",
    ])
    func looksAgainAtWhatARemovalLeaves(text: String) {
        let once = Self.removed(text, .label)
        #expect(once.contains("[PHONE]"))
        #expect(Self.removed(once, .label) == once)
    }

    @Test func findsPlacesThatAreApartAndWhole() {
        for text in Self.texts(3000) {
            var scanner = PersonalDataScanner(.all)
            let bytes = Array(text.utf8)
            var end = 0
            for match in scanner.matches(in: bytes.span) {
                #expect(match.start >= end && match.end > match.start && match.end <= bytes.count)
                #expect(
                    bytes[match.start] & 0xC0 != 0x80 && (match.end == bytes.count || bytes[match.end] & 0xC0 != 0x80), "\(text)")
                #expect(match.score >= 0.5 && match.score <= 1)
                end = match.end
            }
        }
    }

    @Test func leavesWhatStandsBetweenAsItIs() {
        for line in MarkedText.file("injected.txt").prefix(300) {
            var expected = line.text
            for mark in line.marks { expected = expected.replacing(mark.text, with: "[\(mark.kind.uppercased())]") }
            #expect(Self.removed(line.text, .label) == expected)
        }
    }

    @Test func countsWhatItReplaced() {
        let worker = PersonalDataRemover(PersonalDataRemoval())
        var result: [UInt8] = []
        _ = worker.run("a@b.example, c@d.example and 10.9.8.7".utf8.span, into: &result)
        let counts = worker.counts.filter { $0.count > 0 }
        #expect(counts.map(\.what).sorted() == ["email", "ipv4"])
        #expect(counts.first { $0.what == "email" }?.count == 2)
    }
}
