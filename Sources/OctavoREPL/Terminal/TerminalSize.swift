import CLibedit
import Glibc

/// Rows and columns of the terminal.
package struct TerminalSize: Equatable, Sendable {
    package var rows: Int
    package var columns: Int

    package init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
    }

    /// What output is fitted to where there is no terminal: wide enough for a table, narrow enough to read.
    package static let elsewhere = TerminalSize(rows: 24, columns: 100)

    /// The terminal's own answer, else `LINES` and `COLUMNS`, else 24 × 80; `elsewhere` where standard output is no terminal.
    package static func current(environment: (String) -> String? = TerminalKind.environment) -> TerminalSize {
        guard isatty(STDOUT_FILENO) == 1 else { return elsewhere }
        var rows: Int32 = 0
        var columns: Int32 = 0
        if unsafe octavo_terminal_size(STDOUT_FILENO, &rows, &columns) {
            return TerminalSize(rows: Int(rows), columns: Int(columns))
        }
        return TerminalSize(rows: said(environment("LINES")) ?? 24, columns: said(environment("COLUMNS")) ?? 80)
    }

    /// That of the terminal behind standard error, which may be one where standard output is a file.
    package static func ofStandardError() -> TerminalSize {
        var rows: Int32 = 0
        var columns: Int32 = 0
        // The two numbers live for the call.
        guard unsafe octavo_terminal_size(STDERR_FILENO, &rows, &columns) else { return TerminalSize(rows: 24, columns: 80) }
        return TerminalSize(rows: Int(rows), columns: Int(columns))
    }

    private static func said(_ value: String?) -> Int? {
        value.flatMap { Int($0) }.flatMap { (1..<10_000).contains($0) ? $0 : nil }
    }
}
