import OctavoSource
import OctavoTable
import Synchronization
import Testing

// Short ways to write plans.
func column(_ name: String, _ type: DataType) -> RowExpression { RowExpression(.column(name), type: type) }
func literal(_ value: Datum) -> RowExpression { RowExpression(.literal(value), type: value.type) }
func aggregate(_ aggregate: Aggregate, _ argument: RowExpression?, by keys: [RowExpression] = []) -> RowExpression {
    RowExpression(.aggregate(aggregate, argument, by: keys), type: aggregate.resultType(argument?.type) ?? .null)
}
func ints(_ values: [Int64?]) -> Column { Column(.int, values.map { $0.map { .int($0) } ?? .null }) }
func floats(_ values: [Double?]) -> Column { Column(.float, values.map { $0.map { .float($0) } ?? .null }) }
func texts(_ values: [String?]) -> Column { Column(.text, values.map { $0.map { .text($0) } ?? .null }) }

extension Plan {
    convenience init(_ columns: [(name: String, column: Column)]) { self.init(Table(columns)) }
    func filtered(_ condition: RowExpression) -> Plan { Plan(.filter(self, condition), schema: schema) }
    func sorted(_ keys: SortKey...) -> Plan { Plan(.sort(self, keys), schema: schema) }
    func sliced(_ from: Int, _ count: Int?) -> Plan { Plan(.slice(self, from: from, count: count), schema: schema) }
    func deriving(_ name: String, _ expression: RowExpression) -> Plan {
        Plan(.derive(self, [NamedExpression(name, expression)]), schema: Schema(schema.fields + [Field(name, expression.type)]))
    }
    func summarized(_ name: String, _ expression: RowExpression, by keys: [NamedExpression] = []) -> Plan {
        let all = keys + [NamedExpression(name, expression)]
        return Plan(
            .summarize(self, by: keys, aggregates: [NamedExpression(name, expression)]),
            schema: Schema(all.map { Field($0.name, $0.expression.type) }))
    }
    func values(_ name: String, _ context: ExecutionContext = .test()) throws -> [Datum] {
        let table = try Executor.run(self, context)
        return table.values(try #require(table.schema.index(of: name)))
    }
}

@Suite struct AggregateTests {
    @Test(
        arguments: [
            (.count, .int(5)), (.sum, .float(8.5)), (.mean, .float(2.125)), (.median, .float(2)), (.min, .float(0.5)),
            (.max, .float(4)), (.first, .float(2)), (.last, .float(2)), (.distinctCount, .int(3)), (.mode, .float(2)),
            (.quantile(0.25), .float(1.625)), (.quantile(1), .float(4)), (.std, .float(1.4361406616345072)),
            (.collect, .list([.float(2), .float(0.5), .float(4), .float(2)])),
        ] as [(Aggregate, Datum)])
    func skipsNulls(function: Aggregate, result: Datum) throws {
        let plan = Plan([("x", floats([2, 0.5, nil, 4, 2]))])
        #expect(try plan.summarized("r", aggregate(function, column("x", .float))).values("r") == [result])
    }

    @Test(
        arguments: [
            (.count, .int(0)), (.sum, .int(0)), (.mean, .null), (.median, .null), (.min, .null), (.first, .null), (.std, .null),
            (.distinctCount, .int(0)), (.collect, .list([])), (.mode, .null), (.quantile(0.5), .null),
        ] as [(Aggregate, Datum)])
    func aTableWithoutRowsIsOneGroup(function: Aggregate, result: Datum) throws {
        let plan = Plan([("x", ints([]))])
        #expect(try plan.summarized("r", aggregate(function, column("x", .int))).values("r") == [result])
        let key = NamedExpression("k", column("x", .int))
        #expect(try plan.summarized("r", aggregate(function, column("x", .int)), by: [key]).values("r") == [])
    }

