import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoVerbs
import ProjectFiles
import Synchronization
import Testing

@Suite struct TokensTests {
    /// What a program shows, or its first mistake, and what its check warns of.
    private func run(_ program: String, _ project: MemoryProject = MemoryProject([:])) -> (shown: [String], warnings: [String]) {
        let checked = project.check(program)
        let (capabilities, context) = (project.capabilities, project.context)
        let warnings = checked.diagnostics.filter { $0.severity == .warning }.map(\.code.rawValue)
        if let first = checked.diagnostics.first(where: { $0.severity == .error }) { return (["error: \(first.code)"], warnings) }
        let shown = Mutex<[String]>([])
        do {
            _ = try Program.run(checked.tree, in: Environment(), catalog: .standard, capabilities: capabilities, context: context)
            {
                guard case .value(let value) = $0 else { return }
                if case .table(let plan) = value {
                    let rows = (try? Executor.run(plan, context)).map { table in
                        (0..<table.count).map { DatumText.literal(.record(table.record($0))) }
                    }
                    shown.withLock { $0 += rows ?? ["error"] }
                } else {
                    shown.withLock { $0.append(value.datum.map { DatumText.literal($0) } ?? value.kindName) }
                }
            }
        } catch {
            return (["error: \((error as? Diagnostic)?.code.rawValue ?? "\(error)")"], warnings)
        }
        return (shown.withLock { $0 }, warnings)
    }

    @Test func withoutRanksTokensAreEstimatedAndItIsSaid() {
        let found = run("tokens(\"Is breakfast included?\")")
        #expect(found.shown == ["4"])
        #expect(found.warnings == ["estimated-tokens"])
        #expect(run("[tokens(null)]").shown == ["[null]"])
    }

    @Test(arguments: [
        ("encode(\"a\")", "no-tokenizer"), ("decode([1])", "no-tokenizer"), ("tokens(\"a\", \"gtp-4\")", "unknown-choice"),
        ("tokens(3)", "wrong-argument"), ("tokens(\"a\", 3)", "wrong-argument"),
        ("table([{n: 1}]) | derive(m: tokens(.n))", "wrong-argument"),
        ("table([{q: \"a\"}]) | derive(m: encode(.q, \"gpt-4o\"))", "no-tokenizer"),
    ])
    func saysWhatIsWrong(program: String, code: String) { #expect(run(program).shown == ["error: \(code)"]) }

    @Test func aChangedFileOfRanksIsRefused() {
        let project = MemoryProject([".octavo/tokenizers/cl100k_base.tiktoken": "YQ== 0\n"])
        #expect(run("tokens(\"a\")", project).shown == ["error: damaged-tokenizer"])
        // The other encoding is not there, and does not ask for this one.
        #expect(run("tokens(\"a\", \"gpt-4o\")", project).warnings == ["estimated-tokens"])
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
            let found = run("encode(\(literal))\ntokens(\(literal))\ndecode(encode(\(literal)), \"cl100k_base\")", Self.project)
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
            run(program, Self.project).shown == [
                "{n: 7, ids: [13359, 499, 11, 430, 374, 682, 13], back: \"Thank you, that is all.\"}",
                "{n: null, ids: null, back: null}", "{n: 0, ids: [], back: \"\"}",
            ])
        #expect(run("decode([100257])", Self.project).shown == ["\"<|endoftext|>\""])
        #expect(run("decode([100256])", Self.project).shown == ["error: unknown-token"])
        #expect(run("decode([-1])", Self.project).shown == ["error: unknown-token"])
    }
}
