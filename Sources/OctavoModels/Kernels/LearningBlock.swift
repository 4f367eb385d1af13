import CKernels
import OctavoTable

/// Sixteen classes that learn side by side, each against all others: what they weigh, and what each row has added.
@safe final class LearningBlock {
    /// Of a class that is asked again and again: the memory is its own, aligned for vectors and freed once.
    private let weights: UnsafeMutablePointer<Float>
    private let alphas: UnsafeMutablePointer<Float>
    private let examples: LearningExamples
    private let first: Int32

    static let width = Int(OCTAVO_CLASSES)

    init(_ examples: LearningExamples, first: Int) {
        self.examples = examples
        self.first = Int32(first)
        unsafe weights = Self.zeros(examples.columnCount * Self.width)
        unsafe alphas = Self.zeros(examples.count * Self.width)
    }

    deinit {
        unsafe UnsafeMutableRawPointer(weights).deallocate()
        unsafe UnsafeMutableRawPointer(alphas).deallocate()
    }

    private static func zeros(_ count: Int) -> UnsafeMutablePointer<Float> {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<Float>.stride, alignment: 64)
        return unsafe memory.initializeMemory(as: Float.self, repeating: 0, count: count)
    }

    /// Passes over the rows until every condition is met within `tolerance`.
    func learn(_ rows: [UInt32], cost: Float, tolerance: Float, mostPasses: Int, check: () throws -> Void) throws {
        var active = rows
        var bar = Float.infinity
        var seed: UInt64 = 0
        for _ in 0..<mostPasses {
            try check()
            let missed = unsafe active.withUnsafeMutableBufferPointer { buffer -> (most: Float, count: Int) in
                guard let base = buffer.baseAddress else { return (0, 0) }
                // Rows are below the count, and both memories have sixteen floats for each.
                var progress = unsafe octavo_progress(active: base, count: buffer.count, bar: bar, seed: seed)
                let most = unsafe examples.with { unsafe octavo_learn(&$0, first, cost, weights, alphas, &progress) }
                seed = unsafe progress.seed
                return unsafe (most, progress.count)
            }
            active.removeLast(active.count - missed.count)
            if missed.most > tolerance {
                bar = missed.most
            } else if active.count == rows.count || bar == .infinity {
                return
            } else {
                // Those left out may miss their conditions by now.
                active = rows
                bar = .infinity
            }
        }
    }

    /// Sixteen weights a column.
    var allWeights: [Float] {
        // The memory holds sixteen floats a column.
        unsafe Array(UnsafeBufferPointer(start: weights, count: examples.columnCount * Self.width))
    }

    /// What the rows are given by what is learnt without them: their part is taken back, the others are passed over some more, and
    /// then all is as before. Sixteen scores a row at the row's place in `scores`.
    func scoreHeldOut(
        _ rows: [UInt32], others: [UInt32], cost: Float, passes: Int, into scores: inout [Float], check: () throws -> Void
    ) throws {
        let (weightCount, alphaCount) = (examples.columnCount * Self.width, examples.count * Self.width)
        let keptWeights = unsafe Array(UnsafeBufferPointer(start: weights, count: weightCount))
        let keptAlphas = unsafe Array(UnsafeBufferPointer(start: alphas, count: alphaCount))
        defer {
            // The arrays hold as much as they were made from.
            unsafe weights.update(from: keptWeights, count: weightCount)
            unsafe alphas.update(from: keptAlphas, count: alphaCount)
        }
        // Rows are below the count.
        unsafe examples.with { unsafe octavo_unlearn(&$0, first, rows, rows.count, weights, alphas) }
        try learn(others, cost: cost, tolerance: 0, mostPasses: passes, check: check)
        unsafe scores.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress, buffer.count >= alphaCount else { return }
            let result = unsafe Self.zeros(alphaCount)
            unsafe examples.with { unsafe octavo_block_scores(&$0, rows, rows.count, weights, result) }
            for row in rows {
                let start = Int(row) * Self.width
                for place in start..<start + Self.width { unsafe base[place] = result[place] }
            }
            unsafe UnsafeMutableRawPointer(result).deallocate()
        }
    }
}
