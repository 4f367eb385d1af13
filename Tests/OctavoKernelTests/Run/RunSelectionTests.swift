import OctavoKernel
import OctavoNotebook
import OctavoSource
import Testing

/// Which cells a run leaves alone, and that the notebook does not show it.
@Suite struct RunSelectionTests {
    private func settings(_ files: MemoryFiles, _ silentKeys: Set<String> = [], only: String? = nil) -> RunSettings {
        var settings = Test.runSettings(files)
        settings.reuse = .stored(silentKeys: silentKeys)
        settings.only = only
        return settings
    }

    /// What a second run does after a change of the text or the files.
    private func second(
        _ cells: [(info: String, code: String)], files: MemoryFiles = MemoryFiles(), only: String? = nil,
        knowsSilent: Bool = false, change: (String) -> String = { $0 }
    ) -> [String] {
        let notebook = Test.notebook(cells)
        let first = NotebookRunner.run(notebook, Test.runSettings(files))
        let text = String(decoding: Splice.apply(first.updates, to: notebook).bytes, as: UTF8.self)
        let silent = RunRecord(RunRecord(nil).json(of: first, version: "1").text).silentKeys
        let edited = Test.notebook(change(text))
        return Test.names(NotebookRunner.run(edited, settings(files, knowsSilent ? silent : [], only: only)))
    }

    @Test func leavesCellsWithAResultOfTheirKey() {
        #expect(second([("", "a = 1\na"), ("", "a + 1"), ("", "2")]) == ["up to date", "up to date", "up to date"])
    }

    @Test func runsAChangedCellWithWhatItNeedsAndWhatNeedsIt() {
        let cells = [("", "a = 1\na"), ("", "b = 2\nb"), ("name=mid", "c = a + 1\nc"), ("", "c"), ("", "b")]
        let names = second(cells) { $0.replacing("c = a + 1", with: "c = a + 2") }
        #expect(names == ["finished", "up to date", "finished", "finished", "up to date"])
    }

    @Test func runsSilentCellsUnlessTheyAreKnownToHaveRun() {
        let cells = [("", "a = 1;"), ("", "1"), ("", "b = 2;"), ("", "b")]
        #expect(second(cells) == ["finished", "up to date", "finished", "up to date"])
        #expect(second(cells, knowsSilent: true) == ["up to date", "up to date", "up to date", "up to date"])
        let edited = second(cells, knowsSilent: true) { $0.replacing("\nb\n```\n\n```output", with: "\nb + 1\n```\n\n```output") }
        #expect(edited == ["up to date", "up to date", "finished", "finished"])
    }

    @Test func runsCellsWithEffectsAlways() {
        let cells = [
            ("", "t = table([{a: 1}])\nt"), ("", "t | write(\"o.csv\")"), ("", "load(\"o.csv\")"), ("volatile", "now()"),
            ("", "3"),
        ]
        #expect(second(cells) == ["finished", "finished", "finished", "finished", "up to date"])
    }

    @Test func runsWhatReadsAChangedFile() {
        let files = MemoryFiles(["a.csv": "a\n1\n", "b.csv": "a\n1\n"])
        let names = second([("", "load(\"a.csv\")"), ("", "load(\"b.csv\")")], files: files) { text in
            files.set("a.csv", "a\n2\n")
            return text
        }
        #expect(names == ["finished", "up to date"])
    }

