import OctavoSource

extension Run {
    /// These rows, which are in order.
    private func picked(_ table: Table, _ rows: [Int32]) throws -> Table {
        var parts: [(chunk: Chunk, rows: Buffer<Int32>)] = []
        var start = 0
        var next = rows[...]
        for chunk in table.chunks {
            let own = next.prefix { Int($0) < start + chunk.count }
            next = next.dropFirst(own.count)
            if !own.isEmpty { parts.append((chunk, Buffer(own.map { $0 - Int32(start) }))) }
            start += chunk.count
        }
        let cancellation = context.cancellation
        let chunks = try Parallel.map(parts, threads: context.threads) { part in
            try cancellation.check()
            return try Chunk(count: part.rows.count, columns: part.chunk.columns.map { try $0.gathered(part.rows) })
        }
        return Table(schema: table.schema, chunks: chunks)
    }

    /// Limits up to which the first rows are kept as they come; beyond it the rows are held and sorted.
    private static let streamedLimit = 10_000

    /// The first rows of the order, of which never many more are held: each chunk gives its own first, and they are thinned out
    /// whenever enough came together.
    private func firstSorted(_ input: Plan, _ keys: [SortKey], limit: Int) throws -> Table {
        let width = input.schema.count
        let columns = input.schema.fields.map { RowExpression(.column($0.name), type: $0.type) }
        let evaluator = ExpressionEvaluator(schema: input.schema, cancellation: context.cancellation)
        let project = RowStep.project(columns + keys.map(\.expression), evaluator, nil)
        let types = input.schema.fields.map(\.type) + keys.map(\.expression.type)
        @Sendable func first(_ chunks: [Chunk]) throws -> Chunk {
            let codes = try keys.indices.map { place in
                (try SortKernels.codes(chunks.map { $0.columns[width + place] }), keys[place].isDescending)
            }
            let rows = try SortKernels.firstRows(codes, count: chunks.reduce(0) { $0 + $1.count }, limit: limit)
            return chunks.count == 1 ? try chunks[0].gathered(rows) : try ChunkedRows(chunks, types: types).gathered(rows)
        }
        var kept: [Chunk] = []
        var count = 0
        let step: @Sendable (Chunk) throws -> Chunk = { try first([project($0)]) }
        _ = try streamMapped(input, step) { chunk in
            kept.append(chunk)
            count += chunk.count
            if count > max(limit * 4, Executor.chunkRows) {
                kept = [try first(kept)]
                count = kept[0].count
            }
            return true
        }
        if kept.isEmpty { return Table(schema: input.schema, chunks: []) }
        return Table(schema: input.schema, chunks: [try first(kept).prefix(columns: width)])
    }

    /// Stable; with a limit only so many rows from the front.
    func streamSorted(_ input: Plan, _ keys: [SortKey], limit: Int?, emit: (Chunk) throws -> Bool) throws -> Bool {
        let isWhole = keys.contains(where: \.expression.needsWholeInput)
        if let limit, limit <= Self.streamedLimit, !isWhole {
            return try pieces(of: firstSorted(input, keys, limit: limit), emit)
        }
        let columns = OrderedColumns(input.schema, keys.map(\.expression))
        let order = zip(columns.keyPlaces, keys).map { OrderKey(place: $0, isDescending: $1.isDescending) }
        let sorter = RowSorter(types: columns.types, by: order, context, step: "sort")
        try streamColumns(columns, of: input) { chunk in
            try sorter.add(chunk)
            return true
        }
        var first = 0
        return try sorter.finish(limit: limit) { chunk in
            defer { first += chunk.count }
            var part = chunk.prefix(columns: columns.width)
            part.firstRow = first
            return try emit(part)
        }
    }

    /// A step's rows with the columns of expressions behind their own; aggregates in them cover the whole input.
    func streamColumns(_ columns: OrderedColumns, of input: Plan, emit: (Chunk) throws -> Bool) throws {
        if columns.expressions.contains(where: \.needsWholeInput) {
            let rows = try collect(input)
            defer { rows.release() }
            let (chunks, schema, lifted) = try lift(rows.table(input.schema), columns.expressions)
            for chunk in try project(chunks, schema, lifted) {
                if try !emit(chunk) { return }
            }
            return
        }
        if columns.types.count == columns.width {
            _ = try stream(input) { try $0.count == 0 ? true : emit($0) }
            return
        }
        let evaluator = ExpressionEvaluator(schema: input.schema, cancellation: context.cancellation)
        _ = try streamMapped(input, RowStep.project(columns.expressions, evaluator, nil), emit: emit)
    }

    func tail(_ input: Plan, _ count: Int) throws -> Table {
        var kept: [Chunk] = []
        var total = 0
        _ = try stream(input) { chunk in
            kept.append(chunk)
            total += chunk.count
            while let first = kept.first, total - first.count >= count {
                total -= first.count
                kept.removeFirst()
            }
            return true
        }
        let table = Table(schema: input.schema, chunks: kept)
        return table.slice(max(table.count - max(count, 0), 0)..<table.count)
    }

    /// Every set of rows of this size is equally likely; the same seed and number of rows give the same rows.
    func sample(_ input: Plan, _ count: Int, _ seed: UInt64) throws -> Table {
        let rows = try collect(input)
        defer { rows.release() }
        let table = rows.table(input.schema)
        guard count < table.count else { return table }
        guard table.count < Int(Int32.max) else { throw Column.tooLarge }
        var random = SplitMix(seed: seed)
        // Robert Floyd's algorithm: one draw a chosen row. Bentley and Floyd, "Programming pearls", CACM 30 (1987).
        var chosen = Set<Int32>()
        for last in table.count - max(count, 0)..<table.count {
            let draw = Int32(random.next(below: UInt64(last + 1)))
            if !chosen.insert(draw).inserted { chosen.insert(Int32(last)) }
        }
        return try picked(table, chosen.sorted())
    }
}

/// A step's own columns, and behind them those of expressions that are none of them.
struct OrderedColumns: Sendable {
    /// How many columns the step has.
    let width: Int
    /// All columns.
    let expressions: [RowExpression]
    /// Where each expression's column stands.
    let keyPlaces: [Int]

    var types: [DataType] { expressions.map(\.type) }

    init(_ schema: Schema, _ keys: [RowExpression]) {
        width = schema.count
        var all = schema.fields.map { RowExpression(.column($0.name), type: $0.type) }
        var places: [Int] = []
        for key in keys {
            if case .column(let name) = key.kind, let known = schema.index(of: name) {
                places.append(known)
            } else {
                places.append(all.count)
                all.append(key)
            }
        }
        expressions = all
        keyPlaces = places
    }
}

/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014): the same numbers everywhere.
package struct SplitMix: Sendable {
    /// Another with this for its seed goes on where this one is.
    package private(set) var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Uniform in 0 ..< bound, which is not zero.
    package mutating func next(below bound: UInt64) -> UInt64 {
        // Draws from the incomplete last round are drawn again.
        let limit = UInt64.max - UInt64.max % bound
        var draw = next()
        while draw >= limit { draw = next() }
        return draw % bound
    }
}
