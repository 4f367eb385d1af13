import OctavoText
import Testing

/// A search through texts that lie end to end finds what a search of each alone does.
@Suite struct PersonalDataColumnTests {
    /// Texts whose ends and beginnings would make something else together, and empty ones between.
    private static func texts() -> [String] {
        let cut = [
            "room 12", "3", ":45 at 7", "-ab-cd", "call 212-555", "-0123", "ann", "@hotel.example", "ww", "w.hotel.example", "",
            "",
            "0123456789abcde", "fghij", "1", "2", "at 11", ":30", "48", "-ab-cd-ef-ab-cd", "00:1A:2B", ":3C:4D:5E", "12 ", "",
            "4111 1111 1111 111", "1", "é", "日本12", "+", "44 20 7946 0018", "_", "7a", "a7",
        ]
        let lines = MarkedText.file("forms.txt").map(\.text) + MarkedText.file("injected.txt").prefix(200).map(\.text)
        var texts: [String] = []
        for (place, line) in lines.enumerated() {
            texts.append(line)
            texts.append(cut[place % cut.count])
            texts.append(cut[(place * 7 + 3) % cut.count])
            if place % 5 == 0 { texts.append(String(line.prefix(place % 40))) }
        }
        return texts + cut
    }

    private static func column(_ texts: [String]) -> (bytes: [UInt8], offsets: [UInt32]) {
        var bytes: [UInt8] = []
        var offsets: [UInt32] = [0]
        for text in texts {
            bytes += text.utf8
            offsets.append(UInt32(bytes.count))
        }
        return (bytes, offsets)
    }

    @Test(arguments: PersonalDataStyle.allCases) func changesEachTextAsIfItWereAlone(style: PersonalDataStyle) {
        let texts = Self.texts()
        let (bytes, offsets) = Self.column(texts)
        let removal = PersonalDataRemoval(style: style)
        let alone = PersonalDataRemover(removal)
        var expected: [String?] = []
        for text in texts {
            var result: [UInt8] = []
            let outcome = alone.run(text.utf8.span, into: &result)
            expected.append(outcome == .changed ? String(decoding: result, as: UTF8.self) : nil)
        }
        for parts in [1, 7, 100] {
            let together = PersonalDataRemover(removal)
            var found = [String?](repeating: nil, count: texts.count)
            var last = -1
            for start in stride(from: 0, to: texts.count, by: (texts.count + parts - 1) / parts) {
                let rows = start..<min(start + (texts.count + parts - 1) / parts, texts.count)
                together.run(rows, bytes.span, offsets.span) { row, text, _ in
                    #expect(row > last && rows.contains(row))
                    last = row
                    var own: [UInt8] = []
                    own.append(text)
                    found[row] = String(decoding: own, as: UTF8.self)
                }
            }
            #expect(found == expected)
            #expect(together.counts.map(\.count) == alone.counts.map(\.count))
        }
    }

    @Test(arguments: [PersonalDataKinds.standard, .all, [.init(.ipv4)], [.init(.phone), .init(.person)], [.init(.email)]])
    func stopsEarlyOnlyWhereTheAnswerIsKnown(kinds: PersonalDataKinds) {
        let texts = Self.texts() + ["192.0.2.1@host.example", "10.9.8.7 and " + String(repeating: "room 4111, ", count: 300)]
        let (bytes, offsets) = Self.column(texts)
        var whole = PersonalDataScanner(kinds)
        let expected = texts.indices.filter { !whole.matches(in: texts[$0].utf8.span).isEmpty }
        var scanner = PersonalDataScanner(kinds, stopsEarly: true)
        scanner.start(0..<texts.count, offsets.span)
        var found: [Int] = []
        while let (row, _) = scanner.next(bytes.span, offsets.span) { found.append(row) }
        #expect(found == expected)
        #expect(texts.indices.filter { !scanner.matches(in: texts[$0].utf8.span).isEmpty } == expected)
    }
}
