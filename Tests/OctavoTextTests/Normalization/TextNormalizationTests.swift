import OctavoText
import Testing

@Suite struct TextNormalizationTests {
    private static func only(_ steps: NormalizationSteps, form: UnicodeForm? = nil) -> TextNormalization {
        TextNormalization(form: form, steps: steps, whiteSpace: .keep)
    }

    @Test(arguments: [
        ("", ""), ("a", "a"), ("plain text", "plain text"), ("  a  b\t c \r\n", "a b c"), ("a \n b", "a\nb"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("a\r\nb\rc\u{2028}d\u{2029}e", "a\nb\nc\nd\ne"), ("a\u{A0}\u{3000}b", "a b"), ("\u{FEFF}a\u{200B}b\u{2060}", "ab"),
        ("“a” ‘b’ „c‟", "\"a\" 'b' \"c\""), ("1–2 — 3 − 4 ‑ 5", "1-2 - 3 - 4 - 5"), ("e\u{301}", "é"), ("ﬁne ĳs", "fine ijs"),
        ("ＡＢＣ　１２３！", "ABC 123!"), ("ｶﾞ ｱ", "ガ ア"), ("你好，世界！", "你好，世界！"), ("price：１２", "price:12"),
        ("&lt;b&gt; &amp; &eacute;&#233;&#xE9; &nbsp;x", "<b> & ééé x"), ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("a < b &amp; c", "a < b & c"),
        ("AT&T; R&D &nosuch; &", "AT&T; R&D &nosuch; &"), ("schÃ¶n", "schön"), ("â€œx â€\u{9D}", "\"x \""), ("\u{85}", "…"),
        ("a\u{1B}[31;1mred\u{1B}[0m\u{7}", "ared"), ("\u{1B}]0;title\u{7}x", "x"), ("\u{202E}evil\u{202C}", "evil"),
        ("so\u{AD}ft", "soft"),
        ("&amp;amp;amp;lt;", "<"), ("＆amp;amp;", "&"), ("&Atilde;&copy;", "é"), ("P&EACUTE;REZ STRA&SZLIG;E", "PÉREZ STRASSE"),
        ("&#0; &#xD800; &#x110000; &#99999999999;", "\u{FFFD} \u{FFFD} \u{FFFD} \u{FFFD}"), ("&#150;&#x85;", "-…"),
        ("&#1;&#xFFFF;a", "a"),
    ])
    func makesTheSame(text: String, expected: String) { #expect(Normalized.text(text) == Array(expected.utf8)) }

    @Test(arguments: [
        // Persian and Hindi need them; emoji are made with them; Wales has a flag of tags.
        "می\u{200C}خواهم", "क्\u{200D}ष", "👩🏽\u{200D}💻", "❤\u{FE0F}\u{200D}🔥",
        "🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
    ])
    func keepsJoinersThatMeanSomething(text: String) {
        #expect(Normalized.string(text).unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    @Test(arguments: [
        ("a\u{200D}b", "ab"), ("a\u{200C} b", "a b"), ("👩\u{200D}", "👩"), ("\u{200D}", ""),
        ("می\u{200C}\u{200C}خ", "می\u{200C}خ"),
        ("hi\u{E0068}\u{E0069}", "hi"), ("🏴\u{E0068}\u{E0069}", "🏴"),
    ])
    func removesJoinersThatMeanNothing(text: String, expected: String) { #expect(Normalized.text(text) == Array(expected.utf8)) }

    @Test(arguments: [
        (UnicodeForm.nfc, "e\u{301}ﬁ²가"), (.nfd, "e\u{301}ﬁ²\u{1100}\u{1161}"), (.nfkc, "éfi2가"),
        (.nfkd, "e\u{301}fi2\u{1100}\u{1161}"),
    ])
    func bringsTextsIntoEachForm(form: UnicodeForm, expected: String) {
        let expected = form == .nfc ? "éﬁ²가" : expected
        for text in ["éﬁ²가", "e\u{301}ﬁ²\u{1100}\u{1161}"] {
            #expect(Normalized.text(text, Self.only([], form: form)) == Array(expected.utf8))
        }
    }

    @Test func ordersMarks() {
        let text = "a\u{301}\u{323}b\u{5B0}\u{591}"
        #expect(Normalized.text(text, Self.only([], form: .nfd)) == Array("a\u{323}\u{301}b\u{5B0}\u{591}".utf8))
        #expect(Normalized.text("q\u{307}\u{323}", Self.only([], form: .nfc)) == Array("q\u{323}\u{307}".utf8))
    }

    @Test(arguments: [
        ("Ångström Łódź naïve", "Angstrom Lodz naive"), ("ά Й", "α И"), ("हिन्दी", "हिन्दी"), ("가", "가"), ("שָׁלוֹם", "שָׁלוֹם"),
        ("q\u{307}\u{323}", "q"),
    ])
    func stripsAccentsOfEuropeanLetters(text: String, expected: String) {
        #expect(Normalized.string(text, Self.only(.accents, form: .nfc)).unicodeScalars.elementsEqual(expected.unicodeScalars))
    }

    @Test(arguments: [
        ("a 😀!", "a :grinning_face:!", "a !"), ("👩🏽\u{200D}💻", ":woman_personal_computer:", ""), ("🇩🇪🇫", ":flag_de::flag_f:", ""),
        ("© 1 ™", "© 1 ™", "© 1 ™"), ("❤\u{FE0F}", ":heavy_black_heart:", ""),
    ])
    func namesAndRemovesEmoji(text: String, named: String, removed: String) {
        let options = TextNormalization(steps: [], whiteSpace: .keep, emoji: .name)
        #expect(Normalized.string(text, options) == named)
        var remove = options
        remove.emoji = .remove
        #expect(Normalized.string(text, remove) == removed)
    }

    @Test(arguments: [
        (NormalizationSteps.quotes, "'–é\u{1}ﬁＡ &lt; Ã©  "), (.dashes, "’-é\u{1}ﬁＡ &lt; Ã©  "), (.controls, "’–éﬁＡ &lt; Ã©  "),
        (.ligatures, "’–é\u{1}fiＡ &lt; Ã©  "), (.widths, "’–é\u{1}ﬁA &lt; Ã©  "), (.entities, "’–é\u{1}ﬁＡ < Ã©  "),
        (.trim, "’–é\u{1}ﬁＡ &lt; Ã©"), (.lower, "’–é\u{1}ﬁａ &lt; ã©  "), (NormalizationSteps(), "’–é\u{1}ﬁＡ &lt; Ã©  "),
    ])
    func doesOneStepAlone(step: NormalizationSteps, expected: String) {
        #expect(Normalized.text("’–é\u{1}ﬁＡ &lt; Ã©  ", Self.only(step)) == Array(expected.utf8))
    }

    @Test func countsTheTextsThatEachStepChanged() {
        let worker = TextNormalizer(TextNormalization())
        for text in ["fine", "a  b", " “a” ", "Ã© &amp; “b”"] {
            var result: [UInt8] = []
            _ = worker.run(text.utf8.span, into: &result)
        }
        let counts = Dictionary(uniqueKeysWithValues: worker.counts.map { ($0.what, $0.count) })
        #expect(counts == ["mojibake": 1, "entities": 1, "quotes": 2, "white_space": 1, "trim": 1])
    }

    @Test func keepsBytesThatAreNoText() {
        for bytes: [UInt8] in [
            [0xFF], [0x61, 0xC3], [0xE2, 0x80], [0xED, 0xA0, 0x80], [0xC0, 0x80, 0x62], [0xF5, 0x80, 0x80, 0x80],
        ] {
            for options in Normalized.variants { #expect(Normalized.bytes(bytes, options) == bytes) }
            // Beside something that changes.
            #expect(
                Normalized.bytes(bytes + [0x20, 0x20, 0x78] + Array("“e\u{301}”".utf8), TextNormalization())
                    == bytes + [0x20, 0x78] + Array("\"é\"".utf8))
        }
    }
}
