import OctavoSource
import OctavoTable

/// Finds out what a foreign template needs that declares nothing, from how it uses its names.
struct ForeignUses {
    private let dialect: ForeignDialect
    private let read: (String) throws -> [UInt8]
    private(set) var problems: [Diagnostic] = []
    /// Sections whose kind is not known yet may be known once all is seen.
    private var isLast = false

    init(_ dialect: ForeignDialect, _ read: @escaping (String) throws -> [UInt8]) {
        self.dialect = dialect
        self.read = read
    }

    mutating func collect(_ nodes: [ForeignNode], _ scope: ForeignScope, depth: Int) {
        for pass in 0..<(depth == 0 ? 2 : 1) {
            if depth == 0 { isLast = pass == 1 }
            for node in nodes { try? one(node, scope, depth) }
        }
    }

    private mutating func walk(_ nodes: [ForeignNode], _ scope: ForeignScope, _ depth: Int) {
        for node in nodes { try? one(node, scope, depth) }
    }

    /// What is wrong with a tag is said when the template is written; here such a tag tells nothing.
    private mutating func one(_ node: ForeignNode, _ scope: ForeignScope, _ depth: Int) throws {
        switch node {
        case .text: break
        case .value(let tag):
            let words = try ForeignWords(tag.content, dialect)
            let isHelper = dialect == .dotprompt && (words.words.count > 1 || words.words.first?.path?.names == ["history"])
            let names = words.words.first?.path?.names.first
            let written = !isHelper ? words.words.first : names == "json" ? words.words.dropFirst().first : nil
            guard let path = written?.path, !path.isData, !(isHelper && path.names.isEmpty) else { return }
            if let shape = scope.meaning(of: path)?.shape, shape.element == nil, shape.fields.isEmpty { shape.isValue = true }
        case .partial(let tag):
            guard depth < 20 else { return }
            let part = try ForeignPart(tag, scope, dialect, read)
            walk(part.nodes, part.scope, depth + 1)
        case .block(let block): try self.block(block, scope, depth)
        }
    }

    private mutating func block(_ block: ForeignBlock, _ scope: ForeignScope, _ depth: Int) throws {
        let words = try ForeignWords(block.tag.content, dialect)
        guard let first = words.words.first else { return }
        guard dialect == .dotprompt, words.words.count > 1 else {
            return section(first, block, scope, depth)
        }
        let values = words.words.dropFirst().map { word in
            word.path.flatMap { $0.isData ? nil : scope.meaning(of: $0) }
        }
        var inner = scope
        switch first.path?.names.first {
        case "each":
            if let list = values[0], let element = list.shape.makeElement() {
                inner = scope.entering(.init(shape: element, code: ForeignScope.item))
            }
        case "with":
            if let value = values[0] { inner = scope.entering(.init(shape: value.shape, code: value.code)) }
        case "ifEquals", "unlessEquals":
            for (index, value) in values.enumerated() {
                guard let shape = value?.shape, !shape.isDeclared else { continue }
                guard values.count == 2, case .literal(let code, isText: false) = words.words[2 - index].kind else {
                    shape.isValue = true
                    continue
                }
                shape.compared = ForeignExpression.type(of: code, isText: false)
            }
        default: break
        }
        walk(block.body, inner, depth)
        walk(block.otherwise, scope, depth)
    }

    private mutating func section(_ word: ForeignExpression, _ block: ForeignBlock, _ scope: ForeignScope, _ depth: Int) {
        guard let path = word.path, let value = scope.meaning(of: path) else { return }
        var inner = scope
        let shape = value.shape
        if let element = shape.element {
            inner = scope.entering(.init(shape: element, code: ForeignScope.item))
        } else if !shape.fields.isEmpty || shape.isValue {
            inner = scope.entering(.init(shape: shape, code: value.code))
        } else if case .inverted = block.tag.sign {
            // Says nothing of what it is.
        } else if writesItself(block.body), let element = shape.makeElement() {
            element.isValue = true
            inner = scope.entering(.init(shape: element, code: ForeignScope.item))
        } else if usesNames(block.body), !shape.isDeclared {
            if isLast {
                problems.append(
                    Diagnostic(
                        "no-counterpart",
                        "whether `\(word.range.text)` is a list, a record or true and false, the template does not say",
                        at: word.range,
                        help: ["say it: `prompt(\"…\", inputs: {\(word.range.text): \"list(record(name: text))\", …})`"]))
            }
            return
        }
        walk(block.body, inner, depth)
        walk(block.otherwise, scope, depth)
    }

    /// Whether `{{.}}` stands in it, outside blocks of its own.
    private func writesItself(_ nodes: [ForeignNode]) -> Bool {
        nodes.contains { node in
            switch node {
            case .value(let tag): return tag.content.text == "." || tag.content.text == "this"
            case .block(let block):
                return block.tag.content.text == "."
                    || { if case .inverted = block.tag.sign { writesItself(block.body) } else { false } }()
            case .text, .partial: return false
            }
        }
    }

    private func usesNames(_ nodes: [ForeignNode]) -> Bool {
        nodes.contains { if case .text = $0 { false } else { true } }
    }
}
