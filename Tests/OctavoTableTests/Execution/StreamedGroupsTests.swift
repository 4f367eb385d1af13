import OctavoSource
import OctavoTable
import Testing

/// Groups that are taken up chunk by chunk on several threads give to the bit what grouping all rows at once gives.
@Suite struct StreamedGroupsTests {
    private static let fields = [
        Field("few", .int), Field("many", .int), Field("f", .float), Field("t", .text), Field("b", .bool), Field("x", .float),
        Field("n", .int), Field("d", .duration),
    ]
    private static let floats: [Double] = [0, -0.0, 1.5, .nan, .infinity, -.infinity, 1e300, -1e300, 0.1, .leastNonzeroMagnitude]

    /// Rows in chunks that are cut anywhere, with texts stored both ways and nulls in some chunks.
    private static func table(rows count: Int, chunk size: Int, seed: UInt64 = 3) throws -> Table {
        var random = OctavoTable.SplitMix(seed: seed)
        func below(_ bound: Int) -> Int { Int(random.next(below: UInt64(bound))) }
        var chunks: [Chunk] = []
        var start = 0
        while start < count {
            let length = min(1 + size / 2 + below(size), count - start)
            let hasNulls = below(2) == 0
            func maybe(_ value: Datum) -> Datum { hasNulls && below(9) == 0 ? .null : value }
            var columns = fields.map { field in
                Column(
                    field.type,
                    (0..<length).map { _ -> Datum in
                        switch field.name {
                        case "few": maybe(.int(Int64(below(5))))
                        case "many": maybe(.int(Int64(below(count * 2))))
                        case "f": maybe(.float(floats[below(floats.count)]))
                        case "t": maybe(.text("t\(below(40))"))
                        case "b": maybe(.bool(below(2) == 0))
                        case "x": maybe(.float(below(50) == 0 ? floats[below(floats.count)] : Double(below(1000)) / 100))
                        case "n": maybe(.int(Int64(below(1 << 40)) - 1 << 39))
                        default: maybe(.duration(Int64(below(1000))))
                        }
                    })
            }
            if below(2) == 0 {
                let names = (0..<40).map { "t\(39 - $0)" }
                let text = columns[3]
                let codes = (0..<length).map { row -> Int32 in
                    if case .text(let text) = text[row] { 39 - (Int32(text.dropFirst()) ?? 0) } else { 0 }
                }
                columns[3] = Column(
                    type: .text, count: length, validity: text.validity,
                    storage: .dictionary(codes: Buffer(codes), values: TextBuffer(names)))
            }
            chunks.append(Chunk(count: length, columns: columns))
            start += length
        }
        return Table(schema: Schema(fields), chunks: chunks)
    }

    private static let aggregates: [(Aggregate, String?)] = [
        (.count, nil), (.sum, "x"), (.mean, "x"), (.sum, "f"), (.mean, "f"), (.min, "f"), (.max, "f"), (.min, "x"),
        (.sum, "n"), (.mean, "n"), (.min, "n"), (.max, "n"), (.any, "b"), (.all, "b"), (.sum, "d"), (.max, "d"),
    ]

    /// The aggregates by these keys; `atOnce` adds one that needs its values side by side, so that all rows are held.
    private func plan(_ table: Table, by names: [String], atOnce: Bool) -> Plan {
        func column(_ name: String) -> RowExpression { OctavoTableTests.column(name, table.schema.type(of: name) ?? .null) }
        let keys = names.map { NamedExpression($0, column($0)) }
        var values = Self.aggregates.enumerated().map { place, pair in
            NamedExpression("r\(place)", aggregate(pair.0, pair.1.map { column($0) }))
        }
        if atOnce { values.append(NamedExpression("held", aggregate(.median, column("n")))) }
        return Plan(
            .summarize(Plan(table), by: keys, aggregates: values),
            schema: Schema((keys + values).map { Field($0.name, $0.expression.type) }))
    }

    /// Values as texts that tell 0.0 from -0.0.
    private func shown(_ table: Table, columns: Int) -> [[String]] {
        rows(table).map { row in
            row.prefix(columns).map { if case .float(let number) = $0 { "\(number)" } else { DatumText.plain($0) } }
        }
    }

    private func check(_ table: Table, by names: [String], _ context: ExecutionContext, _ comment: String) throws {
        let width = names.count + Self.aggregates.count
        let wanted = shown(try Executor.run(plan(table, by: names, atOnce: true), .test()), columns: width)
        let found = shown(try Executor.run(plan(table, by: names, atOnce: false), context), columns: width)
        #expect(found.count == wanted.count, "\(comment), by \(names)")
        for (place, (own, other)) in zip(found, wanted).enumerated() where own != other {
            Issue.record("\(comment), by \(names), group \(place): \(own) instead of \(other)")
            return
        }
    }

    private static let keys = [["few"], ["many"], ["f"], ["t"], ["b"], ["t", "few"], ["many", "f", "b"]]

    @Test(arguments: 0...9)
    func groupsShortTables(rows: Int) throws {
        for seed in 0..<6 {
            let table = try Self.table(rows: rows, chunk: 2, seed: UInt64(seed))
            for names in Self.keys {
                for threads in [1, 2] { try check(table, by: names, .test(threads: threads), "\(rows) rows, \(threads) threads") }
            }
        }
    }

    @Test(arguments: [1, 2, 3])
    func groupsManyChunksOnAnyNumberOfThreads(threads: Int) throws {
        let table = try Self.table(rows: 4000, chunk: 40)
        for names in Self.keys { try check(table, by: names, .test(threads: threads), "\(threads) threads") }
    }

    /// The first chunks are added; then there are too many groups, and the rest is parted.
    @Test(arguments: [1, 2])
    func partsRowsOfManyGroups(threads: Int) throws {
        let table = try Self.table(rows: 60_000, chunk: 12_000)
        for names in [["many"], ["many", "f", "b"]] {
            try check(table, by: names, .test(threads: threads), "\(threads) threads")
        }
    }

    /// Few groups at first, many later; what was added and what was parted goes to disk together.
    @Test(arguments: [1, 2], [1 << 20, 12 << 20])
    func movesGroupsToDisk(threads: Int, budget: Int) throws {
        let table = try Self.table(rows: 60_000, chunk: 12_000)
        let (files, memory) = (ScratchFiles(), MemoryBudget(budget))
        let context = ExecutionContext(files: files, threads: threads, memory: memory)
        for names in [["many"], ["few"]] { try check(table, by: names, context, "\(threads) threads, \(budget) bytes") }
        #expect(files.count > 0, "rows of many groups were to go to disk")
    }

    /// Of several sums that do not fit, the first group's is told, whichever part it is in.
    @Test(arguments: [10, 40_000])
    func tellsTheFirstOverflow(groups: Int) throws {
        let keys = (0..<groups).map { Int64($0) } + [7, 3, 5].map { Int64($0) }
        let values = (0..<groups).map { row -> Int64? in [3, 5, 7].contains(row) ? .max - Int64(row) : 0 } + [1000, 1000, 1000]
        let plan = Plan([("k", ints(keys)), ("x", ints(values))])
            .summarized("r", aggregate(.sum, column("x", .int)), by: [NamedExpression("k", column("k", .int))])
        #expect {
            try Executor.run(plan, .test())
        } throws: { error in
            (error as? Diagnostic)?.message.contains("9223372036854776804") ?? false
        }
    }
}
