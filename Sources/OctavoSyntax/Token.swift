package import OctavoSource

/// One lexical unit of a text, with its bytes. Comments and newlines are tokens, so the formatter loses nothing.
package struct Token: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case name
        case keyword(Keyword)
        case integer, float, percent, duration, size, date, instant
        /// A whole text literal, quotes included; `pieces` of the literal stand in the tree.
        case text
        /// The punctuation or operator itself: `|`, `->`, `..`, `...`, `(`, …
        case symbol(Symbol)
        /// The `.` that starts a column or row, as opposed to member access; see LANGUAGE.md section 3, "The dot".
        case columnDot
        case newline
        /// `# …` to the end of the line; `## …` is documentation.
        case comment, documentation
        /// Bytes that begin nothing; a diagnostic names them.
        case unknown
        case end
    }

    package var kind: Kind
    package var range: ByteRange

    package init(_ kind: Kind, _ range: ByteRange) {
        self.kind = kind
        self.range = range
    }
}

package enum Keyword: String, CaseIterable, Sendable {
    case `if`, then, `else`, `case`, `try`, `for`, `in`, and, or, not, `true`, `false`, null, `import`, `as`
}

package enum Symbol: String, CaseIterable, Sendable {
    case pipe = "|"
    case arrow = "->"
    case assign = "="
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case plus = "+"
    case minus = "-"
    case star = "*"
    case slash = "/"
    case caret = "^"
    case coalesce = "??"
    case range = ".."
    case spread = "..."
    case dot = "."
    case comma = ","
    case colon = ":"
    case semicolon = ";"
    case openParenthesis = "("
    case closeParenthesis = ")"
    case openBracket = "["
    case closeBracket = "]"
    case openBrace = "{"
    case closeBrace = "}"
}
