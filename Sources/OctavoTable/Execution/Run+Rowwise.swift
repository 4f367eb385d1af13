import OctavoSource
import Synchronization

extension Run {
    /// A chain of row-wise steps as one pass, several chunks at a time.
    func streamRowwise(_ plan: Plan, emit: (Chunk) throws -> Bool) throws -> Bool {
        let fused = fused(plan)
        guard !fused.steps.isEmpty else { return try streamLifted(plan, emit: emit) }
        defer { if let profile, fused.steps.count > 1 { profile.noteFused(fused.figures) } }
        return try streamMapped(fused.source, fused.run, emit: emit)
    }

    /// The row-wise steps that end with `plan`, as far as they can run on a chunk one after the other.
    func fused(_ plan: Plan) -> FusedSteps {
        var steps: [(step: RowStep, plan: Plan)] = []
        var source = plan
        while let input = source.rowwiseInput, source === plan || mayFuse(source) {
            guard let step = RowStep(source, input: input, cancellation: context.cancellation, tally: tally(of: source)) else {
                break
            }
            steps.append((step, source))
            source = input
        }
        return FusedSteps(source, steps.reversed(), profile)
    }

    /// Whether a step may run inside the one after it: nobody else needs its rows.
    func mayFuse(_ plan: Plan) -> Bool {
        !isKept(plan) && !counting.contains(ObjectIdentifier(plan))
    }

    /// `source` through `body`, chunk by chunk; those without rows are left out.
    func streamMapped(
        _ source: Plan, _ body: @escaping @Sendable (Chunk) throws -> Chunk, emit: (Chunk) throws -> Bool
    ) throws -> Bool {
        let numbered: @Sendable (Chunk, Int) throws -> Chunk = { chunk, _ in try body(chunk) }
        return try streamParallel(source, numbered) { $0.count == 0 ? true : try emit($0) }
    }

    /// What `body` makes of each chunk and its number, in order, as many chunks at a time as there are threads, at most `most` a thread.
    func streamParallel<Output: Sendable>(
        _ source: Plan, most: Int = 8, _ body: @escaping @Sendable (Chunk, Int) throws -> Output, emit: (Output) throws -> Bool
    ) throws -> Bool {
        let cancellation = context.cancellation
        let checked: @Sendable ((chunk: Chunk, number: Int)) throws -> Output = { numbered in
            try cancellation.check()
            return try body(numbered.chunk, numbered.number)
        }
        return try streamBatches(source, most: most, { try Parallel.map($0, threads: context.threads, checked) }, emit: emit)
    }

    /// What `body` makes of several chunks with their numbers at a time, in order; of few at first, for those who stop early, and of at
    /// most `most` a thread.
    func streamBatches<Output>(
        _ source: Plan, most: Int = 8, _ body: ([(chunk: Chunk, number: Int)]) throws -> [Output], emit: (Output) throws -> Bool
    ) throws -> Bool {
        var waiting: [(chunk: Chunk, number: Int)] = []
        var (size, number) = (1, 0)
        var goesOn = true
        func flush() throws -> Bool {
            let results = try body(waiting)
            waiting.removeAll(keepingCapacity: true)
            for result in results {
                if try !emit(result) { return false }
            }
            return true
        }
        _ = try stream(source) { chunk in
            waiting.append((chunk, number))
            number += 1
            if waiting.count < size { return true }
            size = min(size * 2, context.threads * most)
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

/// Row-wise steps that run on a chunk one after the other while it is warm.
struct FusedSteps: Sendable {
    /// Where the first of them gets its rows from.
    let source: Plan
    let steps: [(step: RowStep, plan: Plan)]
    private let profile: RunProfile?
    private let busy: BusyTimes?

    /// What each step gave, and how long it was at work on some thread; a class because the threads share it.
    private final class BusyTimes: Sendable {
        let figures: Mutex<[RunProfile.Figures]>

        init(_ count: Int) { figures = Mutex(Array(repeating: RunProfile.Figures(), count: count)) }
    }

    init(_ source: Plan, _ steps: [(step: RowStep, plan: Plan)], _ profile: RunProfile?) {
        self.source = source
        self.steps = steps
        self.profile = profile
        busy = profile == nil ? nil : BusyTimes(steps.count)
    }

    func run(_ chunk: Chunk) throws -> Chunk {
        var chunk = chunk
        for (place, (step, plan)) in steps.enumerated() {
            let before = profile?.now() ?? 0
            do {
                chunk = try step.run(chunk)
            } catch let diagnostic as Diagnostic where diagnostic.code != "interrupted" {
                throw plan.origin.map { diagnostic.located(at: $0) } ?? diagnostic
            }
            guard let profile, let busy else { continue }
            let (rows, time) = (chunk.count, profile.now() - before)
            busy.figures.withLock { figures in
                figures[place].rows += rows
                figures[place].time += time
            }
        }
        return chunk
    }

    var figures: [(plan: Plan, figures: RunProfile.Figures)] {
        busy.map { busy in zip(steps, busy.figures.withLock { $0 }).map { ($0.plan, $1) } } ?? []
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
