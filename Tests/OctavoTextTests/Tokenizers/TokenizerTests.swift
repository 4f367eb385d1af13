import OctavoText
import Testing

@Suite struct TokenizerTests {
    // MARK: - Pieces

    /// As the patterns of tiktoken and of GPT-2 cut them.
    @Test(arguments: [
        (TokenPattern.cl100k, "I'll go, won't I?", ["I", "'ll", " go", ",", " won", "'t", " I", "?"]),
        (.cl100k, "WE'RE 12345 m²", ["WE", "'RE", " ", "123", "45", " m", "²"]),
        (.cl100k, "a  b\n\n c \t", ["a", " ", " b", "\n\n", " c", " \t"]),
        (.cl100k, "x \n y\n  ", ["x", " \n", " y", "\n  "]),
        (.cl100k, "«né»\u{301}日本!!\n", ["«né", "»\u{301}", "日本", "!!\n"]),
        (.cl100k, "'ſ 'Sara", ["'ſ", " '", "Sara"]),
        // The last letter of Unicode 16, and one of Unicode 17, which the patterns do not know yet.
        (.cl100k, "!\u{323AF}'s", ["!\u{323AF}", "'s"]), (.cl100k, "!\u{32400}'s", ["!\u{32400}'", "s"]),
        (.o200k, "I'll goAway HTTPServer's", ["I'll", " go", "Away", " HTTPServer's"]),
        (.o200k, "日ABC ǅx a/b//\n", ["日", "ABC", " ǅx", " a", "/b", "//\n"]),
        (.o200k, "x \n y\n  ", ["x", " \n", " y", "\n", "  "]),
        (.o200k, "e\u{301}A\u{301}", ["e\u{301}", "A\u{301}"]),
        (.llama3, "x \n y\n  ", ["x", " \n", " y", "\n", "  "]),
        (.llama3, "WE'RE 12345", ["WE", "'RE", " ", "123", "45"]),
        (.qwen2, "a 12 b", ["a", " ", "1", "2", " b"]),
        (.gpt2, "I'll GO'S  now 2024!?\n", ["I", "'ll", " GO", "'", "S", " ", " now", " 2024", "!?", "\n"]),
    ])
    func cutsTextsAsTheModelsDo(pattern: TokenPattern, text: String, pieces: [String]) {
        let bytes = Array(text.utf8)
        #expect(pattern.pieces(of: bytes.span).map { String(decoding: bytes[$0], as: UTF8.self) } == pieces)
    }

    @Test(arguments: TokenPattern.allCases) func piecesFollowEachOtherWithoutAGap(pattern: TokenPattern) {
        var random = SeededBytes(seed: 3)
        for _ in 0..<2000 {
            let bytes = random.bytes(random.next(below: 40))
            var end = 0
            for piece in pattern.pieces(of: bytes.span) {
                #expect(piece.lowerBound == end && piece.upperBound > end)
                end = piece.upperBound
            }
            #expect(end == bytes.count)
        }
    }

    // MARK: - Tokens

    /// A small vocabulary, learnt from texts in which pairs of every rank meet.
    private static let learnt: TokenRanks? = {
        guard let trainer = try? TokenTrainer(.cl100k) else { return nil }
        for text in ["abab abc bca cab ca abcabc aabb baba aaaa bbbb abba", "the cat that ate the hat", "aaaaaaaa abababab"] {
            try? trainer.take(Array(repeating: text, count: 3).joined(separator: " ").utf8.span)
        }
        return (try? trainer.train(size: 300, minimum: 2) { _, _ in }).flatMap { try? TokenRanks($0.tokens) }
    }()

    /// The definition: of all neighbours the leftmost pair of lowest rank becomes one, until there is none.
    private static func merged(_ bytes: [UInt8], _ ids: [[UInt8]: Int32]) -> [Int32] {
        var parts = bytes.map { [$0] }
        while let best = zip(parts, parts.dropFirst()).enumerated()
            .compactMap({ place, pair in ids[pair.0 + pair.1].map { (rank: $0, place: place) } })
            .min(by: { ($0.rank, $0.place) < ($1.rank, $1.place) })
        {
            parts[best.place] += parts.remove(at: best.place + 1)
        }
        return parts.compactMap { ids[$0] }
    }

