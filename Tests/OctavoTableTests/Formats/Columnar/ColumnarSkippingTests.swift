import OctavoTable
import Testing

/// Rows that a file's own bounds rule out are not read, and no others.
@Suite struct ColumnarSkippingTests {
    private static let name = "skipping.parquet"

    private static func column(_ name: String, _ type: DataType) -> RowExpression { RowExpression(.column(name), type: type) }
    private static func literal(_ value: Datum) -> RowExpression { RowExpression(.literal(value), type: value.type) }
    private static func compare(_ relation: ComparisonOperator, _ left: RowExpression, _ right: RowExpression) -> RowExpression {
        RowExpression(.comparison(relation, left, right), type: .bool)
    }

    /// Filters over the columns of the file, the same for the same seed.
    private struct RandomFilters {
        var random: OctavoTable.SplitMix

        mutating func below(_ bound: Int) -> Int { Int(random.next(below: UInt64(bound))) }

        mutating func value(_ type: DataType) -> Datum {
            if below(12) == 0 { return .null }
            switch type {
            case .int: return .int(Int64(below(700)) - 150)
            case .float: return below(10) == 0 ? .float(.nan) : .float(Double(below(2200)) / 10 - 10)
            case .text: return .text("word" + ["a", "m", "z", "bé", "", "cé"][below(6)])
            case .date: return .date(18_262 + Int64(below(120)) - 10)
            case .time: return .time((1_577_836_800 + Int64(below(33_000))) * 1_000_000 + Int64(below(3)))
            default: return .bool(below(2) == 0)
            }
        }

        mutating func filter(_ depth: Int = 0) -> RowExpression {
            if depth < 3, below(2) == 0 {
                let (left, right) = (filter(depth + 1), filter(depth + 1))
                switch below(5) {
                case 0: return RowExpression(.not(left), type: .bool)
                case 1, 2: return RowExpression(.or(left, right), type: .bool)
                default: return RowExpression(.and(left, right), type: .bool)
                }
            }
            let columns: [(String, DataType)] = [
                ("n", .int), ("x", .float), ("t", .text), ("d", .date), ("at", .time), ("b", .bool), ("none", .int),
            ]
            let (name, type) = columns[below(columns.count)]
            let column = ColumnarSkippingTests.column(name, type)
            if type == .bool, below(3) == 0 { return column }
            if below(6) == 0 {
                let items = (0..<below(4)).map { _ in value(type) }
                return RowExpression(.isIn(column, RowExpression(.literal(.list(items)), type: .list(type))), type: .bool)
            }
            if type == .int, below(3) == 0 {
                let widened = RowExpression(.widen(column), type: .float)
                return compare(relation(), widened, literal(value(.float)))
            }
            let relation = relation()
            let literal = literal(value(type))
            return below(4) == 0 ? compare(relation, literal, column) : compare(relation, column, literal)
        }

        private mutating func relation() -> ComparisonOperator {
            let all: [ComparisonOperator] = [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual]
            return all[below(6)]
        }
    }

    @Test func skippingNeverChangesRows() throws {
        let context = ColumnarFixture.context(Self.name)
        let scan = try ColumnarFixture.scan(Self.name, context)
        var filters = RandomFilters(random: OctavoTable.SplitMix(seed: 3))
        for number in 0..<1500 {
            let source = Plan(.scan(scan), schema: scan.fileSchema)
            let plan = Plan(.filter(source, filters.filter()), schema: scan.fileSchema)
            let expected = try Executor.runUnoptimized(plan, context)
            let table = try Executor.run(plan, context)
            if Reading.rows(table) != Reading.rows(expected) {
                Issue.record("filter \(number): \(PlanText.describe(plan)[0])")
            }
        }
    }

    /// The rows that are read for a filter, before it is asked.
    private func rowsRead(_ filter: RowExpression, _ context: ExecutionContext, _ name: String = name) throws -> Int {
        var scan = try ColumnarFixture.scan(name, context)
        scan.filter = filter
        var rows = 0
        try TableReader.read(scan, context: context, filter: nil) { chunk in
            rows += chunk.count
            return true
        }
        return rows
    }

    @Test func readsFewPagesForFewRows() throws {
        let context = ColumnarFixture.context(Self.name)
        let n = Self.column("n", .int)
        #expect(try rowsRead(Self.compare(.equal, n, Self.literal(.int(123))), context) == 10)
        #expect(try rowsRead(Self.compare(.less, n, Self.literal(.int(-200))), context) == 0)
        #expect(try rowsRead(Self.compare(.greaterOrEqual, n, Self.literal(.int(380))), context) == 20)
        #expect(try rowsRead(Self.compare(.equal, Self.column("none", .int), Self.literal(.null)), context) == 300)
        let day = Self.compare(.equal, Self.column("d", .date), Self.literal(.date(18_262 + 50)))
        #expect(try rowsRead(day, context) <= 20)
        #expect(try rowsRead(Self.compare(.notEqual, n, Self.literal(.int(1))), context) == 500)
    }

    /// Octavo's own files, whose pages hold 131,072 rows.
    @Test func skipsPagesOfItsOwnFiles() throws {
        let count = 300_000
        let numbers = Column(type: .int, count: count, storage: .integers(Buffer((0..<count).map { Int64($0) })))
        let texts = Column(.text, (0..<count).map { .text("text \($0)") })
        let files = MemoryFiles()
        let context = ExecutionContext(files: files)
        try TableWriter.write(Table([("n", numbers), ("t", texts)]), to: "own.parquet", context: context)
        let filter = Self.compare(.equal, Self.column("n", .int), Self.literal(.int(200_000)))
        #expect(try rowsRead(filter, context, "own.parquet") == 1 << 17)
        let scan = try ColumnarFixture.scan("own.parquet", context)
        let plan = Plan(.filter(Plan(.scan(scan), schema: scan.fileSchema), filter), schema: scan.fileSchema)
        #expect(try Reading.rows(Executor.run(plan, context)) == ["{n: 200000, t: \"text 200000\"}"])
    }
}
