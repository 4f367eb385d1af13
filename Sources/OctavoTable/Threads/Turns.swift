/// Lets pieces of work that run side by side go through a gate one after the other, by their numbers.
final class Turns: @unchecked Sendable {
    // Safe to share: the fields are touched with `lock` held.
    private let lock = WaitableLock()
    private var next = 0
    /// The first piece that failed; those before it have their turns.
    private var failed = Int.max

    /// What a piece behind one that failed ends with.
    struct Over: Error {}

    /// Runs `body` when it is this piece's turn, and gives the turn to the next.
    func take<Result>(_ piece: Int, _ body: () throws -> Result) throws -> Result {
        lock.lock()
        while next != piece, failed > piece { lock.wait() }
        let isOver = failed < piece
        lock.unlock()
        if isOver { throw Over() }
        let result = try endingTurns(after: piece, body)
        lock.lock()
        next += 1
        lock.wakeAll()
        lock.unlock()
        return result
    }

    /// Runs `body`; if it fails, the pieces behind this one have no turn.
    func endingTurns<Result>(after piece: Int, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            lock.lock()
            failed = min(failed, piece)
            lock.wakeAll()
            lock.unlock()
            throw error
        }
    }
}
