import OctavoSource
import Synchronization

/// Runs plans on this machine, chunk by chunk on several threads. Results never depend on threads or chunks.
package enum Executor {
    /// Rows in a piece of work: small enough for a core's own cache and for an interrupt to be seen soon.
    package static let chunkRows = 32_768

    /// The complete result; kept in the plan, as are those of plans that this one uses more than once.
    package static func run(_ plan: Plan, _ context: ExecutionContext) throws -> Table {
        if let result = plan.result { return result }
        let prepared = Planner.prepare(plan, context.common)
        let profile = context.clock.map { RunProfile($0) }
        let rows = try Run(context, prepared, profile: profile).collect(prepared.root)
        let table = rows.table(plan.schema)
        plan.keep(table, counted: rows.counted)
        if let profile { plan.note(PlanText.tree(prepared.root, profile)) }
        return table
    }

    /// The result of the plan as it stands, step by step; for comparing with what the planner makes of it.
    package static func runUnoptimized(_ plan: Plan, _ context: ExecutionContext) throws -> Table {
        let rows = try Run(context, PreparedPlan(root: plan, shared: [:])).collect(plan)
        defer { rows.release() }
        return rows.table(plan.schema)
    }

    /// The rows chunk by chunk, in order, until `emit` gives false. Row-wise steps hold only a few chunks at a time.
    package static func stream(_ plan: Plan, _ context: ExecutionContext, emit: (Chunk) throws -> Bool) throws {
        let prepared = Planner.prepare(plan, context.common)
        _ = try Run(context, prepared).stream(prepared.root, emit: emit)
    }
}

extension Executor {
    /// The largest result that `stream(_:_:mapping:emit:)` keeps for whoever needs the rows again, as part of the budget.
    private static let shareKept = 16

