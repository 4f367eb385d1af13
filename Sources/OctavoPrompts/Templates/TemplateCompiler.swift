import OctavoLanguage
import OctavoSource
import OctavoSyntax
import OctavoTable

/// Turns a template into one expression over its inputs: a text, or the list of a conversation's messages. So it is checked as
/// programs are, and runs over columns without looking at the template again.
struct TemplateCompiler {
    /// A name that means something at a place of the template.
    struct Name {
        let name: String
        let element: ElementID
        let isTrusted: Bool
        /// What it stands for failed its check, so nothing more is said of it.
        var isFailed = false
    }

    static let message = DataType.record([Field("role", .text), Field("content", .text)])

    /// Every hole looks its names up among them.
    static let mostInputs = 1000

    let call: Call
    private(set) var inputs: [PromptInput]
    private(set) var elements: [ElementID] = []
    /// Names that are not declared become inputs of type text.
    private let infersInputs: Bool
    /// They are, where they are, in the call and not in the front matter.
    private let isDeclaredByCall: Bool
    private var open: OpenExpressions
    private var names: [Name] = []
    private var used: Set<String> = []
    /// Whose turn it is.
    var role: ChatMessage.Role?
    var problems: [Diagnostic] = []

    /// `call` belongs to a check, which is told of mistakes in expressions.
    init(_ inputs: [PromptInput], infersInputs: Bool, isDeclaredByCall: Bool, _ source: Source, in call: Call) {
        self.call = call
        self.inputs = []
        self.infersInputs = infersInputs
        self.isDeclaredByCall = isDeclaredByCall
        open = OpenExpressions(source, in: call)
        for input in inputs { declare(input) }
    }

    private mutating func declare(_ input: PromptInput) {
        if inputs.count == Self.mostInputs {
            problems.append(
                Diagnostic("too-many-inputs", "a template has no more than \(Self.mostInputs) inputs", at: input.range))
        }
        guard inputs.count < Self.mostInputs else { return }
        let element = open.makeElement(input.type)
        inputs.append(input)
        elements.append(element)
        names.append(Name(name: input.name, element: element, isTrusted: input.isTrusted))
    }

    /// Inputs that no hole uses.
    var unused: [PromptInput] { inputs.filter { !used.contains($0.name) } }

    // MARK: - Texts

    /// The nodes as a text.
    mutating func text(_ nodes: [TemplateNode]) -> RowExpression { concatenated(pieces(nodes)) }

    func concatenated(_ pieces: [RowExpression]) -> RowExpression {
        if pieces.isEmpty { return Self.literal("") }
        if pieces.count == 1, pieces[0].type == .text { return pieces[0] }
        return RowExpression(.concatenation(pieces), type: .text)
    }

    static func literal(_ text: String) -> RowExpression { RowExpression(.literal(.text(text)), type: .text) }

    /// Literals that meet are one.
    mutating func pieces(_ nodes: [TemplateNode]) -> [RowExpression] {
        var pieces: [RowExpression] = []
        var literal = ""
        for node in nodes {
            if case .text(let range) = node {
                literal += range.text
                continue
            }
            guard let piece = piece(node) else { continue }
            if !literal.isEmpty { pieces.append(Self.literal(literal)) }
            literal = ""
            pieces.append(piece)
        }
        if !literal.isEmpty { pieces.append(Self.literal(literal)) }
        return pieces
    }

    private mutating func piece(_ node: TemplateNode) -> RowExpression? {
        switch node {
        case .text, .role: return nil
        case .hole(let code): return hole(code)
        case .conditional(let branches, let otherwise):
            let chosen = branches.map { (condition($0.condition), text($0.body)) }
            return conditional(chosen, text(otherwise))
        case .loop(let loop):
            return looping(loop) { compiler in compiler.text(loop.body) }.map { TemplateFunctions.joined($0) }
        }
    }

    private mutating func hole(_ code: TemplateCode) -> RowExpression? {
        guard let value = expression(code, isText: true) else { return nil }
        let range = code.range
        switch value.type {
        case .list:
            problems.append(
                Diagnostic(
                    "hole-without-text", "a list cannot stand in a hole: a template says how its items are written", at: range,
                    help: ["`{{ join_text(\(range.text), \", \") }}`, or `{{ for item in \(range.text) }} … {{ end }}`"],
                    fix: .replace(range, with: "join_text(\(range.text), \", \")", .maybe)))
        case .record:
            problems.append(
                Diagnostic(
                    "hole-without-text", "a record cannot stand in a hole: a template says which of its fields it writes",
                    at: range,
                    help: ["`{{ json(\(range.text)) }}` writes it as JSON"],
                    fix: .replace(range, with: "json(\(range.text))", .maybe)))
        case .null:
            problems.append(Diagnostic("hole-without-text", "this is always null", at: range))
        default: break
        }
        return TemplateFunctions.present(value, range.text)
    }

    // MARK: - Blocks

    mutating func condition(_ code: TemplateCode) -> RowExpression {
        guard let value = expression(code, isText: false) else { return RowExpression(.literal(.bool(false)), type: .bool) }
        if value.type != .bool, value.type != .null {
            let text = code.range.text
            let test: String =
                switch value.type {
                case .text: "\(text) != \"\""
                case .list: "length(\(text)) > 0"
                case .int, .float: "\(text) > 0"
                default: "\(text) != null"
                }
            problems.append(
                Diagnostic(
                    "not-a-condition", "a condition is true or false, and this is \(InputValue.kind(value.type))", at: code.range,
                    help: ["`{{ if \(test) }}`; whether it is given at all: `{{ if \(text) != null }}`"],
                    fix: .replace(code.range, with: test, .maybe)))
        }
        return value
    }

