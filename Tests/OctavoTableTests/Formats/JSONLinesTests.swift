import OctavoSource
import OctavoTable
import Testing

@Suite struct JSONLinesTests {
    private func table(_ text: String, bad: ScanOptions.BadRecords = .error) throws -> Table {
        try Reading.all(text, Reading.options(.jsonl, bad: bad))
    }

    @Test(arguments: ["", "\n", "\r\n \n\t\n", "\u{FEFF}"]) func emptyFilesHaveNoColumns(_ text: String) throws {
        let table = try table(text)
        #expect(table.count == 0)
        #expect(table.schema.count == 0)
    }

    @Test func infersTypesAndKeepsTheOrderOfFirstAppearance() throws {
        let table = try table(
            "\u{FEFF}{\"i\":1,\"f\":1.5,\"t\":\"x\"}\r\n\r\n{\"n\":null,\"t\":\"y\",\"b\":true,\"i\":-2}\r\n{\"f\":2,\"r\":{\"a\":1},\"l\":[1,2]}"
        )
        #expect(
            Reading.types(table) == [
                "i: int", "f: float", "t: text", "n: null", "b: bool", "r: record(a: int)", "l: list(int)",
            ])
        #expect(
            Reading.rows(table) == [
                "{i: 1, f: 1.5, t: \"x\", n: null, b: null, r: null, l: null}",
                "{i: -2, f: null, t: \"y\", n: null, b: true, r: null, l: null}",
                "{i: null, f: 2.0, t: null, n: null, b: null, r: {a: 1}, l: [1, 2]}",
            ])
    }

    @Test func mixedValuesBecomeTheirJSONText() throws {
        let table = try table(
            "{\"a\":1.50}\n{\"a\":\"x\\n\"}\n{\"a\":{\"b\": [1]}}\n{\"a\":[ 2 ]}\n{\"a\":false}\n{\"a\":null}\n{\"a\":\"\"}")
        #expect(
            table.values(0) == [
                .text("1.50"), .text("x\n"), .text("{\"b\": [1]}"), .text("[ 2 ]"), .text("false"), .null, .text(""),
            ])
    }

    @Test func nestedListsAndRecordsWiden() throws {
        let table = try table(
            "{\"m\":[{\"role\":\"u\",\"n\":1},{\"role\":\"a\"}]}\n{\"m\":[]}\n{\"m\":[{\"n\":2.5,\"x\":[[1],[]]}]}\n{\"m\":[null]}\n{}"
        )
        #expect(Reading.types(table) == ["m: list(record(role: text, n: float, x: list(list(int))))"])
        #expect(
            Reading.rows(table) == [
                "{m: [{role: \"u\", n: 1.0, x: null}, {role: \"a\", n: null, x: null}]}", "{m: []}",
                "{m: [{role: null, n: 2.5, x: [[1], []]}]}", "{m: [null]}", "{m: null}",
            ])
    }

    @Test func lateOddValueWidensEarlierChunks() throws {
        var lines: [String] = []
        for number in 0..<60_000 { lines.append("{\"i\":\(number),\"f\":\(number),\"s\":\"k\(number % 7)\",\"n\":null}") }
        lines.append("{\"i\":\"late\",\"f\":0.5,\"s\":null,\"n\":[1],\"z\":1}")
        let bytes = Array(lines.joined(separator: "\n").utf8)
        for threads in [1, 2, 5] {
            let table = try Reading.all(bytes, Reading.options(.jsonl), threads: threads)
            #expect(Reading.types(table) == ["i: text", "f: float", "s: text", "n: list(int)", "z: int"])
            #expect(table.chunks.count > 1)
            #expect(table.count == 60_001)
            #expect(table.record(59_999).map(\.value) == [.text("59999"), .float(59_999), .text("k2"), .null, .null])
            #expect(table.record(60_000).map(\.value) == [.text("late"), .float(0.5), .null, .list([.int(1)]), .int(1)])
            let again = try Reading.inTwoPasses(bytes, Reading.options(.jsonl), threads: threads)
            #expect(again.schema == table.schema)
            for column in 0..<5 { #expect(again.values(column) == table.values(column)) }
        }
    }

    @Test func fewDistinctTextsComeByDictionary() throws {
        let lines = (0..<1000).map { "{\"few\":\"v\($0 % 5)\",\"many\":\"v\($0)\"}" }
        let table = try table(lines.joined(separator: "\n"))
        guard case .dictionary(_, let values) = table.chunks[0].columns[0].storage else {
            Issue.record("`few` is not stored by dictionary")
            return
        }
        #expect(values.count == 5)
        if case .dictionary = table.chunks[0].columns[1].storage { Issue.record("`many` is stored by dictionary") }
    }

    @Test func twoSpellingsOfOneTextStayOneValue() throws {
        let lines = (0..<100).map { $0 % 2 == 0 ? "{\"a\":\"é\"}" : "{\"a\":\"\\u00e9\"}" }
        #expect(try table(lines.joined(separator: "\n")).values(0) == Array(repeating: Datum.text("é"), count: 100))
    }

    @Test func badRecordSaysFileLineColumnAndWhatHelps() throws {
        let problem = Reading.diagnostic { _ = try table("{\"a\":1}\n\n{\"a\": \"é cut off\n{\"a\":2}\n") }
        #expect(problem?.code == "bad-record")
        #expect(problem?.message == "line 3 of `f` is not valid JSON: unexpected end of text at column 17")
        #expect(problem?.notes == ["the line is: \"{\\\"a\\\": \\\"é cut off\""])
        #expect(problem?.help.first?.contains("bad: \"skip\"") == true)
    }

    @Test(arguments: [("null", "null"), ("[]", "a list"), ("3", "a number"), ("\"x\"", "a text"), ("true", "a bool")])
    func aLineThatIsNoRecordIsBad(_ line: String, _ kind: String) {
        let problem = Reading.diagnostic { _ = try table("{\"a\":1}\n\(line)\n") }
        #expect(problem?.message == "line 2 of `f` is no row: it holds \(kind), not a record")
    }

    @Test func skippedRecordsAreCounted() throws {
        let text = "{\"a\":1}\nnot json\n{\"a\":2,}\n\nnull\n{\"a\":3}"
        let table = try Reading.all(text, Reading.options(.jsonl, bad: .skip))
        #expect(table.values(0) == [.int(1), .int(3)])
        let summary = try Reading.summary(Array(text.utf8), Reading.options(.jsonl, bad: .skip))
        #expect(summary.skipped == 3)
        #expect(summary.files.map(\.rows) == [2])
    }

    @Test func keptRecordsHoldTheLine() throws {
        var options = Reading.options(.jsonl, bad: .keep)
        options.includesSource = true
        let table = try Reading.all("{\"a\":1}\r\nnot json\r\n\r\n[2]\n{\"a\":3}", options)
        #expect(
            Reading.rows(table) == [
                "{a: 1, _bad: null, _file: \"f\", _line: 1}", "{a: null, _bad: \"not json\", _file: \"f\", _line: 2}",
                "{a: null, _bad: \"[2]\", _file: \"f\", _line: 4}", "{a: 3, _bad: null, _file: \"f\", _line: 5}",
            ])
        let again = try Reading.inTwoPasses(Array("{\"a\":1}\r\nnot json\r\n\r\n[2]\n{\"a\":3}".utf8), options)
        #expect(Reading.rows(again) == Reading.rows(table))
    }

    /// Of the first text the é is UTF-8 and the ü and the quotes are Windows-1252; the second ends in the middle of a code point.
    @Test func otherEncodingsAreReadWhereThatIsAskedFor() throws {
        let bytes =
            Array("{\"a\":\"é ".utf8) + [0xFC, 0x20, 0x93, 0x78, 0x94] + Array("\",\"b\":\"".utf8) + [0xE2, 0x82]
            + Array("\"}\n{\"a\":\"plain\"}\n".utf8)
        let problem = Reading.diagnostic { _ = try Reading.all(bytes, Reading.options(.jsonl)) }
        #expect(problem?.help.first?.contains("bad: \"repair\"") == true)
        var options = Reading.options(.jsonl, bad: .repair)
        options.includesSource = true
        let table = try Reading.all(bytes, options)
        #expect(
            Reading.rows(table) == [
                "{a: \"é ü “x”\", b: \"â‚\", _file: \"f\", _line: 1}", "{a: \"plain\", b: null, _file: \"f\", _line: 2}",
            ])
        #expect(Reading.rows(try Reading.inTwoPasses(bytes, options)) == Reading.rows(table))
        #expect(try Reading.summary(bytes, options).windows1252 == 2)
        options.format = .json
        let document = Array("[".utf8) + bytes.split(separator: 0x0A).joined(separator: Array(",".utf8)) + Array("]".utf8)
        #expect(try Reading.all(document, options).values(1) == [.text("â‚"), .null])
    }

    @Test func whatElseIsWrongStaysAnError() throws {
        let bytes = Array("{\"a\":\"".utf8) + [0xE9] + Array("\"}\n{\"a\":}\n".utf8)
        let problem = Reading.diagnostic { _ = try Reading.all(bytes, Reading.options(.jsonl, bad: .repair)) }
        #expect(problem?.message.hasPrefix("line 2 of `f` is not valid JSON") == true)
    }

    @Test func lineNumbersGoOnAcrossChunks() throws {
        var options = Reading.options(.jsonl)
        options.includesSource = true
        let lines = (0..<50_000).map { "{\"a\":\($0)}\n" + ($0 % 3 == 0 ? "\n" : "") }
        let table = try Reading.inTwoPasses(Array(lines.joined().utf8), options)
        var expected = 1
        var isRight = true
        for (row, value) in table.values(2).enumerated() {
            if value != .int(Int64(expected)) { isRight = false }
            expected += row % 3 == 0 ? 2 : 1
        }
        #expect(isRight)
        #expect(table.chunks.count > 1)
    }

    @Test func userTypesHold() throws {
        var options = Reading.options(.jsonl)
        options.types = ["d": .date, "at": .time, "n": .text, "f": .float]
        let table = try Reading.all("{\"d\":\"2024-02-29\",\"at\":\"2024-01-01T10:00:00+02:00\",\"n\":7,\"f\":1}", options)
        #expect(Reading.rows(table) == ["{d: 2024-02-29, at: 2024-01-01T08:00:00Z, n: \"7\", f: 1.0}"])
        options.types = ["d": .int]
        let problem = Reading.diagnostic { _ = try Reading.all("{\"d\":1}\n{\"d\":\"x\"}", options) }
        #expect(problem?.code == "wrong-type")
        #expect(problem?.message == "cannot read `.d` as int: line 2 of `f` holds \"x\"")
    }

    @Test func datesInTextStayText() throws {
        #expect(Reading.types(try table("{\"d\":\"2024-02-29\"}")) == ["d: text"])
    }

    @Test func onlyChosenColumnsAreRead() throws {
        var options = Reading.options(.jsonl)
        options.columns = ["b", "a"]
        #expect(Reading.rows(try Reading.all("{\"a\":1,\"c\":{\"a\":2},\"b\":3}", options)) == ["{b: 3, a: 1}"])
        options.columns = ["querry"]
        let problem = Reading.diagnostic { _ = try Reading.all("{\"query\":1}", options) }
        #expect(problem?.code == "unknown-column")
        #expect(problem?.help == ["did you mean `.query`?"], "\(problem?.message ?? "")")
    }

    @Test func limitFilterAndEmitEndReading() throws {
        let bytes = Array((0..<100_000).map { "{\"a\":\($0),\"b\":\"x\"}\n" }.joined().utf8)
        let context = ExecutionContext(files: MemoryFiles(["f": bytes]))
        var scan = try TableReader.inferSchema(files: ["f"], options: Reading.options(.jsonl), context: context)
        scan.columns = ["a"]
        scan.limit = 25_000
        var rows: [Datum] = []
        try TableReader.read(scan, context: context, filter: nil) { chunk in
            #expect(chunk.columns.count == 1)
            rows += (0..<chunk.count).map { chunk.columns[0][$0] }
            return true
        }
        #expect(rows == (0..<25_000).map { Datum.int($0) })
        scan.limit = nil
        var chunks = 0
        let first: @Sendable (Chunk) throws -> Chunk = { $0.slice(0..<1) }
        try TableReader.read(scan, context: context, filter: first) { chunk in
            #expect(chunk.count == 1)
            chunks += 1
            return chunks < 2
        }
        #expect(chunks == 2)
    }

    @Test func cancellationAndErrorsOfTheConsumerEndTheRun() throws {
        struct Stop: Error {}
        let bytes = Array((0..<100_000).map { "{\"a\":\($0)}\n" }.joined().utf8)
        let cancellation = Cancellation()
        let context = ExecutionContext(files: MemoryFiles(["f": bytes]), cancellation: cancellation)
        let scan = try TableReader.inferSchema(files: ["f"], options: Reading.options(.jsonl), context: context)
        #expect(throws: Stop.self) { try TableReader.read(scan, context: context, filter: nil) { _ in throw Stop() } }
        let problem = Reading.diagnostic {
            try TableReader.read(scan, context: context, filter: nil) { _ in
                cancellation.cancel()
                return true
            }
        }
        #expect(problem?.code == "interrupted")
    }

    @Test func firstBadRecordIsReportedWhateverTheThreads() throws {
        let lines = (0..<200_000).map { $0 == 100_000 || $0 == 199_990 ? "oops" : "{\"a\":\($0)}" }
        let bytes = Array(lines.joined(separator: "\n").utf8)
        for threads in [1, 2, 4] {
            let problem = Reading.diagnostic { _ = try Reading.all(bytes, Reading.options(.jsonl), threads: threads) }
            #expect(problem?.message.hasPrefix("line 100001 of `f`") == true)
        }
    }

    @Test func filesFollowEachOther() throws {
        let files = MemoryFiles(["a": Array("{\"x\":1}".utf8), "b": [], "c": Array("{\"y\":\"t\",\"x\":2.5}\n".utf8)])
        var options = Reading.options(.jsonl)
        options.includesSource = true
        let (scan, table) = try TableReader.readAll(
            files: ["a", "b", "c"], options: options, context: ExecutionContext(files: files))
        #expect(scan.fileSchema == table.schema)
        #expect(
            Reading.rows(table) == ["{x: 1.0, y: null, _file: \"a\", _line: 1}", "{x: 2.5, y: \"t\", _file: \"c\", _line: 1}"])
    }

    @Test func whatIsNestedTooDeepIsText() throws {
        let deep = String(repeating: "[", count: 100) + "1" + String(repeating: "]", count: 100)
        let table = try table("{\"a\":\(deep)}\n{\"a\":[]}")
        var type = table.schema[0].type
        var levels = 0
        while case .list(let item) = type {
            type = item
            levels += 1
        }
        #expect(levels == 64)
        #expect(type == .text)
        #expect(table.count == 2)
    }

    @Test func recordsWithVeryManyFieldsBecomeColumns() throws {
        let fields = (0..<3000).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        let table = try table("{\(fields)}\n{\"k2999\":1}")
        #expect(table.schema.count == 3000)
        #expect(table.values(2999) == [.int(2999), .int(1)])
    }
}

