package import OctavoSource
import Synchronization

/// What is to be done to rows, as data: a tree of steps whose leaves are tables and scans. Nothing runs when one is made.
///
/// A class because a plan is shared by every value that builds on it and keeps its complete result once it has one.
package final class Plan: Sendable {
    package indirect enum Node: Sendable {
        case table(Table)
        case scan(Scan)
        /// Keeps the rows where the expression is true.
        case filter(Plan, RowExpression)
        /// Adds or replaces columns, left to right; later ones see earlier ones; a replaced column keeps its place.
        case derive(Plan, [NamedExpression])
        /// Exactly these columns, each seeing only the input.
        case select(Plan, [NamedExpression])
        /// Rows `range` by position; a missing upper bound is the end.
        case slice(Plan, from: Int, count: Int?)
        case tail(Plan, Int)
        /// `count` rows chosen by seed, in row order.
        case sample(Plan, count: Int, seed: UInt64)
        /// Stable.
        case sort(Plan, [SortKey])
        /// The first row of each distinct key; no key means the whole row.
        case distinct(Plan, [NamedExpression])
        /// One row a group in order of first appearance; no key gives exactly one row.
        case summarize(Plan, by: [NamedExpression], aggregates: [NamedExpression])
        case join(Plan, Plan, Join)
        /// By column name; a column that an input lacks is null there.
        case union([Plan])
        /// One row an item of a list column, the list's own rows' order; empty lists and nulls give one row with null.
        case explode(Plan, String)
        /// A step with code of its own that goes over the rows once.
        case pass(Plan, RowPass)
        /// A step with code of its own over whole tables, such as `pivot`. `name` shows in plans.
        case wholeTable(name: String, inputs: [Plan], run: @Sendable ([Table], ExecutionContext) throws -> Table)
    }

    package let node: Node
    package let schema: Schema
    /// The call that made this step: what an error in it underlines.
    package let origin: SourceRange?
    private let kept = Mutex<Kept?>(nil)
    private let run = Mutex<[PlanStep]?>(nil)

    private struct Kept {
        let table: Table
        /// The budget's bytes that it takes, as long as it is kept.
        let counted: Reservation?
    }

    package init(_ node: Node, schema: Schema, origin: SourceRange? = nil) {
        self.node = node
        self.schema = schema
        self.origin = origin
    }

    package convenience init(_ table: Table) { self.init(.table(table), schema: table.schema) }

    /// The complete result, once a run has made it.
    package var result: Table? {
        if case .table(let table) = node { return table }
        return kept.withLock { $0?.table }
    }

    /// The same plan without results.
    var fresh: Plan {
        var known: [ObjectIdentifier: Plan] = [:]
        func copy(_ plan: Plan) -> Plan {
            if plan.inputs.isEmpty { return Plan(plan.node, schema: plan.schema, origin: plan.origin) }
            let id = ObjectIdentifier(plan)
            if let known = known[id] { return known }
            let made = plan.replacingInputs(plan.inputs.map(copy))
            known[id] = made
            return made
        }
        return copy(self)
    }

    package func keep(_ table: Table, counted: Reservation? = nil) {
        kept.withLock { $0 = Kept(table: table, counted: counted) }
    }

    /// What the steps of its last run gave and took, where that was measured.
    package var lastRun: [PlanStep]? { run.withLock { $0 } }

    package func note(_ steps: [PlanStep]) { run.withLock { $0 = steps } }
}

/// A new column's name and value.
package struct NamedExpression: Sendable {
    package let name: String
    package let expression: RowExpression

    package init(_ name: String, _ expression: RowExpression) {
        self.name = name
        self.expression = expression
    }
}

package struct SortKey: Sendable {
    package let expression: RowExpression
    package let isDescending: Bool

    package init(_ expression: RowExpression, isDescending: Bool = false) {
        self.expression = expression
        self.isDescending = isDescending
    }
}

package struct Join: Sendable {
    package enum Kind: String, CaseIterable, Sendable { case inner, left, full, semi, anti }

    package let kind: Kind
    /// Pairs of key expressions, each over its own side; null keys match nothing.
    package let left: [RowExpression]
    package let right: [RowExpression]
    /// The right side's columns that the result takes, with their names there.
    package let taken: [(column: String, name: String)]
    /// For a full join: the left columns that hold the key, filled from the right where the left has no row.
    package let filled: [(column: String, from: String)]
    /// An error when a left row meets more than one right row.
    package let expectsOne: Bool

    package init(
        kind: Kind, left: [RowExpression], right: [RowExpression], taken: [(column: String, name: String)],
        filled: [(column: String, from: String)] = [], expectsOne: Bool = false
    ) {
        self.kind = kind
        self.left = left
        self.right = right
        self.taken = taken
        self.filled = filled
        self.expectsOne = expectsOne
    }
}
