import Synchronization

/// An Arrow IPC file or stream whose metadata is read.
///
/// A class because it keeps the dictionaries that its batches share.
final class ArrowFile: ColumnarFile {
    let path: String
    let columns: [ColumnarColumn]
    let pieceRows: [Int]
    private let parts: any FileParts
    var stamp: String { parts.stamp }
    private let fields: [ArrowField]
    private let batches: [ArrowMessages.Rows]
    private let limits: ColumnarLimits
    /// Dictionaries by where their last batch starts.
    private let dictionaries = Mutex<[Int: Column]>([:])

    init(_ parts: any FileParts, path: String) throws {
        self.path = path
        self.parts = parts
        limits = ColumnarLimits(fileBytes: parts.byteCount)
        let messages = try ArrowMessages(parts)
        guard let schema = messages.schema else { throw ColumnarFailure.damaged("it has no schema") }
        guard try schema.number(0, default: Int16(0)) == 0 else {
            throw ColumnarFailure.unsupported("its numbers have their highest byte first")
        }
        fields = try schema.tables(1).map { try ArrowField($0) }
        batches = messages.rows
        pieceRows = batches.map(\.batch.rows)
        guard
            pieceRows.reduce(
                into: (sum: 0, isOver: false),
                { total, rows in
                    let (sum, isOver) = total.sum.addingReportingOverflow(rows)
                    total = (sum, total.isOver || isOver)
                }
            ).isOver == false
        else { throw ColumnarFailure.damaged("it claims more rows than can be counted") }
        columns = fields.map { field in ColumnarColumn(field.name, hasExactText: field.hasExactText) { try field.type() } }
    }

    func column(_ column: Int, piece: Int, rows: Range<Int>, asText: Bool, cancellation: Cancellation) throws -> Column {
        try cancellation.check()
        let state = batches[piece]
        var reader = try ArrowBatchReader(
            state.batch, parts: parts, limits: limits, asText: asText,
            dictionary: { field in try self.dictionary(field, state.dictionaries) })
        for field in fields[..<column] { try reader.skip(field) }
        let whole = try reader.column(fields[column])
        guard whole.count == state.batch.rows else { throw ColumnarFailure.damaged("a column is not as long as its batch") }
        return whole.slice(rows)
    }

    /// The values of a dictionary: those of its batches one after the other.
    private func dictionary(_ field: ArrowField, _ state: [Int64: [ArrowMessages.Batch]]) throws -> Column {
        guard let id = field.dictionary?.id, let parts = state[id], let last = parts.last else {
            throw ColumnarFailure.damaged("a column's dictionary is missing")
        }
        if let known = dictionaries.withLock({ $0[last.body.lowerBound] }) { return known }
        let values = ArrowField(valuesOf: field)
        let columns = try parts.map { batch in
            var reader = try ArrowBatchReader(
                batch, parts: self.parts, limits: limits, asText: false,
                dictionary: { field in try self.dictionary(field, state.filter { $0.key != id }) })
            let column = try reader.column(values)
            guard column.count == batch.rows else { throw ColumnarFailure.damaged("a dictionary is not as long as it says") }
            return column
        }
        let whole = columns.count == 1 ? columns[0] : try Column.concatenated(columns, type: try values.type())
        dictionaries.withLock { $0[last.body.lowerBound] = whole }
        return whole
    }
}
