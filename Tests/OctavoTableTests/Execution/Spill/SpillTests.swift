import OctavoSource
import OctavoTable
import Synchronization
import Testing

/// Memory that stands for a disk: counts what is set aside, and fails or calls back at one of the appends.
final class CountingScratch: ScratchFile {
    private let owner: ScratchFiles
    private let bytes = Mutex<[UInt8]>([])

    init(_ owner: ScratchFiles) { self.owner = owner }

    func append(_ added: UnsafeRawBufferPointer) throws -> Int {
        try owner.noteAppend()
        return bytes.withLock { bytes in
            let start = bytes.count
            unsafe bytes.append(contentsOf: added)
            return start
        }
    }

    func contents(_ range: Range<Int>) throws -> BufferMemory {
        let memory = BufferMemory(byteCount: range.count)
        bytes.withLock { bytes in
            unsafe bytes.withUnsafeBytes { unsafe memory.bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[range])) }
        }
        return memory
    }

    func mapped(_ range: Range<Int>) throws -> BufferMemory { try contents(range) }
}

final class ScratchFiles: FileAccess {
    private let inner = NoFiles()
    private let appends = Atomic<Int>(0)
    private let onAppend: @Sendable (Int) throws -> Void

    /// `onAppend` is told the number of each append, from 1.
    init(_ onAppend: @escaping @Sendable (Int) throws -> Void = { _ in }) { self.onAppend = onAppend }

    var count: Int { appends.load(ordering: .relaxed) }
    func noteAppend() throws { try onAppend(appends.add(1, ordering: .relaxed).newValue) }

    func scratch() throws -> any ScratchFile { CountingScratch(self) }
    func contents(of path: String) throws -> FileContents { try inner.contents(of: path) }
    func resolve(_ pattern: String) throws -> [String] { try inner.resolve(pattern) }
    func entries(of folder: String) -> [String] { [] }
    func digest(of path: String) throws -> String { try inner.digest(of: path) }
    func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
        unsafe try inner.write(path, body)
    }
}

@Suite struct SpillTests {
    static let rowCount = 400

    /// Rows of every kind of column, in chunks that are cut anywhere.
    static func table(_ seed: UInt64, rows count: Int = rowCount) -> Table {
        var random = OctavoTable.SplitMix(seed: seed)
        func below(_ bound: Int) -> Int { Int(random.next(below: UInt64(bound))) }
        func maybe(_ value: Datum) -> Datum { below(12) == 0 ? .null : value }
        let fields = [
            Field("few", .int), Field("many", .int), Field("f", .float), Field("t", .text), Field("b", .bool),
            Field("l", .list(.int)), Field("r", .record([Field("x", .int), Field("y", .text)])), Field("n", .null),
        ]
        let floats: [Double] = [0, -0.0, 1.5, .nan, .infinity, 1e300, -1e300, 0.1]
        let columns = fields.map { field in
            Column(
                field.type,
                (0..<count).map { _ -> Datum in
                    switch field.name {
                    case "few": maybe(.int(Int64(below(7))))
                    case "many": maybe(.int(Int64(below(count * 2))))
                    case "f": maybe(.float(floats[below(floats.count)]))
                    case "t": maybe(.text("text \(below(count / 3))" + String(repeating: "é", count: below(9))))
                    case "b": maybe(.bool(below(2) == 0))
                    case "l": maybe(.list((0..<below(3)).map { _ in .int(Int64(below(3))) }))
                    case "r": maybe(.record([("x", .int(Int64(below(4)))), ("y", maybe(.text("\(below(5))")))]))
                    default: .null
                    }
                })
        }
        var chunks: [Chunk] = []
        var start = 0
        while start < count {
            let end = min(start + 1 + below(60), count)
            chunks.append(Chunk(count: end - start, columns: columns.map { $0.slice(start..<end) }))
            start = end
        }
        return Table(schema: Schema(fields), chunks: chunks)
    }

    static func key(_ name: String, in table: Table) -> RowExpression {
        column(name, table.schema.type(of: name) ?? .null)
    }

