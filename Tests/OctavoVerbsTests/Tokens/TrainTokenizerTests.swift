import OctavoTable
import OctavoVerbs
import Testing

@Suite struct TrainTokenizerTests {
    private static let rows = #"t = table([{q: "low lower lowest"}, {q: "low and slow"}, {q: null}])"#

    @Test func learnsWritesAndReadsAgain() {
        let program = """
            \(Self.rows)
            k = train_tokenizer(t, .q, size: 262)
            k.size
            k.pattern
            write(k, "models/mine.json")
            encode("slow low", k) == encode("slow low", "models/mine.json")
            decode(encode("höher 日本", k), "models/mine.json")
            t | derive(n: tokens(.q, k)) | select(.n)
            """
        let found = TokenProgram.run(program, MemoryProject([:])).shown
        #expect(found == ["260", "\"cl100k\"", "true", "\"höher 日本\"", "{n: 6}", "{n: 8}", "{n: null}"])
    }

    @Test(arguments: 1...3) func theNumberOfThreadsChangesNothing(threads: Int) {
        let rows = (0..<2000).map { "{q: \"word\($0 % 97) other\($0 % 31)\"}" }.joined(separator: ", ")
        let project = MemoryProject([:])
        let program = "encode(\"word12 other30\", train_tokenizer(table([\(rows)]), .q, size: 300))"
        #expect(
            TokenProgram.run(program, project, threads: threads).shown == TokenProgram.run(program, project, threads: 2).shown)
    }

    /// Each table of a union is a chunk of its own, counted on some thread and merged in the end.
    @Test(arguments: 1...4) func chunksThatAreCountedSideBySideAreCountedTogether(threads: Int) {
        let parts = (0..<9).map { part in
            "table(["
                + (0..<150).map { "{q: \"word\($0 * (part + 3) % 89) part\(part) other\($0 % (7 + part))\"}" }.joined(
                    separator: ", ") + "])"
        }
        let rows = parts.map { $0.dropFirst("table([".count).dropLast(2) }.joined(separator: ", ")
        let program = """
            many = \(parts[0]) | union(\(parts.dropFirst().joined(separator: ", ")))
            one = table([\(rows)])
            a = train_tokenizer(many, .q, size: 330)
            b = train_tokenizer(one, .q, size: 330)
            a.size == b.size
            [encode(w, a) == encode(w, b) for w in ["word12 other3", "part8 word88", "something else", "otherword5"]]
            """
        #expect(
            TokenProgram.run(program, MemoryProject([:]), threads: threads).shown == ["true", "[true, true, true, true]"])
    }

    @Test(arguments: [
        ("train_tokenizer(t, .q, size: 255)", "wrong-argument"), ("train_tokenizer(t, .q, size: 2000000)", "wrong-argument"),
        ("train_tokenizer(t, .q, minimum: 0)", "wrong-argument"), ("train_tokenizer(t, .x)", "unknown-column"),
        ("train_tokenizer(t, .q, pattern: \"gpt3\")", "unknown-choice"),
        ("train_tokenizer(table([{q: 1}]), .q)", "wrong-argument"),
        ("write(train_tokenizer(t, .q, size: 256), \"x.csv\")", "unknown-format"), ("tokens(\"a\", t)", "wrong-argument"),
    ])
    func saysWhatIsWrong(program: String, code: String) {
        #expect(TokenProgram.run("\(Self.rows)\n\(program)").shown == ["error: \(code)"])
    }

    @Test func aTableOfNothingGivesTheBytes() {
        #expect(TokenProgram.run("train_tokenizer(table([{q: null}]), .q).size").shown == ["256"])
    }
}
