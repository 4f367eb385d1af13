import OctavoSource
import OctavoTable
import Testing

/// Every length 0–9 with every pattern of nulls, in every storage a column can have.
struct ColumnCase: Sendable, CustomStringConvertible {
    let storage: String
    let length: Int
    var description: String { "\(storage) of \(length)" }

    static let all = ["plain", "sliced", "coded", "coded slice"].flatMap { storage in
        (0...9).map { ColumnCase(storage: storage, length: $0) }
    }

    /// All patterns up to length 6; of the longer ones none, all and every eleventh, to keep the suite quick.
    var patterns: [Int] {
        let last = (1 << length) - 1
        return length <= 6 ? Array(0...last) : Array(stride(from: 0, to: last, by: 11)) + [last]
    }

    static func values(_ type: DataType) -> [Datum] {
        switch type {
        case .int: [.int(3), .int(-2), .int(0), .int(3), .int(9_007_199_254_740_993)]
        case .float: [.float(3), .float(.nan), .float(-0.0), .float(0), .float(9_007_199_254_740_992), .float(-.infinity)]
        case .bool: [.bool(true), .bool(false), .bool(false)]
        case .time: [.time(0), .time(-5), .time(7)]
        default: [.text("b"), .text(""), .text("é"), .text("bb"), .text("b")]
        }
    }

    /// A column of this case whose row `i` is null where bit `i` of the pattern is set.
    func column(_ type: DataType, nulls pattern: Int, shift: Int = 0) -> Column {
        let pool = Self.values(type)
        let values = (0..<length).map { row in
            pattern >> row & 1 == 1 ? Datum.null : pool[(row + shift) % pool.count]
        }
        let isSliced = storage.contains("slice")
        // Other values and nulls around the slice, so that a wrong offset shows.
        let all = isSliced ? [pool[1], .null, pool[0]] + values + [.null, pool[1]] : values
        let whole = storage.contains("coded") && type == .text ? coded(all) : Column(type, all)
        return isSliced ? whole.slice(3..<3 + length) : whole
    }

    private func coded(_ values: [Datum]) -> Column {
        let distinct = ["unused", "b", "", "é", "bb"]
        let codes = values.map { value -> Int32 in
            guard case .text(let text) = value else { return 0 }
            return Int32(distinct.firstIndex(of: text) ?? 0)
        }
        return Column(
            type: .text, count: values.count, validity: Bitmap(values.map { !$0.isNull }),
            storage: .dictionary(codes: Buffer(codes), values: TextBuffer(distinct)))
    }
}

@Suite struct ExpressionKernelTests {
    /// Evaluates over columns `a` and `b` of all null patterns and compares with the reference, row by row.
    private func check(_ expression: RowExpression, _ left: DataType, _ right: DataType, _ test: ColumnCase) throws {
        // Only texts are stored by dictionary.
        if test.storage.contains("coded"), left != .text, right != .text { return }
        let schema = Schema([Field("a", left), Field("b", right)])
        let evaluator = ExpressionEvaluator(schema: schema)
        for pattern in test.patterns {
            let a = test.column(left, nulls: pattern)
            let b = test.column(right, nulls: pattern * 37 % (1 << max(test.length, 1)), shift: 1)
            let result = try evaluator.evaluate(expression, over: Chunk(count: test.length, columns: [a, b]))
            #expect(result.count == test.length && result.type == expression.type)
            for row in 0..<test.length {
                let wanted = try Reference.value(expression, ["a": a[row], "b": b[row]], [])
                guard result[row] != wanted else { continue }
                Issue.record("\(PlanText.expression(expression)) of \(a[row]) and \(b[row]): \(result[row]), wanted \(wanted)")
                return
            }
        }
    }

    private func a(_ type: DataType) -> RowExpression { RowExpression(.column("a"), type: type) }
    private func b(_ type: DataType) -> RowExpression { RowExpression(.column("b"), type: type) }
    private let relations: [ComparisonOperator] = [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual]

    @Test(arguments: ColumnCase.all)
    func comparesColumns(test: ColumnCase) throws {
        let pairs: [(DataType, DataType)] = [
            (.int, .int), (.float, .float), (.int, .float), (.float, .int), (.text, .text), (.bool, .bool), (.time, .time),
        ]
        for (left, right) in pairs {
            for relation in relations {
                try check(RowExpression(.comparison(relation, a(left), b(right)), type: .bool), left, right, test)
            }
        }
    }

    @Test(arguments: ColumnCase.all)
    func comparesWithConstants(test: ColumnCase) throws {
        for type in [DataType.int, .float, .text, .bool, .time] {
            for value in ColumnCase.values(type) + [.null] {
                let constant = RowExpression(.literal(value), type: type)
                for relation in relations {
                    try check(RowExpression(.comparison(relation, a(type), constant), type: .bool), type, type, test)
                    try check(RowExpression(.comparison(relation, constant, a(type)), type: .bool), type, type, test)
                }
            }
        }
    }

