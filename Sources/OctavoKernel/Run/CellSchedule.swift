import OctavoLanguage
import OctavoNotebook
import OctavoTable

/// Hands the cells of a run to its workers: a cell once all that it waits for is done, the first of the file first. Keeps what
/// they give and tells of it in the file's order.
///
/// A cell waits for those it depends on and for those that touch the same files; one with effects of its own waits for all
/// cells above, and all below wait for it. So one worker alone runs the cells in the file's order.
final class CellSchedule: @unchecked Sendable {
    // Safe to share: everything below is touched with `lock` held.
    private let lock = WaitableLock()
    private let nodes: [CellGraph.Node]
    private let progress: @Sendable (RunEvent) -> Void
    /// How many cells each waits for, and which wait for it, by `number - 1`.
    private var waitsFor: [Int]
    private var followers: [[Int]]
    /// Numbers of the cells that could run, the first of the file last.
    private var ready: [Int]
    private var running = 0
    private var done: [CellRun?]
    /// What each cell defined.
    private var definitions: [Environment?]
    private var isStarted: [Bool]
    /// The cell that is told of next, and whether its start was told.
    private var told = 1
    private var toldStart = false

    init(_ graph: CellGraph, progress: @escaping @Sendable (RunEvent) -> Void) {
        nodes = graph.nodes
        self.progress = progress
        waitsFor = Array(repeating: 0, count: nodes.count)
        followers = Array(repeating: [], count: nodes.count)
        done = Array(repeating: nil, count: nodes.count)
        definitions = Array(repeating: nil, count: nodes.count)
        isStarted = Array(repeating: false, count: nodes.count)
        ready = []
        var lastBarrier: Int?
        var sinceBarrier: [Int] = []
        for node in nodes {
            let number = node.cell.number
            var earlier = Set(node.dependencies.map(\.cell) + node.after)
            if let lastBarrier { earlier.insert(lastBarrier) }
            if node.isPure {
                sinceBarrier.append(number)
            } else {
                earlier.formUnion(sinceBarrier)
                (lastBarrier, sinceBarrier) = (number, [])
            }
            waitsFor[number - 1] = earlier.count
            for cell in earlier { followers[cell - 1].append(number) }
            if earlier.isEmpty { ready.append(number) }
        }
        ready.reverse()
    }

    /// Runs cells by `perform` until none is left. Called by every worker.
    func work(_ perform: (Int) -> (CellRun, Environment?)) {
        while let number = take() {
            let (run, defined) = perform(number)
            finish(run, defined)
        }
    }

    /// The outcomes in order, once all workers are done.
    var runs: [CellRun] { locked { done.compactMap { $0 } } }

    /// What became of a cell that is done, and what it defined.
    func outcome(of number: Int) -> (run: CellRun, definitions: Environment?)? {
        locked { done[number - 1].map { ($0, definitions[number - 1]) } }
    }

    /// A cell is about to be executed, and not just passed over.
    func noteStart(_ number: Int) {
        locked {
            isStarted[number - 1] = true
            tell()
        }
    }

    private func take() -> Int? {
        locked {
            // Whoever runs wakes the others when it is done, so a worker that waits is never forgotten.
            while ready.isEmpty, running > 0 { lock.wait() }
            guard let number = ready.popLast() else { return nil }
            running += 1
            return number
        }
    }

    private func finish(_ run: CellRun, _ defined: Environment?) {
        locked {
            done[run.number - 1] = run
            definitions[run.number - 1] = defined
            running -= 1
            for follower in followers[run.number - 1] {
                waitsFor[follower - 1] -= 1
                if waitsFor[follower - 1] == 0 { addReady(follower) }
            }
            tell()
            lock.wakeAll()
        }
    }

    private func addReady(_ number: Int) {
        var low = 0
        var high = ready.count
        while low < high {
            let middle = (low + high) / 2
            if ready[middle] > number { low = middle + 1 } else { high = middle }
        }
        ready.insert(number, at: low)
    }

    /// Reports what is due. The lock is held, which keeps the order.
    private func tell() {
        while told <= nodes.count {
            if isStarted[told - 1], !toldStart {
                toldStart = true
                progress(.started(cell: told, title: nodes[told - 1].cell.title))
            }
            guard let run = done[told - 1] else { return }
            progress(.finished(run))
            told += 1
            toldStart = false
        }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        lock.lock()
        defer { lock.unlock() }
        return body()
    }
}
