import OctavoLanguage
import OctavoPlot
import OctavoSource
import OctavoTable

/// What is drawn along an axis: a column or an expression over columns.
struct PlotColumn: ArgumentType {
    let expression: ColumnExpression
    static var expects: Expectation { .expression }

    static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> PlotColumn {
        switch argument.value {
        case .expression(let expression): return PlotColumn(expression: expression)
        // Says how a column is written.
        case .text: _ = try ColumnReference.decode(argument, in: call, parameter: parameter)
        default: break
        }
        throw mismatch(argument.value, argument.range, call, parameter)
    }

    /// The column's own name, or what was written on one line.
    var name: String {
        if let name = expression.naturalName { return name }
        let written = expression.range.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return TextWidth.fit(written, 60)
    }
}

extension Call {
    /// A plot of these columns; their types are checked before a row is touched.
    func plot(_ table: Plan, _ columns: [PlotRequest.Role: PlotColumn], _ change: (inout PlotRequest) -> Void) throws -> Value {
        var request = PlotRequest()
        var named: [NamedExpression] = []
        for role in PlotRequest.Role.allCases {
            guard let column = columns[role] else { continue }
            let expression = try resolve(column.expression, over: table.schema)
            named.append(NamedExpression(role.rawValue, expression))
            request[role] = PlotRequest.Column(column.name, expression.type)
        }
        var (table, title) = (table, String?.none)
        if case .list(let series)? = named.first(where: { $0.name == PlotRequest.Role.y.rawValue })?.expression.kind,
            request.color == nil, series.count > 1, series.allSatisfy(\.isNumber)
        {
            (table, named) = try PlotSeries(series, self).spread(named, over: table)
            for column in named {
                guard let role = PlotRequest.Role(rawValue: column.name), role != .x else { continue }
                request[role] = PlotRequest.Column(role == .y ? PlotSeries.name(series) : "column", column.expression.type)
            }
            title = request.x.map { "\(PlotSeries.name(series)) by \($0.name)" }
        }
        change(&request)
        request.title = request.title ?? title
        if let problem = request.problem {
            let place = problem.role.flatMap { columns[$0]?.expression.range } ?? range
            throw Diagnostic(problem.code, problem.message, at: place, help: problem.help)
        }
        let schema = Schema(named.map { Field($0.name, $0.expression.type) })
        return .object(PlotValue(request: request, plan: step(.select(table, named), schema)))
    }
}

/// Several columns of numbers along y, each a series of its own: `y: [.loss, .validation_loss]`.
private struct PlotSeries {
    private let series: [RowExpression]
    private let call: Call

    init(_ series: [RowExpression], _ call: Call) {
        self.series = series
        self.call = call
    }

    /// What is written along the axis.
    static func name(_ series: [RowExpression]) -> String {
        TextWidth.fit(series.map(\.seriesName).joined(separator: ", "), 60)
    }

    /// The table with a row for each series, and the columns that are drawn of it.
    func spread(_ named: [NamedExpression], over table: Plan) throws -> (Plan, [NamedExpression]) {
        let (y, color) = (PlotRequest.Role.y.rawValue, PlotRequest.Role.color.rawValue)
        let pair = DataType.record([Field(y, .float), Field(color, .text)])
        let pairs = series.map { series -> RowExpression in
            let value = series.type == .float ? series : RowExpression(.widen(series), type: .float, origin: call.range)
            let name = RowExpression(.literal(.text(series.seriesName)), type: .text)
            return RowExpression(.record([(name: y, value: value), (name: color, value: name)]), type: pair)
        }
        // No column of a user's has a name with a null character.
        let hidden = "\u{0}pair"
        let x = named.filter { $0.name == PlotRequest.Role.x.rawValue }
        let listed = x + [NamedExpression(hidden, RowExpression(.list(pairs), type: .list(pair), origin: call.range))]
        let rows = call.step(.select(table, listed), Schema(listed.map { Field($0.name, $0.expression.type) }))
        let kept = x.map { Field($0.name, $0.expression.type) }
        let exploded = call.step(.explode(rows, hidden), Schema(kept + [Field(hidden, pair)]))
        let item = RowExpression(.column(hidden), type: pair, origin: call.range)
        return (
            exploded,
            kept.map { NamedExpression($0.name, RowExpression(.column($0.name), type: $0.type, origin: call.range)) } + [
                NamedExpression(y, RowExpression(.field(item, y), type: .float, origin: call.range)),
                NamedExpression(color, RowExpression(.field(item, color), type: .text, origin: call.range)),
            ]
        )
    }
}

extension RowExpression {
    fileprivate var isNumber: Bool { type == .int || type == .float }

    /// The column's name, or what was written.
    fileprivate var seriesName: String {
        switch kind {
        case .column(let name): name
        case .widen(let operand): operand.seriesName
        default: origin?.text ?? ""
        }
    }
}
