import OctavoSource

/// A condition on its way down a plan, with the step that it was written in.
struct MovingFilter {
    var condition: RowExpression
    let origin: SourceRange?
}

/// What the steps above want of a step.
struct Demand {
    /// `nil` wants every column.
    var columns: Set<String>?
    /// Rows must pass all of these, tried in this order.
    var filters: [MovingFilter] = []
    /// No more rows than these, after the filters.
    var limit: Int?
    /// Whether somebody above may stop asking before the last row.
    var mayStop = false

    /// The columns that must come out before the filters are applied.
    func read(_ schema: Schema) -> Set<String>? {
        columns.map { filters.reduce(into: $0) { $0.formUnion($1.condition.columnsRead(schema)) } }
    }

    /// The same for a step whose rows are all needed, whatever is asked of what it makes of them.
    func below(columns: Set<String>?, filters: [MovingFilter] = []) -> Demand { Demand(columns: columns, filters: filters) }

    /// The same for a step that gives its rows as it gets them. Its limit is passed on where every row below gives one at least.
    func streaming(columns: Set<String>?, filters: [MovingFilter], limited: Bool) -> Demand {
        Demand(columns: columns, filters: filters, limit: limited ? limit : nil, mayStop: mayStop)
    }

    /// Filters that can run below a step, and those that stay above it. `isSafe` says that the step cannot fail: otherwise a filter
    /// below it would hide what fails on a row that it drops. One that may fail moves only where the step `keepsRows`, each in
    /// its place, and never past a filter that stays, since that one may guard it; nor does any move past one that may fail.
    func split(
        isSafe: Bool, keepsRows: Bool = false, _ moves: (RowExpression) -> Bool
    ) -> (below: [MovingFilter], above: [MovingFilter]) {
        guard isSafe else { return ([], filters) }
        var below: [MovingFilter] = []
        var above: [MovingFilter] = []
        for filter in filters {
            let condition = filter.condition
            let isFree = condition.mayFail ? keepsRows && above.isEmpty : !above.contains { $0.condition.mayFail }
            if isFree, moves(condition) { below.append(filter) } else { above.append(filter) }
        }
        return (below, above)
    }
}
