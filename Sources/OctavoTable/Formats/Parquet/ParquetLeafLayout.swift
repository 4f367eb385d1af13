import OctavoSource

/// A leaf of the schema that is written: the way to it from its column, and the levels of its values. Every field may be null.
struct ParquetLeafLayout: Sendable {
    enum Step: Sendable {
        /// The field at this place of a record.
        case field(Int)
        case items
    }

    /// The column of the table that it is in.
    let column: Int
    let names: [String]
    let steps: [Step]
    let type: DataType
    let definition: Int
    let repetition: Int

    static func leaves(of field: Field, column: Int, path: String) throws -> [ParquetLeafLayout] {
        var leaves: [ParquetLeafLayout] = []
        func visit(_ type: DataType, _ names: [String], _ steps: [Step], _ definition: Int, _ repetition: Int) throws {
            switch type {
            case .list(let item): try visit(item, names + ["list", "element"], steps + [.items], definition + 2, repetition + 1)
            case .record(let fields):
                guard !fields.isEmpty else {
                    throw Diagnostic(
                        "format-not-writable",
                        "cannot write `.\(DatumText.label(field.name))` to `\(path)`: Parquet has no records without fields",
                        help: ["leave the column out with `drop`, or write jsonl"])
                }
                for (place, inner) in fields.enumerated() {
                    try visit(inner.type, names + [inner.name], steps + [.field(place)], definition + 1, repetition)
                }
            default:
                guard definition < 128 else {
                    throw Diagnostic(
                        "format-not-writable",
                        "cannot write `.\(DatumText.label(field.name))` to `\(path)`: it is nested too deep")
                }
                leaves.append(
                    ParquetLeafLayout(
                        column: column, names: names, steps: steps, type: type, definition: definition, repetition: repetition))
            }
        }
        try visit(field.type, [field.name], [], 1, 0)
        return leaves
    }

    /// What of a column is written for this leaf: its values without nulls, and the levels that say where they stand.
    func shred(_ column: Column) throws -> ParquetLeafValues {
        if steps.isEmpty {
            guard column.nullCount > 0 else {
                return ParquetLeafValues(values: column, definitions: nil, repetitions: nil, rows: column.count)
            }
            var rows: [Int32] = []
            var definitions: [UInt8] = []
            definitions.reserveCapacity(column.count)
            for row in 0..<column.count {
                let isNull = column.isNull(row)
                definitions.append(isNull ? 0 : 1)
                if !isNull { rows.append(Int32(truncatingIfNeeded: row)) }
            }
            let values = try column.present(rows)
            return ParquetLeafValues(values: values, definitions: definitions, repetitions: nil, rows: column.count)
        }
        var entries = ShreddedEntries(rows: column.count)
        var node = column
        entries.enter(node)
        for step in steps {
            switch (step, node.storage) {
            case (.field(let place), .records(let columns)): node = columns[place]
            case (.field(let place), _):
                guard case .record(let fields) = node.type else { break }
                node = Column.nulls(fields[place].type, count: 0)
            case (.items, .lists(let offsets, let items)):
                entries.expand(offsets)
                node = items
            case (.items, _):
                guard case .list(let item) = node.type else { break }
                entries.expand(Buffer([0]))
                node = Column.nulls(item, count: 0)
            }
            entries.enter(node)
        }
        let rows = entries.indices.filter { $0 >= 0 }.map { Int32(truncatingIfNeeded: $0) }
        return ParquetLeafValues(
            values: try node.present(rows), definitions: entries.definitions,
            repetitions: repetition > 0 ? entries.repetitions : nil, rows: column.count)
    }
}

/// A leaf's values and levels, entry by entry.
struct ParquetLeafValues {
    /// No nulls.
    let values: Column
    /// `nil`: every entry is a value.
    let definitions: [UInt8]?
    /// `nil`: every entry is a row.
    let repetitions: [UInt8]?
    let rows: Int

    var entries: Int { definitions?.count ?? values.count }
}

/// Entries on their way down from a column to a leaf: the levels so far, and the row of the current node that each stands at, or -1 where
/// something above is null or empty.
private struct ShreddedEntries {
    private(set) var definitions: [UInt8]
    private(set) var repetitions: [UInt8]
    private(set) var indices: [Int]
    private var depth: UInt8 = 0

    init(rows: Int) {
        definitions = Array(repeating: 0, count: rows)
        repetitions = Array(repeating: 0, count: rows)
        indices = Array(0..<rows)
    }

    /// Into a node that may be null.
    mutating func enter(_ node: Column) {
        for entry in indices.indices where indices[entry] >= 0 {
            if node.isNull(indices[entry]) { indices[entry] = -1 } else { definitions[entry] += 1 }
        }
    }

    /// Into the items of lists.
    mutating func expand(_ offsets: Buffer<Int64>) {
        depth += 1
        var expanded: (definitions: [UInt8], repetitions: [UInt8], indices: [Int]) = ([], [], [])
        for entry in indices.indices {
            let index = indices[entry]
            let items = index < 0 ? 0..<0 : Int(offsets[index])..<Int(offsets[index + 1])
            if items.isEmpty {
                expanded.definitions.append(definitions[entry])
                expanded.repetitions.append(repetitions[entry])
                expanded.indices.append(-1)
            }
            for item in items {
                expanded.definitions.append(definitions[entry] + 1)
                expanded.repetitions.append(item == items.lowerBound ? repetitions[entry] : depth)
                expanded.indices.append(item)
            }
        }
        (definitions, repetitions, indices) = expanded
    }
}

extension Column {
    /// The given rows, none of which is null.
    fileprivate func present(_ rows: [Int32]) throws -> Column {
        if rows.isEmpty { return Column(type: type, count: 0, storage: .nulls) }
        let gathered = try gathered(Buffer(rows))
        return Column(type: type, count: rows.count, storage: gathered.storage)
    }
}
