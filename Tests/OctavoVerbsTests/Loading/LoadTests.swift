import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoVerbs
import Testing

/// `load` in programs: what it says, and how often it reads.
@Suite struct LoadTests {
    @Test func aFileIsReadOnceForCheckingRunningAndRunningAgain() {
        let session = MemoryProject(["a.csv": "k,n\nx,1\ny,2\nx,3\n"])
        #expect(session.run("load(\"a.csv\") | summarize(n: sum(.n), by: .k)").rows == ["{k: \"x\", n: 4}", "{k: \"y\", n: 2}"])
        #expect(session.run("load(\"a.csv\") | count").rows == ["3"])
        #expect(session.run("load(\"a.csv\") | union(load(\"a.csv\")) | count").rows == ["6"])
        #expect(session.files.opened == 1)
    }

    @Test func aFileThatChangedIsReadAgain() {
        let session = MemoryProject(["a.csv": "n\n1\n"])
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
        let problem = MemoryProject([path: text]).run("load(\"\(path)\") | derive(n: int(\(column)))").problem
        #expect(problem?.code == "not-a-number")
        #expect(problem?.notes.first == place)
    }

    @Test func aRowThatFailsBehindAFilterNamesItsOwnLine() {
        let session = MemoryProject(["a.csv": "k,t\n1,5\n2,\"x\ny\"\n3,zz\n"])
        let problem = session.run("load(\"a.csv\") | filter(.k > 2) | derive(n: int(.t))").problem
        #expect(problem?.notes.first == "row 3 (a.csv:5)")
        #expect(session.run("load(\"a.csv\") | derive(n: .k * 9223372036854775807)").problem?.notes.first == "row 2 (a.csv:3)")
    }

    @Test func filesOfSeveralFormatsAreNotMixed() {
        let session = MemoryProject(["d/a.csv": "n\n1\n", "d/b.jsonl": "{\"n\":2}\n", "d/c.csv": "n\n3\n"])
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
        let problem = MemoryProject([path: "n\n1\n"]).run("load(\"\(path)\")").problem
        #expect(problem?.code == "unknown-format")
        #expect(problem?.message == message)
        #expect(MemoryProject([path: "n\n1\n"]).run("load(\"\(path)\", format: \"csv\")").rows == ["{n: 1}"])
    }

    @Test func aWrongTypeNameOffersTheNearest() {
        let problem = MemoryProject(["a.csv": "n\n1\n"]).run("load(\"a.csv\", types: {n: \"flaot\"})").problem
        #expect(problem?.code == "unknown-choice")
        #expect(problem?.help == ["did you mean `float`?"])
    }

    @Test func typesOfColumnsThatAreNotThereAreAMistake() {
        let problem = MemoryProject(["a.csv": "count\n1\n"]).run("load(\"a.csv\", types: {cuont: \"text\"})").problem
        #expect(problem?.code == "unknown-column")
        #expect(problem?.help == ["did you mean `.count`?"])
        #expect(MemoryProject(["a.csv": ""]).run("load(\"a.csv\", types: {n: \"text\"})").problem == nil)
    }

    @Test func whatTheProgramItselfWritesIsFoundWhenItRuns() {
        let session = MemoryProject(["a.csv": "n\n1\n"])
        let problem = session.run("load(\"a.csv\") | derive(m: .n + 1) | write(\"b.csv\")\nload(\"b.csv\") | select(.m)")
        #expect(problem.rows == ["{m: 2}"])
        // The file exists now with other columns than it will have.
        #expect(session.run("table([{z: 1}]) | write(\"b.csv\")\nload(\"b.csv\") | select(.z)").rows == ["{z: 1}"])
    }

    @Test func whatCannotBeWrittenUnderlinesThePath() {
        let lines = "n\n" + String(repeating: "a line of the table\n", count: 200_000)
        let program = "load(\"a.csv\") | filter(.n != \"b\") | write(\"b.csv\")"
        let problem = MemoryProject(["a.csv": lines], room: 10).run(program).problem
        #expect(problem?.code == "file-not-writable")
        #expect(problem?.primary?.range.text == "\"b.csv\"")
    }
}
