import OctavoSource

extension Run {
    /// One row a group in order of first appearance; without keys exactly one row.
    func summarized(
        _ input: Plan, by keys: [NamedExpression], _ aggregates: [NamedExpression], schema: Schema
    ) throws -> Table {
        // Aggregates inside the result's expressions, each with the place of its argument among the projected columns.
        var found: [(expression: RowExpression, argument: Int?)] = []
        var projected: [RowExpression] = keys.map(\.expression)
        var fields = keys.map { Field($0.name, $0.expression.type) }
        func lifted(_ expression: RowExpression) -> RowExpression {
            switch expression.kind {
            case .aggregate(_, let argument, _):
                if let argument { projected.append(argument) }
                found.append((expression, argument == nil ? nil : projected.count - 1))
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
        let results = aggregates.map { NamedExpression($0.name, lifted($0.expression)) }
        let chunks = try self.projected(input, projected, defaultKeys: keys.map(\.expression))
        defer { release(chunks) }
        let keyParts = chunks.map { $0.prefix(columns: keys.count) }
        let grouping = try grouping(keyParts, skipping: 0, keys.map(\.expression.type))
        var columns: [Column] = []
        if !keys.isEmpty {
            let rows = try ChunkedRows(keyParts, types: keys.map(\.expression.type))
            columns = try rows.gathered(Buffer(grouping.firstRows)).columns
        }
        // Made when the first aggregate needs it and shared by the rest.
        var order: Aggregation.Order?
        for (expression, argument) in found {
            try context.cancellation.check()
            guard case .aggregate(let aggregate, _, _) = expression.kind else { continue }
            let parts = argument.map { place in chunks.map { $0.columns[place] } } ?? []
            let empty = argument.map { [Column(projected[$0].type, [])] } ?? []
            let aggregation = Aggregation(
                aggregate: aggregate, resultType: expression.type, argument: parts.isEmpty ? empty : parts, grouping: grouping,
                threads: context.threads)
            do {
                columns.append(
                    try aggregation.run {
                        if let order { return order }
                        let made = grouping.ordered()
                        order = made
                        return made
                    })
            } catch let diagnostic as Diagnostic {
                throw expression.origin.map { diagnostic.located(at: $0) } ?? diagnostic
            }
        }
        let groups = Chunk(count: grouping.count, columns: columns, firstRow: 0)
        let evaluator = ExpressionEvaluator(schema: Schema(fields), cancellation: context.cancellation)
        let values = try RowStep.project(results.map(\.expression), evaluator, nil)(groups)
        let all = Array(columns.prefix(keys.count)) + values.columns
        return Table(schema: schema, chunks: [Chunk(count: grouping.count, columns: all)])
    }
}

extension RowExpression {
    /// Whether both are the same column.
    func isColumn(of other: RowExpression) -> Bool {
        if case .column(let name) = kind, case .column(let wanted) = other.kind { name == wanted } else { false }
    }
}
