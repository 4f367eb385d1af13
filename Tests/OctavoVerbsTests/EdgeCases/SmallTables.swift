import OctavoLanguage
import OctavoSyntax
import OctavoTable
import OctavoVerbs
import Synchronization

/// One row of a small table, as references read it.
struct SmallRow: Equatable {
    let i: Datum
    let k: Datum
    let n: Datum
    let f: Datum
    let b: Datum
    let l: Datum

    var all: [Datum] { [i, k, n, f, b, l] }
}

/// Every table of 0 to 9 rows and every pattern of nulls, in several forms of storage.
struct SmallTable {
    static let schema = Schema([
        Field("i", .int), Field("k", .text), Field("n", .int), Field("f", .float), Field("b", .bool), Field("l", .list(.int)),
    ])

    let rows: [SmallRow]
    let plan: Plan
    let name: String

    static let all: [SmallTable] = (0...9).flatMap { length in (0..<1 << length).map { SmallTable(length, nulls: $0) } }

    /// Bit `r` of the pattern makes `n` of row `r` null; other columns have their nulls at other places of the same pattern.
    private init(_ length: Int, nulls: Int) {
        func isNull(_ row: Int, _ shift: Int) -> Bool { nulls >> ((row + shift) % max(length, 1)) & 1 == 1 }
        func value(_ row: Int, _ shift: Int, _ values: [Datum]) -> Datum {
            isNull(row, shift) ? .null : values[(row + nulls) % values.count]
        }
        let rows = (0..<length).map { row in
            SmallRow(
                i: .int(Int64(row)), k: value(row, 1, ["b", "a", "b", "é", ""].map { .text($0) }),
                n: value(row, 0, [3, -1, 3, 0, 7, 1, -1].map { .int($0) }),
                f: value(row, 2, [2.5, -0.5, 0, 2.5, 1e9, .infinity, 8].map { .float($0) }),
                b: value(row, 3, [true, false, true].map { .bool($0) }),
                l: value(row, 1, [.list([.int(1), .null]), .list([]), .list([.int(2)])]))
        }
        self.rows = rows
        name = "\(length) rows, nulls \(String(nulls, radix: 2))"
        var columns = Self.schema.fields.enumerated().map { place, field in Column(field.type, rows.map { $0.all[place] }) }
        if nulls % 3 == 1 { columns[1] = Self.coded(rows.map(\.k)) }
        let whole = Chunk(count: length, columns: columns)
        let cut = nulls % 4 == 2 ? length / 2 : length
        let chunks = cut == length ? [whole] : [whole.slice(0..<cut), whole.slice(cut..<length)]
        plan = Plan(Table(schema: Self.schema, chunks: chunks))
    }

    /// Texts stored by dictionary.
    private static func coded(_ values: [Datum]) -> Column {
        let texts = ["unused", "", "a", "b", "é"]
        let codes = values.map { value -> Int32 in
            if case .text(let text) = value { Int32(texts.firstIndex(of: text) ?? 0) } else { 0 }
        }
        return Column(
            type: .text, count: values.count, validity: Bitmap(values.map { !$0.isNull }),
            storage: .dictionary(codes: Buffer(codes), values: TextBuffer(texts)))
    }
}

extension Harness {
    /// The value that a program's last statement shows, with `t` bound to a table.
    static func value(_ program: SyntaxTreeOf, _ table: Plan) throws -> Value {
        var environment = Environment()
        environment.bind("t", Environment.Binding(.table(table)))
        let shown = Mutex<Value>(.null)
        _ = try Program.run(
            program.tree, in: environment, catalog: .standard, capabilities: capabilities, context: context
        ) { output in
            if case .value(let value) = output { shown.withLock { $0 = value } }
        }
        return shown.withLock { $0 }
    }

    /// A value as rows: those of a table, else one row of one value.
    static func rows(_ value: Value) throws -> [[Datum]] {
        guard case .table(let plan) = value else { return [[value.datum ?? .null]] }
        let table = try Executor.run(plan, context)
        return (0..<table.count).map { table.record($0).map(\.value) }
    }
}

/// A program that was parsed once.
struct SyntaxTreeOf: Sendable {
    let tree: SyntaxTree
    init(_ program: String) { tree = Harness.parse(program) }
}
