import OctavoLanguage
package import OctavoSource
import OctavoSyntax
import OctavoTable

/// A template of Octavo as one of another language.
package struct ForeignExport {
    /// The template; `nil` where `problems` has an error.
    package private(set) var text: String?
    package private(set) var problems: [Diagnostic] = []

    private let dialect: ForeignDialect
    private var writer: TemplateWriter
    private var scope: ExportScope

    /// `read` gives the bytes of a part, or of the schema of its answers.
    package init(_ prompt: Prompt, _ dialect: ForeignDialect, reading read: @escaping (String) throws -> [UInt8]) {
        self.dialect = dialect
        scope = ExportScope(prompt.inputs, dialect)
        writer = TemplateWriter(keeper: "{{!}}")
        do {
            var head = ""
            if dialect == .dotprompt {
                head = try ExportHeader.text(prompt, read)
                for input in prompt.inputs where !input.isTrusted {
                    problems.append(
                        Diagnostic(
                            "no-counterpart", "Dotprompt does not know that `\(input.name)` is not trusted", severity: .warning,
                            at: input.range))
                }
            }
            writer = TemplateWriter(after: head, keeper: "{{!}}")
            var parser = TemplateParser { name, place in
                let path = PartPath.resolved(name, from: place.source.name, isFile: prompt.path != nil)
                return Source(name: path, bytes: try read(path))
            }
            write(parser.parse(prompt.source, from: prompt.bodyStart))
        } catch let diagnostic as Diagnostic {
            problems.append(diagnostic)
        } catch {
            problems.append(Diagnostic("failed", "\(error)", at: prompt.source.range))
        }
        if !problems.contains(where: { $0.severity == .error }) { text = writer.text }
    }

    private mutating func refuse(_ range: SourceRange, help: [String] = []) {
        problems.append(
            Diagnostic("no-counterpart", "\(dialect.title) has nothing that says this", at: range, help: help))
    }

    // MARK: - Nodes

    private mutating func write(_ nodes: [TemplateNode]) {
        for node in nodes {
            switch node {
            case .text(let range): plain(range.text)
            case .hole(let code): hole(code)
            case .conditional(let branches, let otherwise): conditional(branches[...], otherwise)
            case .loop(let loop): self.loop(loop)
            case .role(let role, let range):
                guard dialect == .dotprompt else {
                    refuse(range, help: ["a template of Mustache is one text"])
                    continue
                }
                writer.hole("{{role \"\(role == .assistant ? "model" : role.rawValue)\"}}")
            }
        }
    }

    private mutating func plain(_ text: String) { writer.foreign(text) }

    private mutating func hole(_ code: TemplateCode) {
        if case .text(let pieces) = code.syntax.kind, pieces.allSatisfy({ if case .literal = $0 { true } else { false } }) {
            for case .literal(let text) in pieces { literal(text) }
            return
        }
        guard let value = ExportCode.value(code.syntax, scope) else {
            return refuse(code.range, help: ["compute it before, and declare an input for it"])
        }
        // Nothing is escaped in a prompt.
        tag(dialect == .mustache ? "{{{\(value)}}}" : "{{\(value)}}")
    }

    private mutating func tag(_ tag: String) {
        // A stroke before two braces would make them text.
        if dialect == .dotprompt, writer.text.utf8.last == UInt8(ascii: "\\") { writer.foreign("\\") }
        writer.foreign(tag)
    }

    /// Text that may hold the two braces.
    private mutating func literal(_ text: String) {
        guard text.contains("{{") else { return plain(text) }
        plain(dialect == .dotprompt ? text.replacing("{{", with: "\\{{") : "{{=<% %>=}}\(text)<%={{ }}=%>")
    }

    // MARK: - Blocks

    private mutating func loop(_ loop: TemplateLoop) {
        guard let list = ExportCode.path(loop.list.syntax, scope) else { return refuse(loop.list.range) }
        let open = dialect == .dotprompt ? "{{#each \(list.text)}}" : "{{#\(list.text)}}"
        writer.directive(open)
        scope.enter(loop.name.text, list.type)
        write(loop.body)
        scope.leave()
        writer.directive(dialect == .dotprompt ? "{{/each}}" : "{{/\(list.text)}}")
    }

    private mutating func conditional(_ branches: ArraySlice<TemplateBranch>, _ otherwise: [TemplateNode]) {
        guard let first = branches.first else { return write(otherwise) }
        guard let test = ExportCode.test(first.condition.syntax, scope, dialect) else {
            return refuse(first.condition.range, help: ["a truth value computed before, and an input for it"])
        }
        if test.ignoresEmpty {
            problems.append(
                Diagnostic(
                    "no-counterpart", "there an empty text and zero count as missing too", severity: .warning,
                    at: first.condition.range))
        }
        let rest = branches.dropFirst()
        if dialect == .mustache {
            let (holds, fails) = test.helper == "if" ? ("#", "^") : ("^", "#")
            section(holds, test) { $0.write(first.body) }
            if !rest.isEmpty || !otherwise.isEmpty { section(fails, test) { $0.conditional(rest, otherwise) } }
            return
        }
        writer.directive("{{#\(test.helper) \(test.arguments)}}")
        write(first.body)
        for branch in rest {
            guard let next = ExportCode.test(branch.condition.syntax, scope, dialect) else {
                return refuse(branch.condition.range)
            }
            writer.directive("{{else \(next.helper) \(next.arguments)}}")
            write(branch.body)
        }
        if !otherwise.isEmpty {
            writer.directive("{{else}}")
            write(otherwise)
        }
        writer.directive("{{/\(test.helper)}}")
    }

    private mutating func section(_ sign: String, _ test: ExportTest, _ body: (inout ForeignExport) -> Void) {
        writer.directive("{{\(sign)\(test.arguments)}}")
        body(&self)
        writer.directive("{{/\(test.arguments)}}")
    }
}
