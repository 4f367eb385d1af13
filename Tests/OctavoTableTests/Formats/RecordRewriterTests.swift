import OctavoSource
import OctavoTable
import Testing

/// Copies of records with some texts changed: what changes, and that nothing else does.
@Suite struct RecordRewriterTests {
    /// `x` becomes `[X]`, and records with a field that holds `drop` go.
    private static func makeWorker() -> RecordRewriter.Worker {
        var count = 0
        return RecordRewriter.Worker(
            rewrite: { text, place, result in
                let whole = String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
                if place == .field, whole.contains("drop") { return .dropped }
                let changed = whole.replacing("x", with: "[X]")
                if changed == whole { return .unchanged }
                count += 1
                result += changed.utf8
                return .changed
            }, counts: { [("x", count)] })
    }

    private func run(
        _ text: String, _ format: FileFormat, columns: [String]? = nil, bad: ScanOptions.BadRecords = .error
    ) throws -> (text: String, summary: RecordRewriter.Summary) {
        try run(Array(text.utf8), format, columns: columns, bad: bad)
    }

    private func run(
        _ bytes: [UInt8], _ format: FileFormat, columns: [String]? = nil, bad: ScanOptions.BadRecords = .error, threads: Int = 2
    ) throws -> (text: String, summary: RecordRewriter.Summary) {
        var options = ScanOptions(format: format)
        options.columns = columns
        options.bad = bad
        var written: [UInt8] = []
        let context = ExecutionContext(files: MemoryFiles(["in": bytes]), threads: threads)
        let summary = try RecordRewriter("in", options, makeWorker: Self.makeWorker).run(context) { written += $0 }
        return (String(decoding: written, as: UTF8.self), summary)
    }

    private func problem(_ text: String, _ format: FileFormat, columns: [String]? = nil) -> Diagnostic? {
        do {
            _ = try run(text, format, columns: columns)
            return nil
        } catch { return error as? Diagnostic }
    }

    @Test(
        arguments: [
            ("{\"a\": \"x\"}\n", "{\"a\": \"[X]\"}\n"),
            ("{\"a\":1.50,\"b\" : [ null,true ]}\r\n", "{\"a\":1.50,\"b\" : [ null,true ]}\r\n"),
            ("{\"x\": \"a\"}", "{\"x\": \"a\"}"),
            ("{\"a\": {\"b\": [\"x\", {\"c\": \"x\"}]}}", "{\"a\": {\"b\": [\"[X]\", {\"c\": \"[X]\"}]}}"),
            ("{\"a\": \"\\u0078 \\\"q\\\"\"}", "{\"a\": \"[X] \\\"q\\\"\"}"), ("{\"a\": \"\\u00e9\"}", "{\"a\": \"\\u00e9\"}"),
            ("{\"a\": \"\\ud83d\\ude00 x\"}", "{\"a\": \"😀 [X]\"}"), ("{}\n\n{\"a\": \"x\\n\"}\n", "{}\n\n{\"a\": \"[X]\\n\"}\n"),
            ("{\"a\": \"drop\"}\n{\"a\": \"é\"}\n", "{\"a\": \"é\"}\n"), ("{\"a\": [\"drop\"]}\n", "{\"a\": [\"drop\"]}\n"),
            ("{\"n\": 12345678901234567890, \"n\": -1e5}\n", "{\"n\": 12345678901234567890, \"n\": -1e5}\n"), ("", ""),
            ("\u{FEFF}{\"a\": \"x\"}\n", "{\"a\": \"[X]\"}\n"),
        ])
    func changesOnlyTextsOfJSONLines(text: String, wanted: String) throws {
        #expect(try run(text, .jsonl).text == wanted)
        #expect(try run(wanted, .jsonl).text == wanted)
    }

