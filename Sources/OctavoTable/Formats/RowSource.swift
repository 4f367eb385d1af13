import CKernels

/// Rows of something that is no file of bytes, such as a query of a database.
package protocol RowSource: Sendable {
    var schema: Schema { get }

    /// Gives the columns named, all of the schema, in chunks in the order of the rows until `emit` gives false. No column: only the
    /// numbers of rows count.
    func read(_ columns: [String], context: ExecutionContext, emit: (Chunk) throws -> Bool) throws
}

extension Scan {
    /// The rows of `source` with the columns that the options choose; `name` tells people what it is.
    package init(_ source: any RowSource, name: String, options: ScanOptions) throws {
        let schema = try TableReader.schema(source.schema.fields, options, files: [name])
        self.init(files: [name], options: options, fileSchema: schema, source: source)
    }
}

extension Column {
    /// A column of texts as dates or times, written as ISO 8601 says; `nil` where one is not.
    package func parsed(as type: DataType) -> Column? {
        guard case .texts(let texts) = storage, type == .date || type == .time else { return nil }
        let slices = ScratchMemory<octavo_slice>(capacity: max(count, 1))
        for row in 0..<count {
            let range = texts.range(row)
            // There is a slice a row, and its place is within the texts' bytes.
            unsafe slices.pointer[row] =
                isNull(row)
                ? octavo_slice(offset: OCTAVO_NULL, length: 0)
                : octavo_slice(offset: UInt32(range.lowerBound), length: UInt32(range.count))
            if range.count > 64 { return nil }
        }
        return unsafe FieldColumns(bytes: texts.bytes.pointer).column(slices.pointer, count: count, as: type)
    }
}
