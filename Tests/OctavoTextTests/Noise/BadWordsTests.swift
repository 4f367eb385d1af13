import OctavoText
import Testing

/// C4's rule: `re.search("(?:\\W|^)(word|…)(?:\\W|$)", text.lower())`.
@Suite struct BadWordsTests {
    private static let words = BadWords(["darn", " Two Words ", "b!p", "bläh", "", "ばか", "x_y", "darn"])

    private static func areBad(_ text: String, _ words: BadWords = words) -> Bool { words.areIn(text.utf8.span) }
    private static func areBad(_ bytes: [UInt8]) -> Bool { words.areIn(bytes.span) }

    private static func rule(_ rules: NoiseRules, _ text: String) -> String? {
        NoiseChecker(NoiseFilter(rules)).rule(text.utf8.span)
    }

    @Test(
        arguments: [
            ("darn", true), ("DARN it", true), ("well,darn!", true), ("darned", false), ("undarn", false), ("darn_it", false),
            ("darn2", false), ("(darn)", true), ("these two words here", true), ("two  words", false), ("two words", true),
            ("twotwo words", false), ("a b!p c", true), ("ab!p", false), ("BLÄH", true), ("blähte", false), ("éblähx bläh", true),
            ("édarn", false), ("darné", false), ("darn”", true), ("とてもばかです", true), ("xx_y", false), ("x_y", true), ("", false),
            ("dar", false), ("darn\u{661}", false), ("a\ndarn\nb", true),
        ])
    func findsWordsThatStandAlone(text: String, isBad: Bool) { #expect(Self.areBad(text) == isBad) }

    @Test func aWordCountsOnceAndEmptyOnesDoNot() {
        #expect(Self.words.count == 6)
        #expect(BadWords([" ", ""]).count == 0)
        #expect(!Self.areBad(" a ", BadWords([" ", ""])))
    }

    @Test func bytesThatAreNoTextDoNoHarm() {
        for bytes in [[0xC3], [0x80, 0x64], [0x64, 0x61, 0x72, 0x6E, 0xFF], [0xFF, 0x64, 0x61, 0x72, 0x6E]] as [[UInt8]] {
            _ = Self.areBad(bytes)
        }
        #expect(Self.areBad([0xFF, 0x20] + Array("darn".utf8)))
    }

    @Test func theFilterNamesTheRule() {
        var rules = NoiseRules(.none)
        #expect(!NoiseFilter(rules).isActive)
        rules.badWords = Self.words
        #expect(NoiseFilter(rules).isActive)
        #expect(Self.rule(rules, "oh darn") == "bad_words")
        #expect(Self.rule(rules, "oh dear") == nil)
    }
}
