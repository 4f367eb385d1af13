import OctavoText
import Testing

@Suite struct TextPatternTests {
    private func all(_ pattern: String, _ text: String) throws -> [String] {
        let bytes = Array(text.utf8)
        return try TextPattern(pattern).matches(in: bytes.span).compactMap { match in
            match[0].map { String(decoding: bytes[$0], as: UTF8.self) }
        }
    }

    @Test(arguments: [
        ("\\d+", "a1b22", ["1", "22"]), ("x", "abc", []), ("", "ab", ["", "", ""]), ("", "", [""]),
        ("a*", "baac", ["", "aa", "", ""]),
        ("a*?", "aa", ["", "a", "", "a", ""]), ("\\b", "ab cd", ["", "", "", ""]), (".", "é日😀", ["é", "日", "😀"]),
        ("^.", "a\nb", ["a"]),
        ("(?m)^.", "a\nb", ["a", "b"]), ("\\w+", "naïve Ünï", ["naïve", "Ünï"]), ("(?i)É", "éÉ", ["é", "É"]), ("$", "é", [""]),
        ("a\\Kb", "abab", ["b", "b"]), ("(?=é)", "éé", ["", ""]), ("\\x27", "it's", ["'"]),
    ])
    func findsAllMatches(pattern: String, text: String, expected: [String]) throws {
        #expect(try all(pattern, text) == expected)
    }

    @Test func givesGroupsThatTookNoPartAsNil() throws {
        let pattern = try TextPattern("(a)|(b)|(?<last>c)")
        #expect(pattern.groupCount == 3)
        #expect(pattern.group(named: "last") == 3)
        #expect(pattern.group(named: "first") == nil)
        let text = Array("b".utf8)
        let match = try pattern.firstMatch(in: text.span)
        #expect(match == [0..<1, nil, 0..<1, nil])
    }

    @Test(arguments: [
        ("(a", 2, "missing closing parenthesis"), ("a)", 1, "unmatched closing parenthesis"),
        ("*a", 0, "quantifier does not follow a repeatable item"),
        ("[z-a]", 3, "range out of order in character class"), ("é(", 3, "missing closing parenthesis"),
    ])
    func saysWhereAPatternBreaks(pattern: String, offset: Int, reason: String) {
        #expect(throws: PatternError.malformed(offset: offset, reason: reason)) { try TextPattern(pattern) }
    }

    @Test(arguments: [
        "\\C", "(?<=\\Ka)b", String(repeating: "a", count: 70_000), String(repeating: "(", count: 1000),
        "((a{1,1000}){1,1000}){1,1000}",
    ])
    func refusesWhatCouldDoHarm(pattern: String) {
        #expect(throws: PatternError.self) { try TextPattern(pattern) }
    }

    @Test(arguments: ["(a+)+$", "(a|aa)+$", "(.*)*x", "(a*)*b", "^(([a-z])+.)+[A-Z]([a-z])+$"])
    func stopsPatternsThatRunAway(pattern: String) throws {
        let text = String(repeating: "a", count: 5000) + "!"
        let compiled = try TextPattern(pattern)
        let started = ContinuousClock.now
        do {
            #expect(try !compiled.isFound(in: text))
        } catch let error {
            #expect(error == PatternError.tooSlow)
        }
        #expect(ContinuousClock.now - started < .seconds(5))
    }

    @Test func namesARunawayPatternTooSlow() throws {
        let pattern = try TextPattern("^(a+)+$")
        #expect(throws: PatternError.tooSlow) { try pattern.isFound(in: String(repeating: "a", count: 60) + "!") }
    }

    @Test func takesLongTextsInOneMatch() throws {
        let text = String(repeating: "ab", count: 500_000)
        #expect(try TextPattern("^(?:ab)*$").isFound(in: text))
    }

    @Test(arguments: [
        ("a1b22", "\\d+", "#", "a#b#"), ("Doe, Jane", "(\\w+), (\\w+)", "$2 $1", "Jane Doe"), ("abc", "", "-", "-a-b-c-"),
        ("abc", "x", "y", "abc"),
        ("5", "\\d", "$$$0", "$5"), ("5", "\\d", "US$", "US$"), ("5", "\\d", "$x", "$x"), ("5", "\\d", "${", "${"),
        ("ab", "(a)|b", "[$1]", "[a][]"),
        ("2026-01", "(?<y>\\d+)-(?<m>\\d+)", "${m}/${y}", "01/2026"), ("é", "é", "日", "日"), ("", "^$", "x", "x"),
        ("aXbX", "X", "", "ab"),
        ("abab", "a\\Kb", "X", "aXaX"), ("ab", "(a)(b)", "${2}1", "b1"),
    ])
    func replaces(text: String, pattern: String, with: String, expected: String) throws {
        let compiled = try TextPattern(pattern)
        #expect(try compiled.replacing(in: text, with: ReplacementTemplate(with, for: compiled)) == expected)
    }

