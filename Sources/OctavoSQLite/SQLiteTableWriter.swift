import OctavoSource
import OctavoTable

/// Writes a table into a database in one transaction, in place of one of the same name.
struct SQLiteTableWriter {
    private let connection: SQLiteConnection
    private let name: String
    private let schema: Schema

    init(_ connection: SQLiteConnection, name: String, schema: Schema) {
        self.connection = connection
        self.name = name
        self.schema = schema
    }

    func write(_ chunks: (_ give: (Chunk) throws -> Void) throws -> Void) throws {
        guard schema.count > 0 else {
            throw Diagnostic("wrong-columns", "cannot write a table without columns to `\(connection.path)`")
        }
        var folded: Set<String> = []
        if let field = schema.fields.first(where: { !folded.insert($0.name.lowercased()).inserted }) {
            throw Diagnostic(
                "duplicate-column",
                "cannot write to `\(connection.path)`: SQLite takes `\(field.name)` and another column for the same",
                notes: ["names that differ in case alone are one name there"], help: ["`rename` one of them"])
        }
        try connection.run("begin immediate")
        do {
            try connection.run("drop table if exists \(SQLiteConnection.quoted(name))")
            let columns = schema.fields.map { "\(SQLiteConnection.quoted($0.name)) \(Self.declaration($0.type))" }
            try connection.run("create table \(SQLiteConnection.quoted(name)) (\(columns.joined(separator: ", ")))")
            let places = Array(repeating: "?", count: schema.count).joined(separator: ", ")
            let insert = try connection.prepare(
                SQLiteQuery(text: "insert into \(SQLiteConnection.quoted(name)) values (\(places))", isUsers: false))
            try chunks { chunk in
                for row in 0..<chunk.count {
                    for (place, column) in chunk.columns.enumerated() { try insert.bind(Self.value(column, row), at: place + 1) }
                    _ = try insert.step()
                    insert.reset()
                }
            }
            try connection.run("commit")
        } catch {
            // Undone anyway when the connection is closed; a failure here says nothing new.
            try? connection.run("rollback")
            throw error
        }
    }

    /// What a column is declared as, so that reading gives the type back.
    private static func declaration(_ type: DataType) -> String {
        switch type {
        case .bool: "BOOLEAN"
        case .int, .duration: "INTEGER"
        case .float: "REAL"
        case .date: "DATE"
        case .time: "DATETIME"
        case .null, .text, .list, .record: "TEXT"
        }
    }

    private static func value(_ column: Column, _ row: Int) -> SQLiteStatement.Parameter {
        switch column[row] {
        case .null: return .null
        case .bool(let bit): return .integer(bit ? 1 : 0)
        case .int(let number), .duration(let number): return .integer(number)
        case .float(let number): return .float(number)
        case .text(let text): return .text(text)
        case .time(let instant): return .text(CalendarText.instant(instant))
        case .date(let day): return .text(CalendarText.date(day))
        case .list, .record:
            var json: [UInt8] = []
            JSONText.append(column, row, to: &json)
            return .text(String(decoding: json, as: UTF8.self))
        }
    }
}
