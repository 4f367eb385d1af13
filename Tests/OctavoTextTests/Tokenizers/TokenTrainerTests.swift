import OctavoText
import Testing

@Suite struct TokenTrainerTests {
    private func learn(_ texts: [String], _ pattern: TokenPattern = .cl100k, size: Int, minimum: Int = 2) throws
        -> TokenTrainer.Result
    {
        let trainer = try TokenTrainer(pattern)
        for text in texts { try trainer.take(text.utf8.span) }
        return try trainer.train(size: size, minimum: minimum) { _, _ in }
    }

    private func learnt(_ result: TokenTrainer.Result) -> [String] {
        result.tokens[256...].map { String(decoding: $0, as: UTF8.self) }
    }

    /// The definition: of all pairs of neighbours the most frequent one, of equals the one of lower ids, becomes a token.
    private func byDefinition(_ words: [String: Int], size: Int) -> [[UInt8]] {
        var tokens = ByteLevel.order.map { [$0] }
        var parts: [(ids: [Int], count: Int)] = words.map { word, count in
            (Array(word.utf8).map { byte in tokens.firstIndex(of: [byte]) ?? 0 }, count)
        }
        while tokens.count < size {
            var counts: [[Int]: Int] = [:]
            for part in parts {
                for (left, right) in zip(part.ids, part.ids.dropFirst()) { counts[[left, right], default: 0] += part.count }
            }
            guard
                let best = counts.min(by: { one, other in
                    one.value != other.value ? one.value > other.value : one.key.lexicographicallyPrecedes(other.key)
                }), best.value >= 2
            else { break }
            let token = best.key.flatMap { tokens[$0] }
            let id = tokens.firstIndex(of: token) ?? tokens.count
            if id == tokens.count { tokens.append(token) }
            for place in parts.indices {
                var new: [Int] = []
                var at = 0
                let old = parts[place].ids
                while at < old.count {
                    if at + 1 < old.count, old[at] == best.key[0], old[at + 1] == best.key[1] {
                        new.append(id)
                        at += 2
                    } else {
                        new.append(old[at])
                        at += 1
                    }
                }
                parts[place].ids = new
            }
        }
        return tokens
    }

    @Test func learnsTheMostFrequentPairsFirst() throws {
        // "lo" and "ow" seven times, of which l comes first; "er" five times.
        let result = try learn(["low low low low low lowest lowest newer newer newer wider wider"], size: 260)
        #expect(learnt(result) == ["lo", "low", " low", "er"])
    }

    @Test(arguments: 0..<12) func learnsWhatTheDefinitionSays(seed: Int) throws {
        var state = UInt64(seed) &+ 5
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var words: [String: Int] = [:]
        for _ in 0..<60 { words[String((0...next(9)).map { _ in ["a", "b", "c", "é"][next(4)] }), default: 0] += 1 + next(4) }
        let texts = words.flatMap { word, count in Array(repeating: word, count: count) }
        #expect(try learn(texts, size: 330).tokens == byDefinition(words, size: 330))
    }

    @Test func countsInPartsAsInOne() throws {
        let texts = ["the cat", "that ate", "the hat that the cat ate", "naïve 日本 日本"]
        let (first, second) = (try TokenTrainer(.o200k), try TokenTrainer(.o200k))
        for (place, text) in texts.enumerated() { try (place < 2 ? first : second).take(text.utf8.span) }
        try second.merge(first)
        let parts = try second.train(size: 280, minimum: 2) { _, _ in }
        let whole = try learn(texts, .o200k, size: 280)
        #expect(parts.tokens == whole.tokens)
        #expect(parts.merges == whole.merges)
    }

    @Test func endsWhereNoPairIsFrequentEnough() throws {
        #expect(try learn(["abc abc"], size: 1000, minimum: 3).tokens.count == 256)
        #expect(learnt(try learn(["abcabc abcabc"], .gpt2, size: 1000, minimum: 4)) == ["ab", "abc"])
        #expect(try learn([], size: 1000).tokens.count == 256)
    }

    @Test func wordsBeyondTheLongestTeachNothing() throws {
        let longest = String(repeating: "ab", count: TokenTrainer.longestPiece / 2)
        #expect(try !learnt(learn([longest, longest], size: 257)).isEmpty)
        #expect(try learnt(learn([longest + "a", longest + "a"], size: 257)).isEmpty)
    }

    @Test func isEndedByTheErrorOfWhoWatches() throws {
        struct Enough: Error {}
        let trainer = try TokenTrainer(.cl100k)
        try trainer.take("one two one two one two".utf8.span)
        #expect(throws: Enough.self) {
            try trainer.train(size: 300, minimum: 1) { tokens, _ in if tokens > 257 { throw Enough() } }
        }
    }

    @Test(arguments: TokenPattern.allCases) func givesATokenizerThatGivesEveryTextBack(pattern: TokenPattern) throws {
        let result = try learn(["the cat that ate the hat", "naïve 日本 日本 12 12"], pattern, size: 300)
        let tokenizer = TokenPipeline(result)
        for text in ["the hat", "", "a\u{0}b\n\n  ", "日本語 👍🏽", "\u{FEFF}x"] {
            let ids = try tokenizer.encode(text.utf8.span)
            #expect(try tokenizer.decode(ids) == Array(text.utf8))
            #expect(try tokenizer.count(text.utf8.span) == ids.count)
        }
        #expect(tokenizer.keepsBytes)
    }
}