    @Test(arguments: [1, 2, 3, 7, 40, 127, 128, 129, 130, 400]) func mergesByRank(length: Int) throws {
        let ranks = try #require(Self.learnt)
        var ids: [[UInt8]: Int32] = [:]
        for id in 0..<ranks.count { ids[Array(ranks.token(id))] = Int32(id) }
        let tokenizer = Tokenizer(ranks, .cl100k)
        var random = SeededBytes(seed: UInt64(length))
        for _ in 0..<40 {
            // One piece: letters alone.
            let bytes = (0..<length).map { _ in UInt8(ascii: "a") + UInt8(random.next(below: 3)) }
            #expect(try tokenizer.encode(bytes.span) == Self.merged(bytes, ids))
            #expect(try tokenizer.count(bytes.span) == tokenizer.encode(bytes.span).count)
        }
    }

    @Test func givesBackEveryText() throws {
        let tokenizer = Tokenizer(try #require(Self.learnt), .o200k)
        var random = SeededBytes(seed: 9)
        for _ in 0..<2000 {
            let bytes = random.bytes(random.next(below: 60))
            #expect(try tokenizer.decode(tokenizer.encode(bytes.span)) == bytes)
        }
        #expect(throws: TokenizingError.unknownToken(100_000)) { try tokenizer.decode([0, 100_000]) }
        #expect(throws: TokenizingError.unknownToken(-1)) { try tokenizer.decode([-1]) }
    }

    @Test func aLongPieceTakesTimeInProportion() throws {
        let tokenizer = Tokenizer(try #require(Self.learnt), .cl100k)
        let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 3_000_000)
        #expect(try tokenizer.decode(tokenizer.encode(bytes.span)) == bytes)
    }

    @Test func knowsSpecialTokensWhenItDecodes() throws {
        let tokenizer = Tokenizer(try #require(Self.learnt), .cl100k, special: ["<|endoftext|>": 100_257])
        let letter = try tokenizer.encode("a".utf8.span)
        #expect(try tokenizer.decode(letter + [100_257]) == Array("a<|endoftext|>".utf8))
        #expect(try !tokenizer.encode("<|endoftext|>".utf8.span).contains(100_257))
    }

    // MARK: - Files

    private func ranks(_ file: String) throws(TokenRanks.Problem) -> TokenRanks {
        let bytes = Array(file.utf8)
        return try TokenRanks(tiktoken: bytes.span)
    }

    /// All bytes, then `more`.
    private func file(_ more: String = "", lineEnd: String = "\n") -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        return (0..<256).map { "\(digits[$0 >> 2])\(digits[($0 & 3) << 4])== \($0)\(lineEnd)" }.joined() + more
    }

    @Test func readsRanksAsTiktokenWritesThem() throws {
        let read = try ranks(file("dGhl 256\ncm9vbQ== 258"))
        #expect(read.count == 259)
        #expect(Array(read.token(256)) == Array("the".utf8))
        #expect(read.token(257).isEmpty)
        #expect(Array(read.token(258)) == Array("room".utf8))
        #expect(try ranks(file(lineEnd: "\r\n")).count == 256)
    }

    @Test(arguments: [
        ("dGhl", TokenRanks.Problem.malformed(line: 257)), ("dGhl x", .malformed(line: 257)), ("dG!l 256", .malformed(line: 257)),
        ("dGh 256", .malformed(line: 257)), ("dG=l 256", .malformed(line: 257)), (" 256", .malformed(line: 257)),
        ("dGhl 99999999999999999999", .malformed(line: 257)), ("dGhl 256 1", .malformed(line: 257)),
        ("dGhl 256\ndGhp 256", .rankTwice(line: 258)), ("dGhl 3", .rankTwice(line: 257)),
    ])
    func saysWhatIsWrongWithRanks(more: String, problem: TokenRanks.Problem) {
        #expect(throws: problem) { try ranks(file(more)) }
    }

    @Test func everyByteMustBeAToken() {
        #expect(throws: TokenRanks.Problem.missingByte(1)) { try ranks("AA== 0\n") }
        #expect(throws: TokenRanks.Problem.missingByte(0)) { try ranks("") }
    }
}

/// Bytes as texts have them, some of which are no UTF-8.
private struct SeededBytes {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(below bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        let parts = ["a", "B", " ", "\n", "'", "'s", "1", "é", "日", "\u{301}", "ǅ", "👩‍👩‍👧", "/", "\r"].map { Array($0.utf8) }
        var bytes: [UInt8] = []
        while bytes.count < count {
            if next(below: 12) == 0 { bytes.append(UInt8(next(below: 256))) } else { bytes += parts[next(below: parts.count)] }
        }
        return bytes
    }
}
