import OctavoTable
import OctavoVerbs
import ProjectFiles
import Testing

@Suite struct TokenizerFileTests {
    private static let folder = "Tests/OctavoVerbsTests/Tokens/Fixtures"

    private struct Case: Sendable {
        let tokenizer: String
        let text: Datum
        let ids: Datum
        let back: Datum
    }

    /// As Hugging Face's tokenizers 0.23.3 give them; `scripts/interop-tokenizers --fixtures` writes them.
    private static let cases: [Case] = Project.text("\(folder)/cases.jsonl").split(separator: "\n").compactMap { line in
        guard let value = try? JSONReader.read(String(line)), case .text(let tokenizer)? = value["tokenizer"],
            let text = value["text"],
            let ids = value["ids"], let back = value["back"]
        else { return nil }
        return Case(tokenizer: tokenizer, text: text, ids: ids, back: back)
    }
    private static let tokenizers = cases.reduce(into: [String]()) { if $0.last != $1.tokenizer { $0.append($1.tokenizer) } }

    @Test(arguments: tokenizers) func givesTheIdsAndTextsOfTheLibrary(tokenizer: String) {
        let path = "models/\(tokenizer).json"
        let project = MemoryProject([path: Project.text("\(Self.folder)/\(tokenizer).json")])
        for one in Self.cases where one.tokenizer == tokenizer {
            let (text, ids) = (DatumText.literal(one.text), DatumText.literal(one.ids))
            let found = TokenProgram.run(
                "encode(\(text), \"\(path)\")\ndecode(\(ids), \"\(path)\")\ntokens(\(text), \"\(path)\")", project)
            guard case .list(let items) = one.ids else { continue }
            #expect(found.shown == [ids, DatumText.literal(one.back), "\(items.count)"], "\(text)")
        }
    }

    @Test func thereAreFixturesOfEveryKind() {
        #expect(Self.tokenizers.count >= 20)
        #expect(Self.cases.count >= 200)
    }

    @Test func worksOnColumns() {
        let project = MemoryProject(["t.json": Project.text("\(Self.folder)/bert.json")])
        let program = """
            table([{q: "the hotel"}, {q: null}]) | derive(ids: encode(.q, "t.json")) | derive(back: decode(.ids, "t.json"), n: tokens(.q, "t.json")) \
            | select(.back, .n)
            """
        #expect(TokenProgram.run(program, project).shown == ["{back: \"the hotel\", n: 2}", "{back: null, n: null}"])
    }

