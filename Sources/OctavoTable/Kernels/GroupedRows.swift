import CKernels

/// Rows of one chunk: the group of each, and where it stands, as a number that rises with the table's rows.
struct GroupedRows: Sendable {
    let ids: Buffer<Int32>
    /// The place of the chunk's first row.
    let start: UInt64
    /// The rows of the chunk that these are; nil where they are all.
    var rows: Buffer<Int32>?

    /// `number` counts chunks.
    init(_ ids: Buffer<Int32>, chunk number: Int, rows: Buffer<Int32>? = nil) {
        self.ids = ids
        start = UInt64(number) << 32
        self.rows = rows
    }

    func place(_ row: Int) -> UInt64 { start + UInt64(rows.map { Int($0[row]) } ?? row) }

    /// Groups are numbered as they appear: the rows where those from `known` on do.
    func fresh(after known: Int) -> [Int32] {
        unsafe [Int32](unsafeUninitializedCapacity: ids.count) { target, filled in
            guard let start = target.baseAddress else { return }
            // There is room for every row.
            filled = unsafe octavo_new_groups(ids.pointer, ids.count, Int32(known), start)
        }
    }
}
