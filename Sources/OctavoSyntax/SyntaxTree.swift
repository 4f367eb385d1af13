package import OctavoSource

/// A parsed program: always a tree, however broken the text; what is wrong stands in `diagnostics`.
package struct SyntaxTree: Sendable {
    package let source: Source
    package let statements: [StatementSyntax]
    /// Every token of the text in order, comments and newlines included, `end` last.
    package let tokens: [Token]
    package let diagnostics: [Diagnostic]
    /// The text ends inside an open bracket, `"""`, `if` or after an operator: a prompt reads on instead of reporting.
    package let isIncomplete: Bool

    package init(
        source: Source, statements: [StatementSyntax], tokens: [Token], diagnostics: [Diagnostic], isIncomplete: Bool
    ) {
        self.source = source
        self.statements = statements
        self.tokens = tokens
        self.diagnostics = diagnostics
        self.isIncomplete = isIncomplete
    }
}

/// A name with its place.
package struct NameSyntax: Hashable, Sendable {
    package let text: String
    package let range: ByteRange

    package init(_ text: String, _ range: ByteRange) {
        self.text = text
        self.range = range
    }
}

package struct StatementSyntax: Sendable {
    package indirect enum Kind: Sendable {
        /// `import "path" as name`
        case importModule(path: String, pathRange: ByteRange, alias: NameSyntax?)
        /// `f(a, b: 2) = body`
        case definition(name: NameSyntax, parameters: [ParameterSyntax], body: ExpressionSyntax)
        /// `x = body`
        case binding(name: NameSyntax, value: ExpressionSyntax)
        /// `{a, b} = body`
        case destructuring(names: [NameSyntax], value: ExpressionSyntax)
        case expression(ExpressionSyntax)
    }

    package let kind: Kind
    package let range: ByteRange
    /// The text of the `##` lines directly above, without the marks.
    package let documentation: String?
    /// The statement ends in `;`: its value is not shown.
    package let isSilent: Bool

    package init(_ kind: Kind, _ range: ByteRange, documentation: String? = nil, isSilent: Bool = false) {
        self.kind = kind
        self.range = range
        self.documentation = documentation
        self.isSilent = isSilent
    }
}

package struct ParameterSyntax: Sendable {
    package let name: NameSyntax
    package let defaultValue: ExpressionSyntax?

    package init(_ name: NameSyntax, defaultValue: ExpressionSyntax? = nil) {
        self.name = name
        self.defaultValue = defaultValue
    }
}

package struct ExpressionSyntax: Sendable {
    package indirect enum Kind: Sendable {
        case null
        case bool(Bool)
        case integer(Int64)
        case float(Double)
        /// Microseconds.
        case duration(Int64)
        /// Days since 1970-01-01.
        case date(Int64)
        /// Microseconds since 1970-01-01T00:00Z.
        case instant(Int64)
        /// Literal text and holes in order; a raw or plain text is one piece, the empty text none.
        case text([TextPieceSyntax])
        case name(String)
        /// `.a`: a column.
        case column(NameSyntax)
        /// `.` alone: the row, the element, the value itself.
        case row
        case list([ItemSyntax])
        /// `[body for name in sequence if condition]`
        case comprehension(body: ExpressionSyntax, name: NameSyntax, sequence: ExpressionSyntax, condition: ExpressionSyntax?)
        case record([EntrySyntax])
        /// `(e)`: kept so that the formatter and messages show what was written.
        case parenthesized(ExpressionSyntax)
        case unary(UnaryOperatorSyntax, ExpressionSyntax)
        /// `operatorRange` is the operator's own place.
        case binary(BinaryOperatorSyntax, operatorRange: ByteRange, ExpressionSyntax, ExpressionSyntax)
        case conditional(condition: ExpressionSyntax, then: ExpressionSyntax, otherwise: ExpressionSyntax)
        /// `case { c -> v, else -> w }`
        case choice([(condition: ExpressionSyntax, value: ExpressionSyntax)], otherwise: ExpressionSyntax?)
        case attempt(ExpressionSyntax, otherwise: ExpressionSyntax)
        case lambda(parameters: [NameSyntax], body: ExpressionSyntax)
        /// `f(…)`, `module.f(…)`, `(e)(…)`
        case call(ExpressionSyntax, [ArgumentSyntax])
        /// `input | stage`: a stage is a name or path (a call without arguments), a call, or a column.
        case pipe(ExpressionSyntax, ExpressionSyntax)
        case member(ExpressionSyntax, NameSyntax)
        case index(ExpressionSyntax, ExpressionSyntax)
        /// `x[a..b]`, either end may be missing.
        case slice(ExpressionSyntax, from: ExpressionSyntax?, to: ExpressionSyntax?)
        /// `{ statements; value }` as a body; `value` is the last expression.
        case block([StatementSyntax], value: ExpressionSyntax)
        /// Where nothing could be read; a diagnostic already says so.
        case missing
    }

    package let kind: Kind
    package let range: ByteRange

    package init(_ kind: Kind, _ range: ByteRange) {
        self.kind = kind
        self.range = range
    }
}

package enum TextPieceSyntax: Sendable {
    case literal(String)
    case hole(ExpressionSyntax)
}

package enum ItemSyntax: Sendable {
    case value(ExpressionSyntax)
    case spread(ExpressionSyntax)
}

package enum EntrySyntax: Sendable {
    /// `name: value` or `"odd name": value`
    case field(NameSyntax, ExpressionSyntax)
    /// `{short}`
    case shorthand(NameSyntax)
    case spread(ExpressionSyntax)
}

package struct ArgumentSyntax: Sendable {
    /// `isText`: the label was written as a text, so it is a new column and never an option.
    package let label: (name: NameSyntax, isText: Bool)?
    package let value: ExpressionSyntax
    package let isSpread: Bool

    package init(label: (name: NameSyntax, isText: Bool)? = nil, value: ExpressionSyntax, isSpread: Bool = false) {
        self.label = label
        self.value = value
        self.isSpread = isSpread
    }
}

package enum UnaryOperatorSyntax: String, Sendable {
    case negate = "-"
    case not
}

package enum BinaryOperatorSyntax: String, CaseIterable, Sendable {
    case or, and
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case isIn = "in"
    case isNotIn = "not in"
    case coalesce = "??"
    case range = ".."
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case power = "^"
}
