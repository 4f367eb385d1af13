import OctavoText
import Testing

@Suite struct AnswerScoresTests {
    struct Case: Sendable {
        let text: String
        let references: [String]
        let characters: Double
        let words: Double
        let subsequence: Double
    }

    /// sacrebleu 2.6 (`sentence_chrf` and `sentence_bleu`, over 100) and rouge-score 0.1.2; `scripts/interop-metrics` compares thousands.
    private static let cases = [
        Case(
            text: "the room is free", references: ["the room is taken"], characters: 0.5772123293636413,
            words: 0.5946035575013604,
            subsequence: 0.75),
        Case(
            text: "the room is free today", references: ["the room is free now"], characters: 0.7618034931617126,
            words: 0.6687403049764218, subsequence: 0.8),
        Case(text: "yes", references: ["no", "yes"], characters: 1, words: 1, subsequence: 1),
        Case(text: "", references: ["a"], characters: 0, words: 0, subsequence: 0),
        Case(text: "a", references: [""], characters: 0, words: 0, subsequence: 0),
        Case(
            text: "Two nights, 1,000.50 euro - it's U.S.", references: ["Two nights for 1,000.50 euro, it's in the U.S."],
            characters: 0.5636238736301469, words: 0.2794834344878308, subsequence: 0.8695652173913044),
        Case(
            text: "a b c d e f g h", references: ["a b c d x f g h", "e f g h a b c d"], characters: 0.4873015873015873,
            words: 0.6914415692838826, subsequence: 0.875),
        Case(
            text: "x &quot;y&quot; &amp; z", references: ["x \"y\" & z"], characters: 0.07575757575757576, words: 1,
            subsequence: 0.6666666666666666),
    ]

    @Test(arguments: cases) func areWhatTheirProgramsGive(_ one: Case) {
        #expect((CharacterFScore(one.text, references: one.references).score - one.characters).magnitude < 1e-12)
        #expect((BilingualScore(one.text, references: one.references).sentence - one.words).magnitude < 1e-12)
        #expect((SubsequenceScore.score(one.text, references: one.references) - one.subsequence).magnitude < 1e-12)
    }

    /// Of these texts and their first references: `corpus_chrf` and `corpus_bleu` with „ein Zimmer“ among them.
    @Test func countsOfManyTextsAddUp() {
        var (characters, words) = (CharacterFScore(), BilingualScore())
        let german = ("ein Zimmer für zwei", "zwei Zimmer für eine Nacht")
        for (text, reference) in Self.cases.map({ ($0.text, $0.references[0]) }) + [german] {
            characters.add(CharacterFScore(text, references: [reference]))
            words.add(BilingualScore(text, references: [reference]))
        }
        #expect((characters.score - 0.5308248452856865).magnitude < 1e-12)
        #expect((words.corpus - 0.4854461021410834).magnitude < 1e-12)
    }

    @Test func aTextThatIsCountedTwiceIsTwoTexts() {
        let one = BilingualScore("a b c d e", references: ["a b c d f"])
        var (twice, added) = (BilingualScore(), one)
        twice.add(one, times: 2)
        added.add(one)
        #expect(twice == added)
        #expect(BilingualScore().corpus == 0 && CharacterFScore().score == 0)
    }

    @Test func wordsOfAnyScriptAreInOrder() {
        #expect(SubsequenceScore.score("ein Zimmer für zwei", references: ["ein Zimmer für zwei Nächte"]) == 2 * 4.0 / 9)
        #expect(SubsequenceScore.score("東京 タワー", references: ["東京 タワー"]) == 1)
    }

    /// Against the table of lengths, past a block of sixty-four.
    @Test func theLongestCommonSubsequenceIsFound() {
        var state: UInt64 = 7
        func next(_ bound: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1
            return Int(state >> 33) % Int(bound)
        }
        for _ in 0..<60 {
            let one = (0..<next(150)).map { _ in next(4) }
            let other = (0..<next(150)).map { _ in next(4) }
            var row = [Int](repeating: 0, count: other.count + 1)
            for item in one {
                var before = 0
                for place in other.indices {
                    let kept = row[place + 1]
                    row[place + 1] = item == other[place] ? before + 1 : max(row[place + 1], row[place])
                    before = kept
                }
            }
            let (left, right) = (one.map { "w\($0)" }.joined(separator: " "), other.map { "w\($0)" }.joined(separator: " "))
            let wanted = one.isEmpty || other.isEmpty ? 0 : 2 * Double(row[other.count]) / Double(one.count + other.count)
            #expect((SubsequenceScore.score(left, references: [right]) - wanted).magnitude < 1e-15)
        }
    }

    @Test(arguments: [
        ("I don\u{2019}t know.", true), ("Sorry,  I'm NOT\nsure.", true), ("", true), ("At 7.", false), ("I know it", false),
    ])
    func anAnswerThatSaysNothingIsKnown(text: String, isEmpty: Bool) { #expect(NonCommittal.matches(text) == isEmpty) }
}
