import OctavoSource
import OctavoTable
import Testing

/// One pass for schema and rows where that pays, and the same rows where it does not.
@Suite struct KeptColumnsTests {
    private static let csv =
        "id,kind,at,text,late\n"
        + (0..<40_000).map {
            "\($0),\($0 % 3 == 0 ? "a" : "b"),2024-01-0\($0 % 9 + 1),\"text \($0 &* 7919)\",\($0 == 39_000 ? "x" : "\($0)")\n"
        }
        .joined()

    private func scan(_ files: MemoryFiles, _ path: String, memory: Int, bad: ScanOptions.BadRecords = .error) throws -> (
        Scan, ExecutionContext
    ) {
        let context = ExecutionContext(files: files, threads: 2, memory: MemoryBudget(memory))
        let options = Reading.options(try TableWriter.format(of: path), bad: bad)
        return (try TableReader.inferSchema(files: [path], options: options, context: context), context)
    }

    private func rows(_ scan: Scan, _ context: ExecutionContext) throws -> [String] {
        var chunks: [Chunk] = []
        try TableReader.read(scan, context: context, filter: nil) {
            chunks.append($0)
            return true
        }
        return Reading.rows(Table(schema: scan.schema, chunks: chunks))
    }

    @Test func narrowColumnsAreKeptAndWideOnesAreNotBeyondALimit() throws {
        let files = MemoryFiles("t.csv", Self.csv)
        let limits = KeepingLimits(anyBytes: 1 << 16, narrowBytes: 1 << 24)
        let context = ExecutionContext(files: files)
        let scan = try TableReader.inferSchema(
            files: ["t.csv"], options: Reading.options(.csv), context: context, keeping: limits)
        // `late` turns from int to text, so its first blocks have to be read again.
        #expect(scan.kept?.names == ["id", "kind", "at"])
    }

    @Test(arguments: [1 << 12, 1 << 20, .max]) func keptAndStreamedRowsAreTheSame(memory: Int) throws {
        let files = MemoryFiles("t.csv", Self.csv)
        let (scan, context) = try scan(files, "t.csv", memory: memory)
        let expected = Reading.rows(
            try TableReader.readAll(files: ["t.csv"], options: Reading.options(.csv), context: context).1)
        #expect(expected.count == 40_000)
        #expect(try rows(scan, context) == expected)
        var some = scan
        some.columns = ["kind", "id"]
        some.limit = 20_000
        #expect(try rows(some, context).last == "{kind: \"b\", id: 19999}")
    }

    @Test func keptColumnsNeedNoSecondReading() throws {
        let files = MemoryFiles("t.csv", Self.csv)
        let (found, context) = try scan(files, "t.csv", memory: .max)
        var scan = found
        scan.columns = ["id", "kind"]
        #expect(files.opened == 1)
        _ = try rows(scan, context)
        #expect(files.opened == 1)
        scan.kept?.drop()
        #expect(try rows(scan, context).count == 40_000)
        #expect(files.opened == 2)
    }

    @Test func filesThatChangedAreNotReadAgain() throws {
        let files = MemoryFiles("t.csv", Self.csv)
        let (scan, context) = try scan(files, "t.csv", memory: 1 << 10)
        files.put("t.csv", Array("id,kind,at,text,late\n1,a,2024-01-01,t,1\n".utf8))
        #expect(Reading.diagnostic { _ = try rows(scan, context) }?.code == "file-changed")
    }

    private static let places: [(path: String, text: String, row: Int, line: Int)] = [
        ("t.csv", "a,t\n1,\"x\ny\"\n2,z\n\n3,w\n", 2, 6), ("t.jsonl", "{\"a\":1}\n\n{\"a\":2}\n", 1, 3),
        ("t.json", "[{\"a\":1},\n\n{\"a\":2}]", 1, 3), ("t.txt", "a\nb\nc\n", 2, 3),
        ("t.mbox", "From a\nSubject: s\n\nhi\n\nFrom b\nSubject: t\n\nho\n", 1, 6), ("t.md", "# one\n", 0, 1),
        ("t.eml", "Subject: s\n\nhi\n", 0, 1),
    ]

    @Test(arguments: places, [1 << 8, Int.max])
    func everyRowKnowsItsFileAndLine(_ place: (path: String, text: String, row: Int, line: Int), memory: Int) throws {
        let context = ExecutionContext(
            files: MemoryFiles(place.path, place.text), memory: MemoryBudget(max(memory, place.text.utf8.count)))
        let format = FileFormat(path: place.path) ?? .txt
        let scan = try TableReader.inferSchema(files: [place.path], options: Reading.options(format), context: context)
        if memory < .max { scan.kept?.drop() }
        var found: RowPlace?
        var count = 0
        try TableReader.read(scan, context: context, filter: nil) { chunk in
            count += chunk.count
            found = chunk.rowPlace(chunk.count - 1)
            return true
        }
        #expect(count == place.row + 1)
        #expect(found == RowPlace(row: place.row, file: place.path, line: place.line))
    }

    @Test(arguments: [1 << 12, Int.max]) func rowsThatPassAFilterKnowTheirPlaces(memory: Int) throws {
        let (scan, context) = try scan(MemoryFiles("t.csv", Self.csv), "t.csv", memory: memory)
        let odd: @Sendable (Chunk) throws -> Chunk = { chunk in
            try chunk.gathered(Buffer((0..<Int32(chunk.count)).filter { $0 % 2 == 1 }))
        }
        var number = 0
        var places: [RowPlace?] = []
        try TableReader.read(scan, context: context, filter: odd) { chunk in
            if number == 0 { places.append(chunk.rowPlace(3)) }
            number += chunk.count
            if number > 15_000, places.count == 1, case .int(let id) = chunk.columns[0][0] {
                places.append(chunk.rowPlace(0))
                #expect(places[1] == RowPlace(row: Int(id), file: "t.csv", line: Int(id) + 2))
            }
            return true
        }
        #expect(places.first == RowPlace(row: 7, file: "t.csv", line: 9))
        #expect(places.count == 2)
    }

    @Test func countsOfSkippedRecordsDoNotShiftPlaces() throws {
        let (scan, context) = try scan(MemoryFiles("t.csv", "a,b\n1,2\nbroken\n3,4\n"), "t.csv", memory: .max, bad: .skip)
        var place: RowPlace?
        try TableReader.read(scan, context: context, filter: nil) { chunk in
            place = chunk.rowPlace(1)
            return true
        }
        #expect(place == RowPlace(row: 1, file: "t.csv", line: 4))
    }
}