    @Test func wholeSumsMayPassTheRangeOnTheWay() throws {
        let plan = Plan([("x", ints([.max, 1, -1])), ("k", ints([1, 1, 1]))])
        #expect(try plan.summarized("r", aggregate(.sum, column("x", .int))).values("r") == [.int(.max)])
        let key = NamedExpression("k", column("k", .int))
        #expect(try plan.summarized("r", aggregate(.sum, column("x", .int)), by: [key]).values("r") == [.int(.max)])
        let over = Plan([("x", ints([.max, 1]))]).summarized("r", aggregate(.sum, column("x", .int)))
        #expect { try Executor.run(over, .test()) } throws: { ($0 as? Diagnostic)?.code == "overflow" }
    }

    @Test func boolsCountAsNumbersAndAsTruth() throws {
        let plan = Plan([("x", Column(.bool, [.bool(true), .null, .bool(false), .bool(true)]))])
        let x = column("x", .bool)
        #expect(try plan.summarized("r", aggregate(.sum, x)).values("r") == [.int(2)])
        #expect(try plan.summarized("r", aggregate(.mean, x)).values("r") == [.float(2.0 / 3)])
        #expect(try plan.summarized("r", aggregate(.any, x)).values("r") == [.bool(true)])
        #expect(try plan.summarized("r", aggregate(.all, x)).values("r") == [.bool(false)])
    }

    @Test func groupsComeInOrderOfFirstAppearance() throws {
        let plan = Plan([("k", floats([.nan, nil, -0.0, 0, .nan, nil, 1])), ("x", ints([1, 2, 3, 4, 5, 6, 7]))])
        let table = try Executor.run(
            plan.summarized("r", aggregate(.sum, column("x", .int)), by: [NamedExpression("k", column("k", .float))]), .test())
        #expect(rows(table) == [[.float(.nan), .int(6)], [.null, .int(8)], [.float(0), .int(7)], [.float(1), .int(7)]])
    }

    @Test func leastAndGreatestFollowTheLanguagesOrder() throws {
        let numbers = Plan([("x", floats([1, .nan, nil, -1]))])
        #expect(try numbers.summarized("r", aggregate(.max, column("x", .float))).values("r") == [.float(.nan)])
        #expect(try numbers.summarized("r", aggregate(.min, column("x", .float))).values("r") == [.float(-1)])
        let words = Plan([("x", texts(["é", "z", nil, "Z"]))])
        #expect(try words.summarized("r", aggregate(.max, column("x", .text))).values("r") == [.text("é")])
        #expect(try words.summarized("r", aggregate(.min, column("x", .text))).values("r") == [.text("Z")])
    }

    @Test func timesHaveMeansAndDurationsDeviations() throws {
        let plan = Plan([("t", Column(.time, [.time(1), .time(4)])), ("d", Column(.duration, [.duration(2), .duration(6)]))])
        #expect(try plan.summarized("r", aggregate(.mean, column("t", .time))).values("r") == [.time(2)])
        #expect(try plan.summarized("r", aggregate(.median, column("d", .duration))).values("r") == [.duration(4)])
        #expect(try plan.summarized("r", aggregate(.sum, column("d", .duration))).values("r") == [.duration(8)])
        #expect(try plan.summarized("r", aggregate(.std, column("d", .duration))).values("r") == [.duration(3)])
    }

