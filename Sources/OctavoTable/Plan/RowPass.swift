/// A step with code of its own that goes over the rows once, in order: what is a chunk's own work runs on several threads, what depends on
/// the rows before follows chunk by chunk.
package struct RowPass: Sendable {
    /// Shows in plans and reports.
    package let name: String
    /// The columns it looks at.
    package let reads: [String]
    /// Whether what it gives are rows that it was given, with all their columns; if not, what it makes of all of them.
    package let givesItsRows: Bool
    /// Begins a run.
    package let begin: @Sendable (Start) throws -> Running

    package init(
        name: String, reads: [String], givesItsRows: Bool, begin: @escaping @Sendable (Start) throws -> Running
    ) {
        self.name = name
        self.reads = reads
        self.givesItsRows = givesItsRows
        self.begin = begin
    }

    /// What a run is given.
    package struct Start: Sendable {
        /// Of the chunks that will come: the columns it reads at least.
        package let schema: Schema
        /// Where it notes what it did; `nil` where nobody asks.
        package let tally: StepTally?
        /// Counts bytes that the run keeps against the budget.
        package let hold: @Sendable (_ bytes: Int) throws -> Void
    }

    /// The part of a chunk's work that depends on the chunks before.
    package typealias InOrder = @Sendable () throws -> Ending
    /// The rest of it, which again depends on no other chunk; gives the rows that go on.
    package typealias Ending = @Sendable () throws -> Chunk?

    package struct Running: Sendable {
        /// Called with chunks in any order, on several threads.
        package let prepare: @Sendable (Chunk) throws -> InOrder
        /// Called once, after the last chunk.
        package let finish: @Sendable () throws -> Chunk?

        package init(
            prepare: @escaping @Sendable (Chunk) throws -> InOrder, finish: @escaping @Sendable () throws -> Chunk? = { nil }
        ) {
            self.prepare = prepare
            self.finish = finish
        }
    }
}
