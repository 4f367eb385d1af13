import OctavoSource
import OctavoTable
import Testing

/// What is written comes back, for every type, length and pattern of nulls.
@Suite struct ColumnarRoundTripTests {
    private static let types: [DataType] = [
        .bool, .int, .float, .text, .time, .date, .duration, .null, .list(.int), .list(.text), .list(.list(.int)),
        .record([Field("x", .int), Field("y", .text)]), .list(.record([Field("x", .float), Field("l", .list(.bool))])),
        .record([Field("r", .record([Field("n", .list(.date))])), Field("z", .null)]),
    ]

    /// Some value of the type, another for each `number`; parts of nested ones are null now and then.
    private static func value(_ type: DataType, _ number: Int) -> Datum {
        func part(_ type: DataType, _ number: Int) -> Datum { number % 4 == 3 ? .null : value(type, number) }
        switch type {
        case .null: return .null
        case .bool: return .bool(number % 3 == 0)
        case .int: return .int([0, -1, .max, .min, 7, 1 << 40, -77, 12, 3, 9][number % 10])
        case .float:
            return .float([0.5, -0.0, .infinity, .nan, -.infinity, 1e-300, 0, .leastNonzeroMagnitude, 3, 1e300][number % 10])
        case .text:
            return .text(
                ["", "a", "é", "word", "\u{1F600}", "a\u{0}b", String(repeating: "long", count: 30), "b", "c", "d"][number % 10])
        case .time: return .time([0, 1_700_000_000_123_456, -1, -62_135_596_800_000_000][number % 4])
        case .date: return .date([0, 19_782, -719_162, 2_932_896][number % 4])
        case .duration: return .duration([0, 1_500_000, -3, 86_400_000_000][number % 4])
        case .list(let item): return .list((0..<(number % 4)).map { part(item, number + $0) })
        case .record(let fields): return .record(fields.enumerated().map { ($1.name, part($1.type, number + $0)) })
        }
    }

    private static func table(count: Int, nulls: Int) -> Table {
        Table(
            types.enumerated().map { place, type in
                let values = (0..<count).map { row -> Datum in
                    // The pattern turns with each column, so that columns differ.
                    nulls >> ((row + place) % max(count, 1)) & 1 == 1 ? .null : value(type, row + place)
                }
                return ("c\(place)", Column(type, values))
            })
    }

    private func returned(_ table: Table, _ path: String, files: MemoryFiles = MemoryFiles()) throws -> Table {
        let context = ExecutionContext(files: files)
        try TableWriter.write(table, to: path, context: context)
        return try TableReader.readAll(
            files: [path], options: ScanOptions(format: try TableWriter.format(of: path)), context: context
        ).1
    }

    private func expectSame(_ one: Table, _ other: Table, _ comment: String) {
        #expect(one.schema == other.schema, "\(comment)")
        #expect(one.count == other.count, "\(comment)")
        for column in 0..<min(one.schema.count, other.schema.count) where one.values(column) != other.values(column) {
            Issue.record("\(comment): \(one.schema[column].type): \(other.values(column)) instead of \(one.values(column))")
        }
    }

    @Test(arguments: 0...9, ["t.parquet", "t.arrow", "t.arrows"])
    func everyPatternOfNullsComesBack(_ count: Int, _ path: String) throws {
        for nulls in 0..<(1 << count) where count < 8 || nulls % 7 == 0 || nulls == (1 << count) - 1 {
            let table = Self.table(count: count, nulls: nulls)
            expectSame(table, try returned(table, path), "\(count) rows, nulls \(nulls)")
        }
    }

    @Test(arguments: ["t.parquet.gz", "t.arrow.zst", "t.feather", "t.pq"])
    func endingsAreThoseOfTheFormat(_ path: String) throws {
        let table = Self.table(count: 9, nulls: 37)
        expectSame(table, try returned(table, path), path)
    }

    @Test(arguments: ["t.parquet", "t.arrow"])
    func chunksOfEveryKindComeBackAsOneTable(_ path: String) throws {
        let values = ["b", "a", "b", "c", "a", "b"]
        let plain = Column(.text, values.map { .text($0) })
        let coded = Column(
            type: .text, count: 6, validity: Bitmap([true, true, false, true, true, true]),
            storage: .dictionary(codes: Buffer([0, 1, 0, 2, 1, 0]), values: TextBuffer(["b", "a", "c"])))
        let chunks = [plain, coded.slice(1..<5), Column.nulls(.text, count: 3), plain.slice(2..<4), coded].map {
            Chunk(count: $0.count, columns: [$0])
        }
        let table = Table(schema: Schema([Field("t", .text)]), chunks: chunks)
        expectSame(table, try returned(table, path), path)
    }

    /// More rows than a page holds, each way of storing them, and values in lists that cross pages.
    @Test(arguments: ["t.parquet", "t.arrow"])
    func manyRowsComeBack(_ path: String) throws {
        let count = 150_000
        let numbers = Column(type: .int, count: count, storage: .integers(Buffer((0..<count).map { Int64($0) })))
        let few = Column(.text, (0..<count).map { $0 % 11 == 0 ? .null : .text("class \($0 % 7)") })
        let many = Column(.text, (0..<count).map { .text("text \($0)") })
        let lists = Column(.list(.int), (0..<count).map { row in .list((0..<(row % 3)).map { .int(Int64(row + $0)) }) })
        let table = Table([("n", numbers), ("few", few), ("many", many), ("lists", lists)])
        expectSame(table, try returned(table, path), path)
    }

    @Test func equalTablesGiveEqualBytes() throws {
        for path in ["t.parquet", "t.arrow"] {
            let (one, other) = (MemoryFiles(), MemoryFiles())
            let table = Self.table(count: 9, nulls: 5)
            _ = try returned(table, path, files: one)
            _ = try returned(table, path, files: other)
            #expect(one.bytes(path) == other.bytes(path))
        }
    }

    @Test func saysWhatParquetDoesNotHold() throws {
        let context = ExecutionContext(files: MemoryFiles())
        let far = Table([("d", Column(.date, [.date(1 << 40)]))])
        for path in ["t.parquet", "t.arrow"] {
            let diagnostic = Reading.diagnostic { try TableWriter.write(far, to: path, context: context) }
            #expect(diagnostic?.code == "value-out-of-range")
            #expect(diagnostic?.message.contains("`.d`") ?? false)
        }
        let empty = Table([("r", Column(.record([]), [.record([])]))])
        let diagnostic = Reading.diagnostic { try TableWriter.write(empty, to: "t.parquet", context: context) }
        #expect(diagnostic?.message == "cannot write `.r` to `t.parquet`: Parquet has no records without fields")
        expectSame(empty, try returned(empty, "t.arrow"), "records without fields")
    }
}
