import OctavoSource
import OctavoSyntax
import OctavoTable

/// A condition as other languages have it: a helper of Dotprompt and what it looks at.
struct ExportTest {
    let helper: String
    let arguments: String
    /// There it also fails for an empty text or zero.
    var ignoresEmpty = false
}

/// What names mean at a place of a template, as another language writes them there.
struct ExportScope {
    private let dialect: ForeignDialect
    private let inputs: [PromptInput]
    private var items: [(name: String, type: DataType)] = []

    init(_ inputs: [PromptInput], _ dialect: ForeignDialect) {
        self.inputs = inputs
        self.dialect = dialect
    }

    mutating func enter(_ name: String, _ list: DataType) {
        if case .list(let item) = list { items.append((name, item)) } else { items.append((name, .null)) }
    }

    mutating func leave() { items.removeLast() }

    /// Whether values can be written in other forms.
    var hasHelpers: Bool { dialect == .dotprompt }

    /// `name.field` from here; `nil` where the language cannot reach it.
    func path(_ name: String, _ fields: [String]) -> (text: String, type: DataType)? {
        if let level = items.lastIndex(where: { $0.name == name }) {
            guard let type = Self.type(of: fields, in: items[level].type) else { return nil }
            let out = items.count - 1 - level
            if dialect == .dotprompt {
                let up = String(repeating: "../", count: out)
                if fields.isEmpty { return (out == 0 ? "this" : String(up.dropLast()), type) }
                return ((out == 0 ? "this." : up) + fields.joined(separator: "."), type)
            }
            guard let first = fields.first else { return out == 0 ? (".", type) : nil }
            return isHidden(first, above: level) ? nil : (fields.joined(separator: "."), type)
        }
        guard let input = inputs.first(where: { $0.name == name }), let type = Self.type(of: fields, in: input.type) else {
            return nil
        }
        let text = ([name] + fields).joined(separator: ".")
        if dialect == .dotprompt { return (String(repeating: "../", count: items.count) + text, type) }
        return isHidden(name, above: -1) ? nil : (text, type)
    }

    /// Whether an item further in has a field of this name, which Mustache would take.
    private func isHidden(_ name: String, above level: Int) -> Bool {
        items[(level + 1)...].contains { item in
            if case .record(let fields) = item.type { fields.contains { $0.name == name } } else { false }
        }
    }

    private static func type(of fields: [String], in type: DataType) -> DataType? {
        var type = type
        for name in fields {
            guard case .record(let own) = type, let field = own.first(where: { $0.name == name }) else { return nil }
            type = field.type
        }
        return type
    }
}

/// Expressions that other template languages have too.
enum ExportCode {
    /// A name, or a field of one.
    static func path(_ syntax: ExpressionSyntax, _ scope: ExportScope) -> (text: String, type: DataType)? {
        var (syntax, fields) = (syntax, [String]())
        while case .member(let inner, let name) = syntax.kind {
            fields.insert(name.text, at: 0)
            syntax = inner
        }
        switch syntax.kind {
        case .name(let name): return scope.path(name, fields)
        case .parenthesized(let inner) where fields.isEmpty: return path(inner, scope)
        default: return nil
        }
    }

    /// What stands between the braces of a hole.
    static func value(_ syntax: ExpressionSyntax, _ scope: ExportScope) -> String? {
        if let path = path(syntax, scope) { return path.text }
        switch syntax.kind {
        case .parenthesized(let inner): return value(inner, scope)
        // What is missing is written as nothing there.
        case .binary(.coalesce, _, let inner, let other) where isText(other, ""): return path(inner, scope)?.text
        case .call(let callee, let arguments):
            guard case .name("json") = callee.kind, arguments.count == 1, scope.hasHelpers,
                let path = path(arguments[0].value, scope)
            else {
                return nil
            }
            return "json \(path.text)"
        default: return nil
        }
    }

    static func test(_ syntax: ExpressionSyntax, _ scope: ExportScope, _ dialect: ForeignDialect) -> ExportTest? {
        switch syntax.kind {
        case .parenthesized(let inner): return test(inner, scope, dialect)
        case .unary(.not, let inner): return test(inner, scope, dialect).map(negated)
        case .binary(let sign, _, let left, let right): return comparison(sign, left, right, scope, dialect)
        default:
            guard let path = path(syntax, scope), path.type == .bool else { return nil }
            return ExportTest(helper: "if", arguments: path.text)
        }
    }

    private static func negated(_ test: ExportTest) -> ExportTest {
        let others = ["if": "unless", "unless": "if", "ifEquals": "unlessEquals", "unlessEquals": "ifEquals"]
        return ExportTest(helper: others[test.helper] ?? test.helper, arguments: test.arguments, ignoresEmpty: test.ignoresEmpty)
    }

    private static func comparison(
        _ sign: BinaryOperatorSyntax, _ left: ExpressionSyntax, _ right: ExpressionSyntax, _ scope: ExportScope,
        _ dialect: ForeignDialect
    ) -> ExportTest? {
        if case .call(let callee, let arguments) = left.kind, case .name("length") = callee.kind, arguments.count == 1,
            isZero(right), let path = path(arguments[0].value, scope), dialect == .dotprompt || path.type == .text
        {
            // Mustache would go over a list instead of asking whether there is one.
            switch sign {
            case .greater, .notEqual: return ExportTest(helper: "if", arguments: path.text)
            case .equal: return ExportTest(helper: "unless", arguments: path.text)
            default: return nil
            }
        }
        guard sign == .equal || sign == .notEqual, let path = path(left, scope) else { return nil }
        let isEqual = sign == .equal
        if isText(right, ""), path.type == .text { return ExportTest(helper: isEqual ? "unless" : "if", arguments: path.text) }
        if case .null = right.kind {
            if case .list = path.type { return nil }
            return ExportTest(helper: isEqual ? "unless" : "if", arguments: path.text, ignoresEmpty: true)
        }
        guard dialect == .dotprompt, let other = operand(right, scope) else { return nil }
        return ExportTest(helper: isEqual ? "ifEquals" : "unlessEquals", arguments: "\(path.text) \(other)")
    }

    private static func operand(_ syntax: ExpressionSyntax, _ scope: ExportScope) -> String? {
        switch syntax.kind {
        case .integer(let number): return "\(number)"
        case .bool(let bit): return "\(bit)"
        case .text(let pieces):
            guard pieces.count == 1, case .literal(let text) = pieces[0], !text.contains("\""), !text.contains("}}") else {
                return nil
            }
            return "\"\(text)\""
        default: return path(syntax, scope)?.text
        }
    }

    private static func isText(_ syntax: ExpressionSyntax, _ wanted: String) -> Bool {
        guard case .text(let pieces) = syntax.kind else { return false }
        return pieces.reduce(into: "") { text, piece in
            if case .literal(let part) = piece { text += part } else { text += "\u{0}" }
        } == wanted
    }

    private static func isZero(_ syntax: ExpressionSyntax) -> Bool { if case .integer(0) = syntax.kind { true } else { false } }
}
