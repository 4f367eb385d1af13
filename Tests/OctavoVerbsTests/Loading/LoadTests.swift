import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoVerbs
import Synchronization
import Testing

/// `load` in programs: what it says, and how often it reads.
@Suite struct LoadTests {
    /// Files in memory that count how often they are opened; a path ending in `/` gives the files in it.
    private final class Files: FileAccess {
        private let texts: Mutex<[String: String]>
        private let openings = Atomic<Int>(0)
        /// Bytes that can be written.
        private let room: Int

        init(_ texts: [String: String], room: Int = .max) {
            self.texts = Mutex(texts)
            self.room = room
        }

        var opened: Int { openings.load(ordering: .relaxed) }
        func put(_ path: String, _ text: String) { texts.withLock { $0[path] = text } }

        private func text(_ path: String) throws -> String {
            guard let text = texts.withLock({ $0[path] }) else { throw Diagnostic("file-not-found", "no file `\(path)`") }
            return text
        }

        func contents(of path: String) throws -> FileContents {
            openings.add(1, ordering: .relaxed)
            return FileContents(Buffer(Array(try text(path).utf8)))
        }
        func resolve(_ pattern: String) throws -> [String] {
            guard pattern.hasSuffix("/") else {
                _ = try text(pattern)
                return [pattern]
            }
            return texts.withLock { $0.keys.filter { $0.hasPrefix(pattern) }.sorted() }
        }
        func entries(of folder: String) -> [String] { [] }
        func digest(of path: String) throws -> String { try text(path) }
        func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
            var written: [UInt8] = []
            unsafe try body { bytes in
                unsafe written.append(contentsOf: bytes)
                if written.count > room { throw Diagnostic("file-not-writable", "the disk is full") }
            }
            put(path, String(decoding: written, as: UTF8.self))
        }
    }

    /// Checks and runs programs one after the other as one session does.
    private struct Session {
        let files: Files
        let capabilities: Capabilities

        init(_ texts: [String: String], room: Int = .max) {
            let files = Files(texts, room: room)
            self.files = files
            capabilities = Capabilities(files: files, now: { 0 }, environment: { _ in nil })
        }

        private var context: ExecutionContext { ExecutionContext(files: files, threads: 2) }

        /// The rows of the table that the program ends in, or what is wrong with it.
        func run(_ program: String) -> (rows: [String], problem: Diagnostic?) {
            let checked = Program.check(
                Harness.parse(program), in: Environment(), catalog: .standard, capabilities: capabilities, context: context)
            if let first = checked.diagnostics.first(where: { $0.severity == .error }) { return ([], first) }
            let rows = Mutex<[String]>([])
            // What fails when a value is shown.
            let late = Mutex<Diagnostic?>(nil)
            do {
                _ = try Program.run(
                    checked.tree, in: Environment(), catalog: .standard, capabilities: capabilities, context: context
                ) { output in
                    guard case .value(let value) = output else { return }
                    guard case .table(let plan) = value else {
                        return rows.withLock { $0 = [value.datum.map { DatumText.literal($0) } ?? value.kindName] }
                    }
                    let table: Table
                    do { table = try Executor.run(plan, context) } catch {
                        return late.withLock { $0 = error as? Diagnostic }
                    }
                    rows.withLock { $0 = (0..<table.count).map { DatumText.plain(.record(table.record($0))) } }
                }
            } catch {
                return ([], error as? Diagnostic)
            }
            return (rows.withLock { $0 }, late.withLock { $0 })
        }
    }

    @Test func aFileIsReadOnceForCheckingRunningAndRunningAgain() {
        let session = Session(["a.csv": "k,n\nx,1\ny,2\nx,3\n"])
        #expect(session.run("load(\"a.csv\") | summarize(n: sum(.n), by: .k)").rows == ["{k: \"x\", n: 4}", "{k: \"y\", n: 2}"])
        #expect(session.run("load(\"a.csv\") | count").rows == ["3"])
        #expect(session.run("load(\"a.csv\") | union(load(\"a.csv\")) | count").rows == ["6"])
        #expect(session.files.opened == 1)
    }

    @Test func aFileThatChangedIsReadAgain() {
        let session = Session(["a.csv": "n\n1\n"])
        #expect(session.run("load(\"a.csv\")").rows == ["{n: 1}"])
        session.files.put("a.csv", "n\n1\nx\n")
        #expect(session.run("load(\"a.csv\")").rows == ["{n: \"1\"}", "{n: \"x\"}"])
        #expect(session.files.opened == 2)
    }

    @Test(arguments: [
        ("a.csv", "t\n1\nabc\n", ".t", "row 2 (a.csv:3)"),
        ("a.jsonl", "{\"t\":\"1\"}\n\n{\"t\":\"abc\"}\n", ".t", "row 2 (a.jsonl:3)"),
        ("a.json", "[{\"t\":\"1\"},\n{\"t\":\"abc\"}]", ".t", "row 2 (a.json:2)"),
        ("a.txt", "1\nabc\n", ".line", "row 2 (a.txt:2)"),
    ])
    func aRowThatFailsNamesItsFileAndLine(_ path: String, _ text: String, _ column: String, _ place: String) {
        let problem = Session([path: text]).run("load(\"\(path)\") | derive(n: int(\(column)))").problem
        #expect(problem?.code == "not-a-number")
        #expect(problem?.notes.first == place)
    }

    @Test func aRowThatFailsBehindAFilterNamesItsOwnLine() {
        let session = Session(["a.csv": "k,t\n1,5\n2,\"x\ny\"\n3,zz\n"])
        let problem = session.run("load(\"a.csv\") | filter(.k > 2) | derive(n: int(.t))").problem
        #expect(problem?.notes.first == "row 3 (a.csv:5)")
        #expect(session.run("load(\"a.csv\") | derive(n: .k * 9223372036854775807)").problem?.notes.first == "row 2 (a.csv:3)")
    }

    @Test func filesOfSeveralFormatsAreNotMixed() {
        let session = Session(["d/a.csv": "n\n1\n", "d/b.jsonl": "{\"n\":2}\n", "d/c.csv": "n\n3\n"])
        let problem = session.run("load(\"d/\")").problem
        #expect(problem?.code == "mixed-formats")
        #expect(problem?.message == "`d/` names files of several formats: 2 csv, 1 jsonl")
        #expect(problem?.help.first?.contains("load(\"d/*.csv\")") == true)
    }

    @Test(arguments: [
        ("x.bin", "`.bin` of `x.bin` names no format that can be read"), ("x", "the name `x` does not say which format it has"),
        ("x.csv.bz2", "cannot unpack `x.csv.bz2`"),
    ])
    func anUnknownFormatSaysWhy(_ path: String, _ message: String) {
        let problem = Session([path: "n\n1\n"]).run("load(\"\(path)\")").problem
        #expect(problem?.code == "unknown-format")
        #expect(problem?.message == message)
        #expect(Session([path: "n\n1\n"]).run("load(\"\(path)\", format: \"csv\")").rows == ["{n: 1}"])
    }

    @Test func aWrongTypeNameOffersTheNearest() {
        let problem = Session(["a.csv": "n\n1\n"]).run("load(\"a.csv\", types: {n: \"flaot\"})").problem
        #expect(problem?.code == "unknown-choice")
        #expect(problem?.help == ["did you mean `float`?"])
    }

    @Test func typesOfColumnsThatAreNotThereAreAMistake() {
        let problem = Session(["a.csv": "count\n1\n"]).run("load(\"a.csv\", types: {cuont: \"text\"})").problem
        #expect(problem?.code == "unknown-column")
        #expect(problem?.help == ["did you mean `.count`?"])
        #expect(Session(["a.csv": ""]).run("load(\"a.csv\", types: {n: \"text\"})").problem == nil)
    }

    @Test func whatTheProgramItselfWritesIsFoundWhenItRuns() {
        let session = Session(["a.csv": "n\n1\n"])
        let problem = session.run("load(\"a.csv\") | derive(m: .n + 1) | write(\"b.csv\")\nload(\"b.csv\") | select(.m)")
        #expect(problem.rows == ["{m: 2}"])
        // The file exists now with other columns than it will have.
        #expect(session.run("table([{z: 1}]) | write(\"b.csv\")\nload(\"b.csv\") | select(.z)").rows == ["{z: 1}"])
    }

    @Test func whatCannotBeWrittenUnderlinesThePath() {
        let lines = "n\n" + String(repeating: "a line of the table\n", count: 200_000)
        let program = "load(\"a.csv\") | filter(.n != \"b\") | write(\"b.csv\")"
        let problem = Session(["a.csv": lines], room: 10).run(program).problem
        #expect(problem?.code == "file-not-writable")
        #expect(problem?.primary?.range.text == "\"b.csv\"")
    }
}
