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

    /// What was met when the schema was found. Reading files in another state than they had then fails with `file-changed`.
    package let summary: ReadSummary
    /// Columns that need no reading, as long as they are not dropped.
    package let kept: KeptColumns?
    /// What gives the rows where they do not stand in files of bytes; `files` then names it for people.
    package let source: (any RowSource)?

    package init(
        files: [String], options: ScanOptions, fileSchema: Schema, summary: ReadSummary = ReadSummary(), kept: KeptColumns? = nil,
        source: (any RowSource)? = nil
    ) {
        self.files = files
        self.options = options
        self.fileSchema = fileSchema
        self.summary = summary
        self.kept = kept
        self.source = source
        self.columns = fileSchema.names
    }

    /// The column to read where rows are only counted: none where the files say how many there are, one that is kept, else one of
    /// few bytes a row.
    package var cheapestColumn: String? {
        if options.format.isColumnar || source != nil { return nil }
        func isNarrow(_ name: String) -> Bool {
            switch fileSchema.type(of: name) {
            case .text, .list, .record: false
            default: true
            }
        }
        return columns.first { kept?.names.contains($0) ?? false } ?? columns.first(where: isNarrow) ?? columns.first
    }
}
