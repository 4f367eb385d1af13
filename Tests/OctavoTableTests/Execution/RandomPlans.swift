import OctavoTable

/// Random tables and plans over them, the same for the same seed.
struct RandomPlans {
    var random: OctavoTable.SplitMix
    private var names = 0
    /// Whether some expressions fail on some rows.
    private let isRisky: Bool
    /// Whether every column and row that a step makes is needed for the result, so that nothing may go unseen that fails.
    private let needsAll: Bool

    init(seed: UInt64, isRisky: Bool = false, needsAll: Bool = false) {
        random = OctavoTable.SplitMix(seed: seed)
        self.isRisky = isRisky
        self.needsAll = needsAll
    }

    mutating func below(_ bound: Int) -> Int { Int(random.next(below: UInt64(bound))) }
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    mutating func table() -> Table {
        let count = below(40)
        let cuts = [0, below(count + 1), count].sorted()
        let fields = [Field("i", .int), Field("f", .float), Field("t", .text), Field("b", .bool), Field("j", .int)]
        let columns = fields.map { field in (0..<count).map { _ in value(field.type) } }
        let chunks = zip(cuts, cuts.dropFirst()).map { from, to in
            Chunk(
                count: to - from,
                columns: zip(fields, columns).map { field, values in
                    let column = Column(field.type, values)
                    return (field.type == .text && below(2) == 0 ? coded(column) : column).slice(from..<to)
                })
        }
        return Table(schema: Schema(fields), chunks: chunks)
    }

    /// The same texts stored by dictionary.
    private func coded(_ column: Column) -> Column {
        var distinct: [String] = []
        let codes = (0..<column.count).map { row -> Int32 in
            guard case .text(let text) = column[row] else { return 0 }
            if let known = distinct.firstIndex(of: text) { return Int32(known) }
            distinct.append(text)
            return Int32(distinct.count - 1)
        }
        return Column(
            type: .text, count: column.count, validity: column.validity,
            storage: .dictionary(codes: Buffer(codes), values: TextBuffer(distinct.isEmpty ? [""] : distinct)))
    }

    mutating func value(_ type: DataType) -> Datum {
        if below(5) == 0 { return .null }
        switch type {
        case .int: return .int(Int64(below(9)) - 4)
        case .float: return .float(pick([0, -0.0, 1, 2.5, -3, .nan, .infinity, 4, 1e300]))
        case .bool: return .bool(below(2) == 0)
        default: return .text(pick(["", "a", "ab", "b", "é", "zz", "a longer text"]))
        }
    }

    // MARK: - Expressions

