import OctavoSource
package import OctavoTable

/// Makes a figure from rows: one file a kind does the work.
package struct FigureBuilder {
    let request: PlotRequest
    let table: Table
    let context: ExecutionContext

    /// `table` has a column for each role of the request, called as the role is. The request has no `problem`.
    package static func build(_ request: PlotRequest, _ table: Table, _ context: ExecutionContext) throws -> Figure {
        let builder = FigureBuilder(request: request, table: table, context: context)
        switch try builder.kind() {
        case .bar: return try builder.bar()
        case .line: return try builder.line()
        case .scatter: return try builder.scatter()
        case .histogram: return try builder.histogram()
        case .box: return try builder.box()
        case .heatmap: return try builder.heatmap()
        }
    }

    /// Numbers against numbers: a line where x only rises within each colour's rows, else points.
    private func kind() throws -> PlotKind {
        if let kind = request.typedKind { return kind }
        guard let x = try numbers(.x) else { return .scatter }
        let colors = try lineColors()
        var last = [Double](repeating: -.infinity, count: colors?.labels.count ?? 1)
        for (row, value) in x.values.enumerated() where !value.isNaN {
            let own = colors.map { Int($0.codes[row]) } ?? 0
            if value <= last[own] { return .scatter }
            last[own] = value
        }
        return .line
    }

    /// What may part rows into lines: text and the like, and few whole numbers; other numbers are shades.
    private func lineColors() throws -> CategoryColumn? {
        guard let type = request.color?.type, type.plotClass == .category || type == .int, let colors = try categories(.color)
        else { return nil }
        return type == .int && colors.labels.count > SeriesColumn.limit ? nil : colors
    }

    // MARK: - Columns

    func numbers(_ role: PlotRequest.Role) throws -> NumberColumn? {
        try context.cancellation.check()
        guard let column = request[role], let place = table.schema.index(of: role.rawValue) else { return nil }
        return NumberColumn(table, place, column)
    }

    /// The numbers of an axis; without those that a logarithmic one has no place for.
    func numbers(_ role: PlotRequest.Role, on scale: ScaleChoice) throws -> NumberColumn? {
        var column = try numbers(role)
        if scale == .log { column?.keepPositive() }
        return column
    }

    func categories(_ role: PlotRequest.Role) throws -> CategoryColumn? {
        try context.cancellation.check()
        guard let column = request[role], let place = table.schema.index(of: role.rawValue) else { return nil }
        return CategoryColumn(table, place, column)
    }

    func series() throws -> SeriesColumn? { try categories(.color).map { SeriesColumn($0) } }

    // MARK: - Words

    /// `n by hour and channel`, unless the request has a title of its own.
    func title(_ made: String, colored: Bool = true) -> String {
        if let title = request.title { return TextWidth.escaped(title) }
        guard colored, let color = request.color else { return made }
        return made + (made.contains(" by ") ? " and " : " by ") + TextWidth.escaped(color.name)
    }

    func name(_ column: PlotRequest.Column?) -> String { column.map { TextWidth.escaped($0.name) } ?? "" }

    /// What was left out, such as `3 nulls and 1 value that is not finite are not drawn`.
    static func leftOut(_ columns: [NumberColumn]) -> [String] {
        let nulls = columns.reduce(0) { $0 + $1.nullCount }
        let strange = columns.reduce(0) { $0 + $1.strangeCount }
        var parts: [String] = []
        if nulls > 0 { parts.append(Quantity.of(nulls, "null")) }
        if strange > 0 {
            let isTime = columns.contains { $0.strangeCount > 0 && $0.isTime }
            parts.append(
                Quantity.of(strange, "value")
                    + (isTime ? " outside the calendar" : " that \(strange == 1 ? "is" : "are") not finite"))
        }
        var notes: [String] = []
        if !parts.isEmpty {
            notes.append(parts.joined(separator: " and ") + (nulls + strange == 1 ? " is" : " are") + " not drawn")
        }
        let below = columns.reduce(0) { $0 + $1.belowLogCount }
        if below > 0 {
            notes.append(
                "\(Quantity.of(below, "value")) of zero or less \(below == 1 ? "has" : "have") no place on a logarithmic axis")
        }
        return notes
    }

    // MARK: - Scales

    static func ranged(_ values: some Sequence<Double>) -> (lower: Double, upper: Double)? {
        var (lower, upper) = (Double.infinity, -Double.infinity)
        for value in values {
            if value < lower { lower = value }
            if value > upper { upper = value }
        }
        return lower <= upper ? (lower, upper) : nil
    }

    /// The axis for a column of numbers or times that are laid out by their value; `isLoose` lengthens it to round numbers.
    static func scale(
        _ column: NumberColumn, _ range: (lower: Double, upper: Double)?, isLoose: Bool, margin: Double = 0,
        finest: CalendarStep? = nil
    ) -> Scale {
        let (lower, upper) = range ?? (column.isTime ? (0, 86_400_000_000) : (0, 1))
        let room = (upper - lower) * margin
        if column.isTime {
            return .time(TimeScale(lower - room, upper + room, isDate: column.type == .date, finest: finest))
        }
        return .linear(LinearScale(lower - room, upper + room, isInteger: column.isInteger, isLoose: isLoose))
    }
}
