import OctavoTable
import Synchronization
import Testing

@Suite struct ThreadCrewTests {
    private struct Failure: Error, Equatable { let piece: Int }

    @Test(arguments: [0, 1, 2, 3, 8]) func givesWhatEachPieceGaveInTheirOrder(threads: Int) throws {
        try ThreadCrew.with(threads) { (crew) throws in
            for count in [0, 1, 2, 7, 100] {
                #expect(try crew.map(Array(0..<count)) { $0 * $0 } == (0..<count).map { $0 * $0 })
            }
        }
    }

    /// Whether a thread of the crew comes too late for a piece of work, or is still at the one before.
    @Test func thousandsOfShortPiecesOfWorkFollowEachOther() throws {
        let total = Atomic<Int>(0)
        try ThreadCrew.with(4) { crew in
            for _ in 0..<5000 {
                _ = try crew.map([1, 2, 3, 4]) { total.wrappingAdd($0, ordering: .relaxed) }
            }
        }
        #expect(total.load(ordering: .relaxed) == 50_000)
    }

    @Test func theFirstPieceThatFailedIsThrownAndTheCrewStays() throws {
        try ThreadCrew.with(3) { (crew) throws in
            for _ in 0..<100 {
                #expect(throws: Failure(piece: 5)) {
                    try crew.map(Array(0..<50)) { piece in if piece >= 5 { throw Failure(piece: piece) } }
                }
            }
            #expect(try crew.map([1, 2]) { $0 + 1 } == [2, 3])
        }
    }

    @Test func whatIsThrownBesidesTheWorkDismissesTheCrew() {
        #expect(throws: Failure(piece: 0)) { try ThreadCrew.with(3) { _ in throw Failure(piece: 0) } }
    }

    @Test func severalThreadsWorkAtOnce() throws {
        // Both wait until the other has begun.
        let begun = Atomic<Int>(0)
        try ThreadCrew.with(2) { crew in
            _ = try crew.map([0, 1]) { _ in
                begun.wrappingAdd(1, ordering: .relaxed)
                while begun.load(ordering: .relaxed) < 2 {}
            }
        }
        #expect(begun.load(ordering: .relaxed) == 2)
    }
}