    @Test func marksOfProgramsAreTextLikeAnyOther() {
        let file = Self.words(
            added:
                #"{"id": 9, "content": "<s>", "special": true}, {"id": 10, "content": "<t>", "special": false, "normalized": false}"#
        )
        let project = MemoryProject(["t.json": file])
        #expect(
            TokenProgram.run("encode(\"<s> <t>\", \"t.json\")\ndecode([9, 10], \"t.json\")", project).shown == [
                "[0, 10]", "\"<s> <t>\"",
            ])
    }

    // MARK: - What is wrong with a file

    /// A tokenizer of words with these parts.
    private static func words(
        normalizer: String = "null", pre: String = #"{"type": "WhitespaceSplit"}"#, decoder: String = "null",
        post: String = "null",
        model: String = #"{"type": "WordLevel", "vocab": {"[UNK]": 0, "a": 1}, "unk_token": "[UNK]"}"#, added: String = ""
    ) -> String {
        #"{"added_tokens": [\#(added)], "normalizer": \#(normalizer), "pre_tokenizer": \#(pre), "post_processor": \#(post), "decoder": \#(decoder), "model": \#(model)}"#
    }

    private func problem(_ file: String) -> String {
        TokenProgram.message("encode(\"a b\", \"t.json\")", MemoryProject(["t.json": file])) ?? "none"
    }

    @Test func aFileOfWordsIsRead() { #expect(problem(Self.words()) == "none") }

    @Test(arguments: [
        (
            words(normalizer: #"{"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "Magic"}]}"#),
            "normalizer.normalizers[1]", "Magic"
        ),
        (words(pre: #"{"type": "UnicodeScripts"}"#), "pre_tokenizer", "UnicodeScripts"),
        (
            words(pre: #"{"type": "Split", "pattern": {"Regex": "("}, "behavior": "Isolated"}"#), "pre_tokenizer.pattern.Regex",
            "PCRE2"
        ),
        (words(pre: #"{"type": "Split", "pattern": {"String": "a"}, "behavior": "Eaten"}"#), "pre_tokenizer.behavior", "Eaten"),
        (words(decoder: #"{"type": "CTC"}"#), "decoder", "CTC"),
        (words(post: #"{"type": "Odd"}"#), "post_processor", "Odd"),
        (words(model: #"{"type": "Other", "vocab": {}}"#), "model.type", "Other"),
        (words(model: #"{"type": "BPE", "vocab": {"a": 0}, "merges": [], "dropout": 0.1}"#), "model.dropout", "dropout"),
    ])
    func namesWhatItDoesNotHave(file: String, place: String, what: String) {
        let message = problem(file)
        #expect(message.hasPrefix("unsupported-tokenizer: `t.json` needs"))
        #expect(message.contains("at `\(place)`") && message.contains(what))
    }

    @Test(arguments: [
        ("", "is not a tokenizer"), ("[]", "no `model`"), ("{\"model\": {}}", "`model.vocab`"),
        ("{\"model\": ", "is not a tokenizer"),
        (words(model: #"{"type": "WordLevel", "vocab": {"a": -1}}"#), "`model.vocab`"),
        (words(model: #"{"type": "WordLevel", "vocab": {"a": 9000000000}}"#), "`model.vocab`"),
        (words(model: #"{"type": "WordLevel", "vocab": {"a": 16000000}}"#), "`model.vocab`"),
        (words(model: #"{"type": "WordLevel", "vocab": {"a": 1, "b": 1}}"#), "two tokens have the id 1"),
        (words(model: #"{"type": "BPE", "vocab": {"a": 0}, "merges": ["a a"]}"#), "`model.merges[0]`"),
        (words(model: #"{"type": "BPE", "vocab": {"a": 0, "aa": 1}, "merges": [["a", "a"], 3]}"#), "`model.merges[1]`"),
        (words(model: #"{"type": "Unigram", "vocab": [["a", "b"]]}"#), "`model.vocab[0]`"),
        (words(model: #"{"type": "Unigram", "vocab": [["a", -1.5]], "unk_id": 7}"#), "`model.unk_id`"),
        (words(normalizer: #"{"type": "Precompiled", "precompiled_charsmap": "////"}"#), "`normalizer.precompiled_charsmap`"),
        (words(normalizer: #"{"type": 3}"#), "`normalizer.type`"), (words(pre: "7"), "`pre_tokenizer.type`"),
        (words(pre: #"{"type": "FixedLength", "length": 0}"#), "`pre_tokenizer.length`"),
        (words(decoder: #"{"type": "Strip", "content": "ab"}"#), "`decoder.content`"),
        (words(added: #"{"id": 99000000, "content": "x"}"#), "`added_tokens[0].id`"),
    ])
    func saysWhereAFileIsDamaged(file: String, part: String) {
        let message = problem(file)
        #expect(message.hasPrefix("damaged-tokenizer: `t.json`") && message.contains(part), "\(message)")
    }

    @Test func cutOffFilesAreRefused() {
        let whole = Array(Project.text("\(Self.folder)/bert.json").utf8)
        for length in stride(from: 1, to: whole.count - 1, by: 97) {
            #expect(problem(String(decoding: whole.prefix(length), as: UTF8.self)).hasPrefix("damaged-tokenizer"))
        }
    }

    /// Whatever bytes stand in a file, it is read or refused.
    @Test(arguments: ["gpt2", "unigram", "bert", "llama"]) func changedFilesNeverEndTheProcess(name: String) {
        let whole = Array(Project.text("\(Self.folder)/\(name).json").utf8)
        var state: UInt64 = 11
        for _ in 0..<60 {
            var changed = whole
            for _ in 0..<3 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                changed[Int(state >> 33) % changed.count] = Array("0-\"[]{}:,aé\\".utf8)[Int(state >> 20) % 12]
            }
            let said = problem(String(decoding: changed, as: UTF8.self))
            #expect(said == "none" || said.contains("token"))
        }
    }

    @Test func aTextThatNoTokenStandsForIsSaid() {
        let file = Self.words(model: #"{"type": "WordLevel", "vocab": {"a": 1}}"#)
        #expect(problem(file).hasPrefix("untokenizable-text"))
    }

    @Test func aFileThatIsNotThereIsSaid() {
        #expect(TokenProgram.run("tokens(\"a\", \"none.json\")").shown == ["error: file-not-found"])
    }

    // MARK: - Ranks

    private static let ranks: String = {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        return (0..<256).map { "\(digits[$0 >> 2])\(digits[($0 & 3) << 4])== \($0)\n" }.joined()
            + "MTI= 256\nMTIz 257\nMTIzNA== 258\n"
    }()

    @Test func readsRanksWithThePatternThatIsSaid() {
        let project = MemoryProject(["my.tiktoken": Self.ranks])
        #expect(TokenProgram.run("encode(\"1234\", \"my.tiktoken\")", project).shown == ["[257, 52]"])
        #expect(TokenProgram.run("encode(\"1234\", \"my.tiktoken?pattern=gpt2\")", project).shown == ["[258]"])
        #expect(TokenProgram.run("encode(\"1234\", \"my.tiktoken?pattern=gpt3\")", project).shown == ["error: unknown-choice"])
        let damaged = MemoryProject(["my.tiktoken": Self.ranks + "MTI"])
        #expect(TokenProgram.run("encode(\"1234\", \"my.tiktoken\")", damaged).shown == ["error: damaged-tokenizer"])
    }
}

extension Datum {
    fileprivate subscript(_ name: String) -> Datum? {
        guard case .record(let fields) = self else { return nil }
        return fields.first { $0.name == name }?.value
    }
}
