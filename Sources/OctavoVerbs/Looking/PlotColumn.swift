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
        change(&request)
        if let problem = request.problem {
            let place = problem.role.flatMap { columns[$0]?.expression.range } ?? range
            throw Diagnostic(problem.code, problem.message, at: place, help: problem.help)
        }
        let schema = Schema(named.map { Field($0.name, $0.expression.type) })
        return .object(PlotValue(request: request, plan: step(.select(table, named), schema)))
    }
}
