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
    /// The signature of the call whose arguments the cursor is among, if it is known.
    package let signature: String?
}

extension Session {
    /// Functions after `|`, columns with their types after `.`, options and names inside a call, paths and choices inside
    /// quotes, else names. `cursor` is a byte offset.
    package func complete(_ text: String, cursor: Int) -> SessionCompletion {
        let source = Source(name: "<entry>", text: text)
        let cursor = min(max(cursor, 0), source.bytes.count)
        let tree = Parser.parse(source, mode: .entry)
        let position = CompletionPosition(tree: tree, cursor: cursor)
        let prefix = source.text(in: ByteRange(position.wordStart, cursor))
        let found: [SessionCompletion.Candidate]
        var signature: String?
        switch position.kind {
        case .none: found = []
        case .path(let folder): found = paths(in: folder, hidden: prefix.hasPrefix("."))
        case .choice(let callee, let label): found = choices(of: callee, label)
        case .stage: found = stages(after: position, tree)
        case .column: found = columns(position, tree)
        case .member(let base): found = members(of: base)
        case .argument(let callee):
            signature = environment.functions[callee]?.signature ?? catalog[callee]?.signature
            // Before anything is typed, every function there is would hide what the call takes.
            found = options(of: callee) + (prefix.isEmpty && signature != nil ? values() : names())
        case .name: found = names()
        }
        var seen: Set<String> = []
        let matching = found.filter {
            $0.text.utf8.starts(with: prefix.utf8) && $0.text != prefix && seen.insert($0.text).inserted
        }
        return SessionCompletion(
            replaceStart: position.wordStart, candidates: matching, signature: prefix.isEmpty ? signature : nil)
    }

    /// What a path that is written so far could go on with; `cursor` stands at its end.
    package func completePath(_ typed: String) -> SessionCompletion {
        let end = typed.utf8.lastIndex(of: UInt8(ascii: "/")).map { typed.utf8.index(after: $0) } ?? typed.startIndex
        let (folder, name) = (String(typed[..<end]), typed[end...])
        let found = paths(in: folder, hidden: name.hasPrefix(".")).filter { $0.text.hasPrefix(name) && $0.text != name }
        return SessionCompletion(replaceStart: folder.utf8.count, candidates: found, signature: nil)
    }

    // MARK: - Candidates

    private typealias Candidate = SessionCompletion.Candidate

    private func paths(in folder: String, hidden: Bool) -> [Candidate] {
        capabilities.files.entries(of: folder.isEmpty ? "." : folder).filter { hidden || !$0.hasPrefix(".") }.map {
            Candidate(text: $0, detail: $0.hasSuffix("/") ? "folder" : "")
        }
    }

    private func choices(of callee: String, _ label: String?) -> [Candidate] {
        let parameter = catalog[callee]?.parameters.first { $0.name == label }
        return parameter?.choices.map { Candidate(text: $0, detail: parameter?.defaultText == "\"\($0)\"" ? "default" : "") }
            ?? []
    }

    /// Functions whose first parameter can take what flows into the stage, as far as that is known.
    private func stages(after position: CompletionPosition, _ tree: SyntaxTree) -> [Candidate] {
        let user = environment.functions.values.map { Candidate(text: $0.name, detail: $0.signature) }
        let input = position.input.flatMap { value(of: $0, in: tree) }
        let verbs = catalog.verbs.filter { verb in
            guard let first = verb.parameters.first else { return false }
            return input.map { Self.mayTake($0, first.expects, verb.group) } ?? true
        }
        return Self.sorted(user + verbs.map { Candidate(text: $0.name, detail: $0.summary) })
    }

    private func values() -> [Candidate] {
        Self.sorted(environment.values.map { Candidate(text: $0.key, detail: $0.value.value.kindName) })
    }

    private func names() -> [Candidate] {
        let environment = environment
        let functions = environment.functions.values.map { Candidate(text: $0.name, detail: $0.signature) }
        let verbs = catalog.verbs.map { Candidate(text: $0.name, detail: $0.summary) }
        let keywords = Keyword.allCases.map { Candidate(text: $0.rawValue, detail: "keyword") }
        return values() + Self.sorted(functions + verbs) + Self.sorted(keywords)
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
            let fallback = parameter.defaultText.map { " = \($0)" } ?? ""
            return Candidate(text: parameter.name + ": ", detail: "\(parameter.expects)\(fallback). \(parameter.about)")
        } ?? []
    }

    private func columns(_ position: CompletionPosition, _ tree: SyntaxTree) -> [Candidate] {
        position.input.flatMap { value(of: $0, in: tree) }.map { fields(of: $0) } ?? []
    }

    /// What an expression of a text would give, as far as that is known without a run.
    private func value(of input: ExpressionSyntax, in tree: SyntaxTree) -> Value? {
        let statements = tree.statements.filter { $0.range.end <= input.range.start }
        let before = check(
            SyntaxTree(source: tree.source, statements: statements, tokens: [], diagnostics: [], isIncomplete: false), environment
        )
        let asked = SyntaxTree(
            source: tree.source, statements: [StatementSyntax(.expression(input), input.range)], tokens: [], diagnostics: [],
            isIncomplete: false)
        return check(asked, before.environment).shown.last
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

    /// Whether a first parameter may take `value`, as far as its declaration tells: a name is only left out of the list where it
    /// cannot be meant.
    private static func mayTake(_ value: Value, _ expected: Expectation, _ group: Verb.Group) -> Bool {
        switch (expected, value) {
        case (.table, .table): true
        // Of the functions that decide by themselves what they take, those of other groups take values and columns.
        case (.anything, .table): [.looking, .loading, .tables, .control].contains(group)
        case (_, .table): false
        case (.table, .null), (.table, .bool), (.table, .int), (.table, .float), (.table, .text): false
        default: true
        }
    }
}
