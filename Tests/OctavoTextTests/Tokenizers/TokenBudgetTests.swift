import OctavoText
import Testing

@Suite struct TokenBudgetTests {
    private func tokenizer() throws -> TokenPipeline {
        let trainer = try TokenTrainer(.cl100k)
        for _ in 0..<3 { try trainer.take("the cat that ate the hat 日本語 日本語 naïve naïve 👍🏽👍🏽 abcabc".utf8.span) }
        return TokenPipeline(try trainer.train(size: 320, minimum: 2) { _, _ in })
    }

    /// The same tokens by words, of which one cannot say which bytes they are.
    private func rewriting() throws -> TokenPipeline {
        let words = ["the", "cat", "hat", "[UNK]"].map { Array($0.utf8) }
        return TokenPipeline(
            added: AddedTokens(), normalizers: [.lowercase], preTokenizers: [.split(.spaces, .removed, inverted: false)],
            model: WordLevelModel(TokenVocabulary(words), unknown: 3), names: TokenVocabulary(words), decoders: nil)
    }

    private static let texts = [
        "", "a", "the cat that ate the hat", "日本語日本語 naïve 👍🏽👍🏽", "x  \n\n y", String(repeating: "the 日本 👍🏽 naïve ", count: 200),
        "👩‍👩‍👧",
    ]

    @Test(arguments: [false, true]) func neverHasMoreTokensAndNeverCutsACharacter(fromEnd: Bool) throws {
        for tokenizer in [try tokenizer(), try rewriting()] as [any TextTokenizer] {
            for text in Self.texts {
                let bytes = Array(text.utf8)
                for budget in [0, 1, 2, 3, 5, 8, 40, 5000] {
                    let part = try tokenizer.part(of: bytes.span, tokens: budget, fromEnd: fromEnd)
                    #expect(try tokenizer.count(bytes.span.extracting(part)) <= budget)
                    #expect(String(validating: bytes[part], as: UTF8.self) != nil)
                    #expect(fromEnd ? part.upperBound == bytes.count : part.lowerBound == 0)
                    if try tokenizer.count(bytes.span) <= budget { #expect(part.count == bytes.count) }
                }
            }
        }
    }

    @Test func keepsWhatTheFirstTokensSay() throws {
        let tokenizer = try tokenizer()
        let text = Array("the cat that ate the hat".utf8)
        let ids = try tokenizer.encode(text.span)
        for budget in 1..<ids.count {
            let start = try tokenizer.part(of: text.span, tokens: budget, fromEnd: false)
            #expect(try Array(text[start]) == tokenizer.decode(Array(ids.prefix(budget))))
            let end = try tokenizer.part(of: text.span, tokens: budget, fromEnd: true)
            #expect(try Array(text[end]) == tokenizer.decode(Array(ids.suffix(budget))))
        }
    }

    @Test func keepsAsManyWordsAsThereIsRoomFor() throws {
        let text = Array("The CAT sat on the hat".utf8)
        let tokenizer = try rewriting()
        #expect(try text[tokenizer.part(of: text.span, tokens: 2, fromEnd: false)].elementsEqual("The CAT ".utf8))
        #expect(try text[tokenizer.part(of: text.span, tokens: 2, fromEnd: true)].elementsEqual(" the hat".utf8))
    }

    @Test func looksAtNoMoreOfALongTextThanMayCount() throws {
        let text = [UInt8](repeating: UInt8(ascii: "a"), count: 50_000_000)
        let part = try tokenizer().part(of: text.span, tokens: 3, fromEnd: true)
        #expect(part.upperBound == text.count && !part.isEmpty && part.count <= 30)
    }
}
