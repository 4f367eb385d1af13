/// How files are read; `load`'s arguments.
package struct ScanOptions: Sendable {
    package enum BadRecords: String, CaseIterable, Sendable {
        case error, skip, keep
        /// JSON's bytes that are not UTF-8 are read as Windows-1252, as those of other text formats always are; anything else is an error.
        case repair

        /// Whether a record that is malformed all the same ends the reading.
        var isError: Bool { self == .error || self == .repair }
    }

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
