import OctavoLanguage
import OctavoSource
import OctavoTable

/// The one pass over the rows: counts the rows that meet each condition, keeps the first that do not, and gathers the columns
/// that conditions over groups need.
struct ExpectationPass {
    /// One row that does not meet a condition.
    struct Offender {
        let place: RowPlace
        /// The row alone, with the columns of `watched`.
        let row: Chunk
    }

    let expectations: TableExpectations
    let context: ExecutionContext
    /// The table's rows with the answers and what groups need beside them, in columns whose names no user has.
    private(set) var watched: Plan
    /// For each condition over rows the same condition with its aggregates as columns of `watched`.
    private var rowConditions: [Int: RowExpression] = [:]
    /// For each condition over groups the same over columns of `gathered`.
    private(set) var groupConditions: [Int: RowExpression] = [:]
    private var gatheredNames: [String] = []
    /// Whether the pass computes whole rows, so that they can be kept for whoever uses the table next.
    private let keepsRows: Bool

    private(set) var count = 0
    private(set) var met: [Int: Int] = [:]
    private(set) var offenders: [Int: [Offender]] = [:]
    /// Columns for the conditions over groups, with the row's number where keys must be distinct.
    private(set) var gathered = Table(schema: Schema([]), chunks: [])
    /// Where the rows of each piece came from.
    private var places: [Chunk] = []
    /// For each key that must be distinct and is one whole number: whether it rises from row to row, as most do.
    private(set) var rising: [Int: RisingKey] = [:]

    init(_ expectations: TableExpectations) {
        self.expectations = expectations
        context = expectations.call.evaluation.context
        let plan = expectations.plan
        // Rows that steps have made are worth keeping; those of a file or a finished table are read again for little.
        keepsRows = plan.result == nil && !plan.inputs.isEmpty
        var aggregates: [NamedExpression] = []
        var answers: [NamedExpression] = []
        var groups: [NamedExpression] = []
        var evidence: Set<String> = []
        for (place, form) in expectations.forms.enumerated() {
            switch form {
            case .rows(let expression, let schema):
                let condition = Self.lifted(expression, into: &aggregates)
                rowConditions[place] = condition
                answers.append(NamedExpression(Self.name("r", place), condition))
                evidence.formUnion(expression.columnsRead(plan.schema))
                if let schema { evidence.formUnion(schema.value.columnsRead(plan.schema)) }
            case .groups(let keys, let expression):
                Self.add(keys, place, to: &groups)
                groupConditions[place] = Self.regrouped(expression, keys, place, into: &groups)
            case .distinct(let keys):
                Self.add(keys, place, to: &groups)
                if keys.count == 1 { rising[place] = RisingKey() }
            }
        }
        gatheredNames = groups.map(\.name)
        var base = plan
        if !aggregates.isEmpty { base = Self.derived(base, aggregates) }
        if keepsRows {
            watched = Self.derived(base, answers + groups)
        } else {
            let own = plan.schema.fields.filter { evidence.contains($0.name) }
            let kept = (own.map { ($0.name, $0.type) } + aggregates.map { ($0.name, $0.expression.type) }).map {
                NamedExpression($0.0, RowExpression(.column($0.0), type: $0.1))
            }
            let columns = kept + answers + groups
            watched = Plan(
                .select(base, columns), schema: Schema(columns.map { Field($0.name, $0.expression.type) }), origin: plan.origin)
        }
    }

    /// Reads the rows once.
    mutating func read() throws {
        let schema = watched.schema
        let answers = rowConditions.keys.sorted().map { (place: $0, column: schema.index(of: Self.name("r", $0)) ?? 0) }
        let needsRows = expectations.forms.contains { if case .distinct = $0 { true } else { false } }
        let hasGroups = expectations.forms.contains { if case .rows = $0 { false } else { true } }
        let columns = gatheredNames.compactMap { schema.index(of: $0) }
        let keys = rising.keys.sorted().map { (place: $0, column: schema.index(of: Self.name("k", $0)) ?? 0) }
        let width = expectations.plan.schema.count
        var kept: [Chunk]? = keepsRows ? [] : nil
        var keptBytes = 0
        var groups: [Chunk] = []
        var groupBytes = 0
        for answer in answers { (met[answer.place], offenders[answer.place]) = (0, []) }
        try Executor.stream(watched, context) { chunk in
            for answer in answers { note(chunk, answer.column, answer.place) }
            for key in keys { rising[key.place]?.note(chunk.columns[key.column]) }
            if hasGroups {
                var own = columns.map { chunk.columns[$0] }
                if needsRows {
                    let numbers = Buffer((0..<chunk.count).map { Int64(count + $0) })
                    own.append(Column(type: .int, count: chunk.count, storage: .integers(numbers)))
                    places.append(Chunk(count: chunk.count, columns: [], firstRow: chunk.firstRow, place: chunk.place))
                }
                let piece = Chunk(count: chunk.count, columns: own)
                groupBytes += piece.byteCount
                guard groupBytes <= context.memoryLimit else {
                    throw Diagnostic(
                        "budget", "cannot hold the columns that the conditions need: they take more than the memory budget",
                        at: expectations.call.range, help: ["filter rows first, or raise the budget"])
                }
                groups.append(piece)
            }
            if kept != nil {
                let piece = Chunk(
                    count: chunk.count, columns: Array(chunk.columns.prefix(width)), firstRow: chunk.firstRow, place: chunk.place)
                keptBytes += piece.byteCount
                // Half of the budget, so that what comes after has room; larger tables are made again when they are used.
                if keptBytes <= context.memoryLimit / 2 { kept?.append(piece) } else { kept = nil }
            }
            count += chunk.count
            return true
        }
        if let kept { expectations.plan.keep(Table(schema: expectations.plan.schema, chunks: kept)) }
        var fields = gatheredNames.map { name in Field(name, schema.type(of: name) ?? .null) }
        if needsRows { fields.append(Field(Self.rowName, .int)) }
        gathered = Table(schema: Schema(fields), chunks: groups)
    }

