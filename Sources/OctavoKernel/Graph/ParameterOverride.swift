package import OctavoSource
import OctavoSyntax

/// `--set limit=0.8`: another value for a name that a `params` cell binds.
package struct ParameterOverride: Sendable {
    package let name: String
    package let text: String

    package init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    /// Reads `limit=0.8`.
    package static func parse(_ word: String) throws(Diagnostic) -> ParameterOverride {
        guard let equals = word.firstIndex(of: "="), equals > word.startIndex else {
            throw Diagnostic(
                "malformed-override", "cannot read `\(word)` as a parameter and its value", help: ["write `name=value`"])
        }
        return ParameterOverride(name: String(word[..<equals]), text: String(word[word.index(after: equals)...]))
    }
}

/// The `params` cells of a notebook: literal bindings that can be replaced from outside.
package enum Parameters {
    /// What a `params` cell may not hold: anything but bindings of literals.
    static func problems(in tree: SyntaxTree) -> [Diagnostic] {
        tree.statements.compactMap { statement in
            if case .binding(_, let value) = statement.kind, isLiteral(value) { return nil }
            let range: ByteRange = if case .binding(_, let value) = statement.kind { value.range } else { statement.range }
            return Diagnostic(
                "parameter-not-literal", "a `params` cell holds bindings of literals only", at: SourceRange(tree.source, range),
                help: ["write it in a cell of its own"])
        }
    }

    /// The names that a tree binds, with the literals.
    static func bindings(in tree: SyntaxTree) -> [(name: String, value: ExpressionSyntax)] {
        tree.statements.compactMap { statement in
            guard case .binding(let name, let value) = statement.kind else { return nil }
            return (name.text, value)
        }
    }

    /// The tree with the values of `overrides` in place of those written; each is read as the type of what it replaces.
    static func apply(_ overrides: [ParameterOverride], to tree: SyntaxTree) throws(Diagnostic) -> SyntaxTree {
        var statements: [StatementSyntax] = []
        for statement in tree.statements {
            guard case .binding(let name, let value) = statement.kind,
                let override = overrides.last(where: { $0.name == name.text })
            else {
                statements.append(statement)
                continue
            }
            let kind = try read(override, like: value, in: tree.source)
            let replaced = ExpressionSyntax(kind, value.range)
            statements.append(
                StatementSyntax(
                    .binding(name: name, value: replaced), statement.range, documentation: statement.documentation,
                    isSilent: statement.isSilent))
        }
        return SyntaxTree(
            source: tree.source, statements: statements, tokens: tree.tokens, diagnostics: tree.diagnostics,
            isIncomplete: tree.isIncomplete)
    }

    /// An override that no `params` cell takes.
    static func unknown(_ override: ParameterOverride, among names: [String]) -> Diagnostic {
        let list = names.isEmpty ? "the notebook has no `params` cell" : "parameters: " + names.joined(separator: ", ")
        return Diagnostic(
            "unknown-parameter", "no parameter `\(override.name)` in the notebook", notes: [list],
            help: Suggestion.question(for: override.name, among: names).map { [$0] } ?? [])
    }

    // MARK: - Literals

    private static func isLiteral(_ value: ExpressionSyntax) -> Bool {
        switch value.kind {
        case .null, .bool, .integer, .float, .duration, .date, .instant: return true
        case .text(let pieces): return pieces.allSatisfy { if case .literal = $0 { true } else { false } }
        case .unary(.negate, let inner):
            return typeName(inner) == "int" || typeName(inner) == "float" || typeName(inner) == "duration"
        case .list(let items):
            return items.allSatisfy { if case .value(let item) = $0 { isLiteral(item) } else { false } }
        case .record(let entries):
            return entries.allSatisfy { if case .field(_, let item) = $0 { isLiteral(item) } else { false } }
        case .parenthesized(let inner): return isLiteral(inner)
        default: return false
        }
    }

    private static func typeName(_ value: ExpressionSyntax) -> String {
        switch value.kind {
        case .null: "null"
        case .bool: "bool"
        case .integer: "int"
        case .float: "float"
        case .duration: "duration"
        case .date: "date"
        case .instant: "time"
        case .text: "text"
        case .list: "list"
        case .record: "record"
        case .unary(_, let inner), .parenthesized(let inner): typeName(inner)
        default: "expression"
        }
    }

    /// Text stands for itself; everything else is read as the language writes it, an `@` before a date being optional.
    private static func read(
        _ override: ParameterOverride, like value: ExpressionSyntax, in source: Source
    ) throws(Diagnostic) -> ExpressionSyntax.Kind {
        let wanted = typeName(value)
        if wanted == "text" { return .text(override.text.isEmpty ? [] : [.literal(override.text)]) }
        let isTime = (wanted == "date" || wanted == "time") && !override.text.hasPrefix("@")
        let written = Source(name: "--set \(override.name)", text: (isTime ? "@" : "") + override.text)
        let tree = Parser.parse(written, mode: .cell)
        if tree.diagnostics.isEmpty, tree.statements.count == 1, case .expression(let given) = tree.statements[0].kind,
            isLiteral(given)
        {
            switch (wanted, typeName(given)) {
            case ("null", _), (_, wanted): return given.kind
            case ("float", "int"): return asFloat(given)
            case (_, "null"): return .null
            default: break
            }
        }
        throw Diagnostic(
            "parameter-type", "cannot set `\(override.name)` to `\(override.text)`: it is \(article(wanted))",
            at: SourceRange(source, value.range), label: "the default")
    }

    private static func article(_ type: String) -> String { (type == "int" ? "an " : "a ") + type }

    private static func asFloat(_ value: ExpressionSyntax) -> ExpressionSyntax.Kind {
        switch value.kind {
        case .integer(let number): .float(Double(number))
        case .unary(let sign, let inner): .unary(sign, ExpressionSyntax(asFloat(inner), inner.range))
        case .parenthesized(let inner): asFloat(inner)
        default: value.kind
        }
    }
}
