import OctavoSource
import Synchronization

extension Run {
    /// A chain of row-wise steps as one pass, several chunks at a time.
    func streamRowwise(_ plan: Plan, emit: (Chunk) throws -> Bool) throws -> Bool {
        var steps: [(step: RowStep, plan: Plan)] = []
        var source = plan
        while let input = source.rowwiseInput, source === plan || mayFuse(source) {
            guard let step = RowStep(source, input: input, cancellation: context.cancellation, tally: tally(of: source)) else {
                break
            }
            steps.append((step, source))
            source = input
        }
        guard !steps.isEmpty else { return try streamLifted(plan, emit: emit) }
        let ordered = Array(steps.reversed())
        guard let profile, ordered.count > 1 else {
            return try streamMapped(source, { chunk in try ordered.reduce(chunk) { try $1.step.run($0) } }, emit: emit)
        }
        let figures = Mutex(ordered.map { _ in RunProfile.Figures() })
        defer { profile.noteFused(zip(ordered, figures.withLock { $0 }).map { ($0.plan, $1) }) }
        return try streamMapped(
            source,
            { chunk in
                var chunk = chunk
                for (place, step) in ordered.enumerated() {
                    let before = profile.now()
                    chunk = try step.step.run(chunk)
                    let (rows, time) = (chunk.count, profile.now() - before)
                    figures.withLock { figures in
                        figures[place].rows += rows
                        figures[place].time += time
                    }
                }
                return chunk
            }, emit: emit)
    }

    /// Whether a step may run inside the one after it: nobody else needs its rows.
    private func mayFuse(_ plan: Plan) -> Bool {
        !isKept(plan) && !counting.contains(ObjectIdentifier(plan))
    }

    /// `source` through `body`, chunk by chunk; those without rows are left out.
    func streamMapped(
        _ source: Plan, _ body: @escaping @Sendable (Chunk) throws -> Chunk, emit: (Chunk) throws -> Bool
    ) throws -> Bool {
        try streamParallel(source, body) { $0.count == 0 ? true : try emit($0) }
    }

    /// What `body` makes of each chunk, in order, as many chunks at a time as there are threads; fewer at first, for those who
    /// stop early.
    func streamParallel<Output: Sendable>(
        _ source: Plan, _ body: @escaping @Sendable (Chunk) throws -> Output, emit: (Output) throws -> Bool
    ) throws -> Bool {
        let cancellation = context.cancellation
        let checked: @Sendable (Chunk) throws -> Output = { chunk in
            try cancellation.check()
            return try body(chunk)
        }
        var waiting: [Chunk] = []
        var size = 1
        var goesOn = true
        func flush() throws -> Bool {
            let results = try Parallel.map(waiting, threads: context.threads, checked)
            waiting.removeAll(keepingCapacity: true)
            for result in results {
                if try !emit(result) { return false }
            }
            return true
        }
        _ = try stream(source) { chunk in
            waiting.append(chunk)
            if waiting.count < size { return true }
            size = min(size * 2, context.threads * 8)
            goesOn = try flush()
            return goesOn
        }
        return goesOn ? try flush() : false
    }

    /// The columns of expressions over chunks in memory.
    func project(_ chunks: [Chunk], _ schema: Schema, _ expressions: [RowExpression]) throws -> [Chunk] {
        let evaluator = ExpressionEvaluator(schema: schema, cancellation: context.cancellation)
        let body = RowStep.project(expressions, evaluator, nil)
        let cancellation = context.cancellation
        return try Parallel.map(chunks, threads: context.threads) { chunk in
            try cancellation.check()
            return try body(chunk)
        }
    }
}

extension Plan {
    /// The input of a step that looks at one row at a time.
    var rowwiseInput: Plan? {
        switch node {
        case .filter(let input, _), .derive(let input, _), .select(let input, _), .explode(let input, _): input
        default: nil
        }
    }
}
