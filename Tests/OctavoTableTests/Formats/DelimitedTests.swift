import OctavoSource
import OctavoTable
import Testing

@Suite struct DelimitedTests {
    private func table(_ text: String, bad: ScanOptions.BadRecords = .error) throws -> Table {
        try Reading.all(text, Reading.options(.csv, bad: bad))
    }

    @Test func readsWhatTheStandardSays() throws {
        let table = try table("a,b,c\n1,\"x, \"\"y\"\"\nz\",\n,\"\",2.5\n")
        #expect(Reading.types(table) == ["a: int", "b: text", "c: float"])
        #expect(Reading.rows(table) == ["{a: 1, b: \"x, \\\"y\\\"\\nz\", c: null}", "{a: null, b: \"\", c: 2.5}"])
    }

    @Test(arguments: ["", "\n", "\u{FEFF}", "\r\n\r\n"]) func emptyFilesHaveNoColumns(_ text: String) throws {
        #expect(try table(text).schema.count == 0)
    }

    @Test func headerAloneGivesColumnsAndNoRows() throws {
        let table = try table("a,b")
        #expect(Reading.types(table) == ["a: null", "b: null"])
        #expect(table.count == 0)
    }

    @Test(arguments: [",", ";", "\t", "|"]) func findsTheSeparator(_ separator: String) throws {
        let text = ["id\(separator)text", "1\(separator)\"a, b; c | d\te\"", "2\(separator)x"].joined(separator: "\r\n")
        let table = try table("\u{FEFF}" + text)
        #expect(Reading.types(table) == ["id: int", "text: text"])
        #expect(table.count == 2)
    }

    @Test func separatorCanBeGiven() throws {
        var options = Reading.options(.csv)
        options.separator = UInt8(ascii: ":")
        #expect(Reading.rows(try Reading.all("a:b,c\n1:2,3", options)) == ["{a: 1, \"b,c\": \"2,3\"}"])
    }

    @Test func namesAreMadeUnique() throws {
        #expect(try table("a,a,,a_2, b\n1,2,3,4,5").schema.names == ["a", "a_3", "column_3", "a_2", " b"])
    }

    @Test(arguments: [
        ("1,-2,9223372036854775807", "int"), ("1,9223372036854775808", "text"), ("007,1", "text"), ("1,2.5", "float"),
        ("-0,1", "float"), ("1e3,.5", "text"), ("1.,2", "text"), ("+1,2", "text"), ("nan,-inf,1", "float"),
        ("true,false", "bool"),
        ("True,true", "text"), ("true,1", "text"), ("2024-02-29,2023-12-31", "date"), ("2023-02-29,2024-01-01", "text"),
        ("2024-01-01T00:00:00Z,2024-01-01 10:00+02:00", "time"), ("2024-01-01T00:00:00", "text"), ("2024-01-01,1", "text"),
        ("2024-01-01T25:00:00Z", "text"), ("1e999", "float"), ("1_000", "text"), (" 1", "text"), ("0x1", "text"), ("-", "text"),
    ])
    func wholeColumnDecidesItsType(_ cells: String, _ type: String) throws {
        let text = "a;b\n" + cells.split(separator: ",").map { "\($0);x\n" }.joined() + ";x\n"
        #expect(Reading.types(try table(text))[0] == "a: \(type)")
    }

    @Test func numbersAreTextAsTheyStandOnceOneCellIsText() throws {
        #expect(try table("a,b\n1.50,x\n007,x\nz,x").values(0) == [.text("1.50"), .text("007"), .text("z")])
    }

    @Test func lateOddValueWidensEarlierChunks() throws {
        var lines = ["i,f,d,n"]
        for number in 0..<80_000 { lines.append("\(number),\(number),2024-01-01,") }
        lines.append("late,0.5,x,7")
        let bytes = Array(lines.joined(separator: "\r\n").utf8)
        for threads in [1, 3] {
            let table = try Reading.all(bytes, Reading.options(.csv), threads: threads)
            #expect(Reading.types(table) == ["i: text", "f: float", "d: text", "n: int"])
            #expect(table.record(79_999).map(\.value) == [.text("79999"), .float(79_999), .text("2024-01-01"), .null])
            let again = try Reading.inTwoPasses(bytes, Reading.options(.csv), threads: threads)
            #expect(again.schema == table.schema)
            for column in 0..<4 { #expect(again.values(column) == table.values(column)) }
        }
    }

    @Test func raggedRowsAreBad() throws {
        let text = "a,b\n1,2\n3\n\n4,5,6\n,\n7,8\n"
        let problem = Reading.diagnostic { _ = try table(text) }
        #expect(problem?.message == "line 3 of `f` has 1 field, the header 2")
        #expect(Reading.rows(try table(text, bad: .skip)) == ["{a: 1, b: 2}", "{a: null, b: null}", "{a: 7, b: 8}"])
        #expect(
            Reading.rows(try table(text, bad: .keep)) == [
                "{a: 1, b: 2, _bad: null}", "{a: null, b: null, _bad: \"3\"}", "{a: null, b: null, _bad: \"4,5,6\"}",
                "{a: null, b: null, _bad: null}", "{a: 7, b: 8, _bad: null}",
            ])
    }

