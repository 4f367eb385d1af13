import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoVerbs
import Synchronization
import Testing

/// Every loop that a function of the catalogue declares must give what the function gives value by value: the same values and
/// nulls, the same failing rows, the same first failure.
@Suite struct ColumnLoopTests {
    private static let types: [DataType] = [
        .bool, .int, .float, .text, .time, .date, .duration, .list(.int),
    ]

    private static func values(_ type: DataType) -> [Datum] {
        switch type {
        case .bool: [true, false].map { .bool($0) }
        case .int: [3, -2, 0, 1, 255, .max, .min].map { .int($0) }
        case .float: [2.5, -1.005, .nan, -0.0, 3, 1e300, -.infinity, 0.3].map { .float($0) }
        case .time: [0, -1, 1_769_853_600_123_456, 4_102_444_800_000_000].map { .time($0) }
        case .date: [0, -1, 20_484, 9_000_000].map { .date($0) }
        case .duration: [0, -5, 90_000_000, .min].map { .duration($0) }
        case .list: [.list([.int(1), .null]), .list([]), .list([.int(7)])]
        default:
            [
                "", "a", " Ab1 ", "Zürich straße", "12", "-3.5e2", "yes", "2026-01-31", "2026-01-31T10:00:05.25+02:00", "日本 語",
                "aXbXc", "9223372036854775808",
            ].map { .text($0) }
        }
    }

