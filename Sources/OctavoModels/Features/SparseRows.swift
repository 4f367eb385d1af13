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
}