    @Test(arguments: [("$1", "1"), ("${name}", "name"), ("$12", "12"), ("$99999999999999999999", "99999999999999999999")])
    func refusesGroupsThatThePatternLacks(template: String, name: String) throws {
        let pattern = try TextPattern("a")
        #expect(throws: ReplacementTemplate.UnknownGroup(name: name)) { try ReplacementTemplate(template, for: pattern) }
    }

    @Test func servesManyThreadsAtOnce() async throws {
        let pattern = try TextPattern("(\\d+)-(\\d+)")
        let template = try ReplacementTemplate("$2-$1", for: pattern)
        let results = try await withThrowingTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for number in 0..<500 {
                        guard try pattern.replacing(in: "\(number)-\(task)", with: template) == "\(task)-\(number)" else {
                            return false
                        }
                    }
                    return true
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results == [Bool](repeating: true, count: 8))
    }

    /// ASCII texts are searched byte by byte; a pattern that begins with a verb never is.
    @Test(arguments: [
        #"\d+"#, #"\w+"#, #"\s*"#, #"\b"#, #"[^a-c]+"#, "(?i)K", "(?i)s+", #"(a)|(b)"#, #"\p{Lu}+"#, #"\W"#, #"\h|\v"#, #"\R"#,
        "[[:punct:]]+", "[[:alpha:][:digit:]]", "[[:^print:]]", #"\X"#, #"(?<=a)\S"#, "^.", "(?m)^.$", #"a\Kb?"#, #"\x{e9}|a"#,
        #"[\x00-\x{17f}]b"#, "a*?", "",
    ])
    func findsTheSameByBytesAsByCharacters(pattern: String) throws {
        let ascii = (0..<128).map { String(Unicode.Scalar(UInt8($0))) }.joined()
        for text in [ascii, ascii + ascii, "a1 B2\r\n_K-s!a\tab", "", "aaab", "\u{0B}\u{0C}\u{1C}\u{7F}"] {
            let fast = try TextPattern(pattern).matches(in: text.utf8.span)
            let plain = try TextPattern("(*UTF)" + pattern).matches(in: text.utf8.span)
            #expect(fast == plain, "in \(text)")
        }
    }

    /// Where a match can begin is looked for in blocks of bytes, among ASCII and in texts with a few other letters.
    @Test(arguments: [
        #"\d+"#, #"\d{2,}"#, #"\s+$"#, "(?i)[kx]\\w", "[^a-z ]+", #"(?<=r)\d|[kK]"#, #"\b[aeiou]\w*"#, #"(\d)(\w)?|(!)"#,
        #"[[:punct:]]\s?"#, "(?i)straße|[st]{2}", #"\d*\K\D\d"#, #"[0-9]++(?!x)"#, #"\h+|[.,]"#, #"(?:a|b|\d)\R?"#,
    ])
    func findsTheSameWhereverAMatchMayBegin(pattern: String) throws {
        let pieces = [
            "a", "b", "room ", "Straße ", "x", "12", "7", " ", ".", "!", "\r\n", "é", "٣", "①", "\u{212A}", "ſ", "\u{A0}",
            "\u{85}", "😀", "ＫＫ",
        ]
        var state: UInt64 = 7
        func random(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        let fast = try TextPattern(pattern)
        let plain = try TextPattern("(*UTF)" + pattern)
        for number in 0..<600 {
            // Of every other text most pieces are ASCII.
            let kinds = number % 2 == 0 ? 11 : pieces.count
            var text = (0..<random(60)).map { _ in pieces[random(kinds)] }.joined()
            if number % 3 == 0 { text += "ü" + text }
            #expect(try fast.matches(in: text.utf8.span) == plain.matches(in: text.utf8.span), "in \(text)")
            #expect(try fast.isFound(in: text) == plain.isFound(in: text), "in \(text)")
        }
    }

    @Test(arguments: [("b", "abcb"), ("é", "né é"), ("ab", "ababa"), ("x", ""), ("-", "a-b--")])
    func findsLiteralsAsPatterns(literal: String, text: String) throws {
        let found = try TextPattern(literal).matches(in: text.utf8.span)
        #expect(try found == TextPattern("(*UTF)" + literal).matches(in: text.utf8.span))
    }

    /// More matches than one call gives, with empty ones among them.
    @Test func findsManyMatches() throws {
        let text = String(repeating: "aéb", count: 1000)
        #expect(try TextPattern("a|").matches(in: text.utf8.span).count == 3001)
        #expect(try TextPattern("(a)(é)").matches(in: text.utf8.span).count == 1000)
    }
}
