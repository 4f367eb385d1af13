/// Reading rows from files, not done yet: what the reader needs to know, the columns it gives and what was pushed into it.
package struct Scan: Sendable {
    package let files: [String]
    package let options: ScanOptions
    /// All columns of the input by the one scan that inferred their types.
    package let fileSchema: Schema
    /// The columns wanted, in order; set by the planner's projection push-down.
    package var columns: [String]
    /// Rows that fail this are not built; set by the planner.
    package var filter: RowExpression?
    /// Reading stops after so many rows that pass; set by the planner.
    package var limit: Int?

    package init(files: [String], options: ScanOptions, fileSchema: Schema) {
        self.files = files
        self.options = options
        self.fileSchema = fileSchema
        self.columns = fileSchema.names
    }
}

package enum FileFormat: String, CaseIterable, Sendable { case jsonl, json, csv, tsv, txt, md, eml, mbox }

/// How files are read; `load`'s arguments.
package struct ScanOptions: Sendable {
    package enum BadRecords: String, CaseIterable, Sendable { case error, skip, keep }

    package var format: FileFormat
    package var bad: BadRecords = .error
    /// Adds `_file` and `_line`.
    package var includesSource = false
    /// Types the user fixed, by column.
    package var types: [String: DataType] = [:]
    /// Only these columns, if given.
    package var columns: [String]?
    /// For csv and tsv; `nil` detects it among `,` `;` tab and `|`.
    package var separator: UInt8?

    package init(format: FileFormat) { self.format = format }
}
