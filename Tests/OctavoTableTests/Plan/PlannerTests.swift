import OctavoTable
import Testing

@Suite struct PlannerTests {
    private let scan = Plan(
        .scan(
            Scan(
                files: ["a.csv"], options: ScanOptions(format: .csv),
                fileSchema: Schema([Field("a", .int), Field("b", .int), Field("t", .text)]))),
        schema: Schema([Field("a", .int), Field("b", .int), Field("t", .text)]))
    private let a = column("a", .int)
    private let b = column("b", .int)
    private func isPositive(_ value: RowExpression) -> RowExpression {
        RowExpression(.comparison(.greater, value, literal(.int(0))), type: .bool)
    }
    private func described(_ plan: Plan) -> [String] { PlanText.describe(Planner.optimize(plan)) }
    private func selecting(_ plan: Plan, _ names: [String]) -> Plan {
        let columns = names.map { NamedExpression($0, column($0, plan.schema.type(of: $0) ?? .null)) }
        return Plan(.select(plan, columns), schema: Schema(columns.map { Field($0.name, $0.expression.type) }))
    }

    @Test func filtersReachTheReader() {
        let plan = scan.deriving("c", a).sorted(SortKey(b)).filtered(isPositive(a))
        #expect(described(plan) == ["sort: .b", "  derive: c: .a", "    load: a.csv, columns .a .b .t of 3, where .a > 0"])
    }

