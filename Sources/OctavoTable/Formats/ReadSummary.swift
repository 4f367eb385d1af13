/// What a pass over files met.
package struct ReadSummary: Sendable, Equatable {
    package struct File: Sendable, Equatable {
        package let path: String
        package internal(set) var rows = 0
        /// Malformed records that gave no row.
        package internal(set) var skipped = 0
        /// Malformed records kept in `_bad`.
        package internal(set) var kept = 0
        /// Fields whose bytes are not UTF-8 and were read as Windows-1252.
        package internal(set) var windows1252 = 0
    }

    /// Files that gave a row or a malformed record, in the order of reading.
    package private(set) var files: [File] = []
    /// The states that all files had when they were opened, in their order.
    package internal(set) var stamps: [String] = []

    package var skipped: Int { files.reduce(0) { $0 + $1.skipped } }
    package var kept: Int { files.reduce(0) { $0 + $1.kept } }
    package var windows1252: Int { files.reduce(0) { $0 + $1.windows1252 } }

    mutating func add(path: String, rows: Int, bad: Int, keeps: Bool, windows1252: Int = 0) {
        if files.last?.path != path { files.append(File(path: path)) }
        let place = files.count - 1
        files[place].rows += rows
        if keeps { files[place].kept += bad } else { files[place].skipped += bad }
        files[place].windows1252 += windows1252
    }
}
