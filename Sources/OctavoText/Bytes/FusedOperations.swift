/// Several operations on each text, one after the other while it is warm.
package struct FusedOperations: TextOperation {
    private let operations: [any TextOperation]

    package init(_ operations: [any TextOperation]) { self.operations = operations }

    package func makeWorker() -> any TextWorker { FusedWorker(operations.map { $0.makeWorker() }) }
}

/// One thread's work. A text that nothing changes is copied nowhere; one that is changed goes back and forth between two arrays that
/// are kept.
package final class FusedWorker: TextWorker {
    private let workers: [any TextWorker]
    private var scratch: [UInt8] = []
    private var dropped: [String: Int] = [:]
    /// What one operation changes may be work for another: an address whose letters were only just made plain. So they take turns
    /// until a text stays as it is, at most so many rounds.
    private static let mostRounds = 8

    init(_ workers: [any TextWorker]) { self.workers = workers }

    package func run(_ text: Span<UInt8>, into result: inout [UInt8]) -> TextOutcome {
        var isChanged = false
        /// Operations since the last change: all but the one that made it, and the text stays.
        var unchanged = 0
        var turn = 0
        while unchanged < (isChanged ? workers.count - 1 : workers.count), turn < workers.count * Self.mostRounds {
            let worker = workers[turn % workers.count]
            turn += 1
            let outcome: TextOutcome
            if isChanged {
                scratch.removeAll(keepingCapacity: true)
                outcome = worker.run(result.span, into: &scratch)
                if outcome == .changed { swap(&result, &scratch) }
            } else {
                outcome = worker.run(text, into: &result)
            }
            switch outcome {
            case .unchanged: unchanged += 1
            case .changed:
                unchanged = 0
                isChanged = true
            case .dropped(let rule):
                dropped[rule, default: 0] += 1
                return outcome
            }
        }
        return isChanged ? .changed : .unchanged
    }

    package var counts: [(what: String, count: Int)] {
        workers.flatMap(\.counts) + dropped.map { (what: Self.dropped(by: $0.key), count: $0.value) }
    }

    /// What counts call a text that went by a rule.
    package static func dropped(by rule: String) -> String { "dropped by \(rule)" }
}
