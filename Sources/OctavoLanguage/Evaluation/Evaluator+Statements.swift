import OctavoSource
import OctavoSyntax
import OctavoTable

extension Evaluator {
    /// Runs one statement: binds what it binds, shows what it shows. Blocks bind locally, programs globally.
    func run(
        _ statement: StatementSyntax, isTopLevel: Bool, _ scope: inout Scope, show: (Value) throws -> Void
    ) throws {
        switch statement.kind {
        case .expression(let syntax):
            let value = try value(syntax, scope)
            if !statement.isSilent { try show(value) }
        case .binding(let name, let syntax):
            if case .lambda(let parameters, let body) = syntax.kind, scope.value(name.text) == nil {
                try refuseRecursion(of: name, parameters.map { ParameterSyntax($0) }, body, scope)
            }
            bind(name, try value(syntax, scope), statement, isTopLevel, &scope)
        case .destructuring(let names, let syntax):
            let whole = try value(syntax, scope)
            for name in names {
                let part: Value
                switch whole {
                case .record(let record):
                    guard let field = record[name.text] else {
                        throw unknownField(name.text, name.range, among: record.names, of: "in this record")
                    }
                    part = field
                case .unknown(.record(let fields)):
                    part = fields.first { $0.name == name.text }.map { .unknown($0.type) } ?? .unknown(.any)
                case .unknown(let type): part = .unknown(type.isFailed ? .failed : .any)
                default:
                    throw Diagnostic(
                        "type-mismatch", "`{…} =` takes a record apart, and this is \(article(whole.kindName))",
                        at: place(syntax.range))
                }
                bind(name, part, statement, isTopLevel, &scope)
            }
        case .definition(let name, let parameters, let body):
            try define(name, parameters, body, statement, isTopLevel, &scope)
        case .importModule(let path, let pathRange, let alias):
            try importModule(path, pathRange, alias, statement, &scope)
        }
    }

    private func bind(
        _ name: NameSyntax, _ value: Value, _ statement: StatementSyntax, _ isTopLevel: Bool, _ scope: inout Scope
    ) {
        if isTopLevel {
            scope.globals.bind(
                name.text,
                Environment.Binding(value, range: place(name.range), documentation: statement.documentation))
        } else {
            scope.bindLocal(name.text, value)
        }
    }

    private func define(
        _ name: NameSyntax, _ parameters: [ParameterSyntax], _ body: ExpressionSyntax, _ statement: StatementSyntax,
        _ isTopLevel: Bool, _ scope: inout Scope
    ) throws {
        try refuseRecursion(of: name, parameters, body, scope)
        let function = UserFunction(
            name: name.text, parameters: parameters, body: body, source: source, range: statement.range,
            documentation: statement.documentation, scope: scope)
        if isChecking {
            var inner = scope
            for parameter in parameters {
                if let fallback = parameter.defaultValue { _ = try value(fallback, inner) }
                inner.bindLocal(parameter.name.text, .unknown(.any))
            }
            warnOfHidden(parameters.map(\.name), in: body, scope)
            _ = try value(body, inner)
        }
        if isTopLevel { scope.globals.define(function) } else { scope.defineLocal(function) }
    }

    /// A body that calls the name which is being bound, where that name has no earlier meaning.
    private func refuseRecursion(
        of name: NameSyntax, _ parameters: [ParameterSyntax], _ body: ExpressionSyntax, _ scope: Scope
    ) throws {
        guard scope.function(name.text) == nil, evaluation.catalog[name.text] == nil,
            let own = NameAnalysis.firstCall(of: name.text, in: body, parameters: parameters)
        else { return }
        throw Diagnostic(
            "recursion", "`\(name.text)` calls itself, and functions do not", at: place(own), label: "here",
            help: ["`map`, `fold` and `filter` walk lists; verbs walk tables"])
    }

    /// Warns of a parameter that its body calls, where a function of the same name is what is called.
    func warnOfHidden(_ parameters: [NameSyntax], in body: ExpressionSyntax, _ scope: Scope) {
        for parameter in parameters
        where scope.function(parameter.text) != nil || evaluation.catalog[parameter.text] != nil {
            guard let call = NameAnalysis.firstCall(of: parameter.text, in: body, parameters: []) else { continue }
            evaluation.report(
                Diagnostic(
                    "hidden-parameter", "`\(parameter.text)` is the function here, not the parameter", severity: .warning,
                    at: place(call), secondary: [.init(place(parameter.range), "the parameter")],
                    help: ["before `(` and after `|` a name is first a function: call the parameter something else"]))
        }
    }

    private func importModule(
        _ path: String, _ pathRange: ByteRange, _ alias: NameSyntax?, _ statement: StatementSyntax, _ scope: inout Scope
    ) throws {
        evaluation.record(.readsFiles)
        evaluation.record(Access(.reads, "file:\(path)"))
        let stem = String(path.split(separator: "/").last?.split(separator: ".").first ?? "")
        let name = alias?.text ?? stem
        guard DatumText.label(name) == name, !name.isEmpty else {
            throw Diagnostic(
                "import-needs-name", "\(DatumText.quoted(path)) gives no name", at: place(pathRange),
                help: ["add one: `import \(DatumText.quoted(path)) as …`"])
        }
        if depth > Evaluation.importDepthLimit {
            throw Diagnostic("import-cycle", "\(DatumText.quoted(path)) imports itself", at: place(pathRange))
        }
        let contents = try evaluation.capabilities.files.contents(of: path)
        let file = Source(name: path, bytes: contents.bytes.array)
        let tree = Parser.parse(file, mode: .cell)
        if let first = tree.diagnostics.first(where: { $0.severity == .error }) {
            throw first.labelling(place(pathRange), "imported here")
        }
        var inner = Scope(globals: Environment(), locals: nil)
        let evaluator = Evaluator(evaluation: evaluation, source: file, depth: depth + 1)
        for statement in tree.statements { try evaluator.run(statement, isTopLevel: true, &inner) { _ in } }
        scope.globals.bind(
            name, Environment.Binding(.module(Module(name: name, environment: inner.globals)), range: place(statement.range)))
    }
}

extension Evaluation {
    /// Files may import each other so deep; a cycle ends here.
    static let importDepthLimit = 32
}
