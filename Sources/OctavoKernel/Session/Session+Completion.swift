import OctavoLanguage
import OctavoSource
import OctavoSyntax
import OctavoTable

/// What could stand at a cursor.
package struct SessionCompletion: Sendable {
    package struct Candidate: Equatable, Sendable {
        /// Replaces the text from `replaceStart` to the cursor.
        package let text: String
        /// A type, a signature or a summary, on one line.
        package let detail: String
    }

    /// The byte where the replaced text begins.
    package let replaceStart: Int
    package let candidates: [Candidate]
}

extension Session {
    /// Functions after `|`, columns with their types after `.`, options and names inside a call, paths and choices inside
    /// quotes, else names. `cursor` is a byte offset.
    package func complete(_ text: String, cursor: Int) -> SessionCompletion {
        let source = Source(name: "<entry>", text: text)
        let cursor = min(max(cursor, 0), source.bytes.count)
        let tree = Parser.parse(source, mode: .entry)
        let position = CompletionPosition(tree: tree, cursor: cursor)
        let found: [SessionCompletion.Candidate]
        switch position.kind {
        case .none: found = []
        case .path(let folder): found = paths(in: folder)
        case .choice(let callee, let label): found = choices(of: callee, label)
        case .stage: found = stages()
        case .column: found = columns(position, tree)
        case .member(let base): found = members(of: base)
        case .argument(let callee): found = options(of: callee) + names()
        case .name: found = names()
        }
        let prefix = source.text(in: ByteRange(position.wordStart, cursor))
        var seen: Set<String> = []
        let matching = found.filter {
            $0.text.utf8.starts(with: prefix.utf8) && $0.text != prefix && seen.insert($0.text).inserted
        }
        return SessionCompletion(replaceStart: position.wordStart, candidates: matching)
    }

    // MARK: - Candidates

    private typealias Candidate = SessionCompletion.Candidate

    private func paths(in folder: String) -> [Candidate] {
        capabilities.files.entries(of: folder.isEmpty ? "." : folder).map {
            Candidate(text: $0, detail: $0.hasSuffix("/") ? "folder" : "")
        }
    }

    private func choices(of callee: String, _ label: String?) -> [Candidate] {
        let parameter = catalog[callee]?.parameters.first { $0.name == label }
        return parameter?.choices.map { Candidate(text: $0, detail: parameter?.defaultText == "\"\($0)\"" ? "default" : "") }
            ?? []
    }

    private func stages() -> [Candidate] {
        let user = environment.functions.values.map { Candidate(text: $0.name, detail: $0.signature) }
        let verbs = catalog.verbs.filter { !$0.parameters.isEmpty }.map { Candidate(text: $0.name, detail: $0.summary) }
        return Self.sorted(user + verbs)
    }

    private func names() -> [Candidate] {
        let environment = environment
        let values = environment.values.map { Candidate(text: $0.key, detail: "\($0.value.value.type)") }
        let functions = environment.functions.values.map { Candidate(text: $0.name, detail: $0.signature) }
        let verbs = catalog.verbs.map { Candidate(text: $0.name, detail: $0.summary) }
        let keywords = Keyword.allCases.map { Candidate(text: $0.rawValue, detail: "keyword") }
        return Self.sorted(values) + Self.sorted(functions + verbs) + Self.sorted(keywords)
    }

    private func options(of callee: String) -> [Candidate] {
        if let function = environment.functions[callee] {
            return function.parameters.map { parameter in
                Candidate(
                    text: parameter.name.text + ": ",
                    detail: parameter.defaultValue.map { "= " + function.source.text(in: $0.range) } ?? "")
            }
        }
        return catalog[callee]?.parameters.dropFirst().filter { !$0.isRest }.map { parameter in
            Candidate(text: parameter.name + ": ", detail: parameter.text + ". " + parameter.about)
        } ?? []
    }

    private func columns(_ position: CompletionPosition, _ tree: SyntaxTree) -> [Candidate] {
        guard let input = position.input else { return [] }
        let statements = tree.statements.filter { $0.range.end <= input.range.start }
        let before = check(
            SyntaxTree(source: tree.source, statements: statements, tokens: [], diagnostics: [], isIncomplete: false), environment
        )
        let asked = SyntaxTree(
            source: tree.source, statements: [StatementSyntax(.expression(input), input.range)], tokens: [], diagnostics: [],
            isIncomplete: false)
        guard let value = check(asked, before.environment).shown.last else { return [] }
        return fields(of: value)
    }

    private func members(of base: String) -> [Candidate] {
        let tree = Parser.parse(Source(name: "<entry>", text: base), mode: .entry)
        guard let value = check(tree, environment).shown.last else { return [] }
        switch value {
        case .module(let module):
            return Self.sorted(
                module.environment.values.map { Candidate(text: $0.key, detail: "\($0.value.value.type)") }
                    + module.environment.functions.values.map { Candidate(text: $0.name, detail: $0.signature) })
        case .object(let object):
            return object.memberNames.map { Candidate(text: $0, detail: object.member($0).map { "\($0.type)" } ?? "") }
        default: return fields(of: value)
        }
    }

    private func check(_ tree: SyntaxTree, _ environment: Environment) -> CheckedProgram {
        Program.check(tree, in: environment, catalog: catalog, capabilities: capabilities, context: context)
    }

    private func fields(of value: Value) -> [Candidate] {
        switch value.type {
        case .table(let schema):
            return schema?.fields.map { Candidate(text: DatumText.label($0.name), detail: "\($0.type)") } ?? []
        case .record(let fields): return fields.map { Candidate(text: DatumText.label($0.name), detail: "\($0.type)") }
        default: return []
        }
    }

    private static func sorted(_ candidates: [Candidate]) -> [Candidate] {
        candidates.sorted { ($0.text, $0.detail) < ($1.text, $1.detail) }
    }
}
