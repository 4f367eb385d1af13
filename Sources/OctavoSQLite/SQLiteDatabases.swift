package import OctavoLanguage
import OctavoSource
package import OctavoTable

/// SQLite databases of this machine behind the kernel's capabilities.
package struct SQLiteDatabases: DatabaseAccess {
    /// The absolute path of a database that may be used; for one that is to be written it may not exist yet. Throws what `FileAccess`
    /// throws.
    private let locate: @Sendable (_ path: String, _ isWritten: Bool) throws -> String

    package init(locate: @escaping @Sendable (_ path: String, _ isWritten: Bool) throws -> String) { self.locate = locate }

    package func source(
        _ location: DatabaseLocation, types: [String: DataType], context: ExecutionContext
    ) throws -> any RowSource {
        let connection = try SQLiteConnection(
            path: location.path, real: try locate(location.path, false), isWritten: false, context.cancellation)
        let query: SQLiteQuery
        switch location.part {
        case .query(let text, _): query = SQLiteQuery(text: text, isUsers: true)
        case .table(let name): query = try connection.query(ofTable: name)
        case nil:
            let tables = try connection.tables()
            guard tables.count == 1 else {
                throw Diagnostic(
                    "unknown-format", "`\(location.path)` holds \(tables.count) tables, and none of them is named",
                    notes: tables.isEmpty ? [] : ["tables: " + tables.prefix(20).joined(separator: ", ")],
                    help: tables.first.map { ["name one: `sqlite:\(location.path)?table=\($0)`"] } ?? [])
            }
            query = try connection.query(ofTable: tables[0])
        }
        let fields = try SQLiteTypes(connection, query).fields(fixed: types)
        let locate = locate
        return SQLiteSource(query: query, schema: Schema(fields)) { cancellation in
            try SQLiteConnection(
                path: location.path, real: try locate(location.path, false), isWritten: false, cancellation)
        }
    }

    package func write(
        _ location: DatabaseLocation, schema: Schema, context: ExecutionContext,
        chunks: (_ give: (Chunk) throws -> Void) throws -> Void
    ) throws {
        guard case .table(let name) = location.part else {
            throw Diagnostic(
                "unknown-format", "cannot write to `\(DatabaseLocation.scheme)\(location.path)`: the table has no name",
                help: ["name it: `sqlite:\(location.path)?table=NAME`"])
        }
        let real = try locate(location.path, true)
        let connection = try SQLiteConnection(path: location.path, real: real, isWritten: true, context.cancellation)
        try SQLiteTableWriter(connection, name: name, schema: schema).write(chunks)
    }
}

/// The rows of a query, run again for each reading.
struct SQLiteSource: RowSource {
    let query: SQLiteQuery
    let schema: Schema
    let connect: @Sendable (Cancellation) throws -> SQLiteConnection

    func read(_ columns: [String], context: ExecutionContext, emit: (Chunk) throws -> Bool) throws {
        let connection = try connect(context.cancellation)
        let statement = try connection.prepare(query)
        let names = statement.columnNames
        guard names.count >= schema.count else { throw Diagnostic.fileChanged(connection.path) }
        var builders: [(place: Int, builder: SQLiteColumn)] = []
        for name in columns {
            guard let place = names.firstIndex(of: name), let type = schema.type(of: name) else {
                throw Diagnostic.fileChanged(connection.path)
            }
            builders.append((place, SQLiteColumn(type)))
        }
        var rows = 0
        var first = 0
        func give() throws -> Bool {
            let finished = try builders.map { place, builder in
                guard let column = builder.finish() else { throw Diagnostic.fileChanged(connection.path) }
                return column
            }
            let (start, path) = (first, connection.path)
            let chunk = Chunk(count: rows, columns: finished) { RowPlace(row: start + $0, file: path) }
            for index in builders.indices { builders[index].builder = SQLiteColumn(builders[index].builder.type) }
            first += rows
            rows = 0
            return try emit(chunk)
        }
        while try statement.step() {
            for index in builders.indices {
                let place = builders[index].place
                guard try builders[index].builder.append(statement, place, row: first + rows) else {
                    throw Diagnostic.fileChanged(connection.path)
                }
            }
            rows += 1
            if rows == Executor.chunkRows, try !give() { return }
        }
        if rows > 0 { _ = try give() }
    }
}
