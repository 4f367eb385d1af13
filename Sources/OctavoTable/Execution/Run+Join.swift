import OctavoSource

extension Run {
    /// The right side in memory, indexed by key; the left streams past it. Where the right side does not fit the budget, both go
    /// to disk and are brought together by key.
    func streamJoin(
        _ plan: Plan, _ left: Plan, _ right: Plan, _ join: Join, emit: (Chunk) throws -> Bool
    ) throws -> Bool {
        let sides = JoinSides(join, left: left, right: right, schema: plan.schema)
        let reservation = Reservation(context.memory)
        defer { reservation.release() }
        var held: [Chunk] = []
        var spilled: SpilledJoin?
        try streamColumns(sides.right, of: right) { chunk in
            if let spilled {
                try spilled.add(right: chunk)
                return true
            }
            held.append(chunk)
            reservation.add(chunk.byteCount)
            guard context.memory.isTight(own: reservation.bytes) else { return true }
            let join = SpilledJoin(sides, self)
            for chunk in held { try join.add(right: chunk) }
            held = []
            reservation.release()
            spilled = join
            return true
        }
        if let spilled {
            try streamColumns(sides.left, of: left) { chunk in
                try spilled.add(left: chunk)
                return true
            }
            return try spilled.finish(emit: emit)
        }
        noteBegin("join")
        let index = try JoinIndex(held, sides, context)
        held = []
        var source = left
        var rows: HeldRows?
        defer { rows?.release() }
        if join.expectsOne, !index.isUnique {
            // No row may come out before it is known that none meets several.
            let collected = try collect(left)
            rows = collected
            source = Plan(collected.table(left.schema))
            var check = ExpectedOne()
            try streamColumns(sides.left, of: source) { chunk in
                let first = check.rows
                try check.take(chunk, index, sides) { first + $0 }
                return true
            }
            try check.throwIfMany()
        }
        return try stream(source, past: index, sides, emit)
    }

    private func stream(
        _ left: Plan, past index: JoinIndex, _ sides: JoinSides, _ emit: (Chunk) throws -> Bool
    ) throws -> Bool {
        let used = UsedRows(count: sides.kind == .full ? index.rows.count : 0)
        let evaluator = ExpressionEvaluator(schema: left.schema, cancellation: context.cancellation)
        let project = RowStep.project(sides.left.expressions, evaluator, nil)
        let needsWhole = sides.left.expressions.contains(where: \.needsWholeInput)
        let meet: @Sendable (Chunk) throws -> Chunk = { keyed in
            try sides.met(keyed.prefix(columns: sides.left.width), sides.matchedLeft(keyed), index, used)
        }
        // A chunk can meet many rows; what comes out is cut to working size again.
        func give(_ chunk: Chunk) throws -> Bool {
            for piece in chunk.pieces(firstRow: nil) {
                if try !emit(piece) { return false }
            }
            return true
        }
        var goesOn = true
        if needsWhole {
            try streamColumns(sides.left, of: left) { chunk in
                goesOn = try give(try meet(chunk))
                return goesOn
            }
        } else {
            goesOn = try streamMapped(left, { try meet(project($0)) }, emit: give)
        }
        guard goesOn, sides.kind == .full else { return goesOn }
        return try pieces(of: Table(schema: sides.schema, chunks: [sides.unmatched(index, used)]), emit)
    }
}
