import OctavoSource

extension Run {
    /// A step's own code over the rows of `input`.
    func streamPass(_ pass: RowPass, over input: Plan, at plan: Plan, emit: (Chunk) throws -> Bool) throws -> Bool {
        let reservation = Reservation(context.memory)
        defer { reservation.release() }
        let memory = context.memory
        let start = RowPass.Start(schema: input.schema, tally: tally(of: plan)) { bytes in
            reservation.add(bytes)
            if memory.heldBytes <= memory.limit { return }
            throw Diagnostic(
                "budget",
                "`\(pass.name)` cannot hold what it must remember: it takes more than the budget of \(memory.limit) bytes",
                help: ["filter rows first, or raise the budget"])
        }
        let running = try pass.begin(start)
        let cancellation = context.cancellation
        let goesOn = try streamBatches(
            input,
            { chunks in
                try Parallel.map(
                    chunks.flatMap { Self.pieces($0.chunk) }, threads: context.threads,
                    { chunk in
                        try cancellation.check()
                        return try running.prepare(chunk)
                    }, inOrder: { try $0() }, ending: { try $0() })
            },
            emit: { chunk in
                guard let chunk, chunk.count > 0 else { return true }
                return try emit(chunk)
            })
        guard goesOn, let last = try running.finish(), last.count > 0 else { return goesOn }
        return try emit(last)
    }

    /// What is done in order waits for a whole piece to be prepared, and nothing is done beside the first and the last of a batch: of smaller ones
    /// less time is lost.
    private static let pieceRows = 4_096

    private static func pieces(_ chunk: Chunk) -> [Chunk] {
        if chunk.count <= pieceRows { return [chunk] }
        return stride(from: 0, to: chunk.count, by: pieceRows).map {
            chunk.slice($0..<min($0 + pieceRows, chunk.count))
        }
    }
}