    @Test func resultsMayBeComputedWithFromSeveralAggregates() throws {
        let plan = Plan([("k", texts(["a", "b", "a"])), ("x", ints([1, 10, 5]))])
        let x = column("x", .int)
        let share = RowExpression(.arithmetic(.divide, aggregate(.sum, x), aggregate(.count, nil)), type: .float)
        #expect(
            try plan.summarized("r", share, by: [NamedExpression("k", column("k", .text))]).values("r") == [
                .float(3), .float(10),
            ])
        // An aggregate inside an aggregate covers the group.
        let distance = RowExpression(
            .arithmetic(.subtract, RowExpression(.widen(x), type: .float), aggregate(.mean, x)), type: .float)
        let spread = aggregate(.max, distance)
        #expect(
            try plan.summarized("r", spread, by: [NamedExpression("k", column("k", .text))]).values("r") == [
                .float(2), .float(0),
            ])
    }

    @Test func manyGroupsOnSeveralThreadsAreTheSame() throws {
        let count = 250_000
        var random = OctavoTable.SplitMix(seed: 5)
        let keys = (0..<count).map { _ in Int64(random.next(below: 5000)) }
        let values = (0..<count).map { _ in Double(random.next(below: 1000)) / 7 }
        let chunks = stride(from: 0, to: count, by: 50_000).map { start in
            Chunk(
                count: 50_000,
                columns: [
                    Column(type: .int, count: 50_000, storage: .integers(Buffer(Array(keys[start..<start + 50_000])))),
                    Column(type: .float, count: 50_000, storage: .floats(Buffer(Array(values[start..<start + 50_000])))),
                ])
        }
        let table = Table(schema: Schema([Field("k", .int), Field("x", .float)]), chunks: chunks)
        let key = NamedExpression("k", column("k", .int))
        func run(_ threads: Int) throws -> [[Datum]] {
            rows(
                try Executor.run(
                    Plan(table).summarized("r", aggregate(.sum, column("x", .float)), by: [key]), .test(threads: threads)))
        }
        let one = try run(1)
        #expect(one.count == 5000)
        #expect(
            one.map { $0[0] }
                == keys.reduce(into: ([Int64](), Set<Int64>())) { if $0.1.insert($1).inserted { $0.0.append($1) } }.0.map {
                    .int($0)
                })
        #expect(try difference(run(2), one) == nil)
        #expect(try difference(run(3), one) == nil)
    }
}

@Suite struct WindowTests {
    private let plan = Plan([("g", texts(["a", "b", "a", "b", "a"])), ("x", ints([3, 1, nil, 1, 2]))])
    private let x = column("x", .int)
    private let g = column("g", .text)

    private func run(_ function: WindowFunction, by keys: [RowExpression]) throws -> [Datum] {
        try plan.deriving("r", RowExpression(.window(function, x, by: keys), type: .int)).values("r")
    }

    @Test func numbersRowsInTheirGroup() throws {
        #expect(try run(.rowNumber, by: [g]) == [.int(1), .int(1), .int(2), .int(2), .int(3)])
        #expect(try run(.rowNumber, by: []) == [.int(1), .int(2), .int(3), .int(4), .int(5)])
    }

    @Test func looksAtRowsBeforeAndAfter() throws {
        #expect(try run(.lag(1), by: [g]) == [.null, .null, .int(3), .int(1), .null])
        #expect(try run(.lead(1), by: []) == [.int(1), .null, .int(1), .int(2), .null])
        #expect(try run(.lag(-1), by: []) == run(.lead(1), by: []))
        #expect(try run(.lag(.max), by: []) == Array(repeating: .null, count: 5))
        #expect(try run(.lead(.min), by: []) == Array(repeating: .null, count: 5))
    }

    @Test func addsUpAndRanks() throws {
        #expect(try run(.cumulativeSum, by: [g]) == [.int(3), .int(1), .null, .int(2), .int(5)])
        #expect(try run(.rank, by: []) == [.int(4), .int(1), .null, .int(1), .int(3)])
        #expect(try run(.rank, by: [g]) == [.int(2), .int(1), .null, .int(1), .int(1)])
    }

    @Test func aggregatesRepeatPerRow() throws {
        #expect(try plan.deriving("r", aggregate(.max, x, by: [g])).values("r") == [.int(3), .int(1), .int(3), .int(1), .int(3)])
        let aboveMean = RowExpression(
            .comparison(.greater, RowExpression(.widen(x), type: .float), aggregate(.mean, x)), type: .bool)
        #expect(try plan.filtered(aboveMean).values("x") == [.int(3), .int(2)])
        let byCount = SortKey(aggregate(.count, nil, by: [g]))
        #expect(try plan.sorted(byCount).values("x") == [.int(1), .int(1), .int(3), .null, .int(2)])
    }

