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
        #expect(described(scan.sliced(0, 5).filtered(isPositive(a)))[..<2] == ["filter: .a > 0", "  slice: 0..5"])
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
        #expect(described(scan.filtered(risky).filtered(isPositive(a)))[..<2] == ["filter: .a > 0", "  filter: (.a * .b) > 0"])
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
                "slice: 0..3", "  load: a.csv, columns .a .b .t of 3, where .a > 0, first 3 rows",
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
