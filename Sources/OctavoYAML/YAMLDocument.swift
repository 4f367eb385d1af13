package import OctavoSource
import Yams

/// Reads YAML (1.2, one document) as a tree that knows its places.
package enum YAMLDocument {
    /// Deeper nesting is refused: whoever walks the tree calls itself once a level.
    package static let deepest = 100
    /// More values are refused: aliases of aliases double with every line.
    package static let mostValues = 100_000

    /// `nil` where nothing but comments stands. Throws `bad-config` with the place.
    package static func read(_ source: Source) throws -> YAMLNode? {
        let node: Node?
        do {
            node = try compose(yaml: String(decoding: source.bytes, as: UTF8.self))
        } catch let error as YamlError {
            throw problem(error, source)
        }
        guard let node else { return nil }
        var tree = YAMLTree(source)
        let root = try tree.node(node, depth: 0)
        if case .null = root.kind { return nil }
        return root
    }

    private static func problem(_ error: YamlError, _ source: Source) -> Diagnostic {
        func made(_ words: String, _ mark: Mark?, at place: SourceRange? = nil, context: String? = nil) -> Diagnostic {
            Diagnostic(
                "bad-config", "`\(source.name)` is not YAML: \(words)" + (context.map { " \($0)" } ?? ""),
                at: place ?? mark.map { YAMLTree(source).range($0) } ?? source.range,
                help: words.contains("tab") || words.contains("cannot start any token") ? ["YAML is indented by spaces"] : [])
        }
        switch error {
        case .scanner(let context, let words, let mark, _), .parser(let context, let words, let mark, _),
            .composer(let context, let words, let mark, _):
            return made(words, mark, context: context?.text)
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.map { "`\($0)`" }.joined(separator: ", ")
            let second = keys.first.flatMap { YAMLTree(source).secondKey($0, after: context.mark) }
            return made("the key \(names) stands twice in one mapping", context.mark, at: second)
        case .reader(let words, _, _, _): return made(words, nil)
        default: return made("\(error)", nil)
        }
    }
}

/// Turns the library's nodes into ours.
struct YAMLTree {
    let source: Source
    private var count = 0

    init(_ source: Source) { self.source = source }

    mutating func node(_ node: Node, depth: Int) throws -> YAMLNode {
        let range = range(node.mark, text: node.scalar.map { ($0.string, $0.style) })
        count += 1
        guard depth <= YAMLDocument.deepest, count <= YAMLDocument.mostValues else {
            throw Diagnostic(
                "bad-config",
                depth > YAMLDocument.deepest
                    ? "`\(source.name)` nests more than \(YAMLDocument.deepest) deep"
                    : "`\(source.name)` has more than \(YAMLDocument.mostValues) values", at: range)
        }
        switch node {
        case .scalar(let scalar): return YAMLNode(Self.value(scalar), range)
        case .sequence(let items): return YAMLNode(.list(try items.map { try self.node($0, depth: depth + 1) }), range)
        case .mapping(let mapping):
            var entries: [YAMLEntry] = []
            for (key, value) in mapping {
                let keyRange = self.range(key.mark, text: key.scalar.map { ($0.string, $0.style) })
                guard let name = key.scalar?.string else {
                    throw Diagnostic("bad-config", "a key of `\(source.name)` is no text", at: keyRange)
                }
                entries.append(YAMLEntry(key: name, keyRange: keyRange, value: try self.node(value, depth: depth + 1)))
            }
            return YAMLNode(.mapping(entries), range)
        case .alias: return YAMLNode(.null, range)
        }
    }

