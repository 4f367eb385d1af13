import OctavoSource

// Aggregates and windows inside row-wise steps: the input is held, each of them becomes a hidden column whose value repeats
// for its rows, and the step then runs row by row.
extension Run {
    /// The step over its whole input in memory.
    func streamLifted(_ plan: Plan, emit: (Chunk) throws -> Bool) throws -> Bool {
        guard let input = plan.rowwiseInput else { return true }
        let rows = try collect(input)
        defer { rows.release() }
        let table = rows.table(input.schema)
        switch plan.node {
        case .filter(_, let condition):
            let (chunks, schema, lifted) = try lift(table, [condition])
            let evaluator = ExpressionEvaluator(schema: schema, cancellation: context.cancellation)
            let (width, origin) = (table.schema.count, plan.origin)
            return try emitMapped(chunks, emit) { chunk in
                try RowStep.located(chunk, origin) {
                    try chunk.prefix(columns: width).filtered(evaluator.truth(lifted[0], over: chunk))
                }
            }
        case .select(_, let columns):
            let (chunks, schema, lifted) = try lift(table, columns.map(\.expression))
            let evaluator = ExpressionEvaluator(schema: schema, cancellation: context.cancellation)
            return try emitMapped(chunks, emit, RowStep.project(lifted, evaluator, plan.origin))
        case .derive(_, let columns):
            // One column after the other: a later aggregate may cover an earlier column.
            var current = table
            for column in columns {
                let (chunks, schema, lifted) = try lift(current, [column.expression])
                let values = try project(chunks, schema, lifted)
                let place = current.schema.index(of: column.name) ?? current.schema.count
                var fields = current.schema.fields
                let field = Field(column.name, column.expression.type)
                if place < fields.count { fields[place] = field } else { fields.append(field) }
                let width = current.schema.count
                current = Table(
                    schema: Schema(fields),
                    chunks: zip(chunks, values).map { chunk, value in
                        var columns = Array(chunk.columns.prefix(width))
                        if place < width { columns[place] = value.columns[0] } else { columns.append(value.columns[0]) }
                        return Chunk(count: chunk.count, columns: columns, firstRow: chunk.firstRow, place: chunk.place)
                    })
            }
            for chunk in current.chunks {
                if try !emit(chunk) { return false }
            }
            return true
        default: return true
        }
    }

    private func emitMapped(
        _ chunks: [Chunk], _ emit: (Chunk) throws -> Bool, _ body: @escaping @Sendable (Chunk) throws -> Chunk
    ) throws -> Bool {
        let cancellation = context.cancellation
        let results = try Parallel.map(chunks, threads: context.threads) { chunk in
            try cancellation.check()
            return try body(chunk)
        }
        for chunk in results where chunk.count > 0 {
            if try !emit(chunk) { return false }
        }
        return true
    }

    /// The table's chunks with hidden columns added, their schema, and the expressions that read them. Aggregates without
    /// their own `by` are grouped by `defaultKeys`.
    func lift(
        _ table: Table, _ expressions: [RowExpression], defaultKeys: [RowExpression] = []
    ) throws -> (chunks: [Chunk], schema: Schema, expressions: [RowExpression]) {
        var first = 0
        var chunks: [Chunk] = []
        for chunk in table.chunks {
            chunks += chunk.pieces(firstRow: first)
            first += chunk.count
        }
        var lifting = Lifting(run: self, chunks: chunks, fields: table.schema.fields, defaultKeys: defaultKeys)
        let rewritten = try expressions.map { try lifting.rewrite($0) }
        return (lifting.chunks, Schema(lifting.fields), rewritten)
    }

    private struct Lifting {
        let run: Run
        var chunks: [Chunk]
        var fields: [Field]
        let defaultKeys: [RowExpression]

        mutating func rewrite(_ expression: RowExpression) throws -> RowExpression {
            guard expression.needsWholeInput else { return expression }
            switch expression.kind {
            case .aggregate(let aggregate, let argument, let keys):
                let argument = try argument.map { try rewrite($0) }
                let keys = try (keys.isEmpty ? defaultKeys : keys).map { try rewrite($0) }
                return try hidden(expression) { run, chunks, schema in
                    let parts = try run.project(chunks, schema, (argument.map { [$0] } ?? []) + keys)
                    let grouping = try run.grouping(parts, skipping: argument == nil ? 0 : 1, keys.map(\.type))
                    let aggregation = Aggregation(
                        aggregate: aggregate, resultType: expression.type,
                        argument: argument == nil ? [] : parts.map { $0.columns[0] }, grouping: grouping,
                        threads: run.context.threads, cancellation: run.context.cancellation)
                    let values = try aggregation.run { grouping.ordered() }
                    return try grouping.ids.map { try values.gathered($0) }
                }
            case .window(let function, let argument, let keys):
                let argument = try argument.map { try rewrite($0) }
                let keys = try (keys.isEmpty ? defaultKeys : keys).map { try rewrite($0) }
                return try hidden(expression) { run, chunks, schema in
                    let parts = try run.project(chunks, schema, (argument.map { [$0] } ?? []) + keys)
                    let grouping = try run.grouping(parts, skipping: argument == nil ? 0 : 1, keys.map(\.type))
                    let values: Column
                    do {
                        values = try WindowKernels.run(
                            function, argument: argument == nil ? [] : parts.map { $0.columns[0] }, type: expression.type,
                            grouping: grouping)
                    } catch let failure as RowFailure {
                        throw RowStep.diagnostic(failure, Self.place(failure.row, chunks), expression.origin)
                    }
                    var start = 0
                    return chunks.map { chunk in
                        defer { start += chunk.count }
                        return values.slice(start..<start + chunk.count)
                    }
                }
            default: return try expression.replacingChildren { try rewrite($0) }
            }
        }

        /// Adds one hidden column and gives the expression that reads it.
        private mutating func hidden(
            _ expression: RowExpression, _ make: (Run, [Chunk], Schema) throws -> [Column]
        ) throws -> RowExpression {
            // No column of a user's has a name with a null character.
            let name = "\u{0}\(fields.count)"
            do {
                let columns = try make(run, chunks, Schema(fields))
                chunks = zip(chunks, columns).map { chunk, column in
                    Chunk(count: chunk.count, columns: chunk.columns + [column], firstRow: chunk.firstRow, place: chunk.place)
                }
            } catch let diagnostic as Diagnostic where diagnostic.code != "interrupted" {
                throw expression.origin.map { diagnostic.located(at: $0) } ?? diagnostic
            }
            fields.append(Field(name, expression.type))
            return RowExpression(.column(name), type: expression.type, origin: expression.origin)
        }

        private static func place(_ row: Int, _ chunks: [Chunk]) -> RowPlace? {
            var rest = row
            for chunk in chunks {
                if rest < chunk.count { return chunk.rowPlace(rest) }
                rest -= chunk.count
            }
            return nil
        }
    }

    /// Groups by all but the first `skipping` columns; one group where there are no keys.
    func grouping(_ chunks: [Chunk], skipping: Int, _ types: [DataType]) throws -> Grouping {
        if types.isEmpty { return .single(chunks.map(\.count)) }
        let keys = chunks.map { Chunk(count: $0.count, columns: Array($0.columns.dropFirst(skipping))) }
        noteBegin("group")
        return try Grouping.make(keys, types: types, threads: context.threads, context.cancellation)
    }
}

extension Chunk {
    /// The first columns alone.
    func prefix(columns width: Int) -> Chunk {
        Chunk(count: count, columns: Array(columns.prefix(width)), firstRow: firstRow, place: place)
    }
}