    /// What `body` makes of each chunk, in order, made on several threads; the rows are kept in the plan where they are few.
    package static func stream<Output: Sendable>(
        _ plan: Plan, _ context: ExecutionContext, mapping body: @escaping @Sendable (Chunk) throws -> Output,
        emit: (Output) throws -> Void
    ) throws {
        let prepared = Planner.prepare(plan, context.common)
        let profile = plan.result == nil ? context.clock.map { RunProfile($0) } : nil
        let run = Run(context, prepared, profile: profile)
        let reservation = Reservation(context.memory)
        var kept: [Chunk]? = plan.result == nil ? [] : nil
        let both: @Sendable (Chunk, Int) throws -> (Chunk, Output) = { chunk, _ in (chunk, try body(chunk)) }
        // What fails in `emit` is no step's failure, and takes no step's place.
        var failure: (any Error)?
        _ = try run.streamParallel(prepared.root, both) { chunk, output in
            if kept != nil {
                reservation.add(chunk.byteCount)
                kept?.append(chunk)
                if reservation.bytes > context.memoryLimit / shareKept || !context.memory.hasRoom(for: 0) {
                    kept = nil
                    reservation.release()
                }
            }
            do {
                try emit(output)
                return true
            } catch {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
        if let kept { plan.keep(Table(schema: plan.schema, chunks: kept), counted: reservation) }
        if let profile { plan.note(PlanText.tree(prepared.root, profile)) }
    }
}

/// One run of one plan.
///
/// A class because its steps share what they hold against the budget.
final class Run: Sendable {
    let context: ExecutionContext
    /// Steps that several others read: computed once, completely.
    private let shared: [ObjectIdentifier: SharedPart]
    /// Those of them whose rows do not fit: run again for every reader.
    private let tooLarge = Mutex<Set<ObjectIdentifier>>([])
    private let progressed = Mutex<[String: Int]>([:])
    /// Steps whose rows are counted, each run by itself and to its end; empty in an ordinary run.
    let counting: Set<ObjectIdentifier>
    private let counts = Mutex<[ObjectIdentifier: Int]>([:])

    /// Told what each step gives and takes.
    let profile: RunProfile?

    init(
        _ context: ExecutionContext, _ prepared: PreparedPlan, counting: Set<ObjectIdentifier> = [], profile: RunProfile? = nil
    ) {
        self.context = context
        self.profile = profile
        shared = prepared.shared
        self.counting = counting
    }

    /// Whether a step's rows are kept, so that none of it runs inside another step.
    func isKept(_ plan: Plan) -> Bool { plan.result != nil || shared[ObjectIdentifier(plan)] != nil }

    private let tallies = Mutex<[ObjectIdentifier: StepTally]>([:])

    /// Where a counted step's functions note what they change.
    func tally(of plan: Plan) -> StepTally? {
        let id = ObjectIdentifier(plan)
        guard counting.contains(id) else { return nil }
        return tallies.withLock { tallies in
            if let known = tallies[id] { return known }
            let tally = StepTally()
            tallies[id] = tally
            return tally
        }
    }

    /// The rows that a counted step gave.
    func counted(_ plan: Plan) -> Int { counts.withLock { $0[ObjectIdentifier(plan)] ?? 0 } }

    /// Results of shared parts hold at most this share of the budget, one by one: what they save is time, and they must not make
    /// a plan fail that runs without them.
    private static let sharedShare = 4

    /// The whole result of a shared step; `nil` where it is too large to be held.
    private func complete(_ plan: Plan, _ part: SharedPart) throws -> Table? {
        if let result = plan.result { return result }
        let id = ObjectIdentifier(plan)
        if tooLarge.withLock({ $0.contains(id) }) { return nil }
        var chunks: [Chunk] = []
        let reservation = Reservation(context.memory)
        let limit = context.memoryLimit / Self.sharedShare
        let fits = try streamOwn(plan) { chunk in
            reservation.add(chunk.byteCount)
            chunks.append(chunk)
            return reservation.bytes <= limit && context.memory.hasRoom(for: 0)
        }
        guard fits else {
            reservation.release()
            tooLarge.withLock { _ = $0.insert(id) }
            return nil
        }
        let table = Table(schema: plan.schema, chunks: chunks)
        plan.keep(table, counted: reservation)
        part.original?.keep(table, counted: reservation)
        context.common?.keep(table, as: part.number)
        return table
    }

    /// All rows of a step, counted against the budget until they are released; beyond it they lie on disk.
    func collect(_ plan: Plan) throws -> HeldRows {
        if let result = plan.result, counting.isEmpty { return HeldRows(result, context) }
        let rows = HeldRows(context)
        _ = try stream(plan) { chunk in
            try rows.add(chunk)
            return true
        }
        return rows
    }

    /// Counts rows that a step has done.
    private func noteProgress(_ step: String, rows: Int) {
        guard let progress = context.progress else { return }
        let total = progressed.withLock { counts in
            counts[step, default: 0] += rows
            return counts[step, default: 0]
        }
        progress(ExecutionContext.Progress(step: step, rows: total, fraction: nil))
    }

    /// A step begins that takes all its rows at once and says no more until it is through.
    func noteBegin(_ step: String) { context.progress?(ExecutionContext.Progress(step: step, rows: nil, fraction: nil)) }

    // MARK: - Streaming

    /// Gives the step's chunks in order; false once `emit` wants no more.
    func stream(_ plan: Plan, emit: (Chunk) throws -> Bool) throws -> Bool {
        let id = ObjectIdentifier(plan)
        if counting.contains(id) {
            var count = 0
            // Whoever wants no more is not asked again, but the step goes on, so that every step's count is complete.
            var goesOn = true
            _ = try streamUncounted(plan) { chunk in
                count += chunk.count
                if goesOn { goesOn = try emit(chunk) }
                return true
            }
            counts.withLock { $0[id] = count }
            return goesOn
        }
        guard let profile else { return try streamUncounted(plan, emit: emit) }
        var stream = profile.begin()
        defer { profile.end(stream, of: plan) }
        return try streamUncounted(plan) { chunk in
            stream.rows += chunk.count
            let before = profile.now()
            defer { stream.outside += profile.now() - before }
            return try emit(chunk)
        }
    }

    private func streamUncounted(_ plan: Plan, emit: (Chunk) throws -> Bool) throws -> Bool {
        if !counting.isEmpty, !plan.inputs.isEmpty { return try streamStep(plan, emit: emit) }
        if let result = plan.result { return try pieces(of: result, as: "scan", emit) }
        if let part = shared[ObjectIdentifier(plan)], let table = try complete(plan, part) { return try pieces(of: table, emit) }
        return try streamOwn(plan, emit: emit)
    }

    /// Runs the step, whether or not it is shared.
    private func streamOwn(_ plan: Plan, emit: (Chunk) throws -> Bool) throws -> Bool {
        do {
            return try streamStep(plan, emit: emit)
        } catch let diagnostic as Diagnostic where diagnostic.code != "interrupted" {
            throw plan.origin.map { diagnostic.located(at: $0) } ?? diagnostic
        }
    }

    private func streamStep(_ plan: Plan, emit: (Chunk) throws -> Bool) throws -> Bool {
        switch plan.node {
        case .table(let table): return try pieces(of: table, as: "scan", emit)
        case .scan(let scan): return try read(scan, emit)
        case .filter, .derive, .select, .explode: return try streamRowwise(plan, emit: emit)
        case .slice(let input, let from, let count):
            return try streamSlice(input, RowRange(from: max(from, 0), count: count), emit)
        case .tail(let input, let count): return try pieces(of: tail(input, count), emit)
        case .sample(let input, let count, let seed): return try pieces(of: sample(input, count, seed), emit)
        case .sort(let input, let keys): return try streamSorted(input, keys, limit: nil, emit: emit)
        case .distinct(let input, let keys): return try streamDistinct(input, keys, emit: emit)
        case .summarize(let input, let keys, let aggregates):
            return try streamSummarized(input, by: keys, aggregates, emit: emit)
        case .join(let left, let right, let join): return try streamJoin(plan, left, right, join, emit: emit)
        case .union(let inputs):
            for input in inputs {
                let goesOn = try stream(input) { chunk in try emit(Self.adapted(chunk, from: input.schema, to: plan.schema)) }
                if !goesOn { return false }
            }
            return true
        case .pass(let input, let pass): return try streamPass(pass, over: input, at: plan, emit: emit)
        case .wholeTable(_, let inputs, let run):
            let held = try inputs.map { try collect($0) }
            var own = context
            own.tally = tally(of: plan)
            let result = try run(zip(held, inputs).map { $0.table($1.schema) }, own)
            for rows in held { rows.release() }
            return try pieces(of: result, emit)
        }
    }

    /// A table's chunks, cut to working size; each row knows its number. With a step's name it is told how far they are.
    func pieces(of table: Table, as step: String? = nil, _ emit: (Chunk) throws -> Bool) throws -> Bool {
        var first = 0
        for chunk in table.chunks {
            for piece in chunk.pieces(firstRow: first) {
                try context.cancellation.check()
                if try !emit(piece) { return false }
            }
            first += chunk.count
            if let step {
                context.progress?(.init(step: step, rows: first, fraction: Double(first) / Double(max(table.count, 1))))
            }
        }
        return true
    }

    private func read(_ scan: Scan, _ emit: (Chunk) throws -> Bool) throws -> Bool {
        var goesOn = true
        var first = 0
        var filter: (@Sendable (Chunk) throws -> Chunk)?
        if let condition = scan.filter {
            let schema = scan.schema
            let evaluator = ExpressionEvaluator(schema: schema, cancellation: context.cancellation)
            filter = { chunk in
                try RowStep.located(chunk, nil) { try chunk.filtered(evaluator.truth(condition, over: chunk)) }
            }
        }
        try TableReader.read(scan, context: context, filter: filter) { chunk in
            noteProgress("load", rows: chunk.count)
            // Behind a filter in the reader the numbers of rows are the reader's to tell.
            defer { first += chunk.count }
            for piece in chunk.pieces(firstRow: scan.filter == nil ? first : nil) {
                try context.cancellation.check()
                if try !emit(piece) {
                    goesOn = false
                    return false
                }
            }
            return true
        }
        return goesOn
    }

    private func streamSlice(_ input: Plan, _ range: RowRange, _ emit: (Chunk) throws -> Bool) throws -> Bool {
        var range = range
        if range.isOver { return true }
        var goesOn = true
        func take(_ chunk: Chunk) throws -> Bool {
            if let part = range.take(chunk) { goesOn = try emit(part) }
            return goesOn && !range.isOver
        }
        if case .sort(let rows, let keys) = input.node, let end = range.end, !isKept(input), counting.isEmpty {
            guard let profile else {
                _ = try streamSorted(rows, keys, limit: end, emit: take)
                return goesOn
            }
            // The sort has no stream of its own here.
            var measured = profile.begin()
            defer { profile.end(measured, of: input) }
            _ = try streamSorted(rows, keys, limit: end) { chunk in
                measured.rows += chunk.count
                let before = profile.now()
                defer { measured.outside += profile.now() - before }
                return try take(chunk)
            }
        } else {
            _ = try stream(input, emit: take)
        }
        return goesOn
    }

    /// Columns by name; missing ones are null, narrower ones widened.
    static func adapted(_ chunk: Chunk, from: Schema, to: Schema) throws -> Chunk {
        if from == to { return chunk }
        let columns = try to.fields.map { field in
            guard let place = from.index(of: field.name) else { return Column.nulls(field.type, count: chunk.count) }
            return try chunk.columns[place].widened(to: field.type)
        }
        return Chunk(count: chunk.count, columns: columns, firstRow: chunk.firstRow, place: chunk.place)
    }
}

/// The rows that are wanted of those that come.
private struct RowRange {
    private var skipped: Int
    private var left: Int
    /// How many rows there are before the last one wanted, and that one; `nil` where all are.
    let end: Int?

    init(from: Int, count: Int?) {
        skipped = from
        left = max(count ?? .max, 0)
        end = count.flatMap { count in
            let (end, isOver) = from.addingReportingOverflow(max(count, 0))
            return isOver ? nil : end
        }
    }

    var isOver: Bool { left == 0 }

    /// What is wanted of the rows that come next.
    mutating func take(_ chunk: Chunk) -> Chunk? {
        if skipped >= chunk.count {
            skipped -= chunk.count
            return nil
        }
        let part = chunk.slice(skipped..<(chunk.count - skipped < left ? chunk.count : skipped + left))
        left -= part.count
        skipped = 0
        return part
    }
}

extension Scan {
    /// The columns it gives.
    package var schema: Schema { Schema(columns.compactMap { name in fileSchema.type(of: name).map { Field(name, $0) } }) }
}

extension Chunk {
    /// Pieces of working size. A chunk that knows no row numbers gets them from `firstRow`.
    func pieces(firstRow: Int?) -> [Chunk] {
        var whole = self
        if whole.firstRow == nil, whole.place == nil { whole.firstRow = firstRow }
        if count <= Executor.chunkRows * 2 { return [whole] }
        return stride(from: 0, to: count, by: Executor.chunkRows).map {
            whole.slice($0..<min($0 + Executor.chunkRows, count))
        }
    }

    /// The rows whose bit is set.
    func filtered(_ bits: Bitmap) throws -> Chunk {
        let rows = bits.rows
        return rows.count == count ? self : try gathered(rows)
    }
}
