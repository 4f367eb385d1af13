import OctavoTable
import Testing

@Suite struct BigStackThreadTests {
    private struct Failed: Error, Equatable { let depth: Int }

    /// Each call takes well over 100 bytes of stack, so a million of them need more than the 8 MB of a main thread.
    private func depth(_ left: Int) -> Int {
        if left == 0 { return 0 }
        return withExtendedLifetime(left) { 1 + depth(left - 1) }
    }

    @Test func goesDeeperThanAnOrdinaryStack() {
        #expect(BigStackThread.run(stackBytes: 1 << 30) { depth(1_000_000) } == 1_000_000)
    }

    @Test func throwsWhatTheWorkThrows() {
        #expect(throws: Failed(depth: 3)) {
            try BigStackThread.run(stackBytes: 1 << 20) { () throws(Failed) -> Int in throw Failed(depth: 3) }
        }
    }

    @Test func runsEvenWhereTheStackCannotBeHad() {
        #expect(BigStackThread.run(stackBytes: 1 << 60) { 42 } == 42)
        #expect(BigStackThread.run(stackBytes: -1) { 42 } == 42)
    }

    @Test func seesAndChangesWhatTheCallerHolds() {
        var seen: [Int] = []
        BigStackThread.run(stackBytes: 1 << 20) { seen.append(1) }
        #expect(seen == [1])
    }
}
