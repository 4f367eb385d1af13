import OctavoSource

extension Run {
    /// One row a group in order of first appearance; without keys exactly one row.
    func streamSummarized(
        _ input: Plan, by keys: [NamedExpression], _ aggregates: [NamedExpression], emit: (Chunk) throws -> Bool
    ) throws -> Bool {
        let summary = GroupSummary(by: keys, aggregates, context.cancellation)
        if keys.isEmpty, let totals = try totals(input, summary) { return try emit(summary.finish(totals, count: 1)) }
        if summary.projected.contains(where: \.needsWholeInput) {
            let rows = try collect(input)
            defer { rows.release() }
            let (chunks, schema, lifted) = try lift(
                rows.table(input.schema), summary.projected, defaultKeys: keys.map(\.expression))
            return try give(summary.result(of: try project(chunks, schema, lifted), self).groups, emit)
        }
        let evaluator = ExpressionEvaluator(schema: input.schema, cancellation: context.cancellation)
        let project = RowStep.project(summary.projected, evaluator, nil)
        if keys.isEmpty {
            let rows = HeldRows(context)
            defer { rows.release() }
            _ = try streamMapped(input, project) {
                try rows.add($0)
                return true
            }
            return try give(summary.result(of: rows.chunks, self).groups, emit)
        }
        if let groups = PartialGroups(summary), groups.canMerge { return try streamGroups(input, groups, emit: emit) }
        let reservation = Reservation(context.memory)
        defer { reservation.release() }
        var held: [Chunk] = []
        var spilled: SpilledGroups?
        _ = try streamMapped(input, project) { chunk in
            if let spilled {
                try spilled.add(chunk)
                return true
            }
            reservation.add(chunk.byteCount)
            held.append(chunk)
            guard context.memory.isTight(own: reservation.bytes) else { return true }
            let groups = SpilledGroups(summary, self, from: PartialGroups(summary))
            for (place, chunk) in held.enumerated() {
                try groups.add(chunk)
                reservation.add(-chunk.byteCount)
                held[place] = Chunk(count: 0, columns: [])
            }
            held = []
            spilled = groups
            return true
        }
        if let spilled { return try spilled.finish(emit: emit) }
        return try give(summary.result(of: held, self).groups, emit)
    }

    /// Chunks that are worked on between two looks at how many groups there are, a thread: those of a table in memory take no room.
    private static let chunksInMemory = 64

    /// Groups whose aggregates are taken up while each chunk is warm.
    private func streamGroups(_ input: Plan, _ empty: PartialGroups, emit: (Chunk) throws -> Bool) throws -> Bool {
        let summary = empty.summary
        let evaluator = ExpressionEvaluator(schema: input.schema, cancellation: context.cancellation)
        let project = RowStep.project(summary.projected, evaluator, nil)
        let fused = mayFuse(input) ? fused(input) : FusedSteps(input, [], nil)
        defer { profile?.noteInside(fused.figures, threads: context.threads) }
        let isInMemory = if case .table = fused.source.node { true } else { fused.source.result != nil }
        let groups = StreamedGroups(empty, self)
        let take = groups.take
        _ = try streamParallel(fused.source, most: isInMemory ? Self.chunksInMemory : 8) { chunk, number in
            try take(project(fused.run(chunk)), number)
        } emit: { rows in
            try groups.keep(rows)
            return true
        }
        return try groups.finish(emit: emit)
    }

    func give(_ groups: Chunk, _ emit: (Chunk) throws -> Bool) throws -> Bool {
        for piece in groups.pieces(firstRow: 0) {
            if try !emit(piece) { return false }
        }
        return true
    }

    /// Aggregates of the whole input as it streams by, one row each; `nil` where one of them needs its values side by side.
    private func totals(_ input: Plan, _ summary: GroupSummary) throws -> [Column]? {
        if summary.projected.contains(where: \.needsWholeInput) { return nil }
        var empty: [WholeTotal] = []
        for wanted in summary.aggregates {
            let argument = wanted.argument.map { summary.projected[$0].type }
            guard let total = WholeTotal(wanted.aggregate, argument, result: wanted.type) else { return nil }
            empty.append(total)
        }
        let none = empty
        let places = summary.aggregates.map(\.argument)
        let evaluator = ExpressionEvaluator(schema: input.schema, cancellation: context.cancellation)
        let project = RowStep.project(summary.projected, evaluator, nil)
        var sums = empty
        _ = try streamParallel(input) { chunk, _ in
            let columns = try project(chunk).columns
            var part = none
            for index in part.indices { part[index].take(places[index].map { columns[$0] }, count: chunk.count) }
            return part
        } emit: { part in
            for index in sums.indices { sums[index].merge(part[index]) }
            return true
        }
        return try zip(sums, summary.aggregates).map { sum, wanted in try wanted.locating { try sum.column() } }
    }
}

extension RowExpression {
    /// Whether both are the same column.
    func isColumn(of other: RowExpression) -> Bool {
        if case .column(let name) = kind, case .column(let wanted) = other.kind { name == wanted } else { false }
    }
}
