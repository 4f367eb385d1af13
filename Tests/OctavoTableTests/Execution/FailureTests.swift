import OctavoSource
import OctavoTable
import Synchronization
import Testing

@Suite struct FailureTests {
    private let source = Source(name: "cell", text: "t | derive(z: int(.x)) | filter(.z > 1)")
    private func place(_ text: String) -> SourceRange {
        let start = source.text(in: 0..<source.bytes.count).utf8.count
        let bytes = Array(text.utf8)
        for at in 0..<start where Array(source.bytes.dropFirst(at).prefix(bytes.count)) == bytes {
            return SourceRange(source, ByteRange(at, at + bytes.count))
        }
        return source.range
    }

    /// Reads whole numbers; anything else is the row's failure.
    private let int = ScalarFunction.perRow("int", type: .int) { values in
        guard case .text(let text) = values[0], let number = Int64(text) else {
            throw Diagnostic("not-a-number", "cannot read \(DatumText.literal(values[0])) as an int")
        }
        return .int(number)
    }
    private func int(_ argument: RowExpression) -> RowExpression {
        RowExpression(.function(int, [argument]), type: .int, origin: place("int(.x)"))
    }
    private func coded(_ values: [String]) -> Column {
        let distinct = values.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let codes = values.map { value in Int32(distinct.firstIndex(of: value) ?? 0) }
        return Column(type: .text, count: values.count, storage: .dictionary(codes: Buffer(codes), values: TextBuffer(distinct)))
    }

    @Test(arguments: [false, true])
    func aFailingRowIsNamedAndUnderlined(isCoded: Bool) throws {
        let values = (0..<100_000).map { $0 == 70_811 || $0 == 90_000 ? "twelve" : "\($0 % 7)" }
        let plan = Plan([("x", isCoded ? coded(values) : texts(values))])
        // Rows are counted in the input, not behind the filter.
        let kept = plan.filtered(RowExpression(.comparison(.notEqual, column("x", .text), literal(.text("3"))), type: .bool))
        let derived = Plan(
            .derive(kept, [NamedExpression("z", int(column("x", .text)))]),
            schema: Schema(plan.schema.fields + [Field("z", .int)]),
            origin: place("derive(z: int(.x))"))
        for threads in [1, 2] {
            #expect { try Executor.run(derived, .test(threads: threads)) } throws: { error in
                guard let diagnostic = error as? Diagnostic else { return false }
                return diagnostic.code == "not-a-number" && diagnostic.message == "cannot read \"twelve\" as an int"
                    && diagnostic.primary?.range.text == "int(.x)" && diagnostic.notes == ["row 70812"]
            }
        }
    }

    @Test(arguments: [false, true])
    func attemptsFillFailedRowsOnly(isCoded: Bool) throws {
        let values = ["1", "x", "2", "x", "x", "3", "1", "1", "2"]
        let plan = Plan([("x", isCoded ? coded(values) : texts(values)), ("n", ints((0..<9).map { $0 }))])
        let attempt = RowExpression(
            .attempt(int(column("x", .text)), otherwise: RowExpression(.negate(column("n", .int)), type: .int)), type: .int)
        #expect(try plan.deriving("z", attempt).values("z") == [1, -1, 2, -3, -4, 3, 1, 1, 2].map { .int($0) })
        // The other branch may fail too, on its own rows alone.
        let chain = RowExpression(
            .attempt(
                int(column("x", .text)),
                otherwise: RowExpression(.attempt(int(literal(.text("y"))), otherwise: literal(.int(0))), type: .int)),
            type: .int)
        #expect(try plan.deriving("z", chain).values("z") == [1, 0, 2, 0, 0, 3, 1, 1, 2].map { .int($0) })
    }

    @Test func branchesAndConditionsGuardTheirRows() throws {
        let plan = Plan([("x", texts(["1", "x", "5", nil]))])
        let x = column("x", .text)
        let isNumber = RowExpression(.comparison(.notEqual, x, literal(.text("x"))), type: .bool)
        let guarded = RowExpression(
            .conditional([.init(condition: isNumber, value: int(x))], otherwise: literal(.int(-1))), type: .int)
        #expect(try plan.deriving("z", guarded).values("z") == [.int(1), .int(-1), .int(5), .null])
        let isLarge = RowExpression(.comparison(.greater, int(x), literal(.int(2))), type: .bool)
        #expect(try plan.filtered(RowExpression(.and(isNumber, isLarge), type: .bool)).values("x") == [.text("5")])
        let isText = RowExpression(.not(isNumber), type: .bool)
        #expect(try plan.filtered(RowExpression(.or(isText, isLarge), type: .bool)).values("x") == [.text("x"), .text("5")])
        // Two filters after each other guard as well, whatever the planner does with them.
        #expect(try plan.filtered(isNumber).filtered(isLarge).values("x") == [.text("5")])
        let sorted = plan.filtered(isNumber).sorted(SortKey(x)).filtered(isLarge)
        #expect(try sorted.values("x") == [.text("5")])
    }

    @Test(arguments: [
        (ArithmeticOperator.add, Int64.max, Int64(1)), (.subtract, .min, 1), (.multiply, 1 << 32, 1 << 31), (.power, 10, 19),
        (.multiply, -1, .min),
    ])
    func overflowIsTheRowsError(sign: ArithmeticOperator, left: Int64, right: Int64) {
        let plan = Plan([("a", ints([1, left])), ("b", ints([1, right]))])
        let expression = RowExpression(.arithmetic(sign, column("a", .int), column("b", .int)), type: .int)
        #expect { try Executor.run(plan.deriving("r", expression), .test()) } throws: { error in
            let diagnostic = error as? Diagnostic
            return diagnostic?.code == "overflow" && diagnostic?.notes == ["row 2"]
        }
        let constant = RowExpression(.arithmetic(sign, literal(.int(left)), literal(.int(right))), type: .int)
        #expect { try Executor.run(plan.deriving("r", constant), .test()) } throws: { ($0 as? Diagnostic)?.code == "overflow" }
    }

    @Test func whatIsStoredUnderANullCannotOverflow() throws {
        let column = Column(
            type: .int, count: 2, validity: Bitmap([false, true]), storage: .integers(Buffer([Int64.max, 5])))
        let plan = Plan([("a", column)])
        let sum = RowExpression(.arithmetic(.add, OctavoTableTests.column("a", .int), literal(.int(1))), type: .int)
        #expect(try plan.deriving("r", sum).values("r") == [.null, .int(6)])
    }

    @Test func aRowFromAFileIsNamedWithItsLine() {
        let chunk = Chunk(
            count: 2, columns: [texts(["1", "x"])], place: { RowPlace(row: $0 + 10, file: "a.csv", line: $0 + 12) })
        let plan = Plan(Table(schema: Schema([Field("x", .text)]), chunks: [chunk]))
        #expect { try Executor.run(plan.deriving("z", int(column("x", .text))), .test()) } throws: {
            ($0 as? Diagnostic)?.notes == ["row 12 (a.csv:13)"]
        }
    }

    @Test func anInterruptIsSeenInsideAFunction() {
        let context = ExecutionContext.test()
        let calls = Atomic<Int>(0)
        let slow = ScalarFunction.perRow("slow", type: .int) { values in
            if calls.add(1, ordering: .relaxed).newValue == 100 { context.cancellation.cancel() }
            return values[0]
        }
        let plan = Plan([("n", ints((0..<30_000).map { $0 }))])
        #expect {
            try Executor.run(plan.deriving("m", RowExpression(.function(slow, [column("n", .int)]), type: .int)), context)
        } throws: {
            ($0 as? Diagnostic)?.code == "interrupted"
        }
        #expect(calls.load(ordering: .relaxed) <= 4096)
    }
}