    @Test func runsAFailedCellAgainAndAnExpectedErrorNot() {
        let cells = [("", Test.failing), ("raises=unknown-name", "nothing"), ("raises=any", "nothing")]
        #expect(second(cells) == ["failed not-a-number", "up to date", "up to date"])
        #expect(second(cells) { $0.replacing("raises=unknown-name", with: "raises=overflow") }[1] == "failed unknown-name")
        #expect(second([("raises=any", "nothing")]) { $0.replacing(" raises=any", with: "") } == ["failed unknown-name"])
        #expect(
            second([("", "1")]) { $0.replacing("```octavo", with: "```octavo raises=any") } == ["failed expected-error-missing"])
    }

    @Test func runsACellThatStoresAnotherNumberOfLines() {
        let cells = [("", "print(\"a\\nb\\nc\\nd\\ne\\nf\")")]
        #expect(second(cells) { $0.replacing("```octavo\n", with: "```octavo lines=4\n") } == ["finished"])
        #expect(second(cells) { $0.replacing("```octavo\n", with: "```octavo lines=6\n") } == ["up to date"])
        #expect(second([("lines=4", cells[0].1)]) { $0.replacing(" lines=4\n", with: "\n") } == ["finished"])
    }

    @Test func runsACellMarkedStaleOrWithoutItsResult() {
        #expect(second([("", "1")]) { $0.replacing("```output key", with: "```output stale key") } == ["finished"])
        #expect(second([("", "1")], knowsSilent: true) { _ in Test.markdown([("", "1")]) } == ["finished"])
    }

    @Test func asksForACellByNameOnlyWhereItIsStale() {
        let cells = [("", "a = 1\na"), ("name=want", "a"), ("", "5")]
        #expect(second(cells, only: "want") == ["up to date", "up to date", "not run"])
        #expect(second(cells, only: "want") { $0.replacing("a = 1", with: "a = 2") } == ["finished", "finished", "not run"])
    }

    @Test func leavesSkippedCellsAndDoesNotRunWhatOnlyTheyNeed() {
        #expect(second([("", "a = 1\na"), ("skip", "a")]) == ["up to date", "skipped"])
    }

    /// After any edit the notebook is the same to the byte whether results are reused or not.
    @Test(arguments: UInt64(0)..<40) func leavesNoTrace(seed: UInt64) {
        var chance = SmallGenerator(seed: seed)
        var cells = (0..<8).map { _ in RandomCell(&chance) }
        let files = MemoryFiles(["a.csv": "a\n1\n", "b.csv": "a\n5\n"])
        var text = Test.markdown(cells.map { ($0.info, $0.code) })
        var record = RunRecord(nil)
        for step in 0..<6 {
            var reused = settings(files, record.silentKeys)
            var fresh = Test.runSettings(files)
            if chance.chooses(1, of: 4), let name = cells.compactMap(\.name).randomElement(using: &chance) {
                (reused.only, fresh.only) = (name, name)
            }
            let before = Test.notebook(text)
            let anew = Test.text(Test.recorded(before, fresh))
            let run = NotebookRunner.run(before, reused)
            let result = String(decoding: Splice.apply(run.updates, to: before).bytes, as: UTF8.self)
            #expect(result == anew, "seed \(seed), step \(step):\n\(text)\n— reusing: \(Test.names(run))")
            record = RunRecord(record.json(of: run, version: "1").text)
            text = edited(result, &cells, files, &chance)
        }
    }

    /// One random edit: of a cell's text or words, of the order, of a file.
    private func edited(_ text: String, _ cells: inout [RandomCell], _ files: MemoryFiles, _ chance: inout SmallGenerator)
        -> String
    {
        let parsed = Test.notebook(text)
        guard let cell = parsed.cells.randomElement(using: &chance) else { return text }
        if chance.chooses(1, of: 4) {
            files.set(chance.chooses(1, of: 2) ? "a.csv" : "b.csv", "a\n\(chance.next() % 9)\n")
            return text
        }
        var bytes = parsed.bytes
        let new = RandomCell(&chance)
        if chance.chooses(1, of: 3) {
            let info = "octavo \(new.info)"
            bytes.replaceSubrange(cell.fence.info.start..<cell.fence.info.end, with: info.utf8)
        } else {
            bytes.replaceSubrange(cell.fence.content.start..<cell.fence.content.end, with: (new.code + "\n").utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A cell of a random notebook over the names `a`, `b` and `f`, two files, and every kind of word.
struct RandomCell {
    let info: String
    let code: String
    let name: String?

    init(_ chance: inout SmallGenerator) {
        let codes = [
            "a = \(chance.next() % 5);", "a = \(chance.next() % 5)\na", "b = a + 1;", "b", "a + b",
            "f(x) = x + \(chance.next() % 3)",
            "f(a)", "t = load(\"a.csv\");\nt", "t | derive(y: .a + a)", "load(\"b.csv\") | count",
            "print(\"\(chance.next() % 4)\")",
            "[1, 2][a]", "nothing", "b = \(Test.failing)", "table([{a: \(chance.next() % 4)}]) | write(\"b.csv\")", "now()",
            "print(\"1\\n2\\n3\\n4\\n5\")", "a = load(\"b.csv\") | count;", "1", "2 + 2",
        ]
        let words = ["", "", "", "", "", "skip", "raises=any", "volatile", "lines=2", "raises=unknown-name", "compare=close"]
        name = chance.chooses(1, of: 3) ? "n\(chance.next() % 1000)" : nil
        info = [words[Int(chance.next() % UInt64(words.count))], name.map { "name=\($0)" } ?? ""].filter { !$0.isEmpty }.joined(
            separator: " ")
        code = codes[Int(chance.next() % UInt64(codes.count))]
    }
}

/// SplitMix64: the same choices everywhere.
struct SmallGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func chooses(_ part: UInt64, of whole: UInt64) -> Bool { next() % whole < part }
}
