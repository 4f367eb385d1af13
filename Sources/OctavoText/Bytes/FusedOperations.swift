/// Several operations on each text, one after the other while it is warm.
package struct FusedOperations: TextOperation {
    private let operations: [any TextOperation]

    package init(_ operations: [any TextOperation]) { self.operations = operations }

    package func makeWorker() -> any TextWorker { FusedWorker(operations.map { $0.makeWorker() }) }
}

/// One thread's work. What one operation changes may be work for another: an address whose letters were only just made plain. So they take
/// turns until a text stays as it is.
package final class FusedWorker: TextWorker {
    private let workers: [any TextWorker]
    private var scratch: [UInt8] = []
    private var dropped: [String: Int] = [:]
    private var block = FusedBlock()
    /// Turns of each operation at most.
    private static let mostRounds = 8
    /// Bytes of a column that they take turns on together: few enough to stay in the processor's nearer memory.
    private static let blockBytes = 1 << 17

    init(_ workers: [any TextWorker]) { self.workers = workers }

    private var mostTurns: Int { workers.count * Self.mostRounds }

    /// A text that nothing changes is copied nowhere; one that is changed goes back and forth between two arrays that are kept.
    package func run(_ text: Span<UInt8>, into result: inout [UInt8]) -> TextOutcome {
        let outcome = settle(text, into: &result)
        if case .dropped(let rule) = outcome { dropped[rule, default: 0] += 1 }
        return outcome
    }

    private func settle(_ text: Span<UInt8>, into result: inout [UInt8]) -> TextOutcome {
        var isChanged = false
        /// Operations since the last change: all but the one that made it, and the text stays.
        var unchanged = 0
        var turn = 0
        while unchanged < (isChanged ? workers.count - 1 : workers.count), turn < mostTurns {
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
            case .dropped: return outcome
            }
        }
        return isChanged ? .changed : .unchanged
    }

    /// The same for many texts: each operation goes over those of a block that are not done, which is how it is fastest. Who is told
    /// counts those that are dropped.
    package func run(_ rows: Range<Int>, _ bytes: Span<UInt8>, _ offsets: Span<UInt32>, tell: TellOutcome) {
        guard let first = workers.first else { return }
        if workers.count == 1 { return first.run(rows, bytes, offsets, tell: tell) }
        var start = rows.lowerBound
        while start < rows.upperBound {
            var end = start
            while end < rows.upperBound, Int(offsets[end + 1] - offsets[start]) <= Self.blockBytes { end += 1 }
            if end > start {
                runBlock(start..<end, bytes, offsets, first)
                block.tell(tell)
            } else {
                end = start + 1
                runAlone(start, bytes.extracting(Int(offsets[start])..<Int(offsets[end])), tell)
            }
            start = end
        }
    }

    private func runAlone(_ row: Int, _ text: Span<UInt8>, _ tell: TellOutcome) {
        var result: [UInt8] = []
        switch settle(text, into: &result) {
        case .unchanged: break
        case .changed: tell(row, result.span, nil)
        // An operation before it may have changed the text.
        case .dropped(let rule): result.isEmpty ? tell(row, text, rule) : tell(row, result.span, rule)
        }
    }

    private func runBlock(
        _ rows: Range<Int>, _ bytes: Span<UInt8>, _ offsets: Span<UInt32>, _ first: any TextWorker
    ) {
        block.start(rows, operations: workers.count)
        block.take(rows, bytes, offsets, by: first)
        // Nothing was changed or dropped: the texts are still where they were.
        while block.turn < mostTurns, block.isUntouched, block.turn < workers.count {
            block.take(rows, bytes, offsets, by: workers[block.turn])
        }
        while block.turn < mostTurns, !block.isDone { block.takeOwn(by: workers[block.turn % workers.count]) }
        block.finish()
    }

    package var counts: [(what: String, count: Int)] {
        workers.flatMap(\.counts) + dropped.map { (what: Self.dropped(by: $0.key), count: $0.value) }
    }

    /// What counts call a text that went by a rule.
    package static func dropped(by rule: String) -> String { "dropped by \(rule)" }
}