@Suite struct FunctionTests {
    @Test func codedTextsAreComputedOnceEach() throws {
        let calls = Atomic<Int>(0)
        let length = ScalarFunction.perRow("length", type: .int) { values in
            calls.add(1, ordering: .relaxed)
            guard case .text(let text) = values[0] else { return .null }
            return .int(Int64(text.unicodeScalars.count))
        }
        let column = Column(
            type: .text, count: 9, validity: Bitmap((0..<9).map { $0 != 4 }),
            storage: .dictionary(codes: Buffer([0, 1, 0, 1, 0, 1, 1, 0, 1]), values: TextBuffer(["a", "bé", "unused"])))
        let plan = Plan([("t", column)])
        let derived = plan.deriving("n", RowExpression(.function(length, [OctavoTableTests.column("t", .text)]), type: .int))
        #expect(try derived.values("n") == [.int(1), .int(2), .int(1), .int(2), .null, .int(2), .int(2), .int(1), .int(2)])
        #expect(calls.load(ordering: .relaxed) == 2)
    }

    private let lists = Plan([
        ("l", Column(.list(.int), [.list([.int(3), .int(1)]), .null, .list([]), .list([.int(2), .null, .int(5)])])),
        ("n", ints([10, 20, 30, 40])),
    ])
    private let item = RowExpression(.element(ElementID(1)), type: .int)

    private func run(_ function: ListFunction, _ body: RowExpression, _ type: DataType) throws -> [Datum] {
        try lists.deriving(
            "r",
            RowExpression(.listFunction(function, list: column("l", .list(.int)), bound: [ElementID(1)], body: body), type: type)
        ).values("r")
    }

