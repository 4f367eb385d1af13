package import OctavoLanguage
import OctavoSource
package import OctavoTable
import Synchronization

/// Providers as one cell sees them: what is recorded is given from there, the rest is asked for and recorded.
///
/// A class because its cell's calls share what was recorded.
package final class CellRecordings: ProviderAccess {
    private let notebook: NotebookRecordings
    private let path: String
    private let live: any ProviderAccess
    private let isKept: Bool
    private let now: @Sendable () -> Int64
    private let state = Mutex(State())
    /// A budget is the cell's, however many calls it takes to use it up.
    private let spending = AskSpending()

    private struct State {
        /// The lines of the cell's file; `nil` until a call asks.
        var lines: [RecordedAnswer]?
        var places: [String: Int] = [:]
        /// Lines that came since the file was written, each with the order of its request.
        var new: [(order: Int, line: RecordedAnswer)] = []
        var newPlaces: [String: Int] = [:]
        /// Requests in the order of their first use.
        var used: [String] = []
        var usedSet: Set<String> = []
        /// Asked in this run.
        var asked: Set<String> = []
        var count = 0
        var isChanged = false
        var hasUnanswered = false
        var lastWrite: Int64 = 0
        var lastWriteTook: Int64 = 0
    }

    /// What is lost at most by a kill is what came within this time, or within so many times what writing takes.
    private static let writePause: Int64 = 1_000_000
    private static let writeShare: Int64 = 20

    init(
        _ notebook: NotebookRecordings, path: String, live: any ProviderAccess, isKept: Bool, now: @escaping @Sendable () -> Int64
    ) {
        self.notebook = notebook
        self.path = path
        self.live = live
        self.isKept = isKept
        self.now = now
    }

    /// Whether some request got no answer that can be given again.
    var hasUnanswered: Bool { state.withLock { $0.hasUnanswered } }

    package func target(provider: String?, model: String?) throws -> ChatTarget {
        try live.target(provider: provider, model: model)
    }

    package func price(of target: ChatTarget) -> (input: Double, output: Double)? { live.price(of: target) }
    package func trainingPrice(of target: ChatTarget) -> Double? { live.trainingPrice(of: target) }

    package func ask(
        _ requests: [ChatRequest], _ options: AskOptions, context: ExecutionContext,
        answered: (_ place: Int, ChatAnswer) throws -> Void
    ) throws {
        var options = options
        options.spending = spending
        if notebook.mode == .live { return try live.ask(requests, options, context: context, answered: answered) }
        try load()
        let documents = requests.map { RecordedAnswer.document(of: $0) }
        let ids = documents.map { notebook.id(of: $0) }
        let first = state.withLock { state in
            defer { state.count += requests.count }
            for id in ids where state.usedSet.insert(id).inserted { state.used.append(id) }
            return state.count
        }
        var missing: [Int] = []
        for place in requests.indices {
            if let known = find(ids[place], order: first + place) {
                try answered(place, known)
            } else {
                missing.append(place)
            }
        }
        if missing.isEmpty { return }
        if notebook.mode == .replay {
            throw RecordingMiss(path: path, known: state.withLock { $0.lines ?? [] }).diagnostic(
                documents[missing[0]], missing: missing.count, of: requests.count)
        }
        // What has come is kept, however the rest ends.
        do {
            try live.ask(missing.map { requests[$0] }, options, context: context) { index, answer in
                let place = missing[index]
                keep(RecordedAnswer(id: ids[place], request: documents[place], answer: answer), order: first + place)
                try writeIfDue()
                try answered(place, answer)
            }
        } catch {
            state.withLock { $0.hasUnanswered = true }
            try? write()
            throw error
        }
        try write()
    }

    /// A training that ended is recorded as an answer is: its result is the response, as JSON.
    package func fineTune(
        _ request: FineTuneRequest, _ options: AskOptions, known: FineTuneProgress, context: ExecutionContext,
        note: (FineTuneProgress?) throws -> Void
    ) throws -> FineTuneResult {
        if notebook.mode == .live { return try live.fineTune(request, options, known: known, context: context, note: note) }
        try load()
        let document = request.document
        let id = notebook.id(of: document)
        let order = state.withLock { state in
            defer { state.count += 1 }
            if state.usedSet.insert(id).inserted { state.used.append(id) }
            return state.count
        }
        if let response = find(id, order: order)?.response, let read = try? JSONReader.read(response),
            let result = FineTuneResult(read)
        {
            return result
        }
        if notebook.mode == .replay {
            throw RecordingMiss(path: path, known: state.withLock { $0.lines ?? [] }).diagnostic(document, missing: 1, of: 1)
        }
        do {
            let result = try live.fineTune(request, options, known: known, context: context, note: note)
            var bytes: [UInt8] = []
            JSONWriter.append(result.datum, to: &bytes)
            let answer = ChatAnswer(.response(String(decoding: bytes, as: UTF8.self)))
            keep(RecordedAnswer(id: id, request: document, answer: answer), order: order)
            try write()
            return result
        } catch {
            state.withLock { $0.hasUnanswered = true }
            throw error
        }
    }

    // MARK: - Reading

    private func load() throws(Diagnostic) {
        if state.withLock({ $0.lines != nil }) { return }
        let lines = try notebook.answers(in: path)
        state.withLock { state in
            state.lines = lines
            for (place, line) in lines.enumerated() { state.places[line.id] = place }
            state.lastWrite = now()
        }
    }

    private func find(_ id: String, order: Int) -> ChatAnswer? {
        let known = state.withLock { state -> ChatAnswer? in
            if notebook.mode == .record, !state.asked.contains(id) { return nil }
            if let place = state.newPlaces[id] { return state.new[place].line.answer }
            return state.places[id].flatMap { state.lines?[$0].answer }
        }
        if known != nil || notebook.mode == .record { return known }
        guard let other = notebook.answer(anywhere: id) else { return nil }
        // It stands in another cell's file, and belongs to this one from now on.
        if notebook.mode != .replay { state.withLock { Self.add(other, order, &$0) } }
        return other.answer
    }

    // MARK: - Writing

    private func keep(_ line: RecordedAnswer, order: Int) {
        state.withLock { state in
            guard line.answer.isLasting else {
                state.hasUnanswered = true
                return
            }
            state.asked.insert(line.id)
            Self.add(line, order, &state)
        }
    }

    private static func add(_ line: RecordedAnswer, _ order: Int, _ state: inout State) {
        state.isChanged = true
        if let place = state.places[line.id] {
            state.lines?[place] = line
        } else if let place = state.newPlaces[line.id] {
            state.new[place].line = line
        } else {
            state.newPlaces[line.id] = state.new.count
            state.new.append((order, line))
        }
    }

    private func writeIfDue() throws {
        let time = now()
        let isDue = state.withLock { time - $0.lastWrite >= max(Self.writePause, $0.lastWriteTook * Self.writeShare) }
        if isDue { try write() }
    }

    private func write() throws {
        guard isKept else { return }
        let started = now()
        let lines = state.withLock { state -> [RecordedAnswer]? in
            guard state.isChanged else { return nil }
            state.isChanged = false
            return (state.lines ?? []) + state.new.sorted { $0.order < $1.order }.map(\.line)
        }
        guard let lines else { return }
        try notebook.write(path, lines)
        state.withLock { state in
            state.lastWrite = now()
            state.lastWriteTook = state.lastWrite - started
        }
    }

    /// The cell is done: what calls found elsewhere is written, and with `prunes` the file holds what was used alone, in the order of use.
    func finish(prunes: Bool) throws {
        try write()
        guard prunes, isKept else { return }
        if state.withLock({ $0.lines == nil }) {
            // Nothing was asked, so nothing of the file is needed here, readable or not; others may look for it yet.
            _ = try? notebook.answers(in: path)
            try notebook.write(path, [])
            return
        }
        let (old, kept) = state.withLock { state in
            let all = (state.lines ?? []) + state.new.sorted { $0.order < $1.order }.map(\.line)
            let byID = Dictionary(all.map { ($0.id, $0) }) { $1 }
            return (all.map(\.id), state.used.compactMap { byID[$0] })
        }
        if kept.map(\.id) != old { try notebook.write(path, kept) }
    }
}
