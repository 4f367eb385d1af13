package import OctavoLanguage
package import OctavoSource
import OctavoTable

extension Prompt {
    /// What is wrong with a template, and the prompt where nothing is.
    package struct Reading: Sendable {
        /// `nil` where `problems` has an error.
        package let prompt: Prompt?
        /// By file, then by place.
        package let problems: [Diagnostic]
    }

    /// Reads and checks a template. `inputs`: declared by the program rather than by front matter, with where each is declared.
    /// `read` gives the bytes of a part by its path from the project's root, or `path` as it is where the template has no file.
    package static func read(
        _ source: Source, path: String?, inputs: [PromptInput]? = nil, in call: Call,
        reading read: @escaping (_ path: String) throws -> [UInt8]
    ) -> Reading {
        let evaluation = Evaluation(
            mode: .check, catalog: call.evaluation.catalog, capabilities: call.capabilities, context: call.evaluation.context)
        var problems: [Diagnostic] = []
        var header = PromptHeader()
        var bodyStart = 0
        do {
            let front = try FrontMatter(source)
            bodyStart = front.bodyStart
            header = try PromptHeader(front)
            try header.release?.check(source)
        } catch let diagnostic as Diagnostic {
            return Reading(prompt: nil, problems: [diagnostic])
        } catch {
            return Reading(prompt: nil, problems: [Diagnostic("failed", "\(error)", at: source.range)])
        }
        var parts: [String: Source] = [:]
        var parser = TemplateParser { name, place in
            let path = PartPath.resolved(name, from: place.source.name, isFile: path != nil || place.source !== source)
            if let known = parts[path] { return known }
            let part = Source(name: path, bytes: try read(path))
            parts[path] = part
            return part
        }
        let nodes = parser.parse(source, from: bodyStart)
        problems += parser.problems
        let declared = inputs ?? (header.declaresInputs ? header.inputs : nil)
        var compiler = TemplateCompiler(
            declared ?? [], infersInputs: declared == nil, isDeclaredByCall: inputs != nil, source,
            in: Call(of: call.verb, at: call.range, in: evaluation))
        let isConversation = nodes.contains(where: \.holdsRole)
        let body = isConversation ? compiler.messages(nodes) : compiler.content(nodes)
        problems += compiler.problems + evaluation.diagnostics
        if body.height > RowExpression.maximumHeight {
            problems.append(Diagnostic("too-deep", "the expressions of this template nest too deep", at: source.range))
        }
        let hasErrors = problems.contains { $0.severity == .error }
        if !hasErrors { problems += compiler.unused.map(unused) }
        if !hasErrors, !evaluation.accesses.isEmpty || !evaluation.effects.isEmpty {
            problems.append(
                Diagnostic(
                    "effect-in-template", "a function in this template reads what is outside of it", at: source.range,
                    help: ["declare an input, and give it when the template is rendered"]))
        }
        let order = [source.name] + parts.keys.sorted()
        problems = problems.enumerated().sorted { one, other in
            key(one.element, order, one.offset).lexicographicallyPrecedes(key(other.element, order, other.offset))
        }.map(\.element)
        guard !problems.contains(where: { $0.severity == .error }) else { return Reading(prompt: nil, problems: problems) }
        let prompt = Prompt(
            source, from: bodyStart, path: path, header, compiler.inputs, compiler.elements, isConversation: isConversation, body)
        return Reading(prompt: prompt, problems: problems)
    }

    private static func unused(_ input: PromptInput) -> Diagnostic {
        Diagnostic(
            "unused-input", "no hole of the template uses the input `\(input.name)`", severity: .warning, at: input.range)
    }

    private static func key(_ problem: Diagnostic, _ order: [String], _ offset: Int) -> [Int] {
        guard let place = problem.primary?.range else { return [0, 0, offset] }
        return [order.firstIndex(of: place.source.name) ?? order.count, place.bytes.start, offset]
    }
}

/// Where parts are looked for.
enum PartPath {
    /// `name` as the file at `including` names it: relative to that file's folder.
    static func resolved(_ name: String, from including: String, isFile: Bool) -> String {
        let isAbsolute = name.hasPrefix("/")
        var parts: [Substring] = isFile && !isAbsolute ? including.split(separator: "/").dropLast() : []
        for part in name.split(separator: "/") {
            switch part {
            case ".": break
            case ".." where !parts.isEmpty && parts.last != "..": parts.removeLast()
            default: parts.append(part)
            }
        }
        let path = parts.joined(separator: "/")
        return isAbsolute || (isFile && including.hasPrefix("/")) ? "/" + path : path
    }
}
