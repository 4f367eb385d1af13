import OctavoSource
import OctavoTable
import Testing

/// What is written and loaded again is what it was.
@Suite struct RoundTripTests {
    private static let texts = [
        "", " ", "a", "a,b", "a;b\tc|d", "say \"hi\"", "\"", "\"\"", "two\nlines", "two\r\nlines", "\r", "\n", "null", "NaN", "1",
        "01", "true",
        "2024-02-30", "é", "\u{1F600}", "e\u{301}", "\u{0}", "\u{1}\u{7F}", "\\", "\\n", "\\u0041", "'", "#", "\u{2028}",
        "\u{FEFF}", "[1]", "{}",
    ]
    private static let integers: [Int64] = [0, 1, -1, .max, .min, 1_000_000]
    private static let floats: [Double] = [
        0, -0.0, 0.1, 1, -2.5, 1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1.0 / 3, 123_456_789.123, 1e22, 1e23,
    ]
    private static let scalars: [(name: String, type: DataType)] = [
        ("i", .int), ("f", .float), ("t", .text), ("b", .bool), ("d", .date), ("at", .time), ("odd \"name\", here", .text),
    ]

    private func datum(_ type: DataType, _ chance: inout SplitMix) -> Datum {
        func pick<Element>(_ from: [Element]) -> Element { from[Int(chance.next() % UInt64(from.count))] }
        if chance.next() % 5 == 0 { return .null }
        switch type {
        case .int: return .int(pick(Self.integers))
        case .float: return .float(pick(Self.floats))
        case .bool: return .bool(chance.next() % 2 == 0)
        case .date: return .date(Int64(chance.next() % 40_000))
        case .time: return .time(Int64(chance.next() % 4_000_000_000_000_000))
        case .list(let item): return .list((0..<Int(chance.next() % 4)).map { _ in datum(item, &chance) })
        case .record(let fields): return .record(fields.map { ($0.name, datum($0.type, &chance)) })
        default: return .text(pick(Self.texts) + (chance.next() % 2 == 0 ? pick(Self.texts) : ""))
        }
    }

    private func table(_ columns: [(name: String, type: DataType)], rows: Int, _ chance: inout SplitMix) -> Table {
        Table(columns.map { column in (column.name, Column(column.type, (0..<rows).map { _ in datum(column.type, &chance) })) })
    }

    @Test(arguments: ["t.jsonl", "t.json", "t.csv", "t.tsv", "t.jsonl.gz", "t.json.zst", "t.csv.zst", "t.tsv.gz"], 0..<20)
    func everyFormatGivesBackWhatItWasGiven(_ path: String, _ seed: Int) throws {
        var chance = SplitMix(seed: UInt64(seed))
        let format = try TableWriter.format(of: path)
        var columns = Self.scalars
        if format == .json || format == .jsonl {
            columns += [
                ("l", .list(.int)), ("n", .record([Field("x", .float), Field("y", .list(.text))])), ("e", .list(.list(.bool))),
            ]
        }
        let written = table(columns, rows: [0, 1, 2, 7, 300][seed % 5], &chance)
        let files = MemoryFiles()
        let context = ExecutionContext(files: files)
        try TableWriter.write(written, to: path, context: context)
        var options = Reading.options(format)
        for (name, type) in Self.scalars { options.types[name] = type }
        let read = try TableReader.readAll(files: [path], options: options, context: context).1
        #expect(read.count == written.count)
        for (place, field) in written.schema.fields.enumerated() where read.count > 0 {
            let column = try #require(read.schema.index(of: field.name))
            #expect(read.values(column) == written.values(place), "\(field.name)")
        }
    }

    @Test(arguments: 0..<5) func linesOfTextComeBack(_ seed: Int) throws {
        var chance = SplitMix(seed: UInt64(seed))
        // A line feed would be refused, a carriage return at the end belongs to the line's end, and no text is null.
        let texts = (0..<50).map { _ in Self.texts[Int(chance.next() % UInt64(Self.texts.count))] }.filter {
            !$0.contains("\n") && !$0.hasSuffix("\r") && !$0.contains("\r\n") && !$0.hasPrefix("\u{FEFF}")
        }
        let context = ExecutionContext(files: MemoryFiles())
        try TableWriter.write(Table([("line", Column(.text, texts.map { .text($0) }))]), to: "t.txt", context: context)
        let read = try TableReader.readAll(files: ["t.txt"], options: Reading.options(.txt), context: context).1
        #expect(read.values(0) == texts.map { .text($0) })
    }
}
