import OctavoSource

extension Run {
    /// Rows of several chunks in a new order, in chunks of working size.
    func gathered(_ table: Table, _ rows: Buffer<Int32>) throws -> Table {
        let all = try ChunkedRows(table.chunks, types: table.schema.fields.map(\.type), threads: context.threads)
        let ranges = stride(from: 0, to: rows.count, by: Executor.chunkRows).map {
            $0..<min($0 + Executor.chunkRows, rows.count)
        }
        let cancellation = context.cancellation
        let chunks = try Parallel.map(ranges, threads: context.threads) { range in
            try cancellation.check()
            return try all.gathered(rows.slice(range))
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
    func sorted(_ input: Plan, _ keys: [SortKey], limit: Int?, at plan: Plan) throws -> Table {
        if let limit, limit <= Self.streamedLimit, !keys.contains(where: \.expression.needsWholeInput) {
            return try firstSorted(input, keys, limit: limit)
        }
        let table = try collect(input)
        defer { release(table.chunks) }
        guard table.count < Int(Int32.max) else { throw Column.tooLarge }
        noteBegin("sort")
        let cancellation = context.cancellation
        let (chunks, schema, lifted) = try lift(table, keys.map(\.expression))
        let parts = try project(chunks, schema, lifted)
        let rows: Buffer<Int32>
        if let limit {
            let codes = try Parallel.map(Array(keys.indices), threads: context.threads) { place in
                try SortKernels.codes(parts.map { $0.columns[place] }, cancellation)
            }
            let pairs = zip(codes, keys).map { (codes: $0, isDescending: $1.isDescending) }
            rows = try SortKernels.firstRows(pairs, count: table.count, limit: limit, cancellation)
        } else {
            let whole = try ChunkedRows(parts, types: keys.map(\.expression.type), threads: context.threads)
            try cancellation.check()
            let pairs = zip(whole.columns, keys).map { (column: $0, isDescending: $1.isDescending) }
            rows = try RowSort(pairs, count: table.count, threads: context.threads, cancellation).rows()
        }
        try cancellation.check()
        return try gathered(table, rows)
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
        let table = try collect(input)
        defer { release(table.chunks) }
        guard count < table.count else { return table }
        guard table.count < Int(Int32.max) else { throw Column.tooLarge }
        var random = SplitMix(seed: seed)
        // Robert Floyd's algorithm: one draw a chosen row. Bentley and Floyd, "Programming pearls", CACM 30 (1987).
        var chosen = Set<Int32>()
        for last in table.count - max(count, 0)..<table.count {
            let draw = Int32(random.next(below: UInt64(last + 1)))
            if !chosen.insert(draw).inserted { chosen.insert(Int32(last)) }
        }
        return try gathered(table, Buffer(chosen.sorted()))
    }

    /// The first row of each distinct key, as it comes.
    func streamDistinct(_ input: Plan, _ keys: [NamedExpression], emit: (Chunk) throws -> Bool) throws -> Bool {
        let width = input.schema.count
        let expressions =
            keys.isEmpty
            ? input.schema.fields.map { RowExpression(.column($0.name), type: $0.type) } : keys.map(\.expression)
        guard !expressions.isEmpty else {
            // Rows without columns are all the same row.
            return try stream(.init(.slice(input, from: 0, count: 1), schema: input.schema), emit: emit)
        }
        var index = KeyIndex(expressions.map(\.type))
        var known = 0
        func take(_ chunk: Chunk) throws -> Bool {
            let ids = index.insert(Array(chunk.columns.dropFirst(width)), count: chunk.count)
            var rows: [Int32] = []
            for row in 0..<chunk.count where Int(ids[row]) == known {
                rows.append(Int32(row))
                known += 1
            }
            return rows.isEmpty ? true : try emit(chunk.prefix(columns: width).gathered(Buffer(rows)))
        }
        let all = input.schema.fields.map { RowExpression(.column($0.name), type: $0.type) } + expressions
        if expressions.contains(where: \.needsWholeInput) {
            let table = try collect(input)
            defer { release(table.chunks) }
            let (chunks, schema, lifted) = try lift(table, all)
            for chunk in try project(chunks, schema, lifted) {
                if try !take(chunk) { return false }
            }
            return true
        }
        let evaluator = ExpressionEvaluator(schema: input.schema, cancellation: context.cancellation)
        return try streamMapped(input, RowStep.project(all, evaluator, nil), emit: take)
    }
}

/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014): the same numbers everywhere.
package struct SplitMix: Sendable {
    private var state: UInt64

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