    mutating func expression(_ type: DataType, _ schema: Schema, depth: Int) -> RowExpression {
        let columns = schema.fields.filter { $0.type == type }
        if depth <= 0 || below(4) == 0 {
            if !columns.isEmpty, below(4) > 0 { return RowExpression(.column(pick(columns).name), type: type) }
            return RowExpression(.literal(value(type)), type: type)
        }
        func sub(_ type: DataType) -> RowExpression { expression(type, schema, depth: depth - 1) }
        switch type {
        case .bool:
            switch below(8) {
            case 0: return RowExpression(.and(sub(.bool), sub(.bool)), type: .bool)
            case 1: return RowExpression(.or(sub(.bool), sub(.bool)), type: .bool)
            case 2: return RowExpression(.not(sub(.bool)), type: .bool)
            case 3:
                let list = Datum.list((0..<below(4)).map { _ in value(.int) })
                return RowExpression(.isIn(sub(.int), RowExpression(.literal(list), type: .list(.int))), type: .bool)
            default:
                let relation = pick([ComparisonOperator.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual])
                let pair: (DataType, DataType) = pick([
                    (.int, .int), (.float, .float), (.int, .float), (.float, .int), (.text, .text), (.bool, .bool),
                ])
                return RowExpression(.comparison(relation, sub(pair.0), sub(pair.1)), type: .bool)
            }
        case .int:
            if isRisky, below(3) == 0 {
                // Overflows where both are 4 or -4.
                let product = RowExpression(.arithmetic(.multiply, sub(.int), sub(.int)), type: .int)
                let large = RowExpression(.literal(.int(.max / 16 + 1)), type: .int)
                return RowExpression(.arithmetic(.multiply, product, large), type: .int)
            }
            switch below(5) {
            case 0: return conditional(.int, schema, depth)
            case 1: return RowExpression(.coalesce(sub(.int), sub(.int)), type: .int)
            case 2:
                let literal = RowExpression(.literal(.int(.max)), type: .int)
                let risky = RowExpression(.arithmetic(pick([.add, .multiply]), sub(.int), literal), type: .int)
                return RowExpression(.attempt(risky, otherwise: sub(.int)), type: .int)
            default: return RowExpression(.arithmetic(pick([.add, .subtract, .multiply]), sub(.int), sub(.int)), type: .int)
            }
        case .float:
            switch below(4) {
            case 0: return conditional(.float, schema, depth)
            case 1: return RowExpression(.widen(sub(.int)), type: .float)
            case 2: return RowExpression(.arithmetic(.divide, sub(.int), sub(.int)), type: .float)
            default:
                return RowExpression(
                    .arithmetic(pick([.add, .subtract, .multiply, .divide]), sub(.float), sub(.float)), type: .float)
            }
        default:
            if below(3) == 0 { return conditional(.text, schema, depth) }
            return RowExpression(.concatenation([sub(.text), sub(pick([.int, .text, .bool]))]), type: .text)
        }
    }

    private mutating func conditional(_ type: DataType, _ schema: Schema, _ depth: Int) -> RowExpression {
        let branches = (0...below(2)).map { _ in
            RowExpression.Branch(
                condition: expression(.bool, schema, depth: depth - 1), value: expression(type, schema, depth: depth - 1))
        }
        return RowExpression(.conditional(branches, otherwise: expression(type, schema, depth: depth - 1)), type: type)
    }

    // MARK: - Plans

    mutating func plan(steps: Int) -> Plan {
        self.steps(steps, over: Plan(table()))
    }

    mutating func steps(_ count: Int, over input: Plan) -> Plan {
        var plan = input
        for _ in 0..<count { plan = step(plan) }
        return plan
    }

    private mutating func fresh() -> String {
        names += 1
        return "n\(names)"
    }

    private mutating func keys(_ schema: Schema) -> [NamedExpression] {
        (0...below(2)).map { _ in NamedExpression(fresh(), expression(pick([.int, .text, .bool, .float]), schema, depth: 1)) }
    }

