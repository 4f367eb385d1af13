import OctavoSource
import Synchronization

/// What both sides of a join have in common, and how rows of the one meet rows of the other.
struct JoinSides: Sendable {
    let kind: Join.Kind
    let expectsOne: Bool
    /// The result's columns.
    let schema: Schema
    /// Each side's own columns and its keys.
    let left: OrderedColumns
    let right: OrderedColumns
    /// The types that keys are compared in.
    let types: [DataType]
    /// The right side's columns in the result, by their place there.
    let taken: [(place: Int, field: Field)]
    /// For each left column the right one that fills it where the left has no row.
    private let filled: [Int?]
    private let leftFields: [Field]

    init(_ join: Join, left: Plan, right: Plan, schema: Schema) {
        kind = join.kind
        expectsOne = join.expectsOne
        self.schema = schema
        self.left = OrderedColumns(left.schema, join.left)
        self.right = OrderedColumns(right.schema, join.right)
        types = zip(join.left, join.right).map { one, two in
            // An int and a float are equal by value, and every float that equals an int is one exactly.
            switch (one.type, two.type) {
            case (.int, .float), (.float, .int): .int
            case (.null, let other): other
            case (let other, _): other
            }
        }
        let takes = join.kind != .semi && join.kind != .anti
        taken =
            takes
            ? join.taken.compactMap { column, name in
                right.schema.index(of: column).map { (place: $0, field: Field(name, right.schema[$0].type)) }
            } : []
        leftFields = left.schema.fields
        filled = left.schema.fields.map { field in
            join.filled.first { $0.column == field.name }.flatMap { right.schema.index(of: $0.from) }
        }
    }

    func matchedLeft(_ chunk: Chunk) throws -> Chunk { try matched(left.keyPlaces.map { chunk.columns[$0] }) }
    func matchedRight(_ chunk: Chunk) throws -> Chunk { try matched(right.keyPlaces.map { chunk.columns[$0] }) }

    /// Key columns in the types they are compared in; a float that is no int becomes null, which matches nothing.
    private func matched(_ columns: [Column]) throws -> Chunk {
        let converted = try zip(columns, types).map { column, type -> Column in
            guard type == .int, case .floats = column.storage else { return try column.widened(to: type) }
            return try Self.wholeNumbers(column)
        }
        return Chunk(count: converted.first?.count ?? 0, columns: converted)
    }

    /// Floats as the ints they equal; null where they equal none.
    private static func wholeNumbers(_ column: Column) throws -> Column {
        guard case .floats(let values) = column.storage else { return .nulls(.int, count: column.count) }
        return Column(
            .int,
            (0..<column.count).map { row in
                column.isNull(row) ? .null : Int64(exactly: values[row]).map { .int($0) } ?? .null
            })
    }

    /// The pairs of these left rows, whose keys stand in `keys`, with what they meet on the right: their columns, then the right
    /// ones. The right rows that were met are noted in `used`.
    func met(_ own: Chunk, _ keys: Chunk, _ index: JoinIndex, _ used: UsedRows) throws -> Chunk {
        let ids = index.find(keys)
        switch kind {
        case .semi: return try own.filtered(Bitmap(count: own.count) { ids[$0] >= 0 })
        case .anti: return try own.filtered(Bitmap(count: own.count) { ids[$0] < 0 })
        case .inner, .left, .full: break
        }
        let (leftRows, rightRows, missing) = try index.pairs(ids, keepsUnmatched: kind != .inner)
        if kind == .full { used.note(rightRows) }
        // Where every row met one right row, the left side stays as it is.
        let isSame = index.isUnique && leftRows.count == own.count
        let columns = isSame ? own.columns : try own.columns.map { try $0.gathered(leftRows) }
        let taken = try taken.map { try index.rows.columns[$0.place].gathered(rightRows, mayBeMissing: missing) }
        return Chunk(count: leftRows.count, columns: columns + taken, place: own.places(leftRows))
    }

    /// The rows of a full join that no left row met, then the right side's columns from `place` on.
    func unmatched(_ index: JoinIndex, _ used: UsedRows, adding places: [Int] = []) throws -> Chunk {
        let rows = used.unused
        let own = try zip(leftFields, filled).map { field, place in
            guard let place else { return Column.nulls(field.type, count: rows.count) }
            return try index.rows.columns[place].gathered(rows).widened(to: field.type)
        }
        let others = try (taken.map(\.place) + places).map { try index.rows.columns[$0].gathered(rows) }
        return Chunk(count: rows.count, columns: own + others)
    }
}

/// Which rows of the right side were met. A class because chunks of the left side meet them at the same time.
final class UsedRows: Sendable {
    private let used: Mutex<[Bool]>

    init(count: Int) { used = Mutex([Bool](repeating: false, count: count)) }

    /// Negative rows are none.
    func note(_ rows: Buffer<Int32>) {
        used.withLock { used in
            for row in 0..<rows.count where rows[row] >= 0 { used[Int(rows[row])] = true }
        }
    }

    var unused: Buffer<Int32> { used.withLock { used in Buffer(used.indices.filter { !used[$0] }.map { Int32($0) }) } }
}
