import OctavoSource

/// One row-wise step over one chunk. Steps that follow each other run on a chunk one after the other while it is warm.
struct RowStep: Sendable {
    let run: @Sendable (Chunk) throws -> Chunk

    /// The steps of a filter, derive, select or explode without aggregates and windows.
    init?(_ plan: Plan, input: Plan, cancellation: Cancellation, tally: StepTally? = nil) {
        let origin = plan.origin
        let evaluator = ExpressionEvaluator(schema: input.schema, cancellation: cancellation, tally: tally)
        switch plan.node {
        case .filter(_, let condition):
            if condition.needsWholeInput { return nil }
            let kept = plan.schema.count == input.schema.count ? nil : plan.schema.names.compactMap { input.schema.index(of: $0) }
            run = { chunk in
                try Self.located(chunk, origin) {
                    let bits = try evaluator.truth(condition, over: chunk)
                    return try (kept.map { chunk.picking($0) } ?? chunk).filtered(bits)
                }
            }
        case .derive(_, let columns):
            if columns.contains(where: \.expression.needsWholeInput) { return nil }
            let steps = Self.deriveSteps(columns, over: input.schema, cancellation, tally)
            run = { chunk in
                try Self.located(chunk, origin) {
                    var values = chunk.columns
                    for (place, expression, evaluator) in steps {
                        let current = Chunk(count: chunk.count, columns: values)
                        let column = try evaluator.evaluate(expression, over: current)
                        if place < values.count { values[place] = column } else { values.append(column) }
                    }
                    return Chunk(count: chunk.count, columns: values, firstRow: chunk.firstRow, place: chunk.place)
                }
            }
        case .select(_, let columns):
            if columns.contains(where: \.expression.needsWholeInput) { return nil }
            run = Self.project(columns.map(\.expression), evaluator, origin)
        case .explode(_, let name):
            guard let place = input.schema.index(of: name) else { return nil }
            run = { chunk in try Self.located(chunk, origin) { try chunk.exploded(place) } }
        default: return nil
        }
    }

    /// Exactly these expressions, each over the whole input.
    static func project(
        _ expressions: [RowExpression], _ evaluator: ExpressionEvaluator, _ origin: SourceRange?
    ) -> @Sendable (Chunk) throws -> Chunk {
        { chunk in
            try located(chunk, origin) {
                let columns = try expressions.map { try evaluator.evaluate($0, over: chunk) }
                return Chunk(count: chunk.count, columns: columns, firstRow: chunk.firstRow, place: chunk.place)
            }
        }
    }

    private static func deriveSteps(
        _ columns: [NamedExpression], over schema: Schema, _ cancellation: Cancellation, _ tally: StepTally?
    ) -> [(place: Int, expression: RowExpression, evaluator: ExpressionEvaluator)] {
        var fields = schema.fields
        var steps: [(place: Int, expression: RowExpression, evaluator: ExpressionEvaluator)] = []
        for column in columns {
            let evaluator = ExpressionEvaluator(schema: Schema(fields), cancellation: cancellation, tally: tally)
            let place = fields.firstIndex { $0.name == column.name } ?? fields.count
            let field = Field(column.name, column.expression.type)
            if place < fields.count { fields[place] = field } else { fields.append(field) }
            steps.append((place, column.expression, evaluator))
        }
        return steps
    }

    /// Turns a row's failure into an error that says which row, and the file and line where they are known.
    static func located<Result>(_ chunk: Chunk, _ origin: SourceRange?, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let failure as RowFailure {
            throw diagnostic(failure, chunk.rowPlace(failure.row), origin)
        }
    }

    static func diagnostic(_ failure: RowFailure, _ place: RowPlace?, _ origin: SourceRange?) -> Diagnostic {
        var result = failure.diagnostic
        if let origin { result = result.located(at: origin) }
        guard let place else { return result }
        var note = "row \(place.row + 1)"
        if let file = place.file { note += " (\(file)" + (place.line.map { ":\($0)" } ?? "") + ")" }
        return result.noting(note)
    }
}

extension Chunk {
    /// The columns at these places alone.
    func picking(_ places: [Int]) -> Chunk {
        Chunk(count: count, columns: places.map { columns[$0] }, firstRow: firstRow, place: place)
    }

    /// One row an item of the list column at `place`; empty lists and nulls give one row with null.
    func exploded(_ place: Int) throws -> Chunk {
        let lists = columns[place]
        guard case .list(let item) = lists.type else { return self }
        var owners: [Int32] = []
        var items: [Int32] = []
        if case .lists(let offsets, _) = lists.storage {
            for row in 0..<count {
                if lists.isNull(row) || offsets[row] == offsets[row + 1] {
                    owners.append(Int32(row))
                    items.append(-1)
                    continue
                }
                for index in offsets[row]..<offsets[row + 1] {
                    owners.append(Int32(row))
                    items.append(Int32(truncatingIfNeeded: index))
                }
            }
        } else {
            owners = (0..<Int32(count)).map { $0 }
        }
        let rows = Buffer(owners)
        var result: [Column] = []
        for (index, column) in columns.enumerated() {
            if index != place {
                result.append(try column.gathered(rows))
            } else if case .lists(_, let values) = lists.storage {
                result.append(try values.gathered(Buffer(items), mayBeMissing: items.contains { $0 < 0 }))
            } else {
                result.append(.nulls(item, count: count))
            }
        }
        return Chunk(count: rows.count, columns: result, place: places(rows))
    }
}