    @Test func filtersStayAboveWhatTheyReadOrDependOn() {
        #expect(described(scan.deriving("c", a).filtered(isPositive(column("c", .int)))).first == "filter: .c > 0")
        #expect(described(scan.sliced(0, 5).filtered(isPositive(a)))[..<2] == ["filter: .a > 0", "  head: 5 rows"])
        let total = RowExpression(.comparison(.greater, aggregate(.sum, a), a), type: .bool)
        #expect(
            described(scan.filtered(isPositive(b)).filtered(total)) == [
                "filter: sum(.a) > .a", "  load: a.csv, columns .a .b .t of 3, where .b > 0",
            ])
        #expect(described(scan.filtered(total).filtered(isPositive(b)))[..<2] == ["filter: .b > 0", "  filter: sum(.a) > .a"])
    }

    @Test func filtersThatMayFailKeepTheirPlace() {
        let risky = isPositive(RowExpression(.arithmetic(.multiply, a, b), type: .int))
        #expect(described(scan.filtered(risky)) == ["filter: (.a * .b) > 0", "  load: a.csv, columns .a .b .t of 3"])
        #expect(
            described(scan.filtered(risky).filtered(isPositive(a)))[..<2] == [
                "filter: ((.a * .b) > 0) and (.a > 0)", "  load: a.csv, columns .a .b .t of 3",
            ])
        // What fails on a row must be seen, though a filter behind it would drop the row.
        let derived = scan.deriving("c", RowExpression(.arithmetic(.multiply, a, b), type: .int))
        #expect(described(derived.filtered(isPositive(a)))[..<2] == ["filter: .a > 0", "  derive: c: .a * .b"])
        #expect(described(scan.sorted(SortKey(a)).filtered(risky))[..<2] == ["filter: (.a * .b) > 0", "  sort: .a"])
    }

    @Test func partsOfAFilterMoveByThemselves() {
        let both = RowExpression(.and(isPositive(column("c", .float)), isPositive(a)), type: .bool)
        #expect(
            described(scan.deriving("c", RowExpression(.widen(b), type: .float)).filtered(both)) == [
                "filter: .c > 0", "  derive: c: .b", "    load: a.csv, columns .a .b .t of 3, where .a > 0",
            ])
    }

    @Test func filtersReachBothSidesOfAJoin() {
        let table = Plan([("id", ints([1])), ("x", ints([2]))])
        func joined(_ kind: Join.Kind) -> Plan {
            let join = Join(kind: kind, left: [a], right: [column("id", .int)], taken: [(column: "x", name: "x")])
            return Plan(.join(scan, table, join), schema: Schema(scan.schema.fields + [Field("x", .int)]))
        }
        let condition = RowExpression(.and(isPositive(a), isPositive(column("x", .int))), type: .bool)
        #expect(
            described(joined(.inner).filtered(condition)) == [
                "join: inner, .a == .id, takes .x", "  load: a.csv, columns .a .b .t of 3, where .a > 0",
                "  filter: (.id > 0) and (.x > 0)", "    table: 1 row, .id .x",
            ])
        #expect(
            described(joined(.left).filtered(condition)) == [
                "filter: .x > 0", "  join: left, .a == .id, takes .x", "    load: a.csv, columns .a .b .t of 3, where .a > 0",
                "    filter: .id > 0", "      table: 1 row, .id .x",
            ])
        #expect(described(joined(.full).filtered(condition)).first == "filter: (.a > 0) and (.x > 0)")
    }

    @Test func filtersOnKeysRunBeforeTheGrouping() {
        let key = NamedExpression("k", column("t", .text))
        let counted = Plan(
            .summarize(scan, by: [key], aggregates: [NamedExpression("n", aggregate(.count, nil))]),
            schema: Schema([Field("k", .text), Field("n", .int)]))
        let isA = RowExpression(.comparison(.equal, column("k", .text), literal(.text("a"))), type: .bool)
        #expect(
            described(counted.filtered(isA)) == [
                "summarize: n: count(), by k: .t", "  load: a.csv, columns .t of 3, where .t == \"a\"",
            ])
        #expect(described(counted.filtered(isPositive(column("n", .int)))).first == "filter: .n > 0")
        let distinct = Plan(.distinct(scan, [NamedExpression("0", column("t", .text))]), schema: scan.schema)
        #expect(
            described(distinct.filtered(RowExpression(.comparison(.equal, column("t", .text), literal(.null)), type: .bool)))
                == ["distinct: .t", "  load: a.csv, columns .a .b .t of 3, where .t == null"])
        #expect(described(distinct.filtered(isPositive(a))).first == "filter: .a > 0")
    }

    @Test func filtersAndLimitsReachEveryInputOfAUnion() {
        let other = Plan([("a", floats([1])), ("b", ints([1]))])
        let schema = Schema([Field("a", .float), Field("b", .int), Field("t", .text)])
        let union = Plan(.union([scan, other]), schema: schema)
        let condition = RowExpression(.comparison(.greater, column("a", .float), literal(.float(0))), type: .bool)
        #expect(
            described(union.filtered(condition)) == [
                "union", "  load: a.csv, columns .a .b .t of 3, where .a > 0.0", "  filter: .a > 0.0", "    table: 1 row, .a .b",
            ])
        let sorted = Plan(.union([scan.sorted(SortKey(a)), scan]), schema: scan.schema)
        #expect(
            described(sorted.sliced(0, 2)) == [
                "head: 2 rows", "  union", "    head: 2 rows", "      sort: .a", "        load: a.csv, columns .a .b .t of 3",
                "    load: a.csv, columns .a .b .t of 3, first 2 rows",
            ])
    }

    @Test func aFilterGivesOnlyWhatIsWantedBehindIt() {
        let table = Plan([("a", ints([1, 2])), ("b", ints([1, -2]))])
        let plan = Planner.optimize(table.filtered(isPositive(b)).summarized("n", aggregate(.sum, a)))
        #expect(plan.inputs[0].schema.names == ["a"])
    }

    @Test func slicesOfSlicesAreOne() {
        #expect(described(scan.sorted(SortKey(a)).sliced(1, 9).sliced(2, 4))[..<2] == ["slice: 3..7", "  sort: .a"])
        #expect(described(scan.sliced(0, 9).sliced(0, 4)).first == "head: 4 rows")
    }

    @Test func renamedColumnsAreFilteredUnderTheirOldName() {
        let renamed = Plan(.select(scan, [NamedExpression("x", a)]), schema: Schema([Field("x", .int)]))
        #expect(
            described(renamed.filtered(isPositive(column("x", .int)))) == [
                "select: x: .a", "  load: a.csv, columns .a of 3, where .a > 0",
            ])
    }

    @Test func onlyWantedColumnsAreReadAndComputed() {
        let plan = selecting(scan.deriving("c", b).deriving("d", a), ["d"])
        #expect(described(plan) == ["select: .d", "  derive: d: .a", "    load: a.csv, columns .a of 3"])
        #expect(
            described(scan.summarized("n", aggregate(.count, nil))) == [
                "summarize: n: count()", "  load: a.csv, columns .a of 3",
            ])
    }

    @Test func limitsReachTheReader() {
        #expect(
            described(scan.deriving("c", a).sliced(2, 3)) == [
                "slice: 2..5", "  derive: c: .a", "    load: a.csv, columns .a .b .t of 3, first 5 rows",
            ])
        #expect(
            described(scan.filtered(isPositive(a)).sliced(0, 3)) == [
                "head: 3 rows", "  load: a.csv, columns .a .b .t of 3, where .a > 0, first 3 rows",
            ])
        #expect(described(scan.sorted(SortKey(a)).sliced(0, 3)).last == "    load: a.csv, columns .a .b .t of 3")
    }

    @Test func constantPartsAreComputedOnce() {
        let sum = RowExpression(.arithmetic(.add, literal(.int(1)), literal(.int(2))), type: .int)
        #expect(
            described(scan.filtered(RowExpression(.comparison(.less, a, sum), type: .bool))) == [
                "load: a.csv, columns .a .b .t of 3, where .a < 3"
            ])
        #expect(described(scan.filtered(literal(.bool(true)))) == ["load: a.csv, columns .a .b .t of 3"])
        let either = RowExpression(.or(literal(.null), isPositive(a)), type: .bool)
        #expect(described(scan.filtered(either)) == ["load: a.csv, columns .a .b .t of 3, where .a > 0"])
        let first = RowExpression(.coalesce(literal(.int(1)), b), type: .int)
        #expect(described(scan.deriving("c", first)).first == "derive: c: 1")
        let over = RowExpression(.arithmetic(.add, literal(.int(.max)), literal(.int(1))), type: .int)
        #expect(described(scan.deriving("c", over)).first == "derive: c: 9223372036854775807 + 1")
    }

    @Test func aSharedOrFinishedStepStaysWhole() throws {
        let base = scan.deriving("c", a)
        let both = Plan(.union([base.filtered(isPositive(a)), base]), schema: base.schema)
        #expect(described(both)[..<3] == ["union", "  filter: .a > 0", "    derive: c: .a"])
        let table = Plan([("a", ints([1, 2]))])
        let kept = table.deriving("c", a)
        _ = try Executor.run(kept, .test())
        #expect(described(kept.filtered(isPositive(a))) == ["filter: .a > 0", "  derive: kept result"])
    }
}

@Suite struct StepReportTests {
    @Test func countsEveryStep() throws {
        let table = Plan([("a", ints([3, 1, 2, 1]))])
        let filtered = table.filtered(RowExpression(.comparison(.less, column("a", .int), literal(.int(3))), type: .bool))
        let distinct = Plan(.distinct(filtered, []), schema: table.schema)
        let plan = distinct.sorted(SortKey(column("a", .int))).sliced(0, 1)
        let report = try Executor.report(plan, .test())
        #expect(report.map(\.name) == ["table", "filter", "distinct", "sort", "slice"])
        #expect(report.map(\.rowsIn) == [4, 4, 3, 2, 2])
        #expect(report.map(\.rowsOut) == [4, 3, 2, 2, 1])
    }
}
