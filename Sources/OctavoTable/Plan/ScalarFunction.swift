package import OctavoSource

/// A function from columns to a column of the same length, row by row independent.
///
/// A class because plans compare functions by identity.
package final class ScalarFunction: Sendable {
    package typealias Body = @Sendable (_ arguments: [Column], _ count: Int, _ failures: inout RowFailures) throws -> Column

    package let name: String
    /// Called with columns of the argument types it was resolved for; must give `count` rows of the expression's type.
    package let body: Body
    /// Whether some row can fail: one that cannot may run before filters and inside the readers.
    package let mayFail: Bool
    /// The same function value by value, where `body` is a loop of its own: what that must agree with.
    package let byRow: Body?
    /// Which arguments are constants; `nil` where one is no plain value. Functions of one name and call are the same.
    package let call: ColumnCall?

    package init(
        _ name: String, mayFail: Bool = true, call: ColumnCall? = nil, byRow: Body? = nil, _ body: @escaping Body
    ) {
        self.name = name
        self.body = body
        self.mayFail = mayFail
        self.call = call
        self.byRow = byRow
    }

    /// The same function with a loop over whole columns.
    package func running(_ loop: ColumnLoop.Bound) -> ScalarFunction {
        ScalarFunction(name, mayFail: loop.mayFail, call: call, byRow: body, loop.body)
    }

    /// A function of single values. A null first argument gives null without a call; a thrown `Diagnostic` is the row's error.
    package static func perRow(
        _ name: String, type: DataType, nullGivesNull: Bool = true, call known: ColumnCall? = nil,
        _ call: @escaping @Sendable ([Datum]) throws -> Datum
    ) -> ScalarFunction {
        ScalarFunction(name, call: known) { arguments, count, failures in
            var builder = ColumnBuilder(type)
            for row in 0..<count {
                let values = arguments.map { $0[row] }
                if nullGivesNull, let first = values.first, first.isNull {
                    builder.append(.null)
                    continue
                }
                do {
                    builder.append(try call(values))
                } catch let diagnostic as Diagnostic {
                    try failures.record(row: row, diagnostic)
                    builder.append(.null)
                }
            }
            return builder.finish()
        }
    }
}

/// Collects what is to be told of one chunk's evaluation: the rows that failed, and what was changed.
package struct RowFailures: Sendable {
    /// Inside `try … else` failures are kept and the other branch fills them; elsewhere the first one ends the run.
    package let isCollecting: Bool
    /// The chunk's failed rows, ascending and unique after `sorted`.
    package private(set) var rows: [Int] = []
    /// Where a function notes what it changed; `nil` in an ordinary run, which nobody asks.
    package let tally: StepTally?

    package init(isCollecting: Bool, tally: StepTally? = nil) {
        self.isCollecting = isCollecting
        self.tally = tally
    }

    /// For an evaluation inside this one.
    func inner(isCollecting: Bool? = nil) -> RowFailures {
        RowFailures(isCollecting: isCollecting ?? self.isCollecting, tally: tally)
    }

    /// Notes that `row` of the current chunk failed; throws a `RowFailure` unless failures are being collected.
    package mutating func record(row: Int, _ diagnostic: Diagnostic) throws {
        guard isCollecting else { throw RowFailure(row: row, diagnostic: diagnostic) }
        rows.append(row)
    }
}

/// One row's error on its way up; the executor turns the row's place in its chunk into the row's number and file and line.
package struct RowFailure: Error {
    package var row: Int
    package var diagnostic: Diagnostic

    package init(row: Int, diagnostic: Diagnostic) {
        self.row = row
        self.diagnostic = diagnostic
    }
}