    @Test func bodiesSeeTheirElementAndTheOuterRow() throws {
        let sum = RowExpression(.arithmetic(.add, item, column("n", .int)), type: .int)
        #expect(
            try run(.map, sum, .list(.int)) == [
                .list([.int(13), .int(11)]), .null, .list([]), .list([.int(42), .null, .int(45)]),
            ])
        let isLarge = RowExpression(.comparison(.greater, item, literal(.int(1))), type: .bool)
        #expect(try run(.filter, isLarge, .list(.int)) == [.list([.int(3)]), .null, .list([]), .list([.int(2), .int(5)])])
        #expect(try run(.any, isLarge, .bool) == [.bool(true), .null, .bool(false), .bool(true)])
        #expect(try run(.all, isLarge, .bool) == [.bool(false), .null, .bool(true), .bool(false)])
        let negative = RowExpression(.negate(item), type: .int)
        #expect(
            try run(.sortBy, negative, .list(.int)) == [
                .list([.int(3), .int(1)]), .null, .list([]), .list([.int(5), .int(2), .null]),
            ])
    }

    @Test func bodiesMayHoldListsThemselves() throws {
        let inner = RowExpression(
            .listFunction(
                .map, list: column("l", .list(.int)), bound: [ElementID(2)],
                body: RowExpression(.arithmetic(.multiply, item, RowExpression(.element(ElementID(2)), type: .int)), type: .int)),
            type: .list(.int))
        #expect(
            try run(.map, inner, .list(.list(.int))).first
                == .list([.list([.int(9), .int(3)]), .list([.int(3), .int(1)])]))
    }

    @Test func aFailingItemIsItsRowsFailure() throws {
        let over = RowExpression(.arithmetic(.add, item, literal(.int(.max - 2))), type: .int)
        let map = RowExpression(
            .listFunction(.map, list: column("l", .list(.int)), bound: [ElementID(1)], body: over), type: .list(.int))
        #expect { try Executor.run(lists.deriving("r", map), .test()) } throws: { ($0 as? Diagnostic)?.notes == ["row 1"] }
        let attempt = RowExpression(.attempt(map, otherwise: column("l", .list(.int))), type: .list(.int))
        #expect(try lists.deriving("r", attempt).values("r")[0] == .list([.int(3), .int(1)]))
    }

    @Test func buildsListsAndRecordsAndReadsFields() throws {
        let record = RowExpression(
            .record([(name: "a", value: column("n", .int)), (name: "b", value: literal(.text("x")))]),
            type: .record([Field("a", .int), Field("b", .text)]))
        #expect(
            try lists.deriving("r", RowExpression(.field(record, "a"), type: .int)).values("r")
                == [10, 20, 30, 40].map { .int($0) })
        let list = RowExpression(.list([column("n", .int), literal(.int(0))]), type: .list(.int))
        #expect(try lists.deriving("r", list).values("r")[1] == .list([.int(20), .int(0)]))
        let row = RowExpression(.row, type: .record(lists.schema.fields))
        #expect(try lists.deriving("r", RowExpression(.field(row, "n"), type: .int)).values("r")[3] == .int(40))
        let missing = Plan([("r", Column(.record([Field("a", .int)]), [.null, .record([(name: "a", value: .int(1))])]))])
        let field = RowExpression(.field(column("r", .record([Field("a", .int)])), "a"), type: .int)
        #expect(try missing.deriving("f", field).values("f") == [.null, .int(1)])
    }

    @Test(arguments: [
        (ArithmeticOperator.add, Datum.time(5), Datum.duration(3), Datum.time(8)), (.subtract, .time(5), .duration(3), .time(2)),
        (.subtract, .time(5), .time(3), .duration(2)), (.add, .date(5), .duration(86_400_000_000), .date(6)),
        (.subtract, .date(5), .date(3), .duration(172_800_000_000)), (.add, .date(1), .duration(7), .time(86_400_000_007)),
        (.subtract, .date(1), .time(0), .duration(86_400_000_000)), (.multiply, .duration(4), .int(3), .duration(12)),
        (.multiply, .float(0.5), .duration(5), .duration(2)), (.divide, .duration(9), .duration(2), .float(4.5)),
        (.divide, .duration(9), .int(2), .duration(4)), (.add, .duration(1), .date(0), .time(1)),
        (.divide, .int(1), .int(0), .float(.infinity)), (.power, .int(2), .float(-1), .float(0.5)),
        (.add, .text("a"), .text("b"), .text("ab")), (.add, .time(1), .null, .null),
    ])
    func computesWithTimes(sign: ArithmeticOperator, left: Datum, right: Datum, result: Datum) throws {
        let type = result.isNull ? DataType.time : result.type
        let plan = Plan([
            ("a", Column(left.type, [left, .null])), ("b", Column(right.isNull ? .duration : right.type, [right, right])),
        ])
        let (a, b) = (column("a", left.type), column("b", right.isNull ? .duration : right.type))
        #expect(try plan.deriving("r", RowExpression(.arithmetic(sign, a, b), type: type)).values("r") == [result, .null])
        let constant = RowExpression(.arithmetic(sign, literal(left), RowExpression(.literal(right), type: b.type)), type: type)
        #expect(try plan.deriving("r", constant).values("r") == [result, result])
    }

    @Test func aDateMovesByWholeDaysOnly() {
        let plan = Plan([("d", Column(.date, [.date(0)]))])
        let moved = RowExpression(.arithmetic(.add, column("d", .date), literal(.duration(3_600_000_000))), type: .date)
        #expect { try Executor.run(plan.deriving("r", moved), .test()) } throws: { ($0 as? Diagnostic)?.code == "not-whole-days" }
    }
}
