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
