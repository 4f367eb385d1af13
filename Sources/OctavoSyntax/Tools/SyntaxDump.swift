import OctavoSource

/// A tree as S-expressions without places: for tests, and to compare what two texts mean.
package enum SyntaxDump {
    /// One line a statement.
    package static func text(_ tree: SyntaxTree) -> String { tree.statements.map(text).joined(separator: "\n") }

    package static func text(_ statement: StatementSyntax) -> String {
        var result: String
        switch statement.kind {
        case .importModule(let path, _, let alias):
            result = "(import \(WrittenForm.quoted(path))\(alias.map { " \($0.text)" } ?? ""))"
        case .definition(let name, let parameters, let body):
            let list = parameters.map { $0.name.text + ($0.defaultValue.map { ": " + text($0) } ?? "") }
            result = "(define \(name.text) (\(list.joined(separator: " "))) \(text(body)))"
        case .binding(let name, let value): result = "(= \(name.text) \(text(value)))"
        case .destructuring(let names, let value):
            result = "(= {\(names.map(\.text).joined(separator: " "))} \(text(value)))"
        case .expression(let expression): result = text(expression)
        }
        if statement.isSilent { result = "(silent \(result))" }
        if let documentation = statement.documentation { result = "(documented \(WrittenForm.quoted(documentation)) \(result))" }
        return result
    }

    package static func text(_ expression: ExpressionSyntax) -> String {
        switch expression.kind {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .float(let value): "\(value)"
        case .duration(let value): "(duration \(value))"
        case .date(let value): "(date \(value))"
        case .instant(let value): "(instant \(value))"
        case .text(let pieces): text(pieces)
        case .name(let name): name
        case .column(let name): ".\(WrittenForm.label(name.text))"
        case .row: "."
        case .missing: "?"
        case .parenthesized(let inner): "(paren \(text(inner)))"
        case .unary(let sign, let operand): "(\(sign.rawValue) \(text(operand)))"
        case .binary(let sign, _, let left, let right): "(\(sign.rawValue) \(text(left)) \(text(right)))"
        case .conditional(let condition, let then, let otherwise): "(if \(text(condition)) \(text(then)) \(text(otherwise)))"
        case .attempt(let attempt, let otherwise): "(try \(text(attempt)) \(text(otherwise)))"
        case .pipe(let input, let stage): "(| \(text(input)) \(text(stage)))"
        case .member(let value, let name): "(member \(text(value)) \(WrittenForm.label(name.text)))"
        case .index(let value, let index): "(index \(text(value)) \(text(index)))"
        case .slice(let value, let from, let to): "(slice \(text(value)) \(from.map(text) ?? "-") \(to.map(text) ?? "-"))"
        default: compound(expression)
        }
    }

    private static func compound(_ expression: ExpressionSyntax) -> String {
        switch expression.kind {
        case .list(let items): "[\(items.map(item).joined(separator: " "))]"
        case .record(let entries): "{\(entries.map(entry).joined(separator: " "))}"
        case .call(let callee, let arguments): "(" + ([text(callee)] + arguments.map(argument)).joined(separator: " ") + ")"
        case .lambda(let parameters, let body): "(-> (\(parameters.map(\.text).joined(separator: " "))) \(text(body)))"
        case .block(let statements, let value):
            "(block " + (statements.map { text($0) } + [text(value)]).joined(separator: " ") + ")"
        case .comprehension(let body, let name, let sequence, let condition):
            "(for \(name.text) \(text(sequence)) \(text(body))\(condition.map { " if \(text($0))" } ?? ""))"
        case .choice(let choices, let otherwise):
            (["(case"] + choices.map { "(\(text($0.condition)) \(text($0.value)))" } + [
                otherwise.map { "(else \(text($0)))" } ?? "none"
            ])
            .joined(separator: " ") + ")"
        default: "?"
        }
    }

    private static func text(_ pieces: [TextPieceSyntax]) -> String {
        switch pieces.count {
        case 0: return "\"\""
        case 1:
            if case .literal(let text) = pieces[0] { return WrittenForm.quoted(text) }
            fallthrough
        default:
            let parts = pieces.map { piece in
                switch piece {
                case .literal(let text): WrittenForm.quoted(text)
                case .hole(let expression): text(expression)
                }
            }
            return "(text \(parts.joined(separator: " ")))"
        }
    }

    private static func item(_ item: ItemSyntax) -> String {
        switch item {
        case .value(let value): text(value)
        case .spread(let value): "...\(text(value))"
        }
    }

    private static func entry(_ entry: EntrySyntax) -> String {
        switch entry {
        case .field(let name, let value): "\(WrittenForm.label(name.text)): \(text(value))"
        case .shorthand(let name): name.text
        case .spread(let value): "...\(text(value))"
        }
    }

    private static func argument(_ argument: ArgumentSyntax) -> String {
        let value = text(argument.value)
        if argument.isSpread { return "...\(value)" }
        guard let (name, isText) = argument.label else { return value }
        return "\(isText ? WrittenForm.quoted(name.text) : name.text): \(value)"
    }
}