    @Test func aFailingTotalNamesItsRow() {
        let plan = Plan([("x", ints([.max, 0, 1]))])
        let total = RowExpression(.window(.cumulativeSum, column("x", .int), by: []), type: .int)
        #expect { try Executor.run(plan.deriving("r", total), .test()) } throws: { error in
            let diagnostic = error as? Diagnostic
            return diagnostic?.code == "overflow" && diagnostic?.notes == ["row 3"]
        }
    }
}

@Suite struct OrderTests {
    @Test func nullAndNaNComeLastBothWays() throws {
        let plan = Plan([("x", floats([nil, .nan, 2, -1, .infinity, nil, -0.0, 0])), ("n", ints([0, 1, 2, 3, 4, 5, 6, 7]))])
        let x = column("x", .float)
        #expect(try plan.sorted(SortKey(x)).values("n") == [3, 6, 7, 2, 4, 1, 0, 5].map { .int($0) })
        #expect(try plan.sorted(SortKey(x, isDescending: true)).values("n") == [4, 2, 6, 7, 3, 1, 0, 5].map { .int($0) })
    }

    @Test func laterKeysBreakTies() throws {
        let plan = Plan([("a", texts(["b", "a", "b", "a", nil])), ("n", ints([1, 2, 3, 4, 5]))])
        let sorted = plan.sorted(SortKey(column("a", .text)), SortKey(column("n", .int), isDescending: true))
        #expect(try sorted.values("n") == [4, 2, 3, 1, 5].map { .int($0) })
    }

    @Test(arguments: 0..<30)
    func theFirstRowsAreThoseOfTheWholeOrder(seed: Int) throws {
        var random = OctavoTable.SplitMix(seed: UInt64(seed))
        let count = 200 + Int(random.next(below: 300))
        let values = (0..<count).map { _ -> Double? in
            switch random.next(below: 10) {
            case 0: nil
            case 1: .nan
            default: Double(random.next(below: seed % 2 == 0 ? 6 : 100_000)) - 3
            }
        }
        let plan = Plan([("x", floats(values)), ("n", ints((0..<count).map { Int64($0) }))])
        let keys = [
            SortKey(column("x", .float), isDescending: seed % 3 == 0), SortKey(column("n", .int), isDescending: seed % 5 == 0),
        ]
        let sorted = Plan(.sort(plan, keys), schema: plan.schema)
        let limit = Int(random.next(below: 40))
        let whole = rows(try Executor.run(sorted, .test())).dropFirst(2).prefix(limit)
        let fresh = Plan(.sort(plan, keys), schema: plan.schema).sliced(2, limit)
        #expect(try difference(rows(Executor.run(fresh, .test())), Array(whole)) == nil)
    }

    @Test func samplesAreTheSameForTheSameSeedAndInOrder() throws {
        let plan = Plan([("n", ints((0..<1000).map { $0 }))])
        func sample(_ count: Int, _ seed: UInt64) throws -> [Datum] {
            try Plan(.sample(plan, count: count, seed: seed), schema: plan.schema).values("n")
        }
        let one = try sample(50, 1)
        #expect(try one == sample(50, 1) && one != sample(50, 2))
        #expect(one.count == 50 && Set(one).count == 50)
        #expect(zip(one, one.dropFirst()).allSatisfy { DatumOrder.compare($0, $1) == -1 })
        #expect(try sample(5000, 1).count == 1000)
        #expect(try sample(0, 1) == [])
    }

