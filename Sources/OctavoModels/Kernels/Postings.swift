import CKernels

/// Products of a row with many rows, by the rows that have each of its columns.
enum Postings {
    /// Adds to the sum of each row. `shares` are of 127.
    static func add(
        _ shares: [Int8], of rows: [UInt32], starts: [UInt32], columns: [UInt32], values: [Float], to sums: inout [Float]
    ) {
        precondition(shares.count == rows.count && columns.count == values.count, "a share for each row of a column")
        // Starts rise to the number of rows, rows are below the number of sums, and columns are those of the space.
        unsafe octavo_add_postings(starts, rows, shares, columns, values, columns.count, &sums)
    }
}