    @Test(arguments: ColumnCase.all)
    func computesArithmetic(test: ColumnCase) throws {
        let small = RowExpression(.literal(.int(3)), type: .int)
        let half = RowExpression(.literal(.float(0.5)), type: .float)
        for sign in [ArithmeticOperator.add, .subtract, .multiply] {
            // Products are of values the kernel's fast path takes and of ones it does not.
            let pairs =
                sign == .multiply
                ? [(a(.int), small), (small, a(.int))] : [(a(.int), b(.int)), (a(.int), small), (small, b(.int))]
            for (left, right) in pairs {
                try check(RowExpression(.arithmetic(sign, left, right), type: .int), .int, .int, test)
            }
        }
        for sign in [ArithmeticOperator.add, .subtract, .multiply, .divide] {
            for (left, right) in [(a(.float), b(.float)), (a(.float), half), (half, b(.float))] {
                try check(RowExpression(.arithmetic(sign, left, right), type: .float), .float, .float, test)
            }
            try check(RowExpression(.arithmetic(sign, a(.int), b(.float)), type: .float), .int, .float, test)
        }
        try check(RowExpression(.arithmetic(.divide, a(.int), b(.int)), type: .float), .int, .int, test)
        try check(RowExpression(.negate(a(.int)), type: .int), .int, .int, test)
        try check(RowExpression(.negate(a(.float)), type: .float), .float, .float, test)
        try check(RowExpression(.widen(a(.int)), type: .float), .int, .int, test)
    }

    @Test(arguments: ColumnCase.all)
    func joinsConditions(test: ColumnCase) throws {
        try check(RowExpression(.and(a(.bool), b(.bool)), type: .bool), .bool, .bool, test)
        try check(RowExpression(.or(a(.bool), b(.bool)), type: .bool), .bool, .bool, test)
        try check(RowExpression(.not(a(.bool)), type: .bool), .bool, .bool, test)
    }

    @Test(arguments: ColumnCase.all)
    func choosesValues(test: ColumnCase) throws {
        for type in [DataType.int, .float, .text, .bool] {
            try check(RowExpression(.coalesce(a(type), b(type)), type: type), type, type, test)
            let isSmall = RowExpression(.comparison(.less, a(type), b(type)), type: .bool)
            let isEqual = RowExpression(.comparison(.equal, a(type), b(type)), type: .bool)
            let literal = RowExpression(.literal(ColumnCase.values(type)[0]), type: type)
            let branches = [
                RowExpression.Branch(condition: isSmall, value: b(type)),
                RowExpression.Branch(condition: isEqual, value: literal),
            ]
            try check(RowExpression(.conditional(branches, otherwise: a(type)), type: type), type, type, test)
        }
        let mixed = RowExpression(
            .conditional(
                [.init(condition: RowExpression(.comparison(.equal, a(.int), b(.float)), type: .bool), value: a(.int))],
                otherwise: b(.float)),
            type: .float)
        try check(mixed, .int, .float, test)
    }

    @Test(arguments: ColumnCase.all)
    func findsMembersAndJoinsTexts(test: ColumnCase) throws {
        for type in [DataType.int, .text, .float, .bool] {
            for wanted in [[], [ColumnCase.values(type)[0]], ColumnCase.values(type), [ColumnCase.values(type)[1], .null]] {
                let list = RowExpression(.literal(.list(wanted)), type: .list(type))
                try check(RowExpression(.isIn(a(type), list), type: .bool), type, type, test)
            }
        }
        let dash = RowExpression(.literal(.text("–")), type: .text)
        try check(RowExpression(.concatenation([a(.text), dash, b(.text)]), type: .text), .text, .text, test)
        try check(RowExpression(.concatenation([a(.int), dash, b(.bool)]), type: .text), .int, .bool, test)
        try check(RowExpression(.concatenation([a(.float), b(.time)]), type: .text), .float, .time, test)
    }

    @Test(arguments: ColumnCase.all)
    func gathersAndJoinsColumns(test: ColumnCase) throws {
        for type in [DataType.int, .float, .text, .bool] {
            for pattern in test.patterns {
                let column = test.column(type, nulls: pattern)
                let order: [Int32] = (0..<test.length).reversed().flatMap { row -> [Int32] in [Int32(row), -1] }
                let gathered = try column.gathered(Buffer(order), mayBeMissing: true)
                let wanted = order.map { $0 < 0 ? Datum.null : column[Int($0)] }
                let found = (0..<gathered.count).map { gathered[$0] }
                #expect(found == wanted)
                let joined = try Column.concatenated([column, column.slice(0..<test.length / 2), column], type: type)
                let all = (0..<test.length).map { column[$0] }
                let both = (0..<joined.count).map { joined[$0] }
                #expect(both == all + all.prefix(test.length / 2) + all)
            }
        }
    }
}