    /// Runs a plan with room for everything and with a budget, and compares.
    private func check(_ budget: Int, spills: Bool = true, _ comment: String = "", _ make: () -> Plan) throws {
        let wanted = rows(try Executor.run(make(), .test()))
        for threads in [1, 2] {
            let files = ScratchFiles()
            let memory = MemoryBudget(budget)
            let context = ExecutionContext(files: files, threads: threads, memory: memory)
            var found: [[Datum]] = []
            try Executor.stream(make(), context) { chunk in
                for row in 0..<chunk.count { found.append(chunk.columns.map { $0[row] }) }
                return true
            }
            #expect(difference(found, wanted) == nil, "\(comment), budget \(budget), \(threads) threads")
            if spills { #expect(files.count > 0, "\(comment) was to go to disk") }
            #expect(memory.heldBytes == 0, "everything that was counted is released")
        }
    }

    // MARK: - The same rows in the same order

    @Test(arguments: 0..<200, [300, 4000])
    func randomPlansGiveTheSameRowsWithinABudget(seed: Int, budget: Int) throws {
        func plan() -> Plan {
            var plans = RandomPlans(seed: UInt64(seed))
            return plans.plan(steps: 1 + seed % 5)
        }
        let wanted: [[Datum]]
        do { wanted = rows(try Executor.run(plan(), .test())) } catch let diagnostic as Diagnostic {
            #expect(diagnostic.code == "overflow")
            return
        }
        for threads in [1, 2] {
            let context = ExecutionContext(files: ScratchFiles(), threads: threads, memory: MemoryBudget(budget))
            let found = rows(try Executor.run(plan(), context))
            #expect(difference(found, wanted) == nil, "seed \(seed), budget \(budget)")
        }
    }

    @Test(arguments: [["t"], ["few"], ["f", "t"], ["b", "many"], ["l"], ["r"], ["n"], ["few", "t", "f"]], [2000, 20_000])
    func sortsOnDisk(_ names: [String], budget: Int) throws {
        let table = Self.table(1)
        for isDescending in [false, true] {
            try check(budget, "sort by \(names)") {
                let keys = names.map { SortKey(Self.key($0, in: table), isDescending: isDescending) }
                return Plan(.sort(Plan(table), keys), schema: table.schema)
            }
        }
    }

    @Test(arguments: [(0, 5), (10, 300), (390, 100), (5000, 1)]) func aPartOfASortIsThatOfTheWhole(
        _ range: (from: Int, count: Int)
    ) throws {
        let table = Self.table(2)
        try check(3000, spills: false) {
            let sort = Plan(.sort(Plan(table), [SortKey(Self.key("t", in: table))]), schema: table.schema)
            return Plan(.slice(sort, from: range.from, count: range.count), schema: table.schema)
        }
    }

    @Test(arguments: [[], ["t"], ["few"], ["many", "f"], ["l"], ["r"], ["t", "b"]], [2000, 20_000])
    func dropsRepeatsOnDisk(_ names: [String], budget: Int) throws {
        let table = Self.table(3)
        try check(budget, spills: budget == 2000 && names != ["few"], "distinct by \(names)") {
            let keys = names.map { NamedExpression($0, Self.key($0, in: table)) }
            return Plan(.distinct(Plan(table), keys), schema: table.schema)
        }
    }

    /// Aggregates that are taken up as rows come, and those that need their values side by side.
    static let aggregates: [(Aggregate, String?)] = [
        (.count, nil), (.sum, "few"), (.sum, "f"), (.mean, "f"), (.mean, "many"), (.min, "t"), (.max, "f"), (.min, "many"),
        (.first, "t"), (.last, "l"), (.first, "r"), (.any, "b"), (.all, "b"), (.std, "many"), (.median, "few"),
        (.quantile(0.9), "many"), (.distinctCount, "t"), (.collect, "few"), (.mode, "t"), (.sum, "b"), (.mean, "n"),
    ]

    @Test(arguments: aggregates.indices, [2000, 20_000])
    func groupsOnDisk(_ place: Int, budget: Int) throws {
        let table = Self.table(4)
        let (function, name) = Self.aggregates[place]
        for names in [["few"], ["t"], ["many", "b"], ["l"]] {
            try check(budget, spills: false, "\(function) of \(name ?? "rows") by \(names)") {
                let value = aggregate(function, name.map { Self.key($0, in: table) })
                let keys = names.map { NamedExpression($0, Self.key($0, in: table)) }
                return Plan(table).summarized("result", value, by: keys)
            }
        }
    }

    @Test func groupsWithSeveralAggregatesOnDisk() throws {
        let table = Self.table(5)
        for wanted in [0..<12, 0..<Self.aggregates.count] {
            try check(3000) {
                let values = Self.aggregates[wanted].enumerated().map { place, pair in
                    NamedExpression("r\(place)", aggregate(pair.0, pair.1.map { Self.key($0, in: table) }))
                }
                let keys = [NamedExpression("t", Self.key("t", in: table))]
                return Plan(
                    .summarize(Plan(table), by: keys, aggregates: values),
                    schema: Schema((keys + values).map { Field($0.name, $0.expression.type) }))
            }
        }
    }

    @Test(arguments: Join.Kind.allCases, [2000, 20_000])
    func joinsOnDisk(_ kind: Join.Kind, budget: Int) throws {
        let (left, right) = (Self.table(6, rows: 250), Self.table(7, rows: 200))
        for (one, other) in [("t", "t"), ("many", "many"), ("few", "f"), ("f", "many"), ("l", "l")]
        where one != "few" || kind != .inner {
            try check(budget, spills: budget == 2000, "\(kind) join of \(one) with \(other)") {
                let taken = kind == .semi || kind == .anti ? [] : [(column: "t", name: "other"), (column: "r", name: "record")]
                let join = Join(
                    kind: kind, left: [Self.key(one, in: left)], right: [Self.key(other, in: right)], taken: taken,
                    filled: kind == .full && one == other ? [(column: one, from: other)] : [])
                let added = taken.map { Field($0.name, right.schema.type(of: $0.column) ?? .null) }
                return Plan(.join(Plan(left), Plan(right), join), schema: Schema(left.schema.fields + added))
            }
        }
    }

    @Test func aJoinToOneRowFailsTheSameWayOnDisk() throws {
        let (left, right) = (Self.table(8, rows: 150), Self.table(9, rows: 200))
        func failure(_ budget: Int) -> Diagnostic? {
            let join = Join(
                kind: .left, left: [Self.key("t", in: left)], right: [Self.key("t", in: right)],
                taken: [(column: "few", name: "other")], expectsOne: true)
            let plan = Plan(
                .join(Plan(left), Plan(right), join), schema: Schema(left.schema.fields + [Field("other", .int)]))
            let context = ExecutionContext(files: ScratchFiles(), memory: MemoryBudget(budget))
            do { _ = try Executor.run(plan, context) } catch { return error as? Diagnostic }
            return nil
        }
        #expect(failure(.max)?.code == "join-many")
        #expect(failure(2000)?.message == failure(.max)?.message)
        #expect(failure(2000)?.notes == failure(.max)?.notes)
    }

    @Test func whatIsHeldAsAWholeMayBeLargerThanTheBudget() throws {
        let table = Self.table(10)
        let doubled = {
            Plan(table).deriving("d", RowExpression(.arithmetic(.add, column("few", .int), column("few", .int)), type: .int))
        }
        let context = ExecutionContext(files: ScratchFiles(), memory: MemoryBudget(4000))
        #expect(difference(rows(try Executor.run(doubled(), context)), rows(try Executor.run(doubled(), .test()))) == nil)
        try check(4000) { Plan(.sample(doubled(), count: 100, seed: 3), schema: doubled().schema) }
        try check(4000) { doubled().deriving("all", aggregate(.sum, column("d", .int))) }
    }

    // MARK: - When it goes wrong

    private func sort(_ files: ScratchFiles, _ cancellation: Cancellation = Cancellation()) throws {
        let table = Self.table(11)
        let plan = Plan(.sort(Plan(table), [SortKey(Self.key("t", in: table))]), schema: table.schema)
        _ = try Executor.run(plan, ExecutionContext(files: files, cancellation: cancellation, memory: MemoryBudget(3000)))
    }

    @Test(arguments: [1, 2, 40, 300]) func aFullDiskEndsTheRunAndSaysSo(_ append: Int) {
        let files = ScratchFiles { if $0 >= append { throw Diagnostic("spill-failed", "the disk is full") } }
        #expect { try sort(files) } throws: { ($0 as? Diagnostic)?.code == "spill-failed" }
    }

    @Test(arguments: [1, 40, 300]) func anInterruptIsSeenWhileRowsAreSetAside(_ append: Int) {
        let cancellation = Cancellation()
        let files = ScratchFiles { if $0 == append { cancellation.cancel() } }
        #expect { try sort(files, cancellation) } throws: { ($0 as? Diagnostic)?.code == "interrupted" }
        #expect(files.count <= append + 1)
    }

    @Test func runsSideBySideShareOneBudget() throws {
        let memory = MemoryBudget(1 << 20)
        let (table, files) = (Self.table(12, rows: 3000), ScratchFiles())
        let context = ExecutionContext(files: files, memory: memory)
        let kept = (0..<8).map { number in Plan(table).deriving("d\(number)", literal(.int(Int64(number)))) }
        for plan in kept { _ = try Executor.run(plan, context) }
        // Eight results of some 150 kB do not fit half of a mebibyte together; the last ones lie on disk.
        #expect(memory.heldBytes <= 1 << 19)
        #expect(files.count > 0)
        let wanted = rows(try Executor.run(kept[0], context)).map { $0.dropLast() }
        #expect(rows(try Executor.run(kept[7], context)).map { $0.dropLast() } == wanted)
    }
}