    @Test func takesRowsFromTheEnd() throws {
        let plan = Plan([("n", ints([1, 2, 3]))])
        #expect(try Plan(.tail(plan, 2), schema: plan.schema).values("n") == [.int(2), .int(3)])
        #expect(try Plan(.tail(plan, 9), schema: plan.schema).values("n").count == 3)
        #expect(try Plan(.tail(plan, 0), schema: plan.schema).values("n") == [])
    }
}

@Suite struct JoinTests {
    private let left = Plan([("k", ints([1, 2, nil, 3, 2])), ("a", texts(["p", "q", "r", "s", "t"]))])
    private let right = Plan([("k", floats([2, 3.5, nil, 2, 1])), ("b", ints([10, 11, 12, 13, 14]))])

    private func joined(_ kind: Join.Kind, expectsOne: Bool = false) -> Plan {
        let join = Join(
            kind: kind, left: [column("k", .int)], right: [column("k", .float)], taken: [(column: "b", name: "b")],
            expectsOne: expectsOne)
        let added = kind == .semi || kind == .anti ? [] : [Field("b", .int)]
        return Plan(.join(left, right, join), schema: Schema(left.schema.fields + added))
    }

    @Test func keepsTheLeftOrderThenTheRights() throws {
        #expect(try joined(.inner).values("b") == [14, 10, 13, 10, 13].map { .int($0) })
        #expect(try joined(.left).values("b") == [.int(14), .int(10), .int(13), .null, .null, .int(10), .int(13)])
        #expect(try joined(.semi).values("a") == ["p", "q", "t"].map { .text($0) })
        #expect(try joined(.anti).values("a") == ["r", "s"].map { .text($0) })
    }

    @Test func aFullJoinEndsWithTheRightsOwnRows() throws {
        #expect(try joined(.full).values("b").suffix(2) == [.int(11), .int(12)])
        #expect(try joined(.full).values("a").suffix(3) == [.text("t"), .null, .null])
        let join = Join(
            kind: .full, left: [column("a", .text)], right: [column("c", .text)], taken: [(column: "n", name: "n")],
            filled: [(column: "a", from: "c")])
        let other = Plan([("c", texts(["q", "z"])), ("n", ints([1, 2]))])
        let plan = Plan(.join(left, other, join), schema: Schema(left.schema.fields + [Field("n", .int)]))
        #expect(try plan.values("a").suffix(1) == [.text("z")])
        #expect(try plan.values("k").suffix(1) == [.null])
    }

    @Test func wholeAndFloatingKeysAreEqualByValueAlone() throws {
        let big = Plan([("k", ints([9_007_199_254_740_993, 9_007_199_254_740_992]))])
        let other = Plan([("f", floats([9_007_199_254_740_992, .nan, .infinity]))])
        let join = Join(kind: .semi, left: [column("k", .int)], right: [column("f", .float)], taken: [])
        #expect(try Plan(.join(big, other, join), schema: big.schema).values("k") == [.int(9_007_199_254_740_992)])
    }

    @Test func saysWhichKeyIsRepeated() {
        #expect { try Executor.run(joined(.left, expectsOne: true), .test()) } throws: { error in
            let diagnostic = error as? Diagnostic
            return diagnostic?.code == "join-many"
                && diagnostic?.message
                    == "cannot join to one row each: 1 key occurs more than once on the right, so 5 rows would become 7"
                && diagnostic?.notes == ["most repeated: 2, 2 times"]
        }
    }

    @Test func severalKeysMustAllMatch() throws {
        let one = Plan([("a", ints([1, 1, 2])), ("b", texts(["x", "y", "x"]))])
        let two = Plan([("c", ints([1, 2, 2])), ("d", texts(["y", "x", nil])), ("e", ints([7, 8, 9]))])
        let join = Join(
            kind: .left, left: [column("a", .int), column("b", .text)], right: [column("c", .int), column("d", .text)],
            taken: [(column: "e", name: "e")])
        #expect(
            try Plan(.join(one, two, join), schema: Schema(one.schema.fields + [Field("e", .int)])).values("e") == [
                .null, .int(7), .int(8),
            ])
    }
}