    @Test func aQuoteInsideAFieldIsPlain() throws {
        let table = try table("a,b\n5\" wide,x\n\"q\",6\"\"\nit\"s,\"y, z\"\n")
        #expect(
            Reading.rows(table) == [
                "{a: \"5\\\" wide\", b: \"x\"}", "{a: \"q\", b: \"6\\\"\\\"\"}", "{a: \"it\\\"s\", b: \"y, z\"}",
            ])
    }

    @Test func textAfterAClosingQuoteIsBad() throws {
        let problem = Reading.diagnostic { _ = try table("a,b\n\"x\"y,1\n") }
        #expect(problem?.code == "bad-record")
        #expect(Reading.rows(try table("a,b\n\"x\"y,1\nz,2\n", bad: .skip)) == ["{a: \"z\", b: 2}"])
        #expect(Reading.rows(try table("a,b\nz,2\n\"open,1\nx,3\n", bad: .skip)) == ["{a: \"z\", b: 2}"])
    }

    @Test func otherBytesAreReadAsWindows1252() throws {
        let bytes = Array("a,b\ncaf".utf8) + [0xE9, 0x2C, 0x93, 0x78, 0x94, 0x0A] + Array("é,€\n".utf8)
        let table = try Reading.all(bytes, Reading.options(.csv))
        #expect(Reading.rows(table) == ["{a: \"café\", b: \"“x”\"}", "{a: \"é\", b: \"€\"}"])
        #expect(try Reading.summary(bytes, Reading.options(.csv)).windows1252 == 2)
    }

    @Test func utf16IsRefusedWithAWayOut() {
        #expect(
            Reading.diagnostic { _ = try Reading.all([0xFF, 0xFE, 0x61, 0], Reading.options(.csv)) }?.code
                == "unsupported-encoding")
    }

    @Test func filesWithOtherHeadersGoByName() throws {
        let files = MemoryFiles(["a": Array("x,y\n1,2\n".utf8), "b": Array("y;z\n3;w\n".utf8)])
        let context = ExecutionContext(files: files)
        let (_, table) = try TableReader.readAll(files: ["a", "b"], options: Reading.options(.csv), context: context)
        #expect(Reading.rows(table) == ["{x: 1, y: 2, z: null}", "{x: null, y: 3, z: \"w\"}"])
    }

    @Test func linesAreThoseOfTheFile() throws {
        var options = Reading.options(.csv)
        options.includesSource = true
        let table = try Reading.all("a,b\n\"x\ny\",1\n\nz,2\n", options)
        #expect(
            Reading.rows(table) == ["{a: \"x\\ny\", b: 1, _file: \"f\", _line: 2}", "{a: \"z\", b: 2, _file: \"f\", _line: 5}"])
    }

    /// Random fields full of quotes, separators and line ends, written and read back; long enough for several chunks.
    @Test(arguments: 0..<4) func randomTablesComeBack(_ seed: UInt64) throws {
        var generator = SplitMix(seed: seed)
        let alphabet = ["a", "\"", ",", "\n", "\r\n", " ", "é", "x", "\"\"", ";"]
        var expected: [[Datum]] = []
        for _ in 0..<1200 {
            expected.append(
                (0..<3).map { _ in
                    if generator.next() % 8 == 0 { return Datum.null }
                    return .text((0..<(generator.next() % 200)).map { _ in alphabet[Int(generator.next() % 10)] }.joined())
                })
        }
        let table = Table(records: expected.map { row in zip(["p", "q", "r"], row).map { (name: $0, value: $1) } })
        for format in [FileFormat.csv, .tsv, .jsonl, .json] {
            let files = MemoryFiles()
            let context = ExecutionContext(files: files)
            try TableWriter.write(table, to: "t.\(format.rawValue)", context: context)
            let (_, read) = try TableReader.readAll(
                files: ["t.\(format.rawValue)"], options: Reading.options(format), context: context)
            #expect(read.count == table.count)
            for column in 0..<3 { #expect(read.values(column) == table.values(column)) }
        }
    }
}

@Suite struct LineTests {
    @Test func oneRowALine() throws {
        let table = try Reading.all("a\r\n\nb", Reading.options(.txt))
        #expect(table.schema.names == ["line"])
        #expect(table.values(0) == [.text("a"), .text(""), .text("b")])
    }

    @Test func markdownIsOneRowAFile() throws {
        let files = MemoryFiles(["a.md": Array("\u{FEFF}# T\n\nx\n".utf8), "b.md": []])
        let (_, table) = try TableReader.readAll(
            files: ["a.md", "b.md"], options: Reading.options(.md), context: ExecutionContext(files: files))
        #expect(table.schema.names == ["text"])
        #expect(table.values(0) == [.text("# T\n\nx\n"), .text("")])
    }
}
