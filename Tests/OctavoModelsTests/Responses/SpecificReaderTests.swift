import OctavoModels
import OctavoTable
import Testing

@Suite struct SpecificReaderTests {
    private static let known = [
        "a hotel in the park with rooms for guests", "yes the street is near", "i march to the city and may stay", "my station",
        "see Anna's", "where is it", "now",
    ]

    private static func found(_ text: String) throws -> [String] {
        let reader = SpecificReader(common: try CommonWords(of: known, threads: 1, cancellation: Cancellation()))
        let tokens = TextTokens(text)
        return reader.specifics(tokens).filter { !$0.isVague }.map { "\($0.kind) \(tokens.text($0.range)) = \($0.value)" }
    }

    @Test(
        arguments: [
            ("Two rooms for 3 guests", ["number Two = 2", "number 3 = 3"]),
            ("From March 3rd to the 12th of April", ["date March 3rd = 3-3", "date 12th of April = 4-12"]),
            ("on 5 May at 7:00 pm, or 19:30", ["date 5 May = 5-5", "time 7:00 pm = 7pm", "time 19:30 = 19:30"]),
            ("I may march on Monday", ["date Monday = monday"]),
            ("It is $120.50 or \u{20AC}99", ["money $120.50 = $120.50", "money \u{20AC}99 = \u{20AC}99"]),
            ("the number is 510-233-2345", ["code 510-233-2345 = 510-233-2345"]),
            ("i stay at the Hotel du Pont, Paris.", ["name Hotel du Pont = hotel du pont", "name Paris = paris"]),
            ("It is at 45 Park Lane.", ["name 45 Park Lane = 45 park lane"]),
            ("Yes. My Street is near", []),
            ("I'm sure. Yes, I'll stay in the City", []),
            ("WHERE IS MY ROOM IN PARIS", ["name PARIS = paris"]), ("a room in anna's house", ["name anna's = anna's"]),
            ("call +44 (20) 7493 4545 now", ["code 44 (20) 7493 4545 = 44 ( 20 ) 7493 4545"]),
            ("the Savoy\u{2019}s bar", ["name Savoy\u{2019}s = savoy's"]),
            ("", []), ("... ?!", []), ("\u{1F600}", []), ("1", ["number 1 = 1"]),
        ] as [(String, [String])])
    func findsWhatIsSpecific(text: String, found: [String]) throws { #expect(try Self.found(text) == found) }

    @Test func aWordThatIsMostlyWrittenSmallIsNoName() throws {
        let words = try CommonWords(
            of: ["the pool", "the Pool is open", "see Anna", "a pool"], threads: 2, cancellation: Cancellation())
        let tokens = TextTokens("pool Anna Sure").all
        #expect(words.contains(tokens[0]) && !words.contains(tokens[1]) && words.contains(tokens[2]))
    }

    @Test func whatIsShownHasTheKindsOfWhatIsSpecific() throws {
        let reader = SpecificReader(common: try CommonWords(of: Self.known, threads: 1, cancellation: Cancellation()))
        #expect(AnswerForm.shown("2 rooms in Paris today?", reader) == "[number] rooms in [name] today?")
    }
}
