import OctavoSource
import OctavoTable
import Synchronization
import Testing

@Suite struct RowPassTests {
    /// Keeps the rows whose number is greater than all before; says at the end, in a row of its own, how many there were.
    private final class Running: Sendable {
        let state = Mutex((most: Int64.min, rows: 0))
    }

    private func rising(_ column: String) -> RowPass {
        RowPass(name: "rising", reads: [column], givesItsRows: true) { start in
            let running = Running()
            let place = start.schema.index(of: column) ?? 0
            return RowPass.Running { chunk in
                let values = (0..<chunk.count).map { row -> Int64 in
                    if case .int(let number) = chunk.columns[place][row] { number } else { .min }
                }
                return {
                    let rows = running.state.withLock { state in
                        values.indices.filter { row in
                            if values[row] <= state.most { return false }
                            state.most = values[row]
                            return true
                        }
                    }
                    try start.hold(rows.count)
                    start.tally?.add("kept", rows.count)
                    return { try chunk.gathered(Buffer(rows.map { Int32($0) })) }
                }
            }
        }
    }

    private let counting = RowPass(name: "counting", reads: ["n"], givesItsRows: false) { _ in
        let running = Running()
        return RowPass.Running(
            prepare: { chunk in
                {
                    running.state.withLock { $0.rows += chunk.count }
                    return { nil }
                }
            },
            finish: {
                Chunk(count: 1, columns: [Column(.int, [.int(Int64(running.state.withLock { $0.rows }))])])
            })
    }

    private func plan(_ count: Int, chunk: Int) -> Plan {
        let numbers = (0..<count).map { Int64($0 &* 7_919 % 10_007) }
        let chunks = stride(from: 0, to: count, by: chunk).map { start -> Chunk in
            let part = Array(numbers[start..<min(start + chunk, count)])
            return Chunk(
                count: part.count, columns: [ints(part), texts(part.map { "\($0 % 3)" }), ints(part.map { $0 % 2 })])
        }
        return Plan(Table(schema: Schema([Field("n", .int), Field("t", .text), Field("odd", .int)]), chunks: chunks))
    }

    private func naive(_ count: Int) -> [Datum] {
        var most = Int64.min
        return (0..<count).map { Int64($0 &* 7_919 % 10_007) }.filter { number in
            defer { most = max(most, number) }
            return number > most
        }.map { .int($0) }
    }

    @Test(arguments: [1, 2, 5], [1, 7, 1_000])
    func seesRowsInOrderHoweverManyThreadsAndChunks(threads: Int, chunk: Int) throws {
        let input = plan(3_000, chunk: chunk)
        let pass = Plan(.pass(input, rising("n")), schema: input.schema)
        #expect(try pass.values("n", .test(threads: threads)) == naive(3_000))
        let counted = Plan(.pass(input, counting), schema: Schema([Field("n", .int)]))
        #expect(try counted.values("n", .test(threads: threads)) == [.int(3_000)])
    }

    /// Chunks that are looked at piece by piece: of 4,096 rows, and of one row or none more.
    @Test(arguments: [1, 2, 5], [4_096, 4_097, 8_192, 20_000])
    func seesLargeChunksInOrder(threads: Int, chunk: Int) throws {
        let input = plan(20_000, chunk: chunk)
        let pass = Plan(.pass(input, rising("n")), schema: input.schema)
        #expect(try pass.values("n", .test(threads: threads)) == naive(20_000))
        let counted = Plan(.pass(input, counting), schema: Schema([Field("n", .int)]))
        #expect(try counted.values("n", .test(threads: threads)) == [.int(20_000)])
    }

    @Test func afterItFiltersSeeWhatItGave() throws {
        let input = plan(500, chunk: 64)
        let pass = Plan(.pass(input, rising("n")), schema: input.schema)
        let odd = pass.filtered(RowExpression(.comparison(.equal, column("odd", .int), literal(.int(1))), type: .bool))
        let wanted = naive(500).filter { if case .int(let number) = $0 { number % 2 == 1 } else { false } }
        #expect(try odd.values("n") == wanted)
        let selected = Plan(.select(odd, [NamedExpression("t", column("t", .text))]), schema: Schema([Field("t", .text)]))
        #expect(try selected.values("t").count == wanted.count)
        #expect(try pass.sliced(0, 2).values("n") == Array(naive(500).prefix(2)))
    }

    @Test func theFirstFailureInOrderIsTheOneThatIsThrown() {
        struct Failed: Error, Equatable { let first: Int }
        let input = plan(4_000, chunk: 100)
        for (prepares, follows) in [(900, 300), (300, 900)] {
            let failing = RowPass(name: "failing", reads: ["n"], givesItsRows: true) { _ in
                RowPass.Running { chunk in
                    let first = chunk.rowPlace(0)?.row ?? 0
                    if first == prepares { throw Failed(first: first) }
                    return {
                        if first == follows { throw Failed(first: first) }
                        return { chunk }
                    }
                }
            }
            let pass = Plan(.pass(input, failing), schema: input.schema)
            for threads in [1, 2, 4] {
                #expect(throws: Failed(first: 300)) { try Executor.run(pass, .test(threads: threads)) }
            }
        }
    }

    @Test func whatItKeepsCountsAgainstTheBudget() {
        let input = plan(2_000, chunk: 100)
        let greedy = RowPass(name: "greedy", reads: ["n"], givesItsRows: true) { start in
            RowPass.Running { chunk in
                {
                    try start.hold(1 << 20)
                    return { chunk.slice(0..<0) }
                }
            }
        }
        let context = ExecutionContext(files: NoFiles(), threads: 2, memory: MemoryBudget(4 << 20))
        #expect {
            try Executor.run(Plan(.pass(input, greedy), schema: input.schema), context)
        } throws: { ($0 as? Diagnostic)?.code == "budget" }
    }

    @Test func reportsItsRowsAndWhatItNoted() throws {
        let input = plan(500, chunk: 64)
        let pass = Plan(.pass(input, rising("n")), schema: input.schema)
        let steps = try Executor.report(pass, .test())
        #expect(steps.map(\.rowsIn) == [500, 500])
        #expect(steps.map(\.rowsOut) == [500, naive(500).count])
        #expect(steps.last?.notes == ["kept \(naive(500).count)"])
    }
}
