import OctavoText
import Testing

/// What must hold of every text: here of texts put together by chance from what each step looks at, seeded, and of long ones made to take long.
@Suite struct NormalizationPropertyTests {
    private static let pieces = [
        " ", "  ", "\t", "\n", "\r\n", "\u{A0}", "\u{3000}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{FEFF}", "\u{AD}", "a", "Z",
        "é", "ü",
        "&", ";", "#", "amp", "lt", "x26", "38", "&amp;", "&lt;", "&Atilde;", "&copy;", "&#194;", "&#x85;", "&iuml;", "＆", "；",
        "＃", "<", "/", "Ã", "©", "Â", "â", "€", "™",
        "œ", "\u{9D}", "\u{80}", "\u{85}", "ï", "¼", "†", "ÿ", "Ð", "°", "Г", "В", "‚", "Ä", "√", "├", "┐", "�", "\u{1A}", "?",
        "“", "’", "–", "—",
        "\u{301}", "\u{323}", "\u{5B0}", "\u{3099}", "か", "ｶ", "ﾞ", "가", "\u{1100}", "\u{1161}", "ﬁ", "ŉ", "Å", "İ", "ß", "٠",
        "م", "न", "\u{94D}",
        "👩", "🏽", "❤", "\u{FE0F}", "🏴", "\u{E0067}", "\u{E007F}", "🇩", "1", "\u{20E3}", "\u{1B}[1m", "\u{1B}", "[", "\u{1}", "中",
        "，", "！",
    ]

    static func texts(_ count: Int) -> [String] {
        var chance = SplitMix(state: 20_261_128)
        return (0..<count).map { _ in
            var text = ""
            for _ in 0..<1 + chance.below(10) { text += pieces[chance.below(pieces.count)] }
            // Read wrongly once or twice more.
            for _ in 0..<max(0, chance.below(6) - 3) {
                text = String(String.UnicodeScalarView(text.utf8.map { Unicode.Scalar($0) }))
            }
            return text
        }
    }

    @Test(arguments: Normalized.variants.indices) func changesNothingMoreTheSecondTime(variant: Int) {
        let options = Normalized.variants[variant]
        for text in Self.texts(20_000) {
            let once = Normalized.text(text, options)
            let twice = Normalized.bytes(once, options)
            guard twice == once else {
                Issue.record(
                    "\(text.debugDescription) became \(String(decoding: once, as: UTF8.self).debugDescription) and then \(String(decoding: twice, as: UTF8.self).debugDescription)"
                )
                return
            }
        }
    }

    /// As columns hold them: end to end, in stretches between missing ones.
    @Test(arguments: Normalized.variants.indices) func givesTheSameForTextsOfAColumn(variant: Int) {
        let options = Normalized.variants[variant]
        let texts = Self.texts(2000) + ["", "plain", "", " "]
        var offsets: [UInt32] = [0]
        var bytes: [UInt8] = []
        for text in texts {
            bytes += text.utf8
            offsets.append(UInt32(bytes.count))
        }
        let worker = TextNormalizer(options)
        var found = texts.map { Array($0.utf8) }
        var last = -1
        for rows in [0..<0, 0..<1, 1..<700, 700..<texts.count] {
            worker.run(rows, bytes.span, offsets.span) { row, text, _ in
                #expect(row > last && rows.contains(row))
                last = row
                found[row] = text.indices.map { text[$0] }
            }
        }
        #expect(found == texts.map { Normalized.text($0, options) })
        let one = TextNormalizer(options)
        var result: [UInt8] = []
        for text in texts {
            _ = one.run(text.utf8.span, into: &result)
            result.removeAll()
        }
        #expect(worker.counts.map(\.what) == one.counts.map(\.what) && worker.counts.map(\.count) == one.counts.map(\.count))
    }

    @Test func givesTextsThatAreText() {
        for text in Self.texts(20_000) {
            let bytes = Normalized.text(text)
            #expect(String(validating: bytes, as: UTF8.self) != nil)
        }
    }

    /// By the standard library's own canonical equivalence, which `==` of strings is.
    @Test func changesNoMeaningByFormAlone() {
        let options = TextNormalization(form: .nfc, steps: [], whiteSpace: .keep)
        for text in Self.texts(20_000) { #expect(Normalized.string(text, options) == text) }
    }

    /// Words and marks around every place of a block of 64 bytes, where loops change from one block to the next.
    @Test func findsWhatStandsAtAnyPlace() {
        for length in 0..<140 {
            let before = String(repeating: "x", count: length)
            for (text, expected) in [
                ("  y", " y"), ("“y", "\"y"), ("Ã©y", "éy"), ("&lt;", "<"), ("e\u{301}", "é"), ("\u{1}", ""), (" ", ""),
                ("\n\n\ny", "\n\ny"),
            ] {
                let wanted = length == 0 && text.hasPrefix(" ") || length == 0 && text.hasPrefix("\n") ? "y" : before + expected
                #expect(Normalized.string(before + text) == (length == 0 && text == " " ? "" : wanted))
            }
        }
    }

    @Test func endsOnTextsMadeToTakeLong() {
        let million = 1_000_000
        #expect(Normalized.string("&" + String(repeating: "amp;", count: million)) == "&")
        #expect(Normalized.text("&" + String(repeating: "amp", count: million)).count == 1 + 3 * million)
        #expect(Normalized.text(String(repeating: "&#", count: million)).count == 2 * million)
        #expect(Normalized.text("a" + String(repeating: "\u{301}", count: million)).count == 2 * million)
        // Marks of two classes in turns are sorted, not exchanged one by one.
        let marks = Normalized.text("q" + String(repeating: "\u{301}\u{323}", count: million))
        #expect(
            marks
                == Array(("q" + String(repeating: "\u{323}", count: million) + String(repeating: "\u{301}", count: million)).utf8)
        )
        #expect(Normalized.text(String(repeating: "Ã", count: million)).count == 2 * million)
        #expect(Normalized.text(String(repeating: "Ã©", count: million)) == Array(String(repeating: "é", count: million).utf8))
        #expect(
            Normalized.text(String(repeating: "Ã© 中 ", count: million / 2))
                == Array((String(repeating: "é 中 ", count: million / 2).utf8.dropLast())))
        #expect(Normalized.text(String(repeating: "\u{1B}[", count: million)).count == million)
        #expect(Normalized.text(String(repeating: " \n", count: million)).isEmpty)
    }

    /// Each round makes what the next one decodes; past the limit the text stays, and so does doing it twice.
    @Test func leavesWhatIsNestedWithoutEnd() {
        func nested(_ depth: Int) -> String { (0..<depth).reduce("＆") { text, _ in text + "iuml;¼†" } + "amp;" }
        #expect(Normalized.string(nested(3)) == "&")
        let deep = nested(TextNormalizer.mostRounds * 3)
        let worker = TextNormalizer(TextNormalization())
        var result: [UInt8] = []
        #expect(worker.run(deep.utf8.span, into: &result) == .unchanged)
        #expect(worker.counts.map(\.what) == ["left, too deeply nested"])
    }
}