    /// Counts the rows of a piece that meet a condition and keeps the first that do not.
    private mutating func note(_ chunk: Chunk, _ column: Int, _ place: Int) {
        let holds = chunk.columns[column].truth
        let number = holds.setCount
        met[place, default: 0] += number
        guard number < chunk.count, offenders[place, default: []].count < TableExpectations.shown else { return }
        for row in 0..<chunk.count where !holds[row] {
            let known = chunk.rowPlace(row) ?? RowPlace(row: count + row)
            offenders[place, default: []].append(Offender(place: known, row: chunk.slice(row..<row + 1)))
            if offenders[place, default: []].count == TableExpectations.shown { return }
        }
    }

    /// Where row `number` of the table came from.
    func place(ofRow number: Int) -> RowPlace {
        var rest = number
        for piece in places {
            if rest < piece.count { return piece.rowPlace(rest) ?? RowPlace(row: number) }
            rest -= piece.count
        }
        return RowPlace(row: number)
    }

    func condition(_ place: Int) -> RowExpression? { rowConditions[place] }

    // MARK: - Hidden columns

    static func name(_ kind: Character, _ place: Int, _ index: Int = 0) -> String {
        "\(ExpressionParts.hiddenMark)\(kind)\(place).\(index)"
    }

    static let rowName = ExpressionParts.hiddenMark + "row"

    private static func add(_ keys: [RowExpression], _ place: Int, to groups: inout [NamedExpression]) {
        for (index, key) in keys.enumerated() { groups.append(NamedExpression(name("k", place, index), key)) }
    }

    /// Aggregates and windows of a condition over rows as columns of their own, so that their values can be told.
    private static func lifted(_ expression: RowExpression, into aggregates: inout [NamedExpression]) -> RowExpression {
        switch expression.kind {
        case .aggregate, .window:
            let name = "\(ExpressionParts.hiddenMark)a\(aggregates.count)"
            aggregates.append(NamedExpression(name, expression))
            return RowExpression(.column(name), type: expression.type, origin: expression.origin)
        default:
            guard expression.needsWholeInput else { return expression }
            return expression.replacingChildren { lifted($0, into: &aggregates) }
        }
    }

    /// A condition over groups with the arguments of its aggregates, and its keys, as columns.
    private static func regrouped(
        _ expression: RowExpression, _ keys: [RowExpression], _ place: Int, into groups: inout [NamedExpression]
    ) -> RowExpression {
        switch expression.kind {
        case .aggregate(let aggregate, let argument, _):
            guard let argument else {
                return RowExpression(.aggregate(aggregate, nil, by: []), type: expression.type, origin: expression.origin)
            }
            let name = name("g", place, groups.count)
            groups.append(NamedExpression(name, argument))
            let column = RowExpression(.column(name), type: argument.type, origin: argument.origin)
            return RowExpression(.aggregate(aggregate, column, by: []), type: expression.type, origin: expression.origin)
        case .column(let own):
            guard let index = keys.firstIndex(where: { if case .column(own) = $0.kind { true } else { false } }) else {
                return expression
            }
            return RowExpression(.column(name("k", place, index)), type: expression.type, origin: expression.origin)
        default: return expression.replacingChildren { regrouped($0, keys, place, into: &groups) }
        }
    }

    private static func derived(_ plan: Plan, _ columns: [NamedExpression]) -> Plan {
        if columns.isEmpty { return plan }
        let fields = plan.schema.fields + columns.map { Field($0.name, $0.expression.type) }
        return Plan(.derive(plan, columns), schema: Schema(fields), origin: plan.origin)
    }
}
