import OctavoSource
package import OctavoSyntax

/// What a program reads and defines, from its tree alone: nothing is run.
package struct NameAnalysis {
    /// Names that the program uses and does not define before that use.
    package private(set) var reads: Set<NameUse> = []
    package private(set) var defines: Set<NameUse> = []
    private var locals: [String] = []
    private var localFunctions: [String] = []

    package static func of(_ tree: SyntaxTree) -> NameAnalysis {
        var analysis = NameAnalysis()
        for statement in tree.statements { analysis.visit(statement, isTopLevel: true) }
        return analysis
    }

    private mutating func visit(_ statement: StatementSyntax, isTopLevel: Bool) {
        switch statement.kind {
        case .importModule(let path, _, let alias):
            let stem = String(path.split(separator: "/").last?.split(separator: ".").first ?? "")
            define(NameUse(.value, alias?.text ?? stem), isTopLevel)
        case .binding(let name, let value):
            visit(value)
            define(NameUse(.value, name.text), isTopLevel)
        case .destructuring(let names, let value):
            visit(value)
            for name in names { define(NameUse(.value, name.text), isTopLevel) }
        case .definition(let name, let parameters, let body):
            let depth = locals.count
            for parameter in parameters {
                if let value = parameter.defaultValue { visit(value) }
                locals.append(parameter.name.text)
            }
            visit(body)
            locals.removeSubrange(depth...)
            define(NameUse(.function, name.text), isTopLevel)
        case .expression(let expression): visit(expression)
        }
    }

    private mutating func define(_ use: NameUse, _ isTopLevel: Bool) {
        if isTopLevel {
            defines.insert(use)
        } else if use.kind == .value {
            locals.append(use.name)
        } else {
            localFunctions.append(use.name)
        }
    }

    /// A name in either place may be a value or a function: which one is decided where it is bound, so both are reads.
    private mutating func read(_ name: String) {
        if locals.contains(name) || localFunctions.contains(name) { return }
        for kind in [NameUse.Kind.value, .function] where !defines.contains(NameUse(kind, name)) {
            reads.insert(NameUse(kind, name))
        }
    }

    private mutating func visit(_ expression: ExpressionSyntax) {
        switch expression.kind {
        case .name(let name): read(name)
        case .lambda(let parameters, let body):
            let depth = locals.count
            locals += parameters.map(\.text)
            visit(body)
            locals.removeSubrange(depth...)
        case .comprehension(let body, let name, let sequence, let condition):
            visit(sequence)
            locals.append(name.text)
            if let condition { visit(condition) }
            visit(body)
            locals.removeLast()
        case .block(let statements, let value):
            let depth = (locals.count, localFunctions.count)
            for statement in statements { visit(statement, isTopLevel: false) }
            visit(value)
            locals.removeSubrange(depth.0...)
            localFunctions.removeSubrange(depth.1...)
        case .record(let entries):
            for entry in entries {
                switch entry {
                case .field(_, let value), .spread(let value): visit(value)
                case .shorthand(let name): read(name.text)
                }
            }
        default: for child in expression.children { visit(child) }
        }
    }

    /// Where `body` calls `name` itself, if it does.
    static func firstCall(of name: String, in body: ExpressionSyntax, parameters: [ParameterSyntax]) -> ByteRange? {
        if parameters.contains(where: { $0.name.text == name }) { return nil }
        switch body.kind {
        case .call(let callee, _):
            if case .name(name) = callee.kind { return callee.range }
        case .pipe(_, let stage):
            if case .name(name) = stage.kind { return stage.range }
        default: break
        }
        for child in body.children {
            if let range = firstCall(of: name, in: child, parameters: parameters) { return range }
        }
        return nil
    }
}

extension ExpressionSyntax {
    /// The expressions directly inside this one, in reading order; statements of blocks give their values.
    package var children: [ExpressionSyntax] {
        switch kind {
        case .null, .bool, .integer, .float, .duration, .date, .instant, .name, .column, .row, .missing: []
        case .text(let pieces): pieces.compactMap { if case .hole(let hole) = $0 { hole } else { nil } }
        case .list(let items):
            items.map { item in
                switch item {
                case .value(let value), .spread(let value): value
                }
            }
        case .comprehension(let body, _, let sequence, let condition): [sequence] + (condition.map { [$0] } ?? []) + [body]
        case .record(let entries):
            entries.compactMap { entry in
                switch entry {
                case .field(_, let value), .spread(let value): value
                case .shorthand: nil
                }
            }
        case .parenthesized(let inner), .unary(_, let inner), .lambda(_, let inner), .member(let inner, _): [inner]
        case .binary(_, _, let left, let right): [left, right]
        case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
        case .choice(let choices, let otherwise):
            choices.flatMap { [$0.condition, $0.value] } + (otherwise.map { [$0] } ?? [])
        case .attempt(let body, let otherwise): [body, otherwise]
        case .call(let callee, let arguments): [callee] + arguments.map(\.value)
        case .pipe(let input, let stage): [input, stage]
        case .index(let base, let index): [base, index]
        case .slice(let base, let from, let to): [base] + [from, to].compactMap { $0 }
        case .block(let statements, let value):
            statements.compactMap { statement in
                switch statement.kind {
                case .binding(_, let value), .destructuring(_, let value), .expression(let value),
                    .definition(_, _, let value):
                    value
                case .importModule: nil
                }
            } + [value]
        }
    }
}
