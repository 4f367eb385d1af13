import OctavoLanguage
import OctavoSource
import OctavoTable

/// Templates that are conversations.
extension TemplateCompiler {
    /// The turns as a list of messages.
    mutating func messages(_ nodes: [TemplateNode]) -> RowExpression {
        let lists = turns(nodes)
        if lists.count == 1 { return lists[0] }
        let all = RowExpression(.list(lists), type: .list(.list(Self.message)))
        return TemplateFunctions.flattened(all, of: Self.message)
    }

    /// Lists of messages, in order: of turns that always stand there, and of blocks of turns.
    private mutating func turns(_ nodes: [TemplateNode]) -> [RowExpression] {
        var lists: [RowExpression] = []
        var fixed: [RowExpression] = []
        var turn: (role: ChatMessage.Role, nodes: [TemplateNode])?
        func closeTurn(_ compiler: inout TemplateCompiler) {
            guard let (role, nodes) = turn else { return }
            compiler.role = role
            let content = compiler.content(nodes)
            fixed.append(
                RowExpression(
                    .record([(name: "role", value: Self.literal(role.rawValue)), (name: "content", value: content)]),
                    type: Self.message))
            compiler.role = nil
            turn = nil
        }
        func closeFixed() {
            if !fixed.isEmpty { lists.append(RowExpression(.list(fixed), type: .list(Self.message))) }
            fixed = []
        }
        for node in nodes {
            switch node {
            case .role(let role, _):
                closeTurn(&self)
                turn = (role, [])
            case .conditional(let branches, let otherwise) where node.holdsRole:
                closeTurn(&self)
                closeFixed()
                let chosen = branches.map { (condition($0.condition), messages($0.body)) }
                lists.append(conditional(chosen, messages(otherwise)))
            case .loop(let loop) where node.holdsRole:
                closeTurn(&self)
                closeFixed()
                if let all = looping(loop, { $0.messages(loop.body) }) {
                    lists.append(TemplateFunctions.flattened(all, of: Self.message))
                }
            default:
                if turn != nil { turn?.nodes.append(node) } else { refuseOutsideTurn(node) }
            }
        }
        closeTurn(&self)
        closeFixed()
        return lists.isEmpty ? [RowExpression(.literal(.list([])), type: .list(Self.message))] : lists
    }

    private mutating func refuseOutsideTurn(_ node: TemplateNode) {
        let place: SourceRange
        switch node {
        case .text(let range):
            if range.text.utf8.allSatisfy(\.isSpace) { return }
            let lead = range.text.utf8.prefix { $0.isSpace }.count
            let line = range.text.utf8.dropFirst(lead).prefix { $0 != 0x0A }.count
            place = SourceRange(range.source, ByteRange(range.bytes.start + lead, range.bytes.start + lead + line))
        case .hole(let code): place = code.range
        case .conditional(let branches, _): place = branches.first?.condition.range ?? call.range
        case .loop(let loop): place = loop.list.range
        case .role: return
        }
        guard !problems.contains(where: { $0.code == "text-outside-turn" }) else { return }
        problems.append(
            Diagnostic(
                "text-outside-turn", "nobody says this: it stands outside of all turns of the conversation", at: place,
                help: ["a line `--- system ---`, `--- user ---` or `--- assistant ---` above says who does"]))
    }

    // MARK: - Ends

    /// The nodes as a text without line ends at its start and end; inputs keep theirs.
    mutating func content(_ nodes: [TemplateNode]) -> RowExpression {
        var pieces = pieces(nodes)
        if pieces.count == 1, case .literal(.text(let text)) = pieces[0].kind {
            return Self.literal(TemplateText.trimmed(text, atStart: true, atEnd: true))
        }
        // Blanks that share their line with a hole stay.
        if case .literal(.text(let text))? = pieces.first?.kind {
            let kept = TemplateText.trimmed(text, atStart: true, atEnd: false)
            if kept.isEmpty { pieces.removeFirst() } else { pieces[0] = Self.literal(kept) }
        }
        if let last = pieces.last, case .literal(.text(let text)) = last.kind {
            let kept = TemplateText.trimmed(text, atStart: false, atEnd: true)
            if kept.isEmpty { pieces.removeLast() } else { pieces[pieces.count - 1] = Self.literal(kept) }
        }
        let text = concatenated(pieces)
        return [pieces.first, pieces.last].contains { $0?.isBlock ?? false } ? TemplateFunctions.trimmed(text) : text
    }
}

extension RowExpression {
    /// A block of a template, whose text may begin or end with a line end.
    fileprivate var isBlock: Bool {
        switch kind {
        case .conditional: true
        case .function(let function, _): function.name == "join"
        default: false
        }
    }
}
