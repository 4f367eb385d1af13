import OctavoSource
import OctavoTable
import Testing

/// Files that pyarrow wrote, and what is said of those that are not read.
@Suite struct ColumnarFixtureTests {
    @Test(arguments: [
        "types.parquet", "pages-v2.parquet", "plain-gzip.parquet", "plain-lz4.parquet", "deltas.parquet", "types.arrow",
        "zstd.arrow",
        "plain.arrow", "stream.arrow",
    ])
    func readsEveryType(_ name: String) throws {
        let expected = ColumnarFixture.text("types.jsonl").split(separator: "\n")
        #expect(try ColumnarFixture.lines(ColumnarFixture.table(name)) == expected)
    }

    @Test func tellsTypesFromMetadataAlone() throws {
        let context = ColumnarFixture.context("types.parquet")
        let types = try ColumnarFixture.scan("types.parquet", context).fileSchema.fields.map { "\($0.name) \($0.type)" }
        #expect(
            types.joined(separator: ", ")
                == "bool bool, int8 int, uint16 int, uint32 int, uint64 int, int64 int, full int, double float, single float, text text, "
                + "large text, bytes text, date date, date64 date, nanos time, millis time, seconds time, lasting duration, "
                + "daytime duration, money float, whole int, class text, list list(int), lists list(list(text)), "
                + "record record(x: int, y: list(int), z: record(q: text)), map list(record(key: text, value: int)), nothing null"
        )
    }

    @Test func readsTimesOfTwelveBytes() throws {
        let all = try ColumnarFixture.table("types.parquet")
        let old = try ColumnarFixture.table("int96.parquet")
        #expect(old.values(0) == all.values(all.schema.index(of: "nanos") ?? 0))
        #expect(old.schema[0].type == .time)
    }

    @Test func keepsDictionaries() throws {
        for name in ["types.parquet", "types.arrow"] {
            let table = try ColumnarFixture.table(name) { $0.columns = ["class"] }
            guard case .dictionary(_, let values) = table.chunks[0].columns[0].storage else {
                Issue.record("\(name): no dictionary")
                continue
            }
            #expect(values.count <= 3)
        }
    }

    @Test(arguments: ["types.parquet", "zstd.arrow"])
    func readsTheColumnsThatAreAskedForInTheirOrder(_ name: String) throws {
        let table = try ColumnarFixture.table(name) { options in
            options.columns = ["text", "full"]
            options.includesSource = true
        }
        #expect(table.schema.names == ["text", "full", "_file", "_line"])
        #expect(table.values(1) == (0..<20).map { .int($0) })
        #expect(table.values(2).allSatisfy { $0 == .text(name) })
        #expect(table.values(3) == (1...20).map { .int($0) })
    }

    @Test func readsOnlyAsManyRowsAsAreWanted() throws {
        for name in ["plain-gzip.parquet", "pages-v2.parquet", "stream.arrow"] {
            let context = ColumnarFixture.context(name)
            let whole = try ColumnarFixture.table(name)
            for limit in [0, 1, 6, 7, 8, 20, 100] {
                var scan = try ColumnarFixture.scan(name, context)
                scan.limit = limit
                var chunks: [Chunk] = []
                try TableReader.read(scan, context: context, filter: nil) {
                    chunks.append($0)
                    return true
                }
                let table = Table(schema: scan.fileSchema, chunks: chunks)
                #expect(Reading.rows(table) == Reading.rows(whole.slice(0..<min(limit, 20))))
            }
        }
    }

    @Test func countsRowsWithoutReadingThem() throws {
        let context = ColumnarFixture.context("types.parquet")
        let scan = try ColumnarFixture.scan("types.parquet", context)
        let plan = Plan(.scan(scan), schema: scan.fileSchema)
        let count = NamedExpression("n", RowExpression(.aggregate(.count, nil, by: []), type: .int))
        let summary = Plan(.summarize(plan, by: [], aggregates: [count]), schema: Schema([Field("n", .int)]))
        guard case .summarize(let input, _, _) = Planner.optimize(summary).node, case .scan(let read) = input.node else {
            Issue.record("the scan is gone")
            return
        }
        #expect(read.columns == [])
        #expect(try Executor.run(summary, context).values(0) == [.int(20)])
    }

    @Test func widensColumnsOverSeveralFiles() throws {
        let files = MemoryFiles()
        let context = ExecutionContext(files: files)
        try TableWriter.write(Table(records: [[("a", .int(1)), ("b", .text("x"))]]), to: "1.parquet", context: context)
        try TableWriter.write(Table(records: [[("a", .float(0.5)), ("c", .bool(true))]]), to: "2.parquet", context: context)
        let (_, table) = try TableReader.readAll(
            files: ["1.parquet", "2.parquet"], options: ScanOptions(format: .parquet), context: context)
        #expect(Reading.types(table) == ["a: float", "b: text", "c: bool"])
        #expect(Reading.rows(table) == ["{a: 1.0, b: \"x\", c: null}", "{a: 0.5, b: null, c: true}"])
    }

    @Test func readsNumbersAsTextWithEveryDigit() throws {
        let money = try ColumnarFixture.table("decimal-wide.parquet") { $0.types = ["bad": .text] }
        #expect(money.values(1) == [.text("1.50"), .text("12345678901234567.25")])
        let large = try ColumnarFixture.table("uint64-large.parquet") { $0.types = ["bad": .text] }
        #expect(large.values(1) == [.text("1"), .null, .text("9223372036854775808")])
        let whole = try ColumnarFixture.table("types.parquet") { options in
            options.columns = ["full", "int8"]
            options.types = ["full": .float, "int8": .text]
        }
        #expect(whole.values(0)[3] == .float(3) && whole.schema[1].type == .text)
    }

    @Test(arguments: [
        ("uint64-large.parquet", "value-out-of-range", "row 3 of `.bad` of `uint64-large.parquet` holds 9223372036854775808"),
        ("decimal-wide.parquet", "value-out-of-range", "row 2 of `.bad` of `decimal-wide.parquet` holds 12345678901234567.25"),
        ("binary.parquet", "value-out-of-range", "row 3 of `.bad` of `binary.parquet` holds bytes that are no UTF-8 text"),
        (
            "seconds-far.parquet", "value-out-of-range",
            "row 3 of `.bad` of `seconds-far.parquet` holds the time 4611686018427387904"
        ),
        ("repeated.parquet", "duplicate-column", "cannot read `repeated.parquet`: it has two columns `a`"),
        ("interval.arrow", "not-supported", "cannot read `.bad` of `interval.arrow`: it holds intervals"),
        ("unpacked-brotli.parquet", "not-supported", "`.int8` of `unpacked-brotli.parquet`: it is packed with Brotli"),
    ])
    func saysWhatIsNotRead(name: String, code: String, message: String) throws {
        let diagnostic = Reading.diagnostic { _ = try ColumnarFixture.table(name) }
        #expect(diagnostic?.code.rawValue == code)
        #expect(diagnostic?.message.contains(message) ?? false, "\(diagnostic?.message ?? "no error")")
    }

    @Test func readsTheOtherColumnsOfAFileWithOneThatIsNotRead() throws {
        for name in ["interval.arrow", "binary.parquet", "uint64-large.parquet"] {
            #expect(try ColumnarFixture.table(name) { $0.columns = ["ok"] }.values(0).first == .int(name.hasPrefix("i") ? 1 : 0))
        }
    }

    @Test func refusesATypeThatTheColumnDoesNotTurnInto() throws {
        let diagnostic = Reading.diagnostic { _ = try ColumnarFixture.table("types.parquet") { $0.types = ["text": .int] } }
        #expect(diagnostic?.code == "wrong-type")
        #expect(diagnostic?.message == "cannot read `.text` as int: `types.parquet` stores text")
    }

    @Test func namesTheNearestColumn() throws {
        let diagnostic = Reading.diagnostic { _ = try ColumnarFixture.table("types.parquet") { $0.columns = ["ful"] } }
        #expect(diagnostic?.code == "unknown-column")
        #expect(diagnostic?.help.first?.contains(".full") ?? false)
    }
}
