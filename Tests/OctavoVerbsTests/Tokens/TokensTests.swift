import OctavoLanguage
import OctavoTable
import OctavoVerbs
import ProjectFiles
import Testing

@Suite struct TokensTests {
    @Test func withoutRanksTokensAreEstimatedAndItIsSaid() {
        let found = TokenProgram.run("tokens(\"Is breakfast included?\")")
        #expect(found.shown == ["4"])
        #expect(found.warnings == ["estimated-tokens"])
        #expect(TokenProgram.run("[tokens(null)]").shown == ["[null]"])
    }

    @Test(arguments: [
        ("encode(\"a\")", "no-tokenizer"), ("decode([1])", "no-tokenizer"), ("tokens(\"a\", \"gtp-4\")", "unknown-choice"),
        ("tokens(3)", "wrong-argument"), ("tokens(\"a\", 3)", "wrong-argument"),
        ("table([{n: 1}]) | derive(m: tokens(.n))", "wrong-argument"),
        ("table([{q: \"a\"}]) | derive(m: encode(.q, \"gpt-4o\"))", "no-tokenizer"),
    ])
    func saysWhatIsWrong(program: String, code: String) { #expect(TokenProgram.run(program).shown == ["error: \(code)"]) }

    @Test func aChangedFileOfRanksIsRefused() {
        let project = MemoryProject([".octavo/tokenizers/cl100k_base.tiktoken": "YQ== 0\n"])
        #expect(TokenProgram.run("tokens(\"a\")", project).shown == ["error: damaged-tokenizer"])
        // The other encoding is not there, and does not ask for this one.
        #expect(TokenProgram.run("tokens(\"a\", \"gpt-4o\")", project).warnings == ["estimated-tokens"])
    }

    // MARK: - With the ranks

    private static let path = ".octavo/tokenizers/cl100k_base.tiktoken"
    private static let project = MemoryProject([path: Project.text(path)])
    private static let hasRanks = !Project.text(path).isEmpty

    /// Texts and their tokens as tiktoken 0.14.0 gives them.
    @Test(.enabled(if: hasRanks, "scripts/setup --tokenizers")) func givesTheTokensOfTiktoken() throws {
        let lines = Project.text("data/tokens/expected_sample.jsonl").split(separator: "\n")
        #expect(lines.count == 118)
        for line in lines {
            guard case .record(let fields) = try JSONReader.read(String(line)),
                let text = fields.first(where: { $0.name == "text" })?.value,
                let ids = fields.first(where: { $0.name == "cl100k_base" })?.value, case .list(let items) = ids
            else {
                Issue.record("not a case: \(line)")
                continue
            }
            let literal = DatumText.literal(text)
            let found = TokenProgram.run(
                "encode(\(literal))\ntokens(\(literal))\ndecode(encode(\(literal)), \"cl100k_base\")", Self.project)
            #expect(found.shown == [DatumText.literal(ids), "\(items.count)", literal])
            #expect(found.warnings.isEmpty)
        }
    }

    @Test(.enabled(if: hasRanks, "scripts/setup --tokenizers")) func worksOnColumns() {
        let program = """
            table([{q: "Thank you, that is all."}, {q: null}, {q: ""}]) | derive(n: tokens(.q), ids: encode(.q)) \
            | derive(back: decode(.ids)) | select(.n, .ids, .back)
            """
        #expect(
            TokenProgram.run(program, Self.project).shown == [
                "{n: 7, ids: [13359, 499, 11, 430, 374, 682, 13], back: \"Thank you, that is all.\"}",
                "{n: null, ids: null, back: null}", "{n: 0, ids: [], back: \"\"}",
            ])
        #expect(TokenProgram.run("decode([100257])", Self.project).shown == ["\"<|endoftext|>\""])
        #expect(TokenProgram.run("decode([100256])", Self.project).shown == ["error: unknown-token"])
        #expect(TokenProgram.run("decode([-1])", Self.project).shown == ["error: unknown-token"])
    }
}
