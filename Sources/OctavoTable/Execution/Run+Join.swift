import OctavoSource
import Synchronization

extension Run {
    /// The right side in memory, indexed by key; the left streams past it.
    func streamJoin(
        _ plan: Plan, _ left: Plan, _ right: Plan, _ join: Join, emit: (Chunk) throws -> Bool
    ) throws -> Bool {
        let rightTable = try collect(right)
        defer { release(rightTable.chunks) }
        guard rightTable.count < Int(Int32.max) else { throw Column.tooLarge }
        let sides = JoinSides(join, left: left, right: right, schema: plan.schema)
        noteBegin("join")
        let index = try JoinIndex(rightTable, join, sides, self)
        let width = left.schema.count
        let all = left.schema.fields.map { RowExpression(.column($0.name), type: $0.type) } + join.left
        let evaluator = ExpressionEvaluator(schema: left.schema, cancellation: context.cancellation)
        let project = RowStep.project(all, evaluator, plan.origin)
        var source = left
        if join.expectsOne {
            let table = try collect(left)
            source = Plan(table)
            try expectOne(table, index, project, width, sides)
        }
        if join.left.contains(where: \.needsWholeInput) {
            let table = try collect(source)
            let (chunks, schema, lifted) = try lift(table, all)
            let projected = try self.project(chunks, schema, lifted)
            let names = left.schema.fields + join.left.indices.map { Field("\u{0}key\($0)", join.left[$0].type) }
            let keyed = Table(schema: Schema(names), chunks: projected)
            let keys = names.suffix(join.left.count).map { RowExpression(.column($0.name), type: $0.type) }
            let lifted2 = Join(
                kind: join.kind, left: keys, right: join.right, taken: join.taken, filled: join.filled)
            let inner = Plan(
                .join(Plan(keyed), Plan(rightTable), lifted2),
                schema: Schema(Array(names) + sides.taken.map(\.field)), origin: plan.origin)
            return try streamJoin(inner, Plan(keyed), Plan(rightTable), lifted2) { chunk in
                let kept = Array(chunk.columns.prefix(width)) + chunk.columns.dropFirst(names.count)
                return try emit(Chunk(count: chunk.count, columns: kept, place: chunk.place))
            }
        }
        let used = Mutex([Bool](repeating: false, count: join.kind == .full ? rightTable.count : 0))
        // A chunk can meet many rows; what comes out is cut to working size again.
        let goesOn = try streamMapped(
            source,
            { chunk in
                let keyed = try project(chunk)
                let own = keyed.prefix(columns: width)
                let ids = index.find(try sides.matched(Array(keyed.columns.dropFirst(width))))
                switch join.kind {
                case .semi: return try own.filtered(Bitmap(count: own.count) { ids[$0] >= 0 })
                case .anti: return try own.filtered(Bitmap(count: own.count) { ids[$0] < 0 })
                case .inner, .left, .full: break
                }
                let (leftRows, rightRows, missing) = try index.pairs(ids, keepsUnmatched: join.kind != .inner)
                if join.kind == .full {
                    used.withLock { used in
                        for row in 0..<rightRows.count where rightRows[row] >= 0 { used[Int(rightRows[row])] = true }
                    }
                }
                let taken = try sides.taken.map { try index.rows.columns[$0.place].gathered(rightRows, mayBeMissing: missing) }
                // Where every row met one right row, the left side stays as it is.
                let isSame = index.isUnique && leftRows.count == own.count
                let columns = isSame ? own.columns : try own.columns.map { try $0.gathered(leftRows) }
                return Chunk(count: leftRows.count, columns: columns + taken, place: own.places(leftRows))
            },
            emit: { chunk in
                for piece in chunk.pieces(firstRow: nil) {
                    if try !emit(piece) { return false }
                }
                return true
            })
        guard goesOn, join.kind == .full else { return goesOn }
        let rest = used.withLock { used in used.indices.filter { !used[$0] }.map { Int32($0) } }
        if rest.isEmpty { return true }
        let rows = Buffer(rest)
        let own = try left.schema.fields.map { field in
            guard let fill = join.filled.first(where: { $0.column == field.name }),
                let place = right.schema.index(of: fill.from)
            else { return Column.nulls(field.type, count: rows.count) }
            return try index.rows.columns[place].gathered(rows).widened(to: field.type)
        }
        let taken = try sides.taken.map { try index.rows.columns[$0.place].gathered(rows) }
        return try pieces(of: Table(schema: plan.schema, chunks: [Chunk(count: rows.count, columns: own + taken)]), emit)
    }

    /// Throws `join-many` when a left row meets more than one right row.
    private func expectOne(
        _ table: Table, _ index: JoinIndex, _ project: @escaping @Sendable (Chunk) throws -> Chunk, _ width: Int,
        _ sides: JoinSides
    ) throws {
        var total = 0
        var repeated: [Int32: Datum] = [:]
        var worst: (count: Int, key: String) = (1, "")
        _ = try pieces(of: table) { chunk in
            let keys = Array(try project(chunk).columns.dropFirst(width))
            let ids = index.find(try sides.matched(keys))
            for row in 0..<chunk.count {
                let count = ids[row] < 0 ? 0 : index.count(of: ids[row])
                total += max(count, 1)
                guard count > 1 else { continue }
                repeated[ids[row]] = .null
                if count > worst.count { worst = (count, keys.map { DatumText.literal($0[row]) }.joined(separator: ", ")) }
            }
            return true
        }
        guard !repeated.isEmpty else { return }
        let keys = repeated.count == 1 ? "1 key occurs" : "\(repeated.count) keys occur"
        throw Diagnostic(
            "join-many",
            "cannot join to one row each: \(keys) more than once on the right, so \(table.count) rows would become \(total)",
            notes: ["most repeated: \(worst.key), \(worst.count) times"],
            help: ["`expect: \"many\"` allows it; `distinct(.key)` of the right table first keeps one row a key"])
    }
}

