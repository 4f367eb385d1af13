import OctavoSource
import OctavoTable
import Synchronization
import Testing

/// Random plans run as they are written and as they are rewritten.
@Suite struct RewritingTests {
    private enum Outcome: Equatable {
        case rows([[Datum]])
        case failure(code: String, message: String)
    }

    private func outcome(_ run: () throws -> Table) throws -> Outcome {
        do {
            return .rows(rows(try run()))
        } catch let diagnostic as Diagnostic {
            return .failure(code: diagnostic.code.rawValue, message: diagnostic.message)
        }
    }

    /// What no longer fails was not needed; what did not fail does not fail now.
    @Test(arguments: 0..<1500)
    func noRowFailsThatDidNotFail(seed: Int) throws {
        var plans = RandomPlans(seed: UInt64(seed) + 10_000, isRisky: true)
        let plan = plans.plan(steps: 1 + seed % 6)
        let written = try outcome { try Executor.runUnoptimized(plan, .test()) }
        let rewritten = try outcome { try Executor.run(Plan(plan.node, schema: plan.schema), .test(threads: 1 + seed % 2)) }
        guard case .rows = written else {
            if case .failure(let code, _) = rewritten { #expect(code == "overflow") }
            return
        }
        #expect(rewritten == written, "seed \(seed): \(PlanText.describe(plan))")
    }

    /// Where everything that is computed is needed, the same row fails first.
    @Test(arguments: 0..<1500)
    func noFailureIsHidden(seed: Int) throws {
        var plans = RandomPlans(seed: UInt64(seed) + 20_000, isRisky: true, needsAll: true)
        let plan = plans.plan(steps: 1 + seed % 6)
        let written = try outcome { try Executor.runUnoptimized(plan, .test()) }
        let rewritten = try outcome { try Executor.run(Plan(plan.node, schema: plan.schema), .test(threads: 1 + seed % 2)) }
        #expect(rewritten == written, "seed \(seed): \(PlanText.describe(plan))")
    }

    /// Tables of one cell that have parts in common.
    @Test(arguments: 0..<500)
    func commonPartsChangeNoTable(seed: Int) throws {
        var plans = RandomPlans(seed: UInt64(seed) + 30_000, isRisky: seed % 2 == 0)
        let base = plans.plan(steps: 1 + seed % 3)
        let all = (0..<3).map { _ in
            plans.steps(plans.below(3), over: plans.below(2) == 0 ? base : Plan(base.node, schema: base.schema))
        }
        var context = ExecutionContext.test()
        context.common = CommonParts(all)
        for plan in all {
            let written = try outcome { try Executor.runUnoptimized(plan, .test()) }
            let shared = try outcome { try Executor.run(plan, context) }
            if case .failure = written { continue }
            #expect(shared == written, "seed \(seed): \(PlanText.describe(plan))")
        }
    }

    // MARK: - How often a part is computed

    /// A table that counts how often it is made, under a step that is written anew by each caller.
    private func counted(_ input: Plan) -> Plan {
        let count = RowExpression(.comparison(.greater, column("a", .int), literal(.int(0))), type: .bool)
        return Plan(.filter(input, count), schema: input.schema).sorted(SortKey(column("a", .int)))
    }

    private func source(_ calls: @escaping @Sendable () -> Void) -> Plan {
        let schema = Schema([Field("a", .int), Field("b", .text)])
        return Plan(
            .wholeTable(name: "made", inputs: []) { _, _ in
                calls()
                return Table([("a", ints([3, 1, 2])), ("b", texts(["x", "y", "z"]))])
            }, schema: schema)
    }

    @Test func aPartThatIsWrittenTwiceIsComputedOnce() throws {
        let calls = Mutex(0)
        let made = source { calls.withLock { $0 += 1 } }
        let (one, two) = (counted(made), counted(made))
        let plan = Plan(
            .union([one, two.filtered(RowExpression(.comparison(.less, column("a", .int), literal(.int(3))), type: .bool))]),
            schema: one.schema)
        #expect(try plan.values("a") == [1, 2, 3, 1, 2].map { .int($0) })
        #expect(calls.withLock { $0 } == 1)
    }

    @Test func whatTheTablesOfACellHaveInCommonIsComputedOnce() throws {
        let calls = Mutex(0)
        let made = source { calls.withLock { $0 += 1 } }
        let total = counted(made).summarized("n", aggregate(.sum, column("a", .int)))
        let list = counted(made).summarized("n", aggregate(.collect, column("b", .text)))
        var context = ExecutionContext.test()
        context.common = CommonParts([total, list])
        #expect(try total.values("n", context) == [.int(6)])
        #expect(try list.values("n", context) == [.list([.text("y"), .text("z"), .text("x")])])
        #expect(calls.withLock { $0 } == 1)
        // Who reads only the first rows gains nothing from all of them.
        #expect(
            CommonParts(
                [total, counted(made).filtered(literal(.bool(true))).sliced(0, 1)].map {
                    Plan(.slice($0, from: 0, count: 1), schema: $0.schema)
                }) == nil)
    }

    @Test func whatIsTooLargeToBeHeldIsComputedAgain() throws {
        let calls = Mutex(0)
        let made = source { calls.withLock { $0 += 1 } }
        let plan = Plan(
            .union([made.deriving("c", column("a", .int)), made.deriving("c", column("a", .int))]),
            schema: Schema(made.schema.fields + [Field("c", .int)]))
        let context = ExecutionContext.test(memoryLimit: 100)
        var count = 0
        try Executor.stream(plan, context) { chunk in
            count += chunk.count
            return true
        }
        #expect(count == 6)
        // Once until it was too much, and once for each use.
        #expect(calls.withLock { $0 } == 3)
    }

    @Test func figuresAreTold() throws {
        let table = Plan([("a", ints([3, 1, 2])), ("b", ints([0, 1, 2]))])
        let positive = RowExpression(.comparison(.greater, column("b", .int), literal(.int(0))), type: .bool)
        let plan = table.filtered(positive).deriving("c", RowExpression(.widen(column("a", .int)), type: .float)).sorted(
            SortKey(column("c", .float))
        ).sliced(0, 1)
        var context = ExecutionContext.test()
        let told = Mutex<Int64>(0)
        context.clock = {
            told.withLock {
                $0 += 1
                return $0
            }
        }
        let steps = try Executor.profile(plan, context)
        #expect(
            steps.map(\.line) == [
                "head: 1 row", "  sort: .c", "    derive: c: .a", "      filter: .b > 0", "        table: 3 rows, .a .b",
            ])
        #expect(steps.map(\.rows) == [1, 1, 2, 2, 3])
        #expect(steps.allSatisfy { $0.microseconds != nil })
        context.clock = nil
        #expect(try Executor.profile(plan, context).allSatisfy { $0.microseconds == nil && $0.rows != nil })
    }
}