    @Test func changesOnlyTheNamedFields() throws {
        #expect(
            try run("{\"a\": \"x\", \"b\": \"x drop\", \"c\": {\"a\": \"x\"}}\n", .jsonl, columns: ["a", "c"]).text
                == "{\"a\": \"[X]\", \"b\": \"x drop\", \"c\": {\"a\": \"[X]\"}}\n")
        #expect(try run("{\"\\u0061\": \"x\"}\n", .jsonl, columns: ["a"]).text == "{\"\\u0061\": \"[X]\"}\n")
        #expect(try run("a,b\nx,x drop\n", .csv, columns: ["a"]).text == "a,b\n[X],x drop\n")
        #expect(problem("a,b\nx,y\n", .csv, columns: ["c"])?.code == "unknown-column")
        #expect(problem("{\"a\": \"x\"}\n", .jsonl, columns: ["c"])?.code == "unknown-column")
        #expect(problem("\n", .jsonl, columns: ["c"]) == nil)
    }

    @Test(
        arguments: [
            ("a,b\nx,1.50\n", "a,b\n[X],1.50\n"), ("a,b\r\n\"x, y\",\r\n", "a,b\r\n\"[X], y\",\r\n"),
            ("a\n\"say \"\"x\"\"\"\n", "a\n\"say \"\"[X]\"\"\"\n"), ("a\n\"say \"\"z\"\"\"\n", "a\n\"say \"\"z\"\"\"\n"),
            ("a,b\n\"two\nx\",3", "a,b\n\"two\n[X]\",3"), ("x,b\n1,2\n", "x,b\n1,2\n"), ("a,b\ndrop,1\nc,2\n", "a,b\nc,2\n"),
            ("a;b\nx;1\n", "a;b\n[X];1\n"), ("a,b\n", "a,b\n"), ("a,b\n\nx,1\n", "a,b\n\n[X],1\n"), ("a,b\nx\n", "a,b\n[X]\n"),
            ("\"a\"\n\"x\"\n", "\"a\"\n\"[X]\"\n"),
        ])
    func changesOnlyTextsOfDelimitedFields(text: String, wanted: String) throws {
        #expect(try run(text, .csv).text == wanted)
        #expect(try run(wanted, .csv).text == wanted)
    }

    @Test func changesLines() throws {
        #expect(try run("x\r\n\ndrop\nb", .txt).text == "[X]\r\n\nb")
        #expect(try run("a\tb\nx\t\"x\"\n", .tsv).text == "a\tb\n[X]\t\"[X]\"\n")
    }

    @Test func readsBytesThatAreNotUTF8AsWindows1252() throws {
        #expect(try run(Array("{\"a\": \"caf".utf8) + [0xE9] + Array("\"}\n".utf8), .jsonl).text == "{\"a\": \"café\"}\n")
        #expect(try run(Array("a\ncaf".utf8) + [0xE9, 0x0A], .csv).text == "a\ncafé\n")
    }

    @Test(
        arguments: [
            "{\"a\": \"b\"", "{\"a\" 1}", "{\"a\": }", "[1]", "\"x\"", "{\"a\": \"b}", "{\"a\": 1} x", "{\"a\": tru}", "{a: 1}",
            "{\"a\": \"\u{1}\"}",
            "{\"a\": 1,}", "{\"a\": [1 2]}", "{\"a\": " + String(repeating: "[", count: 300),
        ])
    func malformedRecordsAreNamedSkippedOrKept(line: String) throws {
        let text = "{\"a\": \"x\"}\n\(line)\n{\"a\": \"y\"}\n"
        let found = problem(text, .jsonl)
        #expect(found?.code == "bad-record")
        #expect(found?.message.contains("line 2 of `in`") == true)
        let skipped = try run(text, .jsonl, bad: .skip)
        #expect(skipped.text == "{\"a\": \"[X]\"}\n{\"a\": \"y\"}\n")
        #expect(skipped.summary.bad == 1)
        #expect(try run(text, .jsonl, bad: .keep).text == "{\"a\": \"[X]\"}\n\(line)\n{\"a\": \"y\"}\n")
    }

    @Test func tellsWhatItDid() throws {
        let summary = try run("a,b\nx,1\ndrop,2\n\nc,x\n", .csv).summary
        #expect(summary.records == 3)
        #expect(summary.dropped == 1)
        #expect(summary.counts == ["x": 2])
    }

    /// Blocks are cut between records, and put together in order, however many threads there are.
    @Test(arguments: [1, 3])
    func manyBlocksAreOneText(threads: Int) throws {
        var (json, csv) = ("", "a,b\n")
        var (wantedJSON, wantedCSV) = ("", "a,b\n")
        for row in 0..<60_000 {
            json += "{\"n\": \(row), \"t\": \"x \(row)\"}\n"
            wantedJSON += "{\"n\": \(row), \"t\": \"[X] \(row)\"}\n"
            csv += "\(row),\"x\n\(row)\"\n"
            wantedCSV += "\(row),\"[X]\n\(row)\"\n"
        }
        #expect(try run(Array(json.utf8), .jsonl, threads: threads).text == wantedJSON)
        #expect(try run(Array(csv.utf8), .csv, threads: threads).text == wantedCSV)
    }
}
