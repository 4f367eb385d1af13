import OctavoLanguage
import OctavoSource
import OctavoTable

/// The parts of a condition whose values explain it, inner ones first: what a power assertion shows.
enum ExpressionParts {
    /// More parts than these hide the reason instead of showing it.
    static let most = 8

    /// Parts to evaluate beside `whole`: no literals, no plain columns, nothing inside the function of a list or an aggregate.
    static func of(_ whole: RowExpression) -> [(text: String, expression: RowExpression)] {
        var found: [(text: String, expression: RowExpression)] = []
        let own = text(whole)
        func visit(_ part: RowExpression) {
            switch part.kind {
            case .aggregate, .window: break
            case .listFunction(_, let list, _, _): visit(list)
            default: if !isOneOfGroups(part) { part.children.forEach(visit) }
            }
            switch part.kind {
            case .literal, .widen, .row, .element: return
            case .column(let name) where !name.hasPrefix(hiddenMark): return
            default: break
            }
            let text = text(part)
            guard text != own, !found.contains(where: { $0.text == text }) else { return }
            found.append((text, part))
        }
        visit(whole)
        return Array(found.prefix(most))
    }

    /// The aggregates of a condition over groups, for the line that every run shows.
    static func aggregates(of whole: RowExpression) -> [(text: String, expression: RowExpression)] {
        var found: [(text: String, expression: RowExpression)] = []
        func visit(_ part: RowExpression) {
            if isOneOfGroups(part) {
                let text = text(part)
                if !found.contains(where: { $0.text == text }) { found.append((text, part)) }
            } else {
                part.children.forEach(visit)
            }
        }
        visit(whole)
        return Array(found.prefix(most))
    }

    /// Whether it is one value of a group: an aggregate, or a function such as `drift` that makes its own aggregates, of which the user wrote
    /// none.
    private static func isOneOfGroups(_ part: RowExpression) -> Bool {
        if case .aggregate = part.kind { return true }
        guard case .function = part.kind, let origin = part.origin else { return false }
        return part.children.contains { child in
            if case .aggregate = child.kind { child.origin == origin } else { false }
        }
    }

    /// `there .n * 2 is 10, length(.k) is 1`: what the parts are for the row, group or value just told; nothing without parts.
    static func sentence(_ facts: [String]) -> [String] { facts.isEmpty ? [] : ["there " + facts.joined(separator: ", ")] }

    /// Begins the names of columns that no user has.
    static let hiddenMark = "\u{0}"

    static func text(_ expression: RowExpression) -> String {
        Excerpt.line(expression.origin?.text ?? PlanText.expression(expression))
    }

    /// The same for an expression over one value.
    static func of(_ whole: ColumnExpression) -> [ColumnExpression] {
        var found: [ColumnExpression] = []
        func visit(_ part: ColumnExpression) {
            switch part.kind {
            case .row, .value, .element, .lambda: return
            case .column: break
            case .negate(let inner), .not(let inner), .descending(let inner): visit(inner)
            case .member(let inner, _): visit(inner)
            case .binary(_, _, let left, let right): [left, right].forEach(visit)
            case .attempt(let first, let second): [first, second].forEach(visit)
            case .conditional(let choices, let otherwise):
                for choice in choices { [choice.condition, choice.value].forEach(visit) }
                visit(otherwise)
            case .concatenation(let parts), .list(let parts): parts.forEach(visit)
            case .record(let fields): fields.map(\.value).forEach(visit)
            case .call(let verb, let arguments):
                // The other arguments of a list function belong to its elements.
                let own = verb.liftCondition == .firstArgumentIsExpression ? Array(arguments.single.prefix(1)) : arguments.single
                for case .expression(let inner) in own.compactMap({ $0?.value }) { visit(inner) }
            }
            let text = part.range.text
            if text != whole.range.text, !found.contains(where: { $0.range.text == text }) { found.append(part) }
        }
        visit(whole)
        return Array(found.prefix(most))
    }
}
