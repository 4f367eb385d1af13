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
        let pieces = Pieces<Input, Output>(inputs)
        BigStackThread.runSideBySide(min(threads, inputs.count), stackBytes: stackBytes) { pieces.work(body) }
        return try pieces.result()
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
}

/// Pieces of work that several threads take one after the other, and what they give.
final class Pieces<Input: Sendable, Output: Sendable>: Sendable {
    private let inputs: [Input]
    private let state: Mutex<State>
    private let next = Atomic<Int>(0)
    private let isStopped = Atomic<Bool>(false)

    private struct State: Sendable {
        var outputs: [Output?]
        var failure: (piece: Int, error: any Error)?
    }

    init(_ inputs: [Input]) {
        self.inputs = inputs
        state = Mutex(State(outputs: Array(repeating: nil, count: inputs.count)))
    }

    /// Takes pieces as long as there are any.
    func work(_ body: (Input) throws -> Output) {
        // Pieces are taken in order, so every piece before a failed one has been taken and will finish.
        while !isStopped.load(ordering: .relaxed) {
            let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard piece < inputs.count else { return }
            do {
                let output = try body(inputs[piece])
                state.withLock { $0.outputs[piece] = output }
            } catch {
                isStopped.store(true, ordering: .relaxed)
                state.withLock { if $0.failure.map({ piece < $0.piece }) ?? true { $0.failure = (piece, error) } }
            }
        }
    }

    /// What all pieces gave, once nobody works on them any more; throws the error of the first that failed.
    func result() throws -> [Output] {
        try state.withLock { state in
            if let failure = state.failure { throw failure.error }
            return state.outputs.compactMap { $0 }
        }
    }
}