    /// A scalar by the core schema of YAML 1.2 (section 10.3.2): `yes`, `no`, `on` and `off` are texts.
    private static func value(_ scalar: Node.Scalar) -> YAMLNode.Kind {
        guard scalar.style == .plain, scalar.tag.description != "tag:yaml.org,2002:str" else { return .text(scalar.string) }
        let text = scalar.string
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        case ".inf", ".Inf", ".INF", "+.inf": return .float(.infinity)
        case "-.inf", "-.Inf", "-.INF": return .float(-.infinity)
        case ".nan", ".NaN", ".NAN": return .float(.nan)
        default: return number(text) ?? .text(text)
        }
    }

    private static func number(_ text: String) -> YAMLNode.Kind? {
        let allowed = text.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || "+-.eExXoabcdefABCDEF".utf8.contains($0) }
        guard allowed, let first = text.utf8.first, first <= 0x39 else { return nil }
        if text.hasPrefix("0x") { return Int64(text.dropFirst(2), radix: 16).map { .int($0) } }
        if text.hasPrefix("0o") { return Int64(text.dropFirst(2), radix: 8).map { .int($0) } }
        if let number = Int64(text) { return .int(number) }
        guard text.utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return Double(text).map { .float($0) }
    }

    // MARK: - Places

    /// From the mark to the end of the value where it stands as it is, else to the end of what its line says.
    private func range(_ mark: Mark?, text: (String, Node.Scalar.Style)? = nil) -> SourceRange {
        guard let mark else { return source.range }
        let rest = range(mark)
        guard let (text, style) = text, !text.isEmpty else { return rest }
        let quotes = style == .singleQuoted || style == .doubleQuoted ? 1 : 0
        let end = rest.bytes.start + text.utf8.count + 2 * quotes
        let whole = SourceRange(source, ByteRange(rest.bytes.start, end))
        return whole.text.dropFirst(quotes).dropLast(quotes) == text ? whole : rest
    }

    /// Where a key of a mapping in lines of its own stands again: below its first place, in the same column.
    func secondKey(_ key: String, after first: Mark) -> SourceRange? {
        guard first.line >= 1 else { return nil }
        for line in first.line..<max(source.lineStarts.count, first.line) {
            let text = source.lineText(line)
            guard let start = text.firstIndex(where: { $0 != " " }), text[start] != "#" else { continue }
            let column = text.distance(from: text.startIndex, to: start) + 1
            if column < first.column { return nil }
            guard column == first.column, text[start...].hasPrefix(key) else { continue }
            guard text[start...].dropFirst(key.count).first(where: { $0 != " " }) == ":" else { continue }
            let place = source.lineStarts[line] + column - 1
            return SourceRange(source, ByteRange(place, place + key.utf8.count))
        }
        return nil
    }

    /// From the mark to the end of what its line says, without a comment.
    func range(_ mark: Mark) -> SourceRange {
        guard mark.line >= 1, mark.line <= source.lineStarts.count else {
            return SourceRange(source, ByteRange(source.bytes.count, source.bytes.count))
        }
        let line = Array(source.lineText(mark.line - 1).unicodeScalars)
        let start = min(max(mark.column - 1, 0), line.count)
        var rest = line[start...]
        if let comment = rest.indices.first(where: { place in
            rest[place] == "#" && place > start && rest[place - 1].properties.isWhitespace
        }) {
            rest = rest[..<comment]
        }
        while let last = rest.last, last.properties.isWhitespace { rest.removeLast() }
        return SourceRange(
            source, ByteRange(place(ofSign: start, inLine: mark.line), place(ofSign: rest.endIndex, inLine: mark.line)))
    }

    /// Where a sign of a line (from 1) stands among the bytes. What is no UTF-8 is read as one sign of another length, so the bytes are
    /// read anew, not the signs measured.
    private func place(ofSign count: Int, inLine line: Int) -> Int {
        var place = source.lineStarts[line - 1]
        var bytes = source.bytes[place...].makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        for _ in 0..<count {
            switch parser.parseScalar(from: &bytes) {
            case .valid(let sign): place += sign.count
            case .error(let length): place += length
            case .emptyInput: return place
            }
        }
        return place
    }
}
