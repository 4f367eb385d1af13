import Synchronization

/// Loops over independent pieces on several threads; results come in the pieces' order.
package enum Parallel {
    /// What the deepest expression takes to be evaluated (`RowExpression.maximumHeight` levels of about 7 KB) several times over.
    static let stackBytes = 32 << 20

    /// Throws the error of the first piece that failed, whichever thread met one first.
    package static func map<Input: Sendable, Output: Sendable>(
        _ inputs: [Input], threads: Int, _ body: @Sendable (Input) throws -> Output
    ) throws -> [Output] {
        guard threads > 1, inputs.count > 1 else { return try inputs.map(body) }
        let state = Mutex(State<Output>(outputs: Array(repeating: nil, count: inputs.count)))
        let next = Atomic<Int>(0)
        let stopped = Atomic<Bool>(false)
        BigStackThread.runSideBySide(min(threads, inputs.count), stackBytes: stackBytes) {
            // Pieces are taken in order, so every piece before a failed one has been taken and will finish.
            while !stopped.load(ordering: .relaxed) {
                let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard piece < inputs.count else { return }
                do {
                    let output = try body(inputs[piece])
                    state.withLock { $0.outputs[piece] = output }
                } catch {
                    stopped.store(true, ordering: .relaxed)
                    state.withLock { if $0.failure.map({ piece < $0.piece }) ?? true { $0.failure = (piece, error) } }
                }
            }
        }
        return try state.withLock { state in
            if let failure = state.failure { throw failure.error }
            return state.outputs.compactMap { $0 }
        }
    }

    /// As `map`, where a part of each piece's work must follow that of the piece before: `inOrder` runs for one piece after the other, while
    /// other threads are at the bodies of pieces behind and at the `ending`s of those before.
    package static func map<Input: Sendable, Middle, Ordered, Output: Sendable>(
        _ inputs: [Input], threads: Int, _ body: @Sendable (Input) throws -> Middle,
        inOrder: @Sendable (Middle) throws -> Ordered,
        ending: @Sendable (Ordered) throws -> Output
    ) throws -> [Output] {
        let turns = Turns()
        return try map(Array(inputs.enumerated()), threads: threads) { input in
            // The errors of pieces behind one that failed are not the first, which alone is thrown.
            let middle = try turns.endingTurns(after: input.offset) { try body(input.element) }
            return try ending(try turns.take(input.offset) { try inOrder(middle) })
        }
    }

    private struct State<Output: Sendable>: Sendable {
        var outputs: [Output?]
        var failure: (piece: Int, error: any Error)?
    }
}