    private mutating func step(_ input: Plan) -> Plan {
        let schema = input.schema
        // Steps that leave columns or rows away stand at the end.
        switch needsAll ? below(11) : below(17) {
        case 0...2: return Plan(.filter(input, expression(.bool, schema, depth: 3)), schema: schema)
        case 3...5:
            var fields = schema.fields
            var columns: [NamedExpression] = []
            for _ in 0...below(3) {
                let type = pick([DataType.int, .float, .text, .bool])
                let name = below(3) == 0 && !fields.isEmpty && !needsAll ? pick(fields).name : fresh()
                let made: RowExpression =
                    below(6) == 0
                    ? RowExpression(.aggregate(.count, nil, by: keys(Schema(fields)).map(\.expression)), type: .int)
                    : expression(type, Schema(fields), depth: 3)
                columns.append(NamedExpression(name, made))
                let field = Field(name, made.type)
                if let place = fields.firstIndex(where: { $0.name == name }) {
                    fields[place] = field
                } else {
                    fields.append(field)
                }
            }
            return Plan(.derive(input, columns), schema: Schema(fields))
        case 11:
            let kept = schema.fields.filter { _ in below(3) > 0 }
            let columns =
                kept.map { NamedExpression($0.name, RowExpression(.column($0.name), type: $0.type)) }
                + [NamedExpression(fresh(), expression(.int, schema, depth: 2))]
            return Plan(.select(input, columns), schema: Schema(columns.map { Field($0.name, $0.expression.type) }))
        case 12, 13: return Plan(.slice(input, from: below(4), count: below(4) == 0 ? nil : below(20)), schema: schema)
        case 6: return Plan(.tail(input, below(20)), schema: schema)
        case 7:
            return Plan(.sort(input, keys(schema).map { SortKey($0.expression, isDescending: below(2) == 0) }), schema: schema)
        case 8: return Plan(.distinct(input, below(3) == 0 ? [] : keys(schema)), schema: schema)
        case 14:
            let by = below(4) == 0 ? [] : keys(schema)
            let argument = expression(.int, schema, depth: 1)
            let aggregates = [
                NamedExpression(fresh(), RowExpression(.aggregate(.count, nil, by: []), type: .int)),
                NamedExpression(
                    fresh(),
                    RowExpression(
                        .aggregate(pick([.first, .last, .min, .max]), expression(.text, schema, depth: 1), by: []), type: .text)),
                NamedExpression(fresh(), RowExpression(.aggregate(pick([.distinctCount]), argument, by: []), type: .int)),
                NamedExpression(
                    fresh(), RowExpression(.aggregate(.mean, RowExpression(.column("absent"), type: .int), by: []), type: .float)),
            ].dropLast()
            return Plan(
                .summarize(input, by: by, aggregates: Array(aggregates)),
                schema: Schema((by + aggregates).map { Field($0.name, $0.expression.type) }))
        case 9: return join(input)
        case 15:
            let list = RowExpression(
                .list([expression(.int, schema, depth: 1), expression(.int, schema, depth: 1)]), type: .list(.int))
            let none = RowExpression(.literal(.null), type: .list(.int))
            let some = RowExpression.Branch(condition: expression(.bool, schema, depth: 1), value: list)
            let name = fresh()
            let made = NamedExpression(name, RowExpression(.conditional([some], otherwise: none), type: .list(.int)))
            let derived = Plan(.derive(input, [made]), schema: Schema(schema.fields + [Field(name, .list(.int))]))
            return Plan(.explode(derived, name), schema: Schema(schema.fields + [Field(name, .int)]))
        default:
            // Another table, the same rows once more, or rows that were made in the same way.
            let same = below(2) == 0 ? input : Plan(input.node, schema: schema)
            let other = below(3) == 0 ? Plan(table()) : below(2) == 0 ? step(same) : same
            var fields = schema.fields
            for field in other.schema.fields {
                if let place = fields.firstIndex(where: { $0.name == field.name }) {
                    guard let type = fields[place].type.widened(with: field.type) else { return input }
                    fields[place] = Field(field.name, type)
                } else {
                    fields.append(field)
                }
            }
            return Plan(.union(below(2) == 0 ? [input, other] : [other, input]), schema: Schema(fields))
        }
    }

    private mutating func join(_ left: Plan) -> Plan {
        let right = below(3) == 0 ? step(Plan(table())) : below(2) == 0 ? Plan(left.node, schema: left.schema) : Plan(table())
        let kind = pick(needsAll ? [.inner, .left, .full] : Join.Kind.allCases)
        let type = pick([DataType.int, .int, .text, .float])
        let other: DataType = type == .int && below(2) == 0 ? .float : type
        let taken = right.schema.fields.prefix(needsAll ? .max : 2).map { (column: $0.name, name: fresh()) }
        let join = Join(
            kind: kind, left: [expression(type, left.schema, depth: 1)], right: [expression(other, right.schema, depth: 1)],
            taken: taken)
        let added = kind == .semi || kind == .anti ? [] : taken.map { Field($0.name, right.schema.type(of: $0.column) ?? .null) }
        return Plan(.join(left, right, join), schema: Schema(left.schema.fields + added))
    }
}
