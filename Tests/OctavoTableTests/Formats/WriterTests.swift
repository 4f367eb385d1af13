import OctavoSource
import OctavoTable
import Testing

@Suite struct WriterTests {
    private static let sample = Table(records: [
        [
            ("i", .int(.min)), ("f", .float(0.1)), ("t", .text("a\"\\\n\u{1}é")), ("b", .bool(true)), ("d", .date(19_782)),
            ("at", .time(1_700_000_000_123_456)), ("l", .list([.int(1), .null])), ("r", .record([("x", .float(-0.0))])),
        ],
        [
            ("i", .null), ("f", .float(1e300)), ("t", .text("")), ("b", .null), ("d", .null), ("at", .null), ("l", .list([])),
            ("r", .null),
        ],
    ])

    private func written(_ table: Table, _ path: String) throws -> (files: MemoryFiles, context: ExecutionContext) {
        let files = MemoryFiles()
        let context = ExecutionContext(files: files)
        try TableWriter.write(table, to: path, context: context)
        return (files, context)
    }

    @Test func writesJSONLines() throws {
        let text = try written(Self.sample, "t.jsonl").files.text("t.jsonl")
        #expect(
            text == """
                {"i":-9223372036854775808,"f":0.1,"t":"a\\"\\\\\\n\\u0001é","b":true,"d":"2024-02-29","at":"2023-11-14T22:13:20.123456Z",\
                "l":[1,null],"r":{"x":-0.0}}
                {"i":null,"f":1e+300,"t":"","b":null,"d":null,"at":null,"l":[],"r":null}

                """)
    }

    @Test func writesDelimitedText() throws {
        let text = try written(Self.sample, "t.csv").files.text("t.csv")
        #expect(
            text == """
                i,f,t,b,d,at,l,r
                -9223372036854775808,0.1,"a""\\
                \u{1}é",true,2024-02-29,2023-11-14T22:13:20.123456Z,"[1,null]","{""x"":-0.0}"
                ,1e+300,"",,,,[],

                """)
    }

    @Test(arguments: ["t.jsonl", "t.json", "t.jsonl.gz", "t.jsonl.zst", "t.csv", "t.tsv.gz", "t.csv.zst", "T.CSV.GZ"])
    func whatTheFormatHoldsComesBack(_ path: String) throws {
        let (_, context) = try written(Self.sample, path)
        let format = try TableWriter.format(of: path)
        var options = Reading.options(format)
        options.types = ["d": .date, "at": .time]
        let (_, table) = try TableReader.readAll(files: [path], options: options, context: context)
        let same = format == .csv || format == .tsv ? 6 : 8
        for column in 0..<same {
            #expect(table.values(column) == Self.sample.values(column), "\(Self.sample.schema[column].name)")
        }
        if same == 8 { #expect(table.schema == Self.sample.schema) }
    }

    @Test func emptyTablesAreWrittenToo() throws {
        let none = Table(schema: Schema([Field("a", .int)]), chunks: [])
        #expect(try written(none, "t.json").files.text("t.json") == "[]\n")
        #expect(try written(none, "t.jsonl").files.text("t.jsonl") == "")
        #expect(try written(none, "t.csv").files.text("t.csv") == "a\n")
    }

    @Test func numbersThatJSONLacksAreNull() throws {
        let table = Table(records: [[("a", .float(.nan))], [("a", .float(.infinity))], [("a", .float(1))]])
        #expect(try written(table, "t.jsonl").files.text("t.jsonl") == "{\"a\":null}\n{\"a\":null}\n{\"a\":1.0}\n")
        let (_, context) = try written(table, "t.csv")
        let (_, read) = try TableReader.readAll(files: ["t.csv"], options: Reading.options(.csv), context: context)
        #expect(read.values(0) == table.values(0))
    }

    @Test func linesNeedOneColumnOfTexts() throws {
        let table = Table(records: [[("a", .text("x"))], [("a", .null)], [("a", .text("y"))]])
        #expect(try written(table, "t.txt").files.text("t.txt") == "x\n\ny\n")
        #expect(Reading.diagnostic { _ = try written(Self.sample, "t.txt") }?.code == "wrong-columns")
        let broken = Table(records: [[("a", .text("x\ny"))]])
        #expect(Reading.diagnostic { _ = try written(broken, "t.txt") }?.code == "line-break-in-text")
    }

    @Test func unknownFormatsAreRefused() {
        #expect(Reading.diagnostic { _ = try written(Self.sample, "t.xyz") }?.code == "unknown-format")
        #expect(Reading.diagnostic { _ = try written(Self.sample, "t") }?.code == "unknown-format")
        #expect(Reading.diagnostic { _ = try written(Self.sample, "t.mbox") }?.code == "format-not-writable")
    }
}

