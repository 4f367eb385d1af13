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
        case binary(BinaryOperatorSyntax, ColumnExpression, ColumnExpression)
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

    package init(_ kind: Kind, _ range: SourceRange) {
        self.kind = kind
        self.range = range
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
