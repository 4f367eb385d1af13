import OctavoSource

extension Explanation {
    /// Formats that keep columns, and databases.
    static let columnar: [Explanation] = [
        Explanation(
            "bad-file", "A file that is cut off or damaged",
            "A Parquet or Arrow file says where everything in it is, and something is not there. Make or fetch it again: a program that was "
                + "stopped while it wrote leaves such files."),
        Explanation(
            "not-supported", "Something in a file or call that Octavo does not read",
            "The file is whole. `docs/formats.md` lists what is read and what is not; `columns:` loads the other columns."),
        Explanation(
            "value-out-of-range", "A stored value that a column's type does not hold",
            "Nothing is rounded or cut in silence: an unsigned number of 2^63 or more, a decimal number of more digits than a float keeps, a time "
                + "that is too far away, bytes that are no text. `types: {price: \"text\"}` reads decimal and unsigned numbers as text with every digit."
        ),
        Explanation(
            "query-failed", "A query that SQLite cannot run",
            "The message is SQLite's own, and the place is where it stopped reading. A query reads: one statement that gives rows, of one "
                + "database."),
        Explanation(
            "unknown-table", "A table that a database does not have",
            "The message lists those it has. Views count as tables."),
    ]
}
