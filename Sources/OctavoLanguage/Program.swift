package import OctavoSource
package import OctavoSyntax
package import OctavoTable

/// A program after checking: what it reads and defines, what it may do, and what is wrong with it.
package struct CheckedProgram: Sendable {
    package let tree: SyntaxTree
    /// By position; the parser's first.
    package let diagnostics: [Diagnostic]
    /// Names that it takes from before, values and functions told apart where that is known.
    package let reads: [NameUse]
    package let defines: [NameUse]
    package let effects: Effects
    package let accesses: [Access]
    /// The names after it, with unknown values where only a run can know.
    package let environment: Environment
    /// The values that its statements would show, as far as they are known.
    package let shown: [Value]

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

package enum Program {
    /// Checks a program without running it: no row is touched, no effect happens. All independent mistakes are found.
    package static func check(
        _ tree: SyntaxTree, in environment: Environment, catalog: Catalog, capabilities: Capabilities, context: ExecutionContext
    ) -> CheckedProgram {
        let evaluation = Evaluation(
            mode: .check, catalog: catalog, capabilities: capabilities, context: context)
        let evaluator = Evaluator(evaluation: evaluation, source: tree.source, depth: 0)
        var scope = Scope(globals: environment, locals: nil)
        var shown: [Value] = []
        for statement in tree.statements {
            do {
                try evaluator.run(statement, isTopLevel: true, &scope) { value in
                    if case .expression(let expression) = value { throw Self.withoutTable(expression) }
                    shown.append(value)
                }
            } catch let diagnostic as Diagnostic {
                evaluation.report(diagnostic.located(at: SourceRange(tree.source, statement.range)))
                Self.bindUnknown(statement, &scope)
            } catch {
                evaluation.report(
                    Diagnostic("failed", "\(error)", at: SourceRange(tree.source, statement.range)))
            }
        }
        let names = NameAnalysis.of(tree)
        let reads = names.reads.filter { use in
            switch use.kind {
            case .value: environment.values[use.name] != nil
            case .function: environment.functions[use.name] != nil
            }
        }
        // What is wrong with a statement that could not be read may follow from that alone.
        let broken = tree.statements.map(\.range).filter { range in
            tree.diagnostics.contains { $0.isDoubtful && range.contains($0.primary?.range.bytes.start ?? -1) }
        }
        let independent = evaluation.diagnostics.filter { diagnostic in
            guard let place = diagnostic.primary?.range, place.source === tree.source else { return true }
            return !broken.contains { $0.contains(place.bytes.start) }
        }
        let found = independent.map { Self.pointingBelow($0, tree) }.sorted { one, two in
            (one.primary?.range.bytes.start ?? 0) < (two.primary?.range.bytes.start ?? 0)
        }
        return CheckedProgram(
            tree: tree, diagnostics: Array((tree.diagnostics + found).prefix(Evaluation.diagnosticLimit)), reads: reads.sorted(),
            defines: names.defines.sorted(), effects: evaluation.effects, accesses: evaluation.accesses,
            environment: scope.globals, shown: shown)
    }

    /// Runs a program that checked without errors; throws the first diagnostic. The environment given is not changed.
    package static func run(
        _ tree: SyntaxTree, in environment: Environment, catalog: Catalog, capabilities: Capabilities, context: ExecutionContext,
        output: @escaping @Sendable (CellOutput) -> Void
    ) throws -> Environment {
        let evaluation = Evaluation(
            mode: .run, catalog: catalog, capabilities: capabilities, context: context, output: output)
        let evaluator = Evaluator(evaluation: evaluation, source: tree.source, depth: 0)
        var scope = Scope(globals: environment, locals: nil)
        for statement in tree.statements {
            do {
                try evaluator.run(statement, isTopLevel: true, &scope) { value in
                    if case .expression(let expression) = value { throw withoutTable(expression) }
                    if !value.isNull { output(.value(value)) }
                }
            } catch let diagnostic as Diagnostic {
                throw diagnostic.located(at: SourceRange(tree.source, statement.range))
            }
        }
        return scope.globals
    }

    private static func withoutTable(_ expression: ColumnExpression) -> Diagnostic {
        Diagnostic(
            "column-without-table", "a column expression needs a table to work on", at: expression.range,
            help: ["give it to a verb: `t | derive(name: …)`, or take the column of a table: `t.name`"])
    }

    /// For a name that means nothing yet because the statement that binds it stands further down: says so, and where.
    private static func pointingBelow(_ diagnostic: Diagnostic, _ tree: SyntaxTree) -> Diagnostic {
        guard diagnostic.code == "unknown-name" || diagnostic.code == "unknown-function", let range = diagnostic.primary?.range,
            range.source === tree.source
        else { return diagnostic }
        let name = range.text
        for statement in tree.statements where statement.range.start > range.bytes.start {
            guard let binding = statement.boundNames.first(where: { $0.text == name }) else { continue }
            var better = diagnostic
            better.primary = .init(range)
            better.secondary = [.init(SourceRange(tree.source, binding.range), "bound here, further down")] + diagnostic.secondary
            better.help = ["a name has a meaning from the statement that binds it on"]
            better.fix = nil
            return better
        }
        return diagnostic
    }

    /// After a statement that failed its check, its names are known but not their values.
    private static func bindUnknown(_ statement: StatementSyntax, _ scope: inout Scope) {
        switch statement.kind {
        case .binding(let name, _): scope.globals.bind(name.text, Environment.Binding(.unknown(.failed)))
        case .destructuring(let names, _):
            for name in names { scope.globals.bind(name.text, Environment.Binding(.unknown(.failed))) }
        case .definition(let name, _, _): scope.globals.bind(name.text, Environment.Binding(.unknown(.failed)))
        case .importModule(_, _, let alias):
            if let alias { scope.globals.bind(alias.text, Environment.Binding(.unknown(.failed))) }
        case .expression: break
        }
    }
}

extension StatementSyntax {
    /// The names that it binds, values and functions alike.
    fileprivate var boundNames: [NameSyntax] {
        switch kind {
        case .binding(let name, _), .definition(let name, _, _): [name]
        case .destructuring(let names, _): names
        case .importModule(_, _, let alias): alias.map { [$0] } ?? []
        case .expression: []
        }
    }
}

extension Diagnostic {
    /// An error whose mending is a guess, so that what its statement means is one too.
    fileprivate var isDoubtful: Bool { severity == .error && fix?.applicability != .certain }
}
