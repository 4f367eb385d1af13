import OctavoSource

/// The rows that an expression is evaluated over: a chunk's, some of another frame's, or the items of lists.
///
/// A class because columns of a subset are gathered when first asked for and then shared. Stays on one thread.
final class EvaluationFrame {
    let count: Int
    private let chunk: [Column]
    private let base: EvaluationFrame?
    /// For each row here the row of `base`.
    let rows: Buffer<Int32>
    private var elements: [ElementID: Column]
    private var gathered: [Int: Column] = [:]

    init(_ chunk: Chunk) {
        count = chunk.count
        self.chunk = chunk.columns
        base = nil
        rows = Buffer([])
        elements = [:]
    }

    /// Rows of another frame, repeated or left out as `rows` says, with elements bound besides.
    init(_ base: EvaluationFrame, rows: Buffer<Int32>, elements: [ElementID: Column] = [:]) {
        count = rows.count
        chunk = []
        self.base = base
        self.rows = rows
        self.elements = elements
    }

    func column(_ index: Int) throws -> Column {
        guard let base else { return chunk[index] }
        if let known = gathered[index] { return known }
        let column = try base.column(index).gathered(rows)
        gathered[index] = column
        return column
    }

    /// `nil` when nothing here binds it.
    func element(_ id: ElementID) throws -> Column? {
        if let known = elements[id] { return known }
        guard let column = try base?.element(id)?.gathered(rows) else { return nil }
        elements[id] = column
        return column
    }
}

extension RowFailures {
    /// Runs `body` over some rows of this chunk; failures come back under the chunk's own row numbers.
    mutating func within<Result>(_ rows: Buffer<Int32>, _ body: (inout RowFailures) throws -> Result) throws -> Result {
        var inner = inner()
        do {
            let result = try body(&inner)
            try adopt(inner.rows.map { Int(rows[$0]) })
            return result
        } catch var failure as RowFailure {
            failure.row = Int(rows[failure.row])
            throw failure
        }
    }

    /// Takes over failures that an inner evaluation collected.
    mutating func adopt(_ rows: [Int]) throws {
        for row in rows { try record(row: row, Diagnostic("row-failed", "the row failed")) }
    }

    /// The failed rows as bits.
    func bits(count: Int) -> Bitmap {
        var flags = [Bool](repeating: false, count: count)
        for row in rows { flags[row] = true }
        return Bitmap(flags)
    }
}
