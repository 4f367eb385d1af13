import OctavoSource

/// What `summarize` makes of the rows of its groups: the columns that it needs of them, the aggregates of those, and the
/// result's columns from the aggregates.
struct GroupSummary: Sendable {
    struct Wanted: Sendable {
        let aggregate: Aggregate
        let type: DataType
        /// The argument's place among the projected columns; none for `count()`.
        let argument: Int?
        let origin: SourceRange?

        func locating<Result>(_ body: () throws -> Result) throws -> Result {
            do {
                return try body()
            } catch let diagnostic as Diagnostic {
                throw origin.map { diagnostic.located(at: $0) } ?? diagnostic
            }
        }
    }

    let keyCount: Int
    /// The keys, then the aggregates' arguments.
    let projected: [RowExpression]
    let aggregates: [Wanted]
    /// From keys and aggregates to the result's columns after the keys.
    private let finishing: @Sendable (Chunk) throws -> Chunk

    var types: [DataType] { projected.map(\.type) }
    var keyTypes: [DataType] { projected.prefix(keyCount).map(\.type) }

    init(by keys: [NamedExpression], _ results: [NamedExpression], _ cancellation: Cancellation) {
        var found: [Wanted] = []
        var projected = keys.map(\.expression)
        var fields = keys.map { Field($0.name, $0.expression.type) }
        func lifted(_ expression: RowExpression) -> RowExpression {
            switch expression.kind {
            case .aggregate(let aggregate, let argument, _):
                if let argument { projected.append(argument) }
                found.append(
                    Wanted(
                        aggregate: aggregate, type: expression.type, argument: argument == nil ? nil : projected.count - 1,
                        origin: expression.origin))
                let name = "\u{0}\(fields.count)"
                fields.append(Field(name, expression.type))
                return RowExpression(.column(name), type: expression.type, origin: expression.origin)
            case .column:
                // A key's own expression is one value a group under the key's name.
                guard let key = keys.first(where: { $0.expression.isColumn(of: expression) }) else { return expression }
                return RowExpression(.column(key.name), type: expression.type, origin: expression.origin)
            default: return expression.replacingChildren(lifted)
            }
        }
        let finished = results.map { lifted($0.expression) }
        finishing = RowStep.project(finished, ExpressionEvaluator(schema: Schema(fields), cancellation: cancellation), nil)
        keyCount = keys.count
        self.projected = projected
        aggregates = found
    }

    /// The result's columns from the groups' keys and aggregates.
    func finish(_ columns: [Column], count: Int) throws -> Chunk {
        let values = try finishing(Chunk(count: count, columns: columns, firstRow: 0))
        return Chunk(count: count, columns: Array(columns.prefix(keyCount)) + values.columns)
    }

    /// One row a group of these rows, and the first row of each group. The chunks hold the projected columns, and may hold more.
    func result(of chunks: [Chunk], _ run: Run) throws -> (groups: Chunk, firstRows: [Int32]) {
        let keyParts = chunks.map { $0.prefix(columns: keyCount) }
        let grouping = try run.grouping(keyParts, skipping: 0, keyTypes)
        var columns: [Column] = []
        if keyCount > 0 {
            let cancellation = run.context.cancellation
            let parts = try Parallel.map(grouping.firstKeys(keyParts[...]), threads: run.context.threads) { part in
                try cancellation.check()
                return try part()
            }
            columns = try ChunkedRows(parts, types: keyTypes, threads: run.context.threads).columns
        }
        // Made when the first aggregate needs it and shared by the rest.
        var order: Aggregation.Order?
        for wanted in aggregates {
            try run.context.cancellation.check()
            let parts = wanted.argument.map { place in chunks.map { $0.columns[place] } } ?? []
            let empty = wanted.argument.map { [Column(projected[$0].type, [])] } ?? []
            let aggregation = Aggregation(
                aggregate: wanted.aggregate, resultType: wanted.type, argument: parts.isEmpty ? empty : parts,
                grouping: grouping, threads: run.context.threads, cancellation: run.context.cancellation)
            columns.append(
                try wanted.locating {
                    try aggregation.run {
                        if let order { return order }
                        let made = grouping.ordered()
                        order = made
                        return made
                    }
                })
        }
        return (try finish(columns, count: grouping.count), grouping.firstRows)
    }
}
