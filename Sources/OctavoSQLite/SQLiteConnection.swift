import CSQLite
import OctavoLanguage
import OctavoSource
import OctavoTable

/// A statement's text, and whether a user wrote it.
struct SQLiteQuery: Sendable {
    let text: String
    let isUsers: Bool
}

/// An open database. Reading, it neither locks out writers nor makes files beside it that stay.
///
/// A class because it owns the library's handle.
@safe final class SQLiteConnection {
    let path: String
    private let cancellation: Cancellation
    // Owned: opened in `init`, closed in `deinit`, used by one thread at a time.
    private let handle: OpaquePointer

    init(path: String, real: String, isWritten: Bool, _ cancellation: Cancellation) throws {
        self.path = path
        self.cancellation = cancellation
        guard octavo_sqlite_found() else {
            throw Diagnostic(
                "not-supported", "cannot open `\(path)`: this machine has no SQLite library", help: ["install libsqlite3"])
        }
        let uri = "file:" + Self.escaped(real) + (isWritten ? "" : "?mode=ro")
        guard let opened = unsafe octavo_sqlite_open(uri, isWritten) else {
            throw Diagnostic("out-of-memory", "no memory to open `\(path)`")
        }
        unsafe handle = opened
        // The flag lives as long as this connection, which holds it.
        unsafe octavo_sqlite_watch(
            handle,
            { state in
                guard let state = unsafe state else { return 0 }
                return unsafe Unmanaged<Cancellation>.fromOpaque(state).takeUnretainedValue().isCancelled ? 1 : 0
            }, Unmanaged.passUnretained(cancellation).toOpaque())
        // A file is opened for true, and found to be no database, with the first look into it.
        _ = try prepare(SQLiteQuery(text: "select count(*) from sqlite_schema", isUsers: false)).step()
    }

    deinit { unsafe octavo_sqlite_close(handle) }

    // MARK: - Tables

    /// Tables and views, by name.
    func tables() throws -> [String] {
        let statement = try prepare(
            SQLiteQuery(
                text:
                    "select name from sqlite_schema where type in ('table', 'view') and name not like 'sqlite\\_%' escape '\\' order by name",
                isUsers: false))
        var names: [String] = []
        while try statement.step() { names.append(statement.text(0) ?? "") }
        return names
    }

    /// All rows of a table in the order that they are stored in.
    func query(ofTable name: String) throws -> SQLiteQuery {
        let statement = try prepare(
            SQLiteQuery(
                text: "select type from sqlite_schema where name = ? collate nocase and type in ('table', 'view')", isUsers: false
            ))
        try statement.bind(.text(name), at: 1)
        guard try statement.step() else {
            let tables = try self.tables()
            var help: [String] = []
            if let question = Suggestion.question(for: name, among: tables) { help.append(question) }
            throw Diagnostic(
                "unknown-table", "`\(path)` has no table `\(name)`",
                notes: [tables.isEmpty ? "it holds no tables" : "tables: " + tables.prefix(20).joined(separator: ", ")],
                help: help)
        }
        // An index over the wanted columns would give the rows in its own order.
        let order = statement.text(0) == "table" ? " not indexed" : ""
        return SQLiteQuery(text: "select * from \(Self.quoted(name))\(order)", isUsers: false)
    }

    static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    // MARK: - Statements

    /// One statement that reads, if a user wrote it.
    func prepare(_ query: SQLiteQuery) throws -> SQLiteStatement {
        var text = query.text
        let (made, used) = try text.withUTF8 { utf8 in
            guard utf8.count < Int(Int32.max) else { throw Diagnostic("query-failed", "the query is too long") }
            var used: Int32 = 0
            // The text lives for the call, which is told its length.
            let made = unsafe utf8.withMemoryRebound(to: CChar.self) { bytes in
                unsafe octavo_sqlite_prepare(
                    handle, bytes.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped, Int32(bytes.count), &used)
            }
            return unsafe (made, Int(used))
        }
        guard let made = unsafe made else { throw failure(query) }
        let statement = unsafe SQLiteStatement(made, self, query)
        guard query.isUsers else { return statement }
        let rest = String(decoding: query.text.utf8.dropFirst(used), as: UTF8.self)
        if rest.contains(where: { !$0.isWhitespace && $0 != ";" }) {
            throw QueryFailure(
                Diagnostic("query-failed", "the query holds more than one statement", help: ["load each by itself"]), offset: used
            )
        }
        guard statement.isReading, !statement.columnNames.isEmpty else {
            throw QueryFailure(
                Diagnostic(
                    "query-failed", "the query gives no rows: `load` runs statements that read",
                    help: ["`write(t, \"sqlite:\(path)?table=NAME\")` writes a table"]), offset: 0)
        }
        return statement
    }

    /// A statement without a result.
    func run(_ text: String) throws { _ = try prepare(SQLiteQuery(text: text, isUsers: false)).step() }

    /// What the library says went wrong.
    func failure(_ query: SQLiteQuery) -> any Error {
        if unsafe cancellation.isCancelled && octavo_sqlite_is_interrupted(handle) {
            return Diagnostic("interrupted", "interrupted")
        }
        let message = unsafe String(cString: octavo_sqlite_message(handle))
        // The library's own numbers: 8 read-only, 13 full, 14 cannot open, 5 and 6 busy or locked, 11 and 26 no database.
        switch unsafe octavo_sqlite_code(handle) {
        case 11, 26:
            return Diagnostic("bad-file", "cannot read `\(path)`: \(message)", notes: ["it is no SQLite database, or is damaged"])
        case 14: return Diagnostic("file-not-readable", "cannot open `\(path)`: \(message)")
        case 5, 6:
            return Diagnostic(
                "file-not-writable", "cannot use `\(path)`: another program holds it", notes: [message],
                help: ["run again when it is done"])
        case 8, 10, 13: return Diagnostic("file-not-writable", "cannot write `\(path)`: \(message)")
        default: break
        }
        let diagnostic = Diagnostic("query-failed", "SQLite cannot run the query: \(message)")
        let offset = unsafe Int(octavo_sqlite_error_offset(handle))
        guard query.isUsers else { return diagnostic }
        return QueryFailure(diagnostic, offset: max(offset, 0))
    }

    /// A path within a URI.
    private static func escaped(_ path: String) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E: bytes.append(byte)
            default: bytes += [0x25, hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
