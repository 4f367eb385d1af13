import OctavoLanguage
import OctavoSource
import OctavoSyntax

/// Which names the code of a template uses, and what in it has no place in a template.
struct HoleNames {
    struct Use {
        let name: String
        let range: SourceRange
    }

    private let code: TemplateCode
    private let catalog: Catalog
    private var known: [String]
    /// Names that the code itself binds.
    private var locals: [String] = []
    private(set) var uses: [Use] = []
    private(set) var unknown: [Use] = []
    private(set) var problems: [Diagnostic] = []

    /// `known`: the inputs and the names of loops.
    init(_ code: TemplateCode, known: [String], _ catalog: Catalog) {
        self.code = code
        self.catalog = catalog
        self.known = known
        visit(code.syntax, isElement: false, isArgument: false)
    }

    private func place(_ range: ByteRange) -> SourceRange { SourceRange(code.source, range) }

    /// `isElement`: a list function's argument, in which `.name` is the element's.
    private mutating func visit(_ syntax: ExpressionSyntax, isElement: Bool, isArgument: Bool) {
        switch syntax.kind {
        case .name(let name): use(name, syntax.range, isArgument: isArgument)
        case .column, .row: if !isElement { refuseColumn(syntax) }
        case .lambda(let parameters, let body):
            bind(parameters.map(\.text)) { $0.visit(body, isElement: isElement, isArgument: false) }
        case .comprehension(let body, let name, let list, let condition):
            visit(list, isElement: isElement, isArgument: false)
            bind([name.text]) { inner in
                if let condition { inner.visit(condition, isElement: isElement, isArgument: false) }
                inner.visit(body, isElement: isElement, isArgument: false)
            }
        case .block(let statements, let result):
            let depth = locals.count
            for statement in statements { visit(statement, isElement: isElement) }
            visit(result, isElement: isElement, isArgument: false)
            locals.removeSubrange(depth...)
        case .record(let entries):
            for entry in entries {
                switch entry {
                case .field(_, let value), .spread(let value): visit(value, isElement: isElement, isArgument: false)
                case .shorthand(let name): use(name.text, name.range, isArgument: false)
                }
            }
        case .call(let callee, let arguments): call(callee, arguments, isElement: isElement)
        case .pipe(let input, let stage):
            visit(input, isElement: isElement, isArgument: false)
            switch stage.kind {
            case .call(let callee, let arguments): call(callee, arguments, isPiped: true, isElement: isElement)
            case .name(let name): refuseEffects(name, stage.range)
            default: break
            }
        default: for child in syntax.children { visit(child, isElement: isElement, isArgument: false) }
        }
    }

    private mutating func visit(_ statement: StatementSyntax, isElement: Bool) {
        switch statement.kind {
        case .binding(let name, let value):
            visit(value, isElement: isElement, isArgument: false)
            locals.append(name.text)
        case .destructuring(let names, let value):
            visit(value, isElement: isElement, isArgument: false)
            locals += names.map(\.text)
        case .definition(let name, let parameters, let body):
            bind(parameters.map(\.name.text)) { $0.visit(body, isElement: isElement, isArgument: false) }
            locals.append(name.text)
        case .expression(let value): visit(value, isElement: isElement, isArgument: false)
        case .importModule: break
        }
    }

    private mutating func bind(_ names: [String], _ body: (inout HoleNames) -> Void) {
        let depth = locals.count
        locals += names
        body(&self)
        locals.removeSubrange(depth...)
    }

    private mutating func call(
        _ callee: ExpressionSyntax, _ arguments: [ArgumentSyntax], isPiped: Bool = false, isElement: Bool
    ) {
        var takesElement = false
        if case .name(let name) = callee.kind {
            refuseEffects(name, callee.range)
            takesElement =
                catalog[name]?.parameters.contains { if case .elementFunction = $0.expects { true } else { false } } ?? false
        } else {
            visit(callee, isElement: isElement, isArgument: false)
        }
        for (index, argument) in arguments.enumerated() {
            let isOfElement = takesElement && (isPiped || index > 0)
            visit(argument.value, isElement: isElement || isOfElement, isArgument: true)
        }
    }

    private mutating func use(_ name: String, _ range: ByteRange, isArgument: Bool) {
        if locals.contains(name) { return }
        let use = Use(name: name, range: place(range))
        if known.contains(name) {
            uses.append(use)
        } else if !isArgument || catalog[name] == nil {
            unknown.append(use)
        }
    }

    private mutating func refuseColumn(_ syntax: ExpressionSyntax) {
        let range = place(syntax.range)
        var problem = Diagnostic(
            "column-in-template", "a template has inputs, not columns", at: range,
            help: ["over a table `render` takes each input from the column of its name"])
        if case .column(let label) = syntax.kind {
            let name = known.contains(label.text) ? label.text : Suggestion.best(for: label.text, among: known) ?? label.text
            problem.primary = .init(range, "an input has no dot: `\(name)`")
            problem.fix = .replace(range, with: name)
        }
        problems.append(problem)
    }

    /// A template gives the same text for the same inputs, whenever and wherever it is rendered.
    private mutating func refuseEffects(_ name: String, _ range: ByteRange) {
        guard !locals.contains(name), let verb = catalog[name] else { return }
        if case .object("prompt") = verb.returns {
            problems.append(
                Diagnostic(
                    "not-in-expression", "`\(name)` makes a template, so it cannot stand in another one", at: place(range),
                    help: [
                        "`{{ include \"part.md\" }}` puts what a file says into this one",
                        "a prompt that is filled first is a text: `render(p, part: render(q))`, with `{{ part }}` here",
                    ]))
            return
        }
        guard !verb.effects.isEmpty else { return }
        problems.append(
            Diagnostic(
                "effect-in-template", "`\(name)` does more than give a value, so it cannot stand in a template", at: place(range),
                help: ["declare an input, and give it when the template is rendered: `render(p, \(name)_value: \(name)(…))`"]))
    }
}
