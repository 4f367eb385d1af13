/// Rows of which most columns are zero. Row `r` holds `values[starts[r]..<starts[r + 1]]` in the given columns.
package struct SparseRows: Sendable {
    package private(set) var starts: [UInt64] = [0]
    package private(set) var columns: [UInt32] = []
    package private(set) var values: [Float] = []

    package init() {}

    package var count: Int { starts.count - 1 }

    package mutating func append(columns newColumns: [UInt32], values newValues: [Float]) {
        precondition(newColumns.count == newValues.count, "a value for every column")
        columns += newColumns
        values += newValues
        starts.append(UInt64(columns.count))
    }

    /// Adds another's rows.
    mutating func append(_ other: SparseRows) {
        let shift = UInt64(columns.count)
        columns += other.columns
        values += other.values
        starts += other.starts.dropFirst().map { $0 + shift }
    }

    /// The same values by column: row `c` of the result has a value for each row that has column `c`, in their order.
    func transposed(columnCount: Int) -> SparseRows {
        var next = [UInt64](repeating: 0, count: columnCount + 1)
        for column in columns { next[Int(column) + 1] += 1 }
        for column in 0..<columnCount { next[column + 1] += next[column] }
        var result = SparseRows()
        result.starts = next
        result.columns = [UInt32](repeating: 0, count: columns.count)
        result.values = [Float](repeating: 0, count: columns.count)
        for row in 0..<count {
            for place in Int(starts[row])..<Int(starts[row + 1]) {
                let column = Int(columns[place])
                result.columns[Int(next[column])] = UInt32(row)
                result.values[Int(next[column])] = values[place]
                next[column] += 1
            }
        }
        return result
    }
}