    func conditional(_ branches: [(RowExpression, RowExpression)], _ otherwise: RowExpression) -> RowExpression {
        RowExpression(
            .conditional(branches.map { RowExpression.Branch(condition: $0.0, value: $0.1) }, otherwise: otherwise),
            type: otherwise.type)
    }

    /// A list with the body's value for each item; `nil` where the list is none.
    mutating func looping(_ loop: TemplateLoop, _ body: (inout TemplateCompiler) -> RowExpression) -> RowExpression? {
        let list = expression(loop.list, isText: false)
        var item = DataType.null
        var isList = true
        switch list?.type {
        case .list(let type)?: item = type
        case .null?: break
        case nil: isList = false
        case let type?:
            isList = false
            problems.append(
                Diagnostic(
                    "wrong-argument", "`for` goes over a list, and this is \(InputValue.kind(type))", at: loop.list.range,
                    help: type == .text ? ["the words of a text: `split_text(\(loop.list.range.text), \" \")`"] : []))
        }
        let isTrusted = !uses(loop.list).contains(where: isUntrusted)
        let element = open.makeElement(item)
        let place = SourceRange(loop.list.source, loop.name.range)
        if names.contains(where: { $0.name == loop.name.text }) {
            problems.append(
                Diagnostic("hidden-input", "`\(loop.name.text)` is taken: it would mean two things inside this block", at: place))
        }
        // What failed its check has said so; the body is looked at all the same.
        names.append(
            Name(
                name: loop.name.text, element: element, isTrusted: isTrusted, isFailed: !isList))
        let value = body(&self)
        names.removeAll { $0.element == element }
        guard let list, case .list = list.type else { return nil }
        return RowExpression(
            .listFunction(.map, list: list, bound: [element], body: value), type: .list(value.type), origin: list.origin)
    }

    private func uses(_ code: TemplateCode) -> [String] {
        HoleNames(code, known: names.map(\.name), call.evaluation.catalog).uses.map(\.name)
    }

    // MARK: - Expressions

    /// `isText`: what it gives is written into the prompt, so that it matters who wrote it.
    private mutating func expression(_ code: TemplateCode, isText: Bool) -> RowExpression? {
        let found = HoleNames(code, known: names.map(\.name), call.evaluation.catalog)
        problems += found.problems
        used.formUnion(found.uses.map(\.name))
        for use in found.unknown {
            if infersInputs {
                if !inputs.contains(where: { $0.name == use.name }) {
                    declare(PromptInput(name: use.name, type: .text, range: use.range))
                }
                used.insert(use.name)
            } else {
                problems.append(unknown(use))
            }
        }
        if isText, role == .system {
            for use in found.uses where isUntrusted(use.name) { problems.append(untrusted(use)) }
        }
        let failed = names.filter(\.isFailed).map(\.name)
        guard found.problems.isEmpty, infersInputs || found.unknown.isEmpty,
            !found.uses.contains(where: { failed.contains($0.name) })
        else { return nil }
        let used = Set(found.uses.map(\.name) + found.unknown.map(\.name))
        return open.within(code.source, in: call)
            .expression(code.syntax, names: names.filter { used.contains($0.name) }.map { (name: $0.name, element: $0.element) })
    }

    private func isUntrusted(_ name: String) -> Bool { names.contains { $0.name == name && !$0.isTrusted } }

    private func unknown(_ use: HoleNames.Use) -> Diagnostic {
        let candidates = names.map(\.name)
        let nearest = Suggestion.best(for: use.name, among: candidates)
        var problem = Diagnostic(
            "unknown-input",
            isDeclaredByCall
                ? "the template uses `\(use.name)`, which `inputs` does not declare" : "the template has no input `\(use.name)`",
            at: use.range,
            label: nearest.map { "did you mean `\($0)`?" } ?? "",
            notes: [inputs.isEmpty ? "it declares no inputs" : "inputs: " + inputs.map(\.text).joined(separator: ", ")],
            fix: nearest.map { .replace(use.range, with: $0) })
        if nearest == nil {
            problem.help = [
                isDeclaredByCall
                    ? "declare it in the call: `inputs: {\(inputs.map { "\($0.name): …, " }.joined())\(use.name): \"text\"}`"
                    : "declare it in the front matter: `\(use.name): text` below `inputs:`"
            ]
        }
        if nearest == nil, call.evaluation.catalog[use.name] != nil {
            problem.help.append("as a function it is called: `\(use.name)(…)`")
        }
        return problem
    }

    private func untrusted(_ use: HoleNames.Use) -> Diagnostic {
        let declared = inputs.first { $0.name == use.name }
        return Diagnostic(
            "untrusted-in-system", "`\(use.name)` is not trusted, and this is the system's message", at: use.range,
            secondary: declared.map { [.init($0.range, "declared with `trusted: false`")] } ?? [],
            help: ["what others write belongs to `--- user ---`: in the system's message it could give orders"])
    }
}
