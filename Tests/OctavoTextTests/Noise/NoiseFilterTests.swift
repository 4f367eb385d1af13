import OctavoText
import Testing

@Suite struct NoiseFilterTests {
    /// The rule by which a text is noise, or `nil`.
    private func rule(_ text: String, _ rules: NoiseRules) -> String? {
        let worker = NoiseFilter(rules).makeWorker()
        var result: [UInt8] = []
        switch worker.run(text.utf8.span, into: &result) {
        case .dropped(let rule): return rule
        case .changed, .unchanged: return nil
        }
    }

    private func value(_ text: String, _ rule: NoiseRule) -> Double { NoiseMeter(rule).value(text.utf8.span) }

    // MARK: - Messages

    @Test(
        arguments: [
            "ok", "yes", "no", "Room 12?", "k", "7", "👍", ":)", ":-(", "€", "是", "да", "نعم", "no no no", "hahaha",
            "sooooo good!!!",
            "1111", "4 4 4", "AB12-CD34", "ref ZX81QK", "https://hotel.example/a?b=c", "ann@hotel.example", "NYC", "XYZQW",
            "Krzysztof",
            "Szczepański", "Nguyen", "Brno", "thx pls", "wifi pwd?", "hmm", "rhythm", "Zürich",
            "ich möchte ein Zimmer reservieren",
            "Chciałbym zarezerwować pokój", "Haluaisin varata huoneen", "saya ingin memesan kamar", "xin chào tôi muốn đặt phòng",
            "Is this an automatic reply or a person?", "I got an automatic reply from the hotel, is anybody there?",
            "I am out of the office until Monday; can I check in on Tuesday?", "Please book it.\nBest regards,\nAnn",
            "Can I pay on arrival?\n\nSent from my iPhone",
            "Best regards from Rome, we loved the room and will be back next year with the children",
            "Von meinem Zimmer aus hört man die Straße", "-- is the pool open?", "Thanks",
            "Regards, can you tell me when breakfast is?",
        ])
    func keepsMessagesOfPeople(text: String) {
        #expect(rule(text, NoiseRules(.chat)) == nil)
    }

    @Test(
        arguments: [
            ("", "empty"), (" \t\n", "empty"), ("...", "empty"), ("?", "empty"), ("!!! ---", "empty"),
            ("\u{200B}\u{FEFF}", "empty"),
            ("\u{0000}\u{0007}", "empty"), ("¿¡", "empty"), ("\u{FFFD}", "empty"), ("::::", "empty"),
            ("asdf asdf", "max_gibberish"), ("asdf jkl;", "max_gibberish"), ("lkjhgfdsa", "max_gibberish"),
            ("sdfsdf sdf", "max_gibberish"),
            ("hahahahahahaha", "max_repetition"), ("no no no no no no", "max_repetition"),
            ("buy now buy now buy now buy now", "max_repetition"),
            ("aaaaaaaaaaaaaaa", "max_repetition"), ("👍👍👍👍👍👍👍👍", "max_repetition"),
            ("Sent from my iPhone", "boilerplate"), ("-- \nAnn Lee\nSales Manager\n+1 212 555 0123", "boilerplate"),
            ("Best regards,\nAnn", "boilerplate"), ("Mit freundlichen Grüßen\nA. Maier", "boilerplate"),
            ("Automatic reply: Out of office", "boilerplate"),
            ("This is an automated message, please do not answer.", "boilerplate"),
            ("Hello,\nI am out of the office until 3 May with limited access to email.", "boilerplate"),
            ("Ich bin bis Montag nicht im Büro. In dringenden Fällen: 030 1234", "boilerplate"),
            ("Réponse automatique : absente jusqu'à lundi", "boilerplate"),
            ("Confidentiality notice: read by nobody else.\nTo unsubscribe click here", "boilerplate"),
            (String(repeating: "x", count: 1_001) + " ok", "max_word_length"),
        ])
    func dropsWhatNobodyWroteToSaySomething(text: String, by name: String) {
        #expect(rule(text, NoiseRules(.chat)) == name)
    }

    @Test func dropsMessagesLongerThanTheLimitByOneWord() {
        var rules = NoiseRules(.none)
        rules[.maxWords] = 3
        #expect(rule("one two three", rules) == nil)
        #expect(rule("one two three four", rules) == "max_words")
    }

    // MARK: - Pages

    private static let page = """
        The hotel stands by the river, and its garden has been open to all guests for more than a hundred years.
        Breakfast is served on the terrace until ten, with bread that comes from the bakery across the street.
        Those who have a car will find a place to park behind the house, next to the old mill.
        Most of the rooms look out on the water; the others are quiet and have a view of the hills.
        We would be glad to see you here, whether for one night or for the whole of the summer.
        """

    @Test func keepsAPlainPage() {
        #expect(rule(Self.page, NoiseRules(.web)) == nil)
    }