@Suite struct ShapeTests {
    @Test func aUnionGoesByNameAndWidens() throws {
        let one = Plan([("a", ints([1])), ("b", texts(["x"]))])
        let two = Plan([("b", ints([5])), ("c", floats([2.5])), ("a", floats([0.5]))])
        let plan = Plan(.union([one, two]), schema: Schema([Field("a", .float), Field("b", .text), Field("c", .float)]))
        #expect(
            rows(try Executor.run(plan, .test())) == [[.float(1), .text("x"), .null], [.float(0.5), .text("5"), .float(2.5)]])
    }

    @Test func explodesListsAndKeepsRowsWithoutItems() throws {
        let lists = Column(.list(.int), [.list([.int(1), .null]), .null, .list([]), .list([.int(2)])])
        let plan = Plan([("l", lists), ("n", ints([1, 2, 3, 4]))])
        let exploded = Plan(.explode(plan, "l"), schema: Schema([Field("l", .int), Field("n", .int)]))
        #expect(
            rows(try Executor.run(exploded, .test())) == [
                [.int(1), .int(1)], [.null, .int(1)], [.null, .int(2)], [.null, .int(3)], [.int(2), .int(4)],
            ])
    }

    @Test func distinctRowsAreTheFirstOfTheirKey() throws {
        let plan = Plan([("a", floats([1, .nan, 1, nil, .nan, nil])), ("n", ints([1, 2, 3, 4, 5, 6]))])
        let distinct = Plan(.distinct(plan, [NamedExpression("a", column("a", .float))]), schema: plan.schema)
        #expect(try distinct.values("n") == [.int(1), .int(2), .int(4)])
    }

    @Test func aPlanUsedTwiceRunsOnceAndIsKept() throws {
        let runs = Atomic<Int>(0)
        let source = Plan([("n", ints([1, 2, 3]))])
        let counted = ScalarFunction("counted") { arguments, _, _ in
            runs.add(1, ordering: .relaxed)
            return arguments[0]
        }
        let base = source.deriving("m", RowExpression(.function(counted, [column("n", .int)]), type: .int))
        let both = Plan(.union([base, base]), schema: base.schema)
        #expect(try both.values("m").count == 6)
        #expect(runs.load(ordering: .relaxed) == 1)
        #expect(base.result != nil && both.result != nil)
        #expect(try both.values("m").count == 6)
        #expect(try base.sliced(0, 1).values("m") == [.int(1)])
        #expect(runs.load(ordering: .relaxed) == 1)
    }

    @Test func anUnusedColumnIsNotComputed() throws {
        let plan = Plan([("n", ints([1]))])
        let failing = ScalarFunction("failing") { _, _, _ in throw Diagnostic("failed", "failed") }
        let derived = plan.deriving("m", RowExpression(.function(failing, [column("n", .int)]), type: .int))
        let selected = Plan(.select(derived, [NamedExpression("n", column("n", .int))]), schema: plan.schema)
        #expect(try selected.values("n") == [.int(1)])
        #expect(throws: Diagnostic.self) { try Executor.run(derived, .test()) }
    }

    @Test func streamingStopsEarly() throws {
        let rowsSeen = Atomic<Int>(0)
        let count = 1_000_000
        let plan = Plan([("n", Column(type: .int, count: count, storage: .integers(Buffer(repeating: 1, count: count))))])
        let counted = ScalarFunction("counted") { arguments, count, _ in
            rowsSeen.add(count, ordering: .relaxed)
            return arguments[0]
        }
        let derived = plan.deriving("m", RowExpression(.function(counted, [column("n", .int)]), type: .int))
        #expect(try derived.sliced(0, 5).values("m").count == 5)
        #expect(rowsSeen.load(ordering: .relaxed) <= Executor.chunkRows)
        #expect(derived.result == nil)
    }
}
