import OctavoLanguage
package import OctavoSource
import OctavoSyntax
import OctavoTable
import OctavoVerbs

/// An answer, or what is wrong with the question.
package typealias SessionAnswer = Result<String, Diagnostic>

extension Session {
    /// What a function does, its parameters and examples; for other names what they are bound to.
    package func help(_ name: String) -> SessionAnswer {
        let environment = environment
        if let function = environment.functions[name] {
            return .success(([function.signature] + (function.documentation.map { [$0] } ?? [])).joined(separator: "\n"))
        }
        if let verb = catalog[name] { return .success(HelpText.render(verb)) }
        if let binding = environment.values[name] {
            let lines = ["\(name): \(binding.value.type)"] + (binding.documentation.map { [$0] } ?? [])
            return .success(lines.joined(separator: "\n"))
        }
        let synonyms = catalog.synonyms(of: name)
        if !synonyms.isEmpty {
            let names = synonyms.map { "`\($0.name)`" }.joined(separator: ", ")
            return .failure(Diagnostic("unknown-name", "no function `\(name)`", help: ["it is called \(names) here"]))
        }
        let known = catalog.names + environment.functions.keys.sorted() + environment.values.keys.sorted()
        return .failure(
            Diagnostic(
                "unknown-name", "no function `\(name)`", help: Suggestion.question(for: name, among: known).map { [$0] } ?? []))
    }

    /// The type of an expression, which is not run.
    package func type(of expression: String) -> SessionAnswer {
        evaluate(expression) { value in
            if case .table(let schema) = value.type {
                guard let schema else { return "table; its columns are known when it runs" }
                return "table(\(schema.fields.map { "\(DatumText.label($0.name)) \($0.type)" }.joined(separator: ", ")))"
            }
            if case .record(let fields) = value.type {
                return "record(\(fields.map { "\(DatumText.label($0.name)) \($0.type)" }.joined(separator: ", ")))"
            }
            return "\(value.type)"
        }
    }

    /// The steps of a table as they were written and as they run, with what they gave and took if they have run.
    package func plan(of expression: String) -> SessionAnswer {
        evaluate(expression) { value in
            guard case .table(let plan) = value else { return "no plan: \(value.type)" }
            return StepText.text(plan, context)
        }
    }

    /// What the last statement of `text` would show, as far as that is known without a run.
    private func evaluate(_ text: String, _ answer: (Value) -> String) -> SessionAnswer {
        let tree = Parser.parse(Source(name: "<question>", text: text), mode: .entry)
        let checked = Program.check(tree, in: environment, catalog: catalog, capabilities: capabilities, context: context)
        if let error = checked.diagnostics.first(where: { $0.severity == .error }) { return .failure(error) }
        guard let value = checked.shown.last else {
            return .failure(Diagnostic("no-value", "`\(text)` shows no value", help: ["give an expression"]))
        }
        return .success(answer(value))
    }

    /// A name of the session in one row.
    package struct Variable: Equatable, Sendable {
        package let name: String
        package let type: String
        package let summary: String
    }

    /// Everything that is bound, by name; nothing is computed.
    package func variables() -> [Variable] {
        let environment = environment
        let values = environment.values.filter { $0.key != Session.lastValueName }.map { name, binding in
            Variable(name: name, type: binding.value.kindName, summary: Self.summary(binding.value))
        }
        let functions = environment.functions.values.map { Variable(name: $0.name, type: "function", summary: $0.signature) }
        return (values + functions).sorted { ($0.name, $0.type) < ($1.name, $1.type) }
    }

    private static func summary(_ value: Value) -> String {
        switch value {
        case .table(let plan):
            let columns = plan.schema.names.prefix(6).map { ".\(DatumText.label($0))" }.joined(separator: ", ")
            let rest = plan.schema.count > 6 ? ", …" : ""
            return (plan.result.map { Quantity.of($0.count, "row") + ": " } ?? "") + columns + rest
        case .list(let items): return Quantity.of(items.count, "item")
        case .object(let object): return object.summary
        default:
            let text = ValueText.text(value, width: 60)
            return TextWidth.fit(text.split(separator: "\n").first.map(String.init) ?? "", 60)
        }
    }

    /// The last entry with the fixes of its diagnostics applied; `nil` where there is none.
    package func fixed(_ source: Source) -> String? { FixedText.apply(lastDiagnostics, to: source) }
}
