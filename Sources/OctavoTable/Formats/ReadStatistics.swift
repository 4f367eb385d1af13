import Synchronization

/// What a run of a reader met, by file; for `report`. Filled while reading, so complete when the run is.
package final class ReadStatistics: Sendable {
    package struct File: Sendable, Equatable {
        package let path: String
        package internal(set) var rows = 0
        /// Malformed records that gave no row.
        package internal(set) var skipped = 0
        /// Malformed records kept in `_bad`.
        package internal(set) var kept = 0
        /// Fields whose bytes are not UTF-8 and were read as Windows-1252.
        package internal(set) var windows1252 = 0

        init(path: String) { self.path = path }
    }

    private let counts = Mutex<[File]>([])

    package init() {}

    /// Files in the order of reading; a file that was not reached is missing.
    package var files: [File] { counts.withLock { $0 } }
    package var skipped: Int { files.reduce(0) { $0 + $1.skipped } }
    package var kept: Int { files.reduce(0) { $0 + $1.kept } }
    package var windows1252: Int { files.reduce(0) { $0 + $1.windows1252 } }

    func clear() { counts.withLock { $0 = [] } }

    func add(path: String, rows: Int, bad: Int, keeps: Bool, windows1252: Int) {
        counts.withLock { files in
            if files.last?.path != path { files.append(File(path: path)) }
            let place = files.count - 1
            files[place].rows += rows
            if keeps { files[place].kept += bad } else { files[place].skipped += bad }
            files[place].windows1252 += windows1252
        }
    }
}
