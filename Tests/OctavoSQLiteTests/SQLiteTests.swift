import Glibc
import OctavoLanguage
import OctavoSQLite
import OctavoSource
import OctavoTable
import Testing

/// A database in a folder of its own.
private final class Database {
    let path: String
    let databases: SQLiteDatabases

    init() {
        var template = Array("/tmp/octavo-sqlite-XXXXXX\0".utf8CString)
        // The template ends with a zero and is changed in place.
        path = unsafe template.withUnsafeMutableBufferPointer { unsafe String(cString: mkdtemp($0.baseAddress!)) } + "/test.db"
        databases = SQLiteDatabases { path, _ in path }
    }

    deinit {
        for ending in ["", "-journal", "-wal", "-shm"] { unsafe _ = unlink(path + ending) }
        unsafe _ = rmdir(path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 })
    }

    func location(_ rest: String) throws -> DatabaseLocation {
        try #require(try DatabaseLocation("sqlite:\(path)\(rest)"))
    }

    func write(_ table: Table, _ name: String) throws {
        let context = ExecutionContext(files: NoFiles())
        try databases.write(location("?table=\(name)"), schema: table.schema, context: context) { give in
            for chunk in table.chunks { try give(chunk) }
        }
    }

    func read(_ rest: String, types: [String: DataType] = [:], columns: [String]? = nil) throws -> Table {
        let context = ExecutionContext(files: NoFiles())
        let source = try databases.source(location(rest), types: types, context: context)
        let names = columns ?? source.schema.names
        var chunks: [Chunk] = []
        try source.read(names, context: context) { chunk in
            chunks.append(chunk)
            return true
        }
        let fields = names.compactMap { name in source.schema.type(of: name).map { Field(name, $0) } }
        return Table(schema: Schema(fields), chunks: chunks)
    }

    func diagnostic(_ rest: String) -> (diagnostic: Diagnostic?, offset: Int?) {
        do { _ = try read(rest) } catch let failure as QueryFailure { return (failure.diagnostic, failure.offset) } catch {
            return (error as? Diagnostic, nil)
        }
        return (nil, nil)
    }
}

private struct NoFiles: FileAccess {
    func contents(of path: String) throws -> FileContents { throw Diagnostic("file-not-found", path) }
    func resolve(_ pattern: String) throws -> [String] { [pattern] }
    func entries(of folder: String) -> [String] { [] }
    func digest(of path: String) throws -> String { "" }
    func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {}
}

@Suite struct SQLiteTests {
    private static let people = Table([
        ("id", Column(.int, [.int(1), .int(.max), .int(-3)])), ("name", Column(.text, [.text("Ada"), .null, .text("é \"q\"")])),
        ("share", Column(.float, [.float(0.1), .float(1e300), .null])),
        ("ok", Column(.bool, [.bool(true), .null, .bool(false)])),
        ("born", Column(.date, [.date(-719_162), .date(19_782), .null])),
        ("seen", Column(.time, [.time(1_700_000_000_123_456), .null, .time(-1_000_000)])),
    ])

    private func rows(_ table: Table) -> [String] { (0..<table.count).map { DatumText.plain(.record(table.record($0))) } }

    @Test func whatIsWrittenComesBack() throws {
        let database = Database()
        try database.write(Self.people, "people")
        for rest in ["?table=people", "?table=PEOPLE", "", "?query=select * from people"] {
            let table = try database.read(rest)
            #expect(table.schema == Self.people.schema)
            #expect(rows(table) == rows(Self.people))
        }
    }

    @Test(arguments: 0...9) func everyLengthAndPatternOfNullsComesBack(_ count: Int) throws {
        let database = Database()
        let types: [DataType] = [.int, .float, .text, .bool, .date, .time]
        for nulls in [0, 1, 0b101, 0b10_1010, (1 << count) - 1] {
            let table = Table(
                types.enumerated().map { place, type in
                    let values = (0..<count).map { row -> Datum in
                        if nulls >> row & 1 == 1 { return .null }
                        switch type {
                        case .int: return .int(Int64(row) - 4)
                        case .float: return .float(Double(row) / 3 + 0.5)
                        case .text: return .text(String(repeating: "ü", count: row))
                        case .bool: return .bool(row % 2 == 0)
                        case .date: return .date(Int64(row) * 1000)
                        default: return .time(Int64(row) * 1_000_001)
                        }
                    }
                    return ("c\(place)", Column(type, values))
                })
            try database.write(table, "t")
            #expect(rows(try database.read("?table=t")) == rows(table))
        }
    }

    @Test func readsTheColumnsOfAQueryInItsOrder() throws {
        let database = Database()
        try database.write(Self.people, "people")
        let table = try database.read("?query=select name, id + 0.5 as x from people where id > 0 order by id desc;")
        #expect(rows(table) == ["{name: null, x: 9.223372036854776e+18}", "{name: \"Ada\", x: 1.5}"])
        #expect(try rows(database.read("?table=people", columns: ["ok", "id"])).first == "{ok: true, id: 1}")
        #expect(try database.read("?table=people", columns: []).count == 3)
    }

