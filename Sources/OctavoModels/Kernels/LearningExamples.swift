import CKernels

/// Rows and their classes as the loops take them.
struct LearningExamples: Sendable {
    private let rows: SparseRows
    private let squares: [Float]
    private let labels: [Int32]
    /// One more than the rows have: the last is 1 in each, and weighs how frequent a class is.
    let columnCount: Int

    init(_ rows: SparseRows, labels: [Int32], columns: Int) {
        precondition(
            labels.count == rows.count && rows.columns.allSatisfy { $0 < columns }, "a class a row, and no other columns")
        self.rows = rows
        self.labels = labels
        columnCount = columns + 1
        squares = (0..<rows.count).map { row in
            rows.values[Int(rows.starts[row])..<Int(rows.starts[row + 1])].reduce(1) { $0 + $1 * $1 }
        }
    }

    var count: Int { labels.count }

    func with<Result>(_ body: (inout octavo_examples) -> Result) -> Result {
        // The arrays live for the call, and hold what their counts say.
        unsafe rows.starts.withUnsafeBufferPointer { starts in
            unsafe rows.columns.withUnsafeBufferPointer { columns in
                unsafe rows.values.withUnsafeBufferPointer { values in
                    unsafe squares.withUnsafeBufferPointer { squares in
                        unsafe labels.withUnsafeBufferPointer { labels in
                            let none = unsafe UnsafePointer<UInt32>(bitPattern: 4).unsafelyUnwrapped
                            let noValues = unsafe UnsafePointer<Float>(bitPattern: 4).unsafelyUnwrapped
                            let noLabels = unsafe UnsafePointer<Int32>(bitPattern: 4).unsafelyUnwrapped
                            var examples = unsafe octavo_examples(
                                starts: starts.baseAddress.unsafelyUnwrapped, columns: columns.baseAddress ?? none,
                                values: values.baseAddress ?? noValues, squares: squares.baseAddress ?? noValues,
                                labels: labels.baseAddress ?? noLabels, last: UInt32(columnCount - 1))
                            return unsafe body(&examples)
                        }
                    }
                }
            }
        }
    }
}