    /// Constants for parameters that take them: patterns, places, units, bounds.
    private static let constants: [Datum] = [
        .text("b"), .text(#"(\d)+"#), .text("hour"), .text("%Y"), .text("$0-"), .text(""), .int(0), .int(-1), .int(2),
        .float(2.5),
        .time(0), .date(3), .null,
    ]

    /// A column of this type: row `i` is null where bit `i` of the pattern is set.
    private static func column(_ type: DataType, _ length: Int, _ pattern: Int, _ storage: String, shift: Int) -> Column {
        let pool = values(type)
        let own = (0..<length).map { pattern >> $0 & 1 == 1 ? Datum.null : pool[($0 + shift) % pool.count] }
        // Other rows around a slice, so that a wrong offset shows.
        let all = storage.contains("slice") ? [pool[1], .null, pool[0]] + own + [pool[1], .null] : own
        var column = Column(type, all)
        if storage.contains("coded"), type == .text {
            let codes = all.map { value in Int32(pool.firstIndex(of: value).map { $0 + 1 } ?? 0) }
            let distinct = ["unused"] + pool.map { DatumText.plain($0) }
            column = Column(
                type: .text, count: all.count, validity: Bitmap(all.map { !$0.isNull }),
                storage: .dictionary(codes: Buffer(codes), values: TextBuffer(distinct)))
        }
        return storage.contains("slice") ? column.slice(3..<3 + length) : column
    }

    /// A call to resolve expressions in.
    private static let call: Call? = {
        let lent = Mutex<Call?>(nil)
        let probe = Verb("probe", .control, "Lends its call.", returns: .null, checking: .runsBody, examples: []) { call in
            lent.withLock { $0 = call }
            return .null
        }
        let catalog = Catalog(Catalog.standard.verbs + [probe])
        _ = try? Program.run(
            Harness.parse("probe()"), in: Environment(), catalog: catalog, capabilities: Harness.capabilities,
            context: Harness.context
        ) { _ in }
        return lent.withLock { $0 }
    }()

    private struct Outcome: Equatable {
        var rows: [Datum] = []
        var failed: [Int] = []
        var first: String?
    }

    private static func outcome(_ body: @escaping ScalarFunction.Body, _ columns: [Column], _ count: Int) throws -> Outcome {
        var outcome = Outcome()
        var failures = RowFailures(isCollecting: true)
        let result = try body(columns, count, &failures)
        outcome.failed = Array(Set(failures.rows)).sorted()
        outcome.rows = (0..<count).map { outcome.failed.contains($0) ? .null : result[$0] }
        var single = RowFailures(isCollecting: false)
        do {
            _ = try body(columns, count, &single)
        } catch let failure as RowFailure {
            outcome.first = "\(failure.row): \(failure.diagnostic.code) \(failure.diagnostic.message)"
        }
        return outcome
    }

    /// Every choice of arguments for a function: a column of each type, or a constant; some left out.
    private static func choices(_ verb: Verb) -> [[ColumnCall.Argument?]] {
        let columns = types.map { ColumnCall.Argument?.some(.column($0)) }
        let constant = constants.map { ColumnCall.Argument?.some(.constant($0)) }
        var all: [[ColumnCall.Argument?]] = columns.map { [$0] } + [[.constant(.text("a"))], [.constant(.int(2))]]
        for parameter in verb.parameters.dropFirst() {
            let mayMiss: [ColumnCall.Argument?] = parameter.isRest || parameter.defaultText != nil ? [nil] : []
            let next = constant + mayMiss + (parameter.isRest || verb.parameters.count <= 2 ? columns : [])
            all = all.flatMap { begun in next.map { begun + [$0] } }
        }
        return all
    }

    @Test(arguments: Catalog.standard.verbs.filter { !$0.loops.isEmpty }.map(\.name))
    func everyLoopGivesWhatItsFunctionGives(name: String) throws {
        let verb = try #require(Catalog.standard[name])
        let context = try #require(Self.call)
        let place = context.range
        var used = Set<Int>()
        for arguments in Self.choices(verb) {
            var fields: [Field] = []
            var bound: [BoundArguments.Argument?] = []
            for argument in arguments {
                switch argument {
                case .column(let type)?:
                    let name = "c\(fields.count)"
                    fields.append(Field(name, type))
                    bound.append(.init(value: .expression(ColumnExpression(.column(name), place)), range: place))
                case .constant(let value)?: bound.append(.init(value: Value(value), range: place))
                case nil: bound.append(nil)
                }
            }
            if fields.isEmpty { continue }
            let isRest = verb.parameters.last?.isRest ?? false
            let call =
                isRest
                ? BoundArguments(single: Array(bound.dropLast()) + [nil], rest: bound.suffix(1).compactMap { $0 })
                : BoundArguments(single: bound)
            let resolver = ExpressionResolver(schema: Schema(fields), in: context)
            // What the function does not take is told when it is resolved.
            guard let expression = try? resolver.resolve(ColumnExpression(.call(verb, call), place)),
                case .function(let function, let inputs) = expression.kind, let byRow = function.byRow
            else { continue }
            let given = arguments.filter { !isRest || $0 != nil }
            let loops = verb.loops.indices.filter {
                (try? verb.loops[$0].bind(ColumnCall(given, result: expression.type))) ?? nil != nil
            }
            used.formUnion(loops.prefix(1))
            for storage in ["plain", "sliced", "coded", "coded slice"] {
                for length in 0...9 {
                    let last = (1 << length) - 1
                    for pattern in length <= 3 ? Array(0...last) : [0, last] + Array(stride(from: 1, to: last, by: 53)) {
                        let columns = fields.enumerated().map {
                            Self.column($1.type, length, $0 == 0 ? pattern : pattern * 37 & last, storage, shift: length + $0)
                        }
                        let wanted = try Self.outcome(byRow, columns, length)
                        let found = try Self.outcome(function.body, columns, length)
                        #expect(function.mayFail || wanted.failed.isEmpty, "`\(name)` is said not to fail")
                        guard found != wanted else { continue }
                        Issue.record("\(PlanText.expression(expression)), \(arguments), \(storage): \(found), wanted \(wanted)")
                        return
                    }
                }
            }
            #expect(inputs.count == fields.count)
        }
        #expect(used == Set(verb.loops.indices), "loops of `\(name)` that no call reaches")
    }
}