    @Test func typesAreWhatAllValuesNeed() throws {
        let database = Database()
        func type(_ query: String) throws -> DataType { try database.read("?query=\(query)").schema[0].type }
        try database.write(Self.people, "people")
        #expect(try type("select 1 union all select 2.5") == .float)
        #expect(try type("select 1 union all select 'x'") == .text)
        #expect(try type("select 1 union all select null") == .int)
        #expect(try type("select null") == .null)
        #expect(try type("select ok from people") == .bool)
        #expect(try type("select ok + 0 from people") == .int)
        #expect(try type("select x'6162'") == .text)
        #expect(try rows(database.read("?query=select 1 as a union all select 'x'")) == ["{a: \"1\"}", "{a: \"x\"}"])
        #expect(try database.read("?query=select 1 as a", types: ["a": .float]).schema[0].type == .float)
    }

    @Test func readsTheTimesThatSQLiteItselfWrites() throws {
        let database = Database()
        let texts = ["2020-01-02 03:04:05", "2020-01-02", "2020-01-02T03:04:05.5+01:00"]
        try database.write(Table([("at", Column(.time, [.time(0), .time(1), .time(2)]))]), "t")
        let union = texts.map { "select '\($0)' as at" }.joined(separator: " union all ")
        #expect(try database.read("?query=\(union)").schema[0].type == .text)
        #expect(try database.read("?query=\(union)", types: ["at": .text]).values(0) == texts.map { .text($0) })
        // Under the declaration of a column they are times.
        let declared = "with x as (\(union)) select t.at from t where 0 union all select at from x"
        #expect(try database.read("?query=\(declared)").values(0).first == .time(1_577_934_245_000_000))
        #expect(
            try database.read("?query=\(declared)").values(0)[1...]
                == [.time(1_577_923_200_000_000), .time(1_577_930_645_500_000)])
    }

    @Test func saysWhatIsWrongWithAQuery() throws {
        let database = Database()
        try database.write(Self.people, "people")
        let syntax = database.diagnostic("?query=select * form people")
        #expect(syntax.diagnostic?.code == "query-failed")
        #expect(syntax.diagnostic?.message == "SQLite cannot run the query: near \"form\": syntax error")
        #expect(syntax.offset == 9)
        #expect(database.diagnostic("?query=select nme from people").offset == 7)
        #expect(database.diagnostic("?query=select 1; select 2").diagnostic?.message == "the query holds more than one statement")
        #expect(database.diagnostic("?query=delete from people").diagnostic?.code == "query-failed")
        #expect(database.diagnostic("?query=attach 'other.db' as o").diagnostic?.code == "query-failed")
        #expect(database.diagnostic("?query=select id, id from people").diagnostic?.code == "duplicate-column")
        #expect(rows(try database.read("?table=people")) == rows(Self.people))
    }

    @Test func namesTheTablesThereAre() throws {
        let database = Database()
        try database.write(Self.people, "people")
        let missing = database.diagnostic("?table=peple").diagnostic
        #expect(missing?.code == "unknown-table")
        #expect(missing?.help.first?.contains("people") ?? false)
        try database.write(Self.people, "others")
        #expect(database.diagnostic("").diagnostic?.notes == ["tables: others, people"])
    }

    @Test func saysThatAFileIsNoDatabase() throws {
        let database = Database()
        let file = unsafe fopen(database.path, "w")
        unsafe fputs(String(repeating: "no database ", count: 200), file)
        unsafe fclose(file)
        #expect(database.diagnostic("?table=t").diagnostic?.code == "bad-file")
        #expect(database.diagnostic("?query=select 1").diagnostic?.code == "bad-file")
    }

    @Test func aFailedWriteLeavesTheOldTable() throws {
        let database = Database()
        try database.write(Self.people, "people")
        let context = ExecutionContext(files: NoFiles())
        #expect(throws: Diagnostic.self) {
            try database.databases.write(
                database.location("?table=people"), schema: Self.people.schema, context: context
            ) { give in
                try give(Self.people.chunks[0])
                throw Diagnostic("row-failed", "a row that cannot be computed")
            }
        }
        #expect(rows(try database.read("?table=people")) == rows(Self.people))
    }

    @Test func anInterruptEndsALongQuery() throws {
        let database = Database()
        try database.write(Self.people, "people")
        let cancellation = Cancellation()
        cancellation.cancel()
        let context = ExecutionContext(files: NoFiles(), cancellation: cancellation)
        let query = "?query=with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"
        do {
            _ = try database.databases.source(database.location(query), types: [:], context: context)
            Issue.record("a query without an end has ended")
        } catch { #expect((error as? Diagnostic)?.code == "interrupted") }
    }

    @Test func refusesWhatIsNoText() throws {
        let database = Database()
        try database.write(Self.people, "people")
        #expect(database.diagnostic("?query=select x'ff' as b").diagnostic?.code == "value-out-of-range")
    }

    @Test(
        arguments: [
            ("sqlite:a.db", "a.db", nil), ("sqlite:a/b.db?table=x y", "a/b.db", .table("x y")),
            ("sqlite:a.db?query=select '?table=' || 'a%'", "a.db", .query("select '?table=' || 'a%'", offset: 18)),
            ("a.db", nil, nil),
        ] as [(String, String?, DatabaseLocation.Part?)])
    func readsPaths(text: String, path: String?, part: DatabaseLocation.Part?) throws {
        let location = try DatabaseLocation(text)
        #expect(location?.path == path)
        #expect(location?.part == part)
    }

    @Test func refusesOtherParameters() {
        #expect(throws: Diagnostic.self) { try DatabaseLocation("sqlite:a.db?mode=rw") }
        #expect(throws: Diagnostic.self) { try DatabaseLocation("sqlite:a.db?table=") }
    }
}