    private static let noisyPages: [(rule: String, text: String)] = [
        ("min_words", "The hotel by the river is open."), ("lorem_ipsum", page + "\nLorem ipsum dolor sit amet."),
        ("curly_brackets", page + "\nfunction f() { return 1; } is written here."),
        ("max_duplicate_line_characters", page + "\n" + page.prefix { $0 != "\n" }),
        ("max_duplicate_lines", page + "\n" + page), ("max_short_lines", page.replacing(" ", with: ".\n")),
        ("min_terminal_lines", page.replacing(".", with: ",")),
        ("min_stop_words", String(repeating: "hotel garden river breakfast terrace. ", count: 12)),
        ("max_symbol_words", page.replacing(" ", with: " # ")),
        ("max_ellipsis_lines", page.replacing(".", with: "...")),
        ("max_bullet_lines", "• " + page.replacing("\n", with: "\n• ")),
        ("min_letter_words", page + String(repeating: " 12 34", count: 20)),
        (
            "max_mean_word_length",
            page.replacing(" ", with: "-").replacing("-a", with: " a") + String(repeating: " abcdefghijklmno", count: 50)
        ),
    ]

    @Test(arguments: noisyPages)
    func dropsPagesByThePublishedRules(name: String, text: String) {
        #expect(rule(text, NoiseRules(.web)) == name)
    }

    @Test func dropsNearlyEveryMessageByTheRulesForPages() {
        #expect(
            ["ok", "Room 12?", "Can I book a room for two nights from Friday?"].allSatisfy { rule($0, NoiseRules(.web)) != nil })
    }

    // MARK: - What is measured

    private static let measured: [(rule: NoiseRule, text: String, value: Double)] = [
        (.minWords, "one two, three - four", 4.0), (.maxWordLength, "a abc ab", 3), (.minMeanWordLength, "a abc", 2),
        (.maxDigitShare, "ab12", 0.5), (.maxSymbolShare, "ab?!", 0.5), (.maxSymbolWords, "a # b # c #", 1),
        (.maxSymbolWords, "a... b", 0.5), (.minLetterWords, "a 1 b 2", 0.5), (.minStopWords, "The cat and THE dog", 3),
        (.maxBulletLines, "- a\n* b\nc\n• d", 0.75), (.maxEllipsisLines, "a…\nb...\nc", 2.0 / 3),
        (.minTerminalLines, "a.\nb!\nc", 2.0 / 3), (.maxShortLines, "short\n" + String(repeating: "long ", count: 10), 0.5),
        (.maxLineBreaks, "a\nb\nc d", 0.5), (.maxDuplicateLines, "a\nb\na\na", 0.5),
        (.maxDuplicateLineCharacters, "aa\nb\naa\nc", 2.0 / 6), (.maxDuplicateParagraphs, "a\nb\n\nc\n\na\nb", 1.0 / 3),
        (.maxDuplicateParagraphCharacters, "ab\n\nc\n\nab", 2.0 / 5),
        (.minSentences, "One is here. Two is there.\nno end\nShort.", 2),
        (.maxTop2Grams, "a b a b", 6.0 / 7), (.maxTop2Grams, "a b c d", 0), (.maxTop3Grams, "a b c d", 0),
        (.maxDuplicate5Grams, "a b c d e f a b c d e", 9.0 / 21), (.maxDuplicate10Grams, "a b c", 0),
        (.maxRepetition, "no no no", 0), (.maxRepetition, "abcabcabcabc", 0.75), (.empty, "", 1), (.empty, "a", 0),
        (.curlyBrackets, "{", 1), (.loremIpsum, "Lorem Ipsum", 1), (.loremIpsum, "lorem", 0),
    ]

    @Test(arguments: measured)
    func measures(rule: NoiseRule, text: String, expected: Double) {
        #expect(abs(value(text, rule) - expected) < 1e-12)
    }

    @Test(arguments: NoiseRule.allCases) func measuresNothingOfNothing(rule: NoiseRule) {
        #expect(value("", rule) == (rule == .empty ? 1 : rule == .maxGibberish ? -1 : 0))
    }

    @Test(arguments: NoiseRule.allCases) func measuresAnyBytesTheSameEachTime(rule: NoiseRule) {
        let bytes = (0..<2_000).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 >> 3) }
        let meter = NoiseMeter(rule)
        let first = meter.value(bytes.span)
        _ = meter.value("something else\nand more".utf8.span)
        #expect(meter.value(bytes.span) == first)
        #expect(first.isFinite)
    }

    @Test(arguments: NoiseRule.allCases) func aThresholdDropsOnlyWhatIsPastIt(rule: NoiseRule) {
        switch rule.bound {
        case .flag: #expect(rule.drops(1, at: 1) && !rule.drops(0, at: 1))
        case .atLeast: #expect(rule.drops(1.9, at: 2) && !rule.drops(2, at: 2))
        case .atMost: #expect(rule.drops(2.1, at: 2) && !rule.drops(2, at: 2))
        }
    }

    @Test func dropsOtherLanguagesButNotDoubtfulOnes() {
        var rules = NoiseRules(.none)
        rules.languages = ["en"]
        #expect(rule("Ich möchte ein Zimmer für zwei Personen und das ist nicht alles", rules) == "language")
        #expect(rule("I would like a room for two and that is all", rules) == nil)
        #expect(rule("ok", rules) == nil)
    }

    @Test func mostGivenNamesAreNoGibberish() {
        let names =
            "Siobhan Hrvoje Bjork Ngozi Xochitl Wojciech Dvorak Przemyslaw Ljubljana Reykjavik Eyjafjallajokull Kyrgyzstan Schwarzschild"
        for name in names.split(separator: " ") { #expect(value(String(name), .maxGibberish) <= 13, "\(name)") }
    }
}