@Suite struct CompressionTests {
    private func packed(_ path: String, rows: Int) throws -> (MemoryFiles, ExecutionContext) {
        let files = MemoryFiles()
        let context = ExecutionContext(files: files)
        var generator = SplitMix(seed: 3)
        let records = (0..<rows).map { row -> [(name: String, value: Datum)] in
            [("n", .int(Int64(row))), ("t", .text(String(generator.next(), radix: 36) + (row % 5 == 0 ? "\n\"" : "")))]
        }
        try TableWriter.write(Table(records: records), to: path, context: context)
        return (files, context)
    }

    @Test(arguments: ["t.csv.gz", "t.csv.zst", "t.jsonl.gz", "t.jsonl.zst"]) func streamsComeBackInOrder(_ path: String) throws {
        let (_, context) = try packed(path, rows: 40_000)
        var options = Reading.options(try TableWriter.format(of: path))
        options.includesSource = true
        let (_, table) = try TableReader.readAll(files: [path], options: options, context: context)
        #expect(table.values(0) == (0..<40_000).map { Datum.int($0) })
        #expect(table.chunks.count > 1)
        let last = table.record(39_999).last?.value
        #expect(last == .int(path.contains("csv") ? 40_001 + 8_000 : 40_000))
    }

    @Test func theFirstBytesTellNotTheName() throws {
        let (files, context) = try packed("t.jsonl.gz", rows: 3)
        files.put("plain", files.bytes("t.jsonl.gz"))
        #expect(try TableReader.readAll(files: ["plain"], options: Reading.options(.jsonl), context: context).1.count == 3)
        files.put("x.gz", Array("{\"a\":1}".utf8))
        let problem = Reading.diagnostic {
            _ = try TableReader.readAll(files: ["x.gz"], options: Reading.options(.jsonl), context: context)
        }
        #expect(problem?.code == "not-compressed")
    }

    @Test func membersOneAfterTheOtherAreOneText() throws {
        for path in ["t.jsonl.gz", "t.jsonl.zst"] {
            let (files, context) = try packed(path, rows: 3)
            files.put(path, files.bytes(path) + files.bytes(path))
            #expect(try TableReader.readAll(files: [path], options: Reading.options(.jsonl), context: context).1.count == 6)
        }
    }

    @Test(arguments: ["t.jsonl.gz", "t.jsonl.zst"]) func cutFilesSaySo(_ path: String) throws {
        let (files, context) = try packed(path, rows: 500)
        for count in [5, 20, 300, files.bytes(path).count - 1] {
            files.put("cut", Array(files.bytes(path).prefix(count)))
            let problem = Reading.diagnostic {
                _ = try TableReader.readAll(files: ["cut"], options: Reading.options(.jsonl), context: context)
            }
            #expect(problem?.code == "compressed-damaged")
        }
    }

    @Test(arguments: ["t.txt.gz", "t.txt.zst"]) func bombsAreDefused(_ path: String) throws {
        let files = MemoryFiles()
        let context = ExecutionContext(files: files)
        try TableWriter.write(
            Table(records: [[("line", .text(String(repeating: "a", count: 1 << 20)))]]), to: path, context: context)
        let one = files.bytes(path)
        files.put(path, Array((0..<80).map { _ in one }.joined()))
        let problem = Reading.diagnostic {
            _ = try TableReader.readAll(files: [path], options: Reading.options(.txt), context: context)
        }
        #expect(problem?.code == "compressed-too-far")
    }
}
