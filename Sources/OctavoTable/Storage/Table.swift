/// Rows of the same length in every column: one piece of a table.
package struct Chunk: Sendable {
    package let count: Int
    package let columns: [Column]
    /// The number (from 0) that the first row has in the input it was read from, where the rows are consecutive there.
    package var firstRow: Int?
    /// Where a row of this chunk came from, for messages; wins over `firstRow`.
    package var place: (@Sendable (_ row: Int) -> RowPlace?)?

    package init(
        count: Int, columns: [Column], firstRow: Int? = nil, place: (@Sendable (_ row: Int) -> RowPlace?)? = nil
    ) {
        precondition(columns.allSatisfy { $0.count == count }, "columns of different lengths in one chunk")
        self.count = count
        self.columns = columns
        self.firstRow = firstRow
        self.place = place
    }

    package func slice(_ range: Range<Int>) -> Chunk {
        let start = range.lowerBound
        let place = place.map { place in { @Sendable row in place(row + start) } }
        return Chunk(
            count: range.count, columns: columns.map { $0.slice(range) }, firstRow: firstRow.map { $0 + start }, place: place)
    }

    package func rowPlace(_ row: Int) -> RowPlace? { place?(row) ?? firstRow.map { RowPlace(row: $0 + row) } }
}

/// A finished table: a schema and its rows in chunks, in order. Two chunks' text columns may be stored differently (plain or
/// by dictionary); their types are the schema's.
package struct Table: Sendable {
    package let schema: Schema
    package let chunks: [Chunk]
    package let count: Int

    package init(schema: Schema, chunks: [Chunk]) {
        self.schema = schema
        self.chunks = chunks.filter { $0.count > 0 }
        self.count = self.chunks.reduce(0) { $0 + $1.count }
    }

    package init(_ columns: [(name: String, column: Column)]) {
        let schema = Schema(columns.map { Field($0.name, $0.column.type) })
        self.init(schema: schema, chunks: [Chunk(count: columns.first?.column.count ?? 0, columns: columns.map(\.column))])
    }

    /// Rows from records; a field that a record lacks is null there. Types are what all rows widen to.
    package init(records: [[(name: String, value: Datum)]]) {
        var order: [String] = []
        var types: [String: DataType] = [:]
        for record in records {
            for (name, value) in record {
                if let known = types[name] {
                    types[name] = known.widened(with: value.type) ?? .text
                } else {
                    types[name] = value.type
                    order.append(name)
                }
            }
        }
        var builders = order.map { ColumnBuilder(types[$0] ?? .null) }
        for record in records {
            for (place, name) in order.enumerated() { builders[place].append(record.first { $0.name == name }?.value ?? .null) }
        }
        let columns = builders.map { $0.finish() }
        self.init(
            schema: Schema(zip(order, columns).map { Field($0, $1.type) }),
            chunks: [Chunk(count: records.count, columns: columns)])
    }

    /// Column `index` as one datum a row, across chunks.
    package func values(_ index: Int) -> [Datum] {
        chunks.flatMap { chunk in (0..<chunk.count).map { chunk.columns[index][$0] } }
    }

    /// Row `row` as a record.
    package func record(_ row: Int) -> [(name: String, value: Datum)] {
        var rest = row
        for chunk in chunks {
            if rest < chunk.count { return zip(schema.names, chunk.columns).map { (name: $0, value: $1[rest]) } }
            rest -= chunk.count
        }
        return []
    }

    /// Rows `range`, sharing memory.
    package func slice(_ range: Range<Int>) -> Table {
        var parts: [Chunk] = []
        var start = 0
        for chunk in chunks {
            let from = max(range.lowerBound - start, 0)
            let to = min(range.upperBound - start, chunk.count)
            if from < to { parts.append(chunk.slice(from..<to)) }
            start += chunk.count
        }
        return Table(schema: schema, chunks: parts)
    }
}

/// Where a row stood in the input it was read from.
package struct RowPlace: Hashable, Sendable {
    /// From 0.
    package let row: Int
    package let file: String?
    /// From 1.
    package let line: Int?

    package init(row: Int, file: String? = nil, line: Int? = nil) {
        self.row = row
        self.file = file
        self.line = line
    }
}