@Suite struct JSONDocumentTests {
    private func table(_ text: String, bad: ScanOptions.BadRecords = .error) throws -> Table {
        try Reading.all(text, Reading.options(.json, bad: bad))
    }

    @Test func shapeOfTheDocumentDecides() throws {
        #expect(Reading.rows(try table("[{\"a\":1},\n {\"b\":[2]}]")) == ["{a: 1, b: null}", "{a: null, b: [2]}"])
        #expect(Reading.rows(try table(" {\"a\": {\"b\": 2}} ")) == ["{a: {b: 2}}"])
        #expect(Reading.rows(try table("[1, 2.5]")) == ["{value: 1.0}", "{value: 2.5}"])
        #expect(Reading.rows(try table("[{\"a\":1}, 3]")) == ["{value: \"{\\\"a\\\":1}\"}", "{value: \"3\"}"])
        #expect(Reading.rows(try table("\"x\"")) == ["{value: \"x\"}"])
        #expect(try table("[ ]").count == 0)
    }

    @Test func lateOddValueWidens() throws {
        let items = (0..<300_000).map { "{\"a\":\($0),\"b\":\"x\"}" } + ["{\"a\":\"z\"}"]
        let table = try table("[" + items.joined(separator: ",\n") + "]")
        #expect(Reading.types(table) == ["a: text", "b: text"])
        #expect(table.chunks.count > 1)
        #expect(table.record(299_999).map(\.value) == [.text("299999"), .text("x")])
    }

    @Test func damageIsOneBadRecord() throws {
        let problem = Reading.diagnostic { _ = try table("[{\"a\":1},\n{\"a\":}]") }
        #expect(problem?.message == "line 2 of `f` is not valid JSON: no value where one must stand at column 6")
        #expect(try table("[{\"a\":1},", bad: .skip).count == 0)
        #expect(Reading.rows(try table("[{\"a\":1}", bad: .keep)) == ["{_bad: \"[{\\\"a\\\":1}\"}"])
    }
}
