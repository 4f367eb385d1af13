package import OctavoSource
package import OctavoSyntax
package import OctavoTable

/// A column expression as a value: what to compute from a row, before the row's columns are known.
package final class ColumnExpression: Sendable {
    package indirect enum Kind: Sendable {
        case row
        case column(String)
        /// A lambda's parameter while its body is turned into an expression.
        case element(ElementID)
        /// A value from outside the row.
        case value(Value)
        case negate(ColumnExpression)
        case not(ColumnExpression)
        /// `sign` is the operator's own place.
        case binary(BinaryOperatorSyntax, sign: SourceRange, ColumnExpression, ColumnExpression)
        case conditional([(condition: ColumnExpression, value: ColumnExpression)], otherwise: ColumnExpression)
        case attempt(ColumnExpression, otherwise: ColumnExpression)
        case concatenation([ColumnExpression])
        case member(ColumnExpression, String)
        case list([ColumnExpression])
        case record([(name: String, value: ColumnExpression)])
        /// A catalogue function over column expressions.
        case call(Verb, BoundArguments)
        /// The body of a lambda given to a list function.
        case lambda([ElementID], ColumnExpression)
        /// `desc(e)`: only `sort` and `rank` read it.
        case descending(ColumnExpression)
    }

    package let kind: Kind
    /// What was written, for messages.
    package let range: SourceRange
    /// Levels of expressions, itself among them.
    let height: Int

    /// As high as what can be written; functions and `fold` could build any number of levels.
    static let maximumHeight = 500

    static func tooHigh(_ limit: Int) -> Diagnostic {
        Diagnostic(
            "too-deep", "more than \(limit) operators and calls build on each other here",
            help: ["compute a part of it first, e.g. `derive(part: …)`"])
    }

    package init(_ kind: Kind, _ range: SourceRange) {
        self.kind = kind
        self.range = range
        height = 1 + kind.childHeight
    }

    /// Whether a part of it failed its check.
    package var holdsFailure: Bool {
        switch kind {
        case .row, .column, .element: false
        case .value(let value): value.holdsFailure
        case .negate(let one), .not(let one), .member(let one, _), .lambda(_, let one), .descending(let one): one.holdsFailure
        case .binary(_, sign: _, let one, let two), .attempt(let one, otherwise: let two): one.holdsFailure || two.holdsFailure
        case .conditional(let choices, let otherwise):
            otherwise.holdsFailure || choices.contains { $0.condition.holdsFailure || $0.value.holdsFailure }
        case .concatenation(let parts), .list(let parts): parts.contains(where: \.holdsFailure)
        case .record(let fields): fields.contains(where: \.value.holdsFailure)
        case .call(_, let arguments): arguments.holdsFailure
        }
    }

    /// The column's name when the expression is a plain `.name`.
    package var columnName: String? { if case .column(let name) = kind { name } else { nil } }

    /// The name that a result takes when none is given: that of the column, or of the last member.
    package var naturalName: String? {
        switch kind {
        case .column(let name): name
        case .member(_, let name): name
        case .descending(let inner): inner.naturalName
        default: nil
        }
    }
}

extension ColumnExpression.Kind {
    /// The height of the highest expression that this one is made of.
    fileprivate var childHeight: Int {
        switch self {
        case .row, .column, .element, .value: 0
        case .negate(let one), .not(let one), .member(let one, _), .lambda(_, let one), .descending(let one): one.height
        case .binary(_, sign: _, let one, let two), .attempt(let one, otherwise: let two): max(one.height, two.height)
        case .conditional(let choices, let otherwise):
            choices.reduce(otherwise.height) { max($0, $1.condition.height, $1.value.height) }
        case .concatenation(let parts), .list(let parts): parts.reduce(0) { max($0, $1.height) }
        case .record(let fields): fields.reduce(0) { max($0, $1.value.height) }
        case .call(_, let arguments): arguments.height
        }
    }
}
