import CSQLite
import OctavoTable

/// A prepared statement.
///
/// A class because it owns the library's handle.
@safe final class SQLiteStatement {
    private let connection: SQLiteConnection
    private let query: SQLiteQuery
    // Owned: finalized in `deinit`, before the connection that is held above is closed. Used by one thread at a time.
    private let handle: OpaquePointer
    let columnNames: [String]

    init(_ handle: OpaquePointer, _ connection: SQLiteConnection, _ query: SQLiteQuery) {
        unsafe self.handle = handle
        self.connection = connection
        self.query = query
        columnNames = unsafe (0..<octavo_sqlite_column_count(handle)).map { place in
            unsafe octavo_sqlite_column_name(handle, place).map { unsafe String(cString: $0) } ?? ""
        }
    }

    deinit { unsafe octavo_sqlite_finalize(handle) }

    var isReading: Bool { unsafe octavo_sqlite_is_reading(handle) }

    /// To the next row; false at the end.
    func step() throws -> Bool {
        switch unsafe Int(octavo_sqlite_step(handle)) {
        case OCTAVO_SQLITE_ROW: return true
        case OCTAVO_SQLITE_DONE: return false
        default: throw connection.failure(query)
        }
    }

    func reset() { unsafe octavo_sqlite_reset(handle) }

    // MARK: - The current row

    enum Kind { case null, integer, float, text, blob }

    /// The declared type of a column, in capitals.
    func declaration(_ column: Int) -> String {
        unsafe octavo_sqlite_column_declaration(handle, Int32(column)).map { unsafe String(cString: $0).uppercased() } ?? ""
    }

    func kind(_ column: Int) -> Kind {
        switch unsafe Int(octavo_sqlite_column_type(handle, Int32(column))) {
        case OCTAVO_SQLITE_INTEGER: .integer
        case OCTAVO_SQLITE_FLOAT: .float
        case OCTAVO_SQLITE_TEXT: .text
        case OCTAVO_SQLITE_BLOB: .blob
        default: .null
        }
    }

    func integer(_ column: Int) -> Int64 { unsafe octavo_sqlite_column_integer(handle, Int32(column)) }
    func float(_ column: Int) -> Double { unsafe octavo_sqlite_column_float(handle, Int32(column)) }

    /// The value as text, or a blob's bytes.
    func withBytes<Result>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        var count = 0
        // Valid until the next step; `body` keeps nothing of it.
        let start = unsafe octavo_sqlite_column_bytes(handle, Int32(column), &count)
        return unsafe try body(UnsafeBufferPointer(start: start, count: count))
    }

    func text(_ column: Int) -> String? {
        kind(column) == .null ? nil : unsafe withBytes(column) { unsafe String(decoding: $0, as: UTF8.self) }
    }

    // MARK: - Parameters

    enum Parameter {
        case null
        case integer(Int64)
        case float(Double)
        case text(String)
    }

    func bind(_ value: Parameter, at place: Int) throws {
        let place = Int32(place)
        let isBound: Bool
        switch value {
        case .null: isBound = unsafe octavo_sqlite_bind_null(handle, place)
        case .integer(let number): isBound = unsafe octavo_sqlite_bind_integer(handle, place, number)
        case .float(let number): isBound = unsafe octavo_sqlite_bind_float(handle, place, number)
        case .text(var text):
            isBound = text.withUTF8 { utf8 in
                // The library copies the bytes.
                unsafe utf8.withMemoryRebound(to: CChar.self) {
                    unsafe octavo_sqlite_bind_text(handle, place, $0.baseAddress, $0.count)
                }
            }
        }
        if !isBound { throw connection.failure(query) }
    }
}
