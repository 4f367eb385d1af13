import OctavoSource
import Synchronization

/// Groups of rows that come chunk by chunk on several threads. As long as the groups are few, every thread adds rows to groups of
/// its own, which are put together at the end. Beyond that rows are parted by a hash of their keys and held, and each part is grouped
/// by itself, in memory that fits a core's cache. What does not fit the budget goes to disk.
///
/// A class because what it holds is counted.
final class StreamedGroups {
    /// More groups of one thread than this no longer fit the cache of a core.
    static let fewGroups = 16_384

    private let run: Run
    private let summary: GroupSummary
    private let threads: GroupingThreads
    private let reservation: Reservation
    private var held: [PartedRows] = []
    private var spilled: SpilledGroups?

    init(_ empty: PartialGroups, _ run: Run) {
        self.run = run
        summary = empty.summary
        threads = GroupingThreads(empty, run.context)
        reservation = Reservation(run.context.memory)
    }

    /// Takes up a chunk of the projected columns and says what became of it; by any thread.
    var take: @Sendable (_ chunk: Chunk, _ number: Int) throws -> GroupingThreads.Rows {
        { [threads] in try threads.take($0, number: $1) }
    }

    /// Keeps what was not added; in the chunks' order, while no thread is at work.
    func keep(_ rows: GroupingThreads.Rows) throws {
        switch rows {
        case .added:
            guard threads.stage == .adding else { return }
            let (most, bytes) = threads.extent
            reservation.add(bytes - reservation.bytes)
            if run.context.memory.isTight(own: bytes) {
                try spill()
            } else if most > Self.fewGroups {
                threads.stage = .parting
            }
        case .parted(let rows):
            if let spilled { return try spilled.add(rows.restored()) }
            held.append(rows)
            reservation.add(rows.chunk.byteCount + rows.parts.rows.byteCount)
            if run.context.memory.isTight(own: reservation.bytes) { try spill() }
        case .plain(let chunk): try spilled?.add(chunk)
        }
    }

    /// From now on rows go to disk, those whose groups are not held.
    private func spill() throws {
        let spilled = SpilledGroups(summary, run, from: try threads.joined()?.ordered() ?? PartialGroups(summary))
        threads.stage = .spilling
        self.spilled = spilled
        reservation.release()
        let rows = held
        held = []
        for rows in rows { try spilled.add(rows.restored()) }
    }

    /// The groups in order of first appearance. False once `emit` wants no more.
    func finish(emit: (Chunk) throws -> Bool) throws -> Bool {
        defer { reservation.release() }
        if let spilled { return try spilled.finish(emit: emit) }
        let parts = try held.isEmpty ? [threads.joined()?.finished()].compactMap { $0 } : grouped()
        return try run.give(FinishedGroups.joined(parts, summary, run.context), emit)
    }

    /// The groups of each part of the held rows and of what was added before.
    private func grouped() throws -> [FinishedGroups] {
        guard let empty = PartialGroups(summary) else { return [] }
        let context = run.context
        let added = try threads.all().map { groups in (groups: groups, parted: try groups.parted(bits: GroupingThreads.partBits))
        }
        let rows = held
        held = []
        return try Parallel.map(Array(0..<1 << GroupingThreads.partBits), threads: context.threads) { part in
            var groups = empty
            for own in added {
                try groups.merge(own.groups, own.parted.parts.slice(part), keys: own.parted.keys)
            }
            for rows in rows {
                try context.cancellation.check()
                let range = rows.parts.range(part)
                if range.isEmpty { continue }
                try groups.take(rows.chunk.slice(range), number: rows.number, rows: rows.parts.slice(part), context)
            }
            return try groups.finished()
        }
    }
}

/// Rows of one chunk that wait until the other rows of their parts are there.
struct PartedRows: Sendable {
    let number: Int
    /// Part by part.
    let chunk: Chunk
    let parts: RowParts

    /// The rows in the order that they came in.
    func restored() throws -> Chunk {
        var places = [Int32](repeating: 0, count: chunk.count)
        for place in 0..<chunk.count { places[Int(parts.rows[place])] = Int32(place) }
        return try chunk.gathered(Buffer(places))
    }
}

/// What the threads share that group chunks.
final class GroupingThreads: Sendable {
    /// What became of a chunk's rows.
    enum Rows: Sendable {
        case added
        case parted(PartedRows)
        case plain(Chunk)
    }

    /// What becomes of the rows of the next chunks. It changes while no thread is at work, so that every chunk that was added
    /// stands before every one that was held.
    enum Stage: Sendable { case adding, parting, spilling }

    private struct State: Sendable {
        var stage = Stage.adding
        /// Groups that no thread is adding to.
        var idle: [PartialGroups] = []
    }

    /// Bits of the hash by which rows are parted: of a million groups, those of each part fit a core's cache.
    static let partBits = 6

    private let empty: PartialGroups
    private let context: ExecutionContext
    private let state = Mutex(State())

    init(_ empty: PartialGroups, _ context: ExecutionContext) {
        self.empty = empty
        self.context = context
    }

    var stage: Stage {
        get { state.withLock { $0.stage } }
        set { state.withLock { $0.stage = newValue } }
    }

    /// The most groups that one thread has, and the bytes of all.
    var extent: (groups: Int, bytes: Int) {
        state.withLock { state in
            (state.idle.map(\.count).max() ?? 0, state.idle.reduce(0) { $0 + $1.byteCount })
        }
    }

    func take(_ chunk: Chunk, number: Int) throws -> Rows {
        if chunk.count == 0 { return .added }
        switch stage {
        case .adding:
            var groups = lend(number)
            try groups.take(chunk, number: number, context)
            state.withLock { $0.idle.append(groups) }
            return .added
        case .parting:
            let keys = Array(chunk.columns.prefix(empty.summary.keyCount))
            let parts = RowParts(keys, count: chunk.count, bits: Self.partBits)
            return .parted(PartedRows(number: number, chunk: try chunk.gathered(parts.rows), parts: parts))
        case .spilling: return .plain(chunk)
        }
    }

    /// Groups whose rows all stand before this chunk, so that the first row that they see of a group is its first.
    private func lend(_ number: Int) -> PartialGroups {
        state.withLock { state in
            state.idle.firstIndex { $0.lastChunk < number }.map { state.idle.remove(at: $0) }
        } ?? empty
    }

    /// Takes all groups, which may share keys.
    func all() -> [PartialGroups] {
        state.withLock { state in
            defer { state.idle = [] }
            return state.idle
        }
    }

    /// Takes all groups, put together; `nil` where there are none.
    func joined() throws -> PartialGroups? {
        let all = all()
        guard var first = all.first else { return nil }
        for other in all.dropFirst() { try first.merge(other) }
        return first
    }
}
