import OctavoLanguage
import OctavoSource

/// One condition of an `expect`, as it was written.
struct ExpectedCondition: Sendable {
    /// The name it was given, or its own text on one line.
    let label: String
    /// The argument, for underlining.
    let range: SourceRange
    let expression: ColumnExpression

    init(label: String, range: SourceRange, expression: ColumnExpression) {
        self.label = label
        self.range = range
        self.expression = expression
    }

    init(_ selection: Selection) {
        label = selection.label ?? Excerpt.line(selection.range.text)
        range = selection.range
        expression = selection.expression
    }
}

/// What became of one condition.
struct ExpectationOutcome: Sendable {
    let condition: ExpectedCondition
    let isMet: Bool
    /// How far it is met: `810 of 812 rows`, `count() is 12`; empty where there is nothing to tell.
    let measure: String
    /// Of one that is not met: the first rows, keys or values, a line each.
    var evidence: [String] = []

    /// `not met  .words >= 3: 810 of 812 rows`, and what breaks it below. Lines do not line up with those of other conditions,
    /// so that a change of one condition changes its own lines alone.
    var text: String {
        let line = (isMet ? "met      " : "not met  ") + condition.label + (measure.isEmpty ? "" : ": " + measure)
        return ([line] + evidence.map { "         " + $0 }).joined(separator: "\n")
    }
}