/// What both sides of a join have in common.
struct JoinSides: Sendable {
    /// The types that keys are compared in.
    let types: [DataType]
    /// The right side's columns in the result, by their place there.
    let taken: [(place: Int, field: Field)]

    init(_ join: Join, left: Plan, right: Plan, schema: Schema) {
        types = zip(join.left, join.right).map { one, two in
            // An int and a float are equal by value, and every float that equals an int is one exactly.
            switch (one.type, two.type) {
            case (.int, .float), (.float, .int): .int
            case (.null, let other): other
            case (let other, _): other
            }
        }
        let takes = join.kind != .semi && join.kind != .anti
        taken =
            takes
            ? join.taken.compactMap { column, name in
                right.schema.index(of: column).map { (place: $0, field: Field(name, right.schema[$0].type)) }
            } : []
    }

    /// Key columns in the types they are compared in; a float that is no int becomes null, which matches nothing.
    func matched(_ columns: [Column]) throws -> Chunk {
        let converted = try zip(columns, types).map { column, type -> Column in
            guard type == .int, case .floats = column.storage else { return try column.widened(to: type) }
            return try Self.wholeNumbers(column)
        }
        return Chunk(count: converted.first?.count ?? 0, columns: converted)
    }

    /// Floats as the ints they equal; null where they equal none.
    static func wholeNumbers(_ column: Column) throws -> Column {
        guard case .floats(let values) = column.storage else { return .nulls(.int, count: column.count) }
        return Column(
            .int,
            (0..<column.count).map { row in
                column.isNull(row) ? .null : Int64(exactly: values[row]).map { .int($0) } ?? .null
            })
    }
}

/// The right side of a join by key.
struct JoinIndex: Sendable {
    let rows: ChunkedRows
    private let keys: KeyIndex
    /// Rows by key number, each key's in order.
    private let order: Buffer<Int32>
    private let starts: [Int]
    /// Whether no key has two rows.
    let isUnique: Bool

    init(_ table: Table, _ join: Join, _ sides: JoinSides, _ run: Run) throws {
        let (chunks, schema, lifted) = try run.lift(table, join.right)
        let parts = try run.project(chunks, schema, lifted)
        var keys = KeyIndex(sides.types)
        var grouping = Grouping(ids: [], count: 0, firstRows: [])
        for part in parts {
            try run.context.cancellation.check()
            let columns = try sides.matched(part.columns).columns
            let ids = keys.insert(columns, count: part.count)
            grouping.noteFirstRows(ids, from: 0)
            grouping.ids.append(ids)
        }
        try run.context.cancellation.check()
        (order, starts) = grouping.ordered()
        try run.context.cancellation.check()
        self.keys = keys
        isUnique = order.count == starts.count - 1
        rows = try ChunkedRows(table.chunks, types: table.schema.fields.map(\.type), threads: run.context.threads)
    }

    func count(of id: Int32) -> Int { starts[Int(id) + 1] - starts[Int(id)] }

    /// Key numbers; -1 where the right has none or a key is null.
    func find(_ chunk: Chunk) -> Buffer<Int32> {
        let ids = keys.find(chunk.columns, count: chunk.count)
        let valid = chunk.columns.reduce(Bitmap?.none) { Column.bothValid($0, $1.validity) }
        return valid.map { ids.masked(by: $0) } ?? ids
    }

    /// Pairs of left and right rows in order; -1 on the right where nothing matches.
    func pairs(
        _ ids: Buffer<Int32>, keepsUnmatched: Bool
    ) throws -> (left: Buffer<Int32>, right: Buffer<Int32>, hasMissing: Bool) {
        if isUnique { return uniquePairs(ids, keepsUnmatched: keepsUnmatched) }
        var left: [Int32] = []
        var right: [Int32] = []
        left.reserveCapacity(ids.count)
        right.reserveCapacity(ids.count)
        var hasMissing = false
        for row in 0..<ids.count {
            let id = Int(ids[row])
            if id >= 0 {
                guard left.count + starts[id + 1] - starts[id] < Int(Int32.max) else { throw Column.tooLarge }
                for place in starts[id]..<starts[id + 1] {
                    left.append(Int32(row))
                    right.append(order[place])
                }
            } else if keepsUnmatched {
                left.append(Int32(row))
                right.append(-1)
                hasMissing = true
            }
        }
        return (Buffer(left), Buffer(right), hasMissing)
    }

    /// The same where no key has two rows.
    private func uniquePairs(
        _ ids: Buffer<Int32>, keepsUnmatched: Bool
    ) -> (left: Buffer<Int32>, right: Buffer<Int32>, hasMissing: Bool) {
        let pairs = JoinKernels.pairs(ids, rowsByKey: order, keepsUnmatched: keepsUnmatched)
        return (pairs.left, pairs.right, keepsUnmatched && pairs.right.array.contains { $0 < 0 })
    }
}
