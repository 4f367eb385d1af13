import OctavoSource
import OctavoTable

/// The types of a query's columns: what all their values need, as for text files; what a column is declared as decides between types
/// that its values could have.
struct SQLiteTypes {
    private let connection: SQLiteConnection
    private let query: SQLiteQuery

    init(_ connection: SQLiteConnection, _ query: SQLiteQuery) {
        self.connection = connection
        self.query = query
    }

    /// What was seen of a column.
    private struct Seen {
        var hasInteger = false
        var hasFloat = false
        var hasText = false
        var isBit = true
        /// Texts that have all been dates or times so far, of the rows since the last look at them.
        var calendar: (type: DataType, texts: SQLiteColumn)?

        init(declaration: String) {
            if declaration.contains("TIME") {
                calendar = (.time, SQLiteColumn(.time))
            } else if declaration.contains("DATE") {
                calendar = (.date, SQLiteColumn(.date))
            }
        }

        /// Whether texts are still all of the type; looks at those that wait.
        mutating func check() {
            guard let waiting = calendar else { return }
            calendar = waiting.texts.finish() == nil ? nil : (waiting.type, SQLiteColumn(waiting.type))
        }

        func type(declaration: String) -> DataType {
            switch (hasText, hasFloat, hasInteger) {
            case (true, false, false): calendar?.type ?? .text
            case (true, _, _): .text
            case (false, true, _): .float
            case (false, false, true): isBit && declaration.hasPrefix("BOOL") ? .bool : .int
            case (false, false, false): .null
            }
        }
    }

    func fields(fixed: [String: DataType]) throws -> [Field] {
        let statement = try connection.prepare(query)
        let names = statement.columnNames
        var repeated: Set<String> = []
        if let name = names.first(where: { !repeated.insert($0).inserted }) {
            throw Diagnostic(
                "duplicate-column", "the query gives two columns `\(name)`", help: ["give one another name with `as`"])
        }
        let declarations = names.indices.map { statement.declaration($0) }
        var seen = declarations.map { Seen(declaration: $0) }
        var row = 0
        while try statement.step() {
            for place in names.indices {
                switch statement.kind(place) {
                case .null: continue
                case .integer:
                    seen[place].hasInteger = true
                    if seen[place].isBit, !(0...1).contains(statement.integer(place)) { seen[place].isBit = false }
                case .float: seen[place].hasFloat = true
                case .text, .blob:
                    seen[place].hasText = true
                    if seen[place].calendar != nil, try seen[place].calendar?.texts.append(statement, place, row: row) == false {
                        seen[place].calendar = nil
                    }
                }
            }
            row += 1
            if row % Executor.chunkRows == 0 { for place in seen.indices { seen[place].check() } }
        }
        return try zip(names, zip(seen, declarations)).map { name, known in
            var column = known.0
            column.check()
            let type = column.type(declaration: known.1)
            guard let wanted = fixed[name], wanted != type else { return Field(name, type) }
            let fits = type == .null || wanted == .text || (wanted == .float && type == .int)
            guard fits || (wanted == .bool && type == .int && column.isBit) else {
                throw Diagnostic(
                    "wrong-type", "cannot read `.\(DatumText.label(name))` as \(wanted): the database holds \(type)",
                    help: ["convert it after loading, or leave it out of `types:`"])
            }
            return Field(name, wanted)
        }
    }
}
