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
        let evaluator = ExpressionEvaluator(schema: Schema(fields), cancellation: context.cancellation)
        let project = RowStep.project(results.map(\.expression), evaluator, nil)
        if keys.isEmpty, let totals = try totals(input, found, projected) {
            let values = try project(Chunk(count: 1, columns: totals, firstRow: 0))
            return Table(schema: schema, chunks: [Chunk(count: 1, columns: values.columns)])
        }
        let chunks = try self.projected(input, projected, defaultKeys: keys.map(\.expression))
        defer { release(chunks) }
        let keyParts = chunks.map { $0.prefix(columns: keys.count) }
        let grouping = try grouping(keyParts, skipping: 0, keys.map(\.expression.type))
        var columns: [Column] = []
        if !keys.isEmpty {
            let cancellation = context.cancellation
            let parts = try Parallel.map(grouping.firstKeys(keyParts[...]), threads: context.threads) { part in
                try cancellation.check()
                return try part()
            }
            columns = try ChunkedRows(parts, types: keys.map(\.expression.type), threads: context.threads).columns
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
                threads: context.threads, cancellation: context.cancellation)
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
        let values = try project(groups)
        let all = Array(columns.prefix(keys.count)) + values.columns
        return Table(schema: schema, chunks: [Chunk(count: grouping.count, columns: all)])
    }

    /// Aggregates of the whole input as it streams by, one row each; `nil` where one of them needs its values side by side.
    private func totals(
        _ input: Plan, _ aggregates: [(expression: RowExpression, argument: Int?)], _ arguments: [RowExpression]
    ) throws -> [Column]? {
        if arguments.contains(where: \.needsWholeInput) { return nil }
        var empty: [WholeTotal] = []
        for (expression, argument) in aggregates {
            guard case .aggregate(let aggregate, _, _) = expression.kind,
                let total = WholeTotal(aggregate, argument.map { arguments[$0].type }, result: expression.type)
            else { return nil }
            empty.append(total)
        }
        let none = empty
        let places = aggregates.map(\.argument)
        let evaluator = ExpressionEvaluator(schema: input.schema, cancellation: context.cancellation)
        let project = RowStep.project(arguments, evaluator, nil)
        var sums = empty
        _ = try streamParallel(input) { chunk in
            let columns = try project(chunk).columns
            var part = none
            for index in part.indices { part[index].take(places[index].map { columns[$0] }, count: chunk.count) }
            return part
        } emit: { part in
            for index in sums.indices { sums[index].merge(part[index]) }
            return true
        }
        return try zip(sums, aggregates).map { sum, aggregate in
            do {
                return try sum.column()
            } catch let diagnostic as Diagnostic {
                throw aggregate.expression.origin.map { diagnostic.located(at: $0) } ?? diagnostic
            }
        }
    }
}

extension RowExpression {
    /// Whether both are the same column.
    func isColumn(of other: RowExpression) -> Bool {
        if case .column(let name) = kind, case .column(let wanted) = other.kind { name == wanted } else { false }
    }
}
