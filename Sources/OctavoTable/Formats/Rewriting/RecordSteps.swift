import OctavoSource

/// Steps over the records of a stream that depend on the records before, such as the search for duplicates, one after the other.
struct RecordSteps: Sendable {
    private let running: [(rule: String, running: RowPass.Running)]

    /// A column that no field is called like.
    private static let number = "\u{0}number"

    init(_ steps: [RecordRewriter.Step], columns: [String], _ reservation: Reservation, _ context: ExecutionContext) throws {
        let schema = Schema(columns.map { Field($0, .text) } + [Field(Self.number, .int)])
        let memory = context.memory
        running = try steps.map { step in
            let start = RowPass.Start(schema: schema, tally: nil) { bytes in
                reservation.add(bytes)
                if memory.heldBytes <= memory.limit { return }
                throw Diagnostic(
                    "budget",
                    "`\(step.pass.name)` cannot hold what it must remember: it takes more than the budget of \(memory.limit) bytes",
                    help: ["`memory:` in `config/octavo.yaml` raises the budget", "`duplicates: \"exact\"` needs less of it"])
            }
            return (step.rule, try step.pass.begin(start))
        }
    }

    /// What of the first step depends on no other block.
    func prepare(_ chunk: Chunk) throws -> RowPass.InOrder? { try running.first?.running.prepare(chunk) }

    /// The numbers of the records that stay of `count`, and how many went by which step. Called block by block, in order, with what
    /// `prepare` gave.
    func run(_ prepared: RowPass.InOrder?, count: Int) throws -> (rows: [Int], dropped: [(rule: String, count: Int)]) {
        var dropped: [(rule: String, count: Int)] = []
        var left = count
        var chunk: Chunk?
        for (place, step) in running.enumerated() {
            if place == 0 {
                chunk = try prepared?()()
            } else if let rows = chunk {
                chunk = try step.running.prepare(rows)()()
            }
            let now = chunk?.count ?? 0
            dropped.append((step.rule, left - now))
            left = now
        }
        guard let numbers = chunk?.columns.last else { return ([], dropped) }
        let rows = (0..<numbers.count).map { row in if case .int(let number) = numbers[row] { Int(number) } else { 0 } }
        return (rows, dropped)
    }
}
