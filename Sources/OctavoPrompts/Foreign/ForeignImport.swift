import OctavoLanguage
package import OctavoSource
import OctavoTable

/// A template of another language as one of Octavo's.
package struct ForeignImport {
    /// The template; `nil` where `problems` has an error.
    package private(set) var text: String?
    package private(set) var problems: [Diagnostic] = []

    private let dialect: ForeignDialect
    private let read: (String) throws -> [UInt8]
    private var writer = TemplateWriter()
    /// Whether a turn has begun: text before that is the user's.
    private var hasRoles = false
    private var hasTurn = false
    private var items: [String] = []
    private var inputNames: [String] = []
    private var usesHistory = false

    /// Parts that contain each other.
    private static let deepestParts = 20
    static let history = "history"

    /// `inputs`: declared by the program, in place of what the file says. `read` gives the bytes of a part by its path from the root.
    package init(
        _ source: Source, _ dialect: ForeignDialect, inputs: [PromptInput]?, reading read: @escaping (String) throws -> [UInt8]
    ) {
        self.dialect = dialect
        self.read = read
        do {
            try convert(source, inputs)
        } catch let diagnostic as Diagnostic {
            problems.append(diagnostic)
        } catch {
            problems.append(Diagnostic("failed", "\(error)", at: source.range))
        }
        if problems.contains(where: { $0.severity == .error }) { text = nil }
    }

    private mutating func convert(_ source: Source, _ given: [PromptInput]?) throws {
        var header = ForeignHeader()
        if dialect == .dotprompt {
            header = try ForeignHeader(source)
            problems += header.problems
        }
        if let given { header.inputs = given }
        // Behind front matter the blanks around the text are none of it.
        let body = header.bodyStart == 0 ? source : Self.trimmed(source)
        let parsed = ForeignParser.parse(body, from: min(header.bodyStart, body.bytes.count), dialect)
        problems += parsed.problems
        guard !problems.contains(where: { $0.severity == .error }) else { return }
        let root = header.inputs.map { inputs in
            ForeignShape(inputs.map { ($0.name, ForeignShape($0.type, isOptional: $0.isOptional && $0.defaultValue == nil)) })
        }
        let shape = root ?? ForeignShape()
        if root == nil {
            for field in header.defaults { _ = shape.field(field.name) }
            var uses = ForeignUses(dialect, read)
            uses.collect(parsed.nodes, ForeignScope(shape, dialect), depth: 0)
            problems += uses.problems
            guard !problems.contains(where: { $0.severity == .error }) else { return }
            header.inputs = header.declared(shape, at: source.range)
        }
        inputNames = (header.inputs ?? []).map(\.name)
        hasRoles = ForeignRoles.hold(parsed.nodes)
        write(parsed.nodes, ForeignScope(shape, dialect), depth: 0)
        if usesHistory, !inputNames.contains(Self.history) { header.addHistory(at: source.range) }
        text = header.text + writer.text
    }

    private static func trimmed(_ source: Source) -> Source {
        let end = source.bytes.lastIndex { !$0.isSpace }.map { $0 + 1 } ?? 0
        return Source(name: source.name, bytes: Array(source.bytes[..<end]))
    }

    // MARK: - Nodes

    private mutating func write(_ nodes: [ForeignNode], _ scope: ForeignScope, depth: Int) {
        for node in nodes {
            do {
                switch node {
                case .text(let range): plain(range.text)
                case .value(let tag): try value(tag, scope)
                case .block(let block): try self.block(block, scope, depth)
                case .partial(let tag): try part(tag, scope, depth)
                }
            } catch let diagnostic as Diagnostic {
                problems.append(diagnostic)
            } catch {
                problems.append(Diagnostic("failed", "\(error)"))
            }
        }
    }

    private mutating func plain(_ text: String) {
        if hasRoles, !hasTurn {
            if text.utf8.allSatisfy(\.isSpace) { return }
            role("user")
        }
        writer.plain(text)
    }

    private mutating func role(_ role: String) {
        hasTurn = true
        writer.role(role)
    }

    private mutating func value(_ tag: ForeignTag, _ scope: ForeignScope) throws {
        let words = try ForeignWords(tag.content, dialect)
        guard let first = words.words.first else { throw Diagnostic("empty-hole", "this tag holds nothing", at: tag.range) }
        if dialect == .dotprompt, let name = first.path?.names.first, first.path?.names.count == 1,
            try helper(name, words, tag, scope)
        {
            return
        }
        if hasRoles, !hasTurn { role("user") }
        switch first.kind {
        case .literal(let code, _): writer.hole("{{ \(code) }}")
        case .null: break
        case .path(let path):
            let meaning = try meaning(path, first.range, scope)
            guard let code = try ForeignCode.value(meaning, first.range, dialect) else { return }
            writer.hole("{{ \(code) }}")
        }
    }

    private func meaning(_ path: ForeignPath, _ range: SourceRange, _ scope: ForeignScope) throws -> ForeignScope.Meaning {
        try ForeignCode.meaning(of: path, range, scope, dialect)
    }

    /// Whether the tag calls one of Dotprompt's own helpers.
    private mutating func helper(
        _ name: String, _ words: ForeignWords, _ tag: ForeignTag, _ scope: ForeignScope
    ) throws -> Bool {
        switch name {
        case "role":
            guard words.words.count == 2, case .literal(let text, isText: true) = words.words[1].kind else {
                throw noCounterpart("a role that is no text", tag.range, dialect)
            }
            let given = String(text.dropFirst().dropLast())
            guard let role = ForeignRoles.names[given] else { throw noCounterpart("the role `\(given)`", tag.range, dialect) }
            self.role(role)
        case "history":
            usesHistory = true
            hasTurn = true
            for line in ForeignRoles.historyLines {
                if line.hasPrefix("---") {
                    writer.role(String(line.dropFirst(4).dropLast(4)))
                } else if line.hasPrefix("{{ turn") {
                    writer.foreign(line + "\n")
                } else {
                    writer.directive(line)
                }
            }
            hasTurn = false
        case "json" where words.words.count == 2:
            if let option = words.options.first {
                throw noCounterpart(
                    "`\(option.name)` of `json`", tag.range, dialect, help: ["`{{ json(value) }}` writes one line"])
            }
            guard let path = words.words[1].path else { throw noCounterpart("this use of `json`", tag.range, dialect) }
            let meaning = try meaning(path, words.words[1].range, scope)
            let all = "{" + inputNames.joined(separator: ", ") + "}"
            if hasRoles, !hasTurn { role("user") }
            writer.hole("{{ json(\(meaning.code.isEmpty ? all : meaning.code)) }}")
        case "media", "section":
            throw noCounterpart("`\(name)`", tag.range, dialect, help: ["a message of Octavo is a text"])
        default:
            if words.words.count > 1 || !words.options.isEmpty { throw noCounterpart("the helper `\(name)`", tag.range, dialect) }
            return false
        }
        return true
    }

    // MARK: - Blocks

    private mutating func block(_ block: ForeignBlock, _ scope: ForeignScope, _ depth: Int) throws {
        if hasRoles, !hasTurn, !ForeignRoles.hold([.block(block)]) { role("user") }
        if let joined = try ForeignBlockForm.joined(block, scope, dialect) { return writer.hole("{{ \(joined) }}") }
        switch try ForeignBlockForm(block, scope, dialect) {
        case .conditional(let condition): conditional(condition, block, scope, scope, depth)
        case .within(let condition, let context): conditional(condition, block, scope.entering(context), scope, depth)
        case .loop(let list, let element, let isEmpty):
            let item = itemName(list)
            if !block.otherwise.isEmpty { writer.directive("{{ if not \(isEmpty) }}") }
            writer.directive("{{ for \(item) in \(list) }}")
            items.append(item)
            write(block.body, scope.entering(.init(shape: element, code: item)), depth: depth)
            items.removeLast()
            writer.directive("{{ end }}")
            guard !block.otherwise.isEmpty else { return }
            writer.directive("{{ else }}")
            write(block.otherwise, scope, depth: depth)
            writer.directive("{{ end }}")
        }
    }

    private mutating func conditional(
        _ condition: String, _ block: ForeignBlock, _ inner: ForeignScope, _ outer: ForeignScope, _ depth: Int
    ) {
        writer.directive("{{ if \(condition) }}")
        write(block.body, inner, depth: depth)
        if !block.otherwise.isEmpty {
            writer.directive("{{ else }}")
            write(block.otherwise, outer, depth: depth)
        }
        writer.directive("{{ end }}")
    }

    /// `guest` for `guests`, and another name where that means something already.
    private func itemName(_ list: String) -> String {
        let last = list.split { $0 == "." || $0 == " " || $0 == "(" }.last.map(String.init) ?? "items"
        var name =
            last.hasSuffix("ies")
            ? last.dropLast(3) + "y" : last.hasSuffix("s") && last.count > 2 ? String(last.dropLast()) : "item"
        if !WrittenForm.isName(name) || PromptHeader.isReserved(name) { name = "item" }
        let taken = Set(inputNames + items)
        guard taken.contains(name) else { return name }
        return (2...).lazy.map { "\(name)\($0)" }.first { !taken.contains($0) } ?? name
    }

    // MARK: - Parts

    private mutating func part(_ tag: ForeignTag, _ scope: ForeignScope, _ depth: Int) throws {
        guard depth < Self.deepestParts else {
            throw Diagnostic(
                "too-deep", "parts include each other too deep", at: tag.range,
                help: ["a part that contains itself has no counterpart"])
        }
        let part = try ForeignPart(tag, scope, dialect, read)
        if hasRoles, !hasTurn, !ForeignRoles.hold(part.nodes) { role("user") }
        problems += part.problems
        write(part.nodes, part.scope, depth: depth + 1)
    }
}
