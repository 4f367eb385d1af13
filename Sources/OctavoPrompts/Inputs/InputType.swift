import OctavoSource
import OctavoTable
import OctavoYAML

/// The types of inputs as a template's front matter writes them: `text`, `int?`, `list(text)`, `record(name: text, nights: int)`,
/// `messages`; or, without quotes, a YAML list of one type and a mapping of names to types.
struct InputType {
    let type: DataType
    let isOptional: Bool

    /// The turns of a conversation.
    static let messages = DataType.list(.record([Field("role", .text), Field("content", .text)]))

    private static let names: [String: DataType] = [
        "bool": .bool, "int": .int, "float": .float, "text": .text, "time": .time, "date": .date, "duration": .duration,
        "messages": messages,
    ]
    /// As other systems call them.
    private static let others = [
        "string": "text", "str": "text", "integer": "int", "number": "float", "double": "float", "boolean": "bool",
        "datetime": "time", "timestamp": "time", "array": "list(text)", "list": "list(text)", "object": "record(name: text)",
        "record": "record(name: text)", "dict": "record(name: text)", "any": "text",
    ]

    /// Deeper types are refused.
    private static let deepest = 20

    init(_ type: DataType) { (self.type, isOptional) = (type, false) }

    init(_ node: YAMLNode) throws {
        switch node.kind {
        case .text(let text):
            var reader = Reader(text: Array(text), node: node)
            type = try reader.type(depth: 0)
            isOptional = reader.skip("?")
            guard reader.isAtEnd else { throw Self.problem(text, node) }
        default: (type, isOptional) = (try Self.nested(node, depth: 0), false)
        }
    }

    private static func nested(_ node: YAMLNode, depth: Int) throws -> DataType {
        if depth > deepest { throw Diagnostic("bad-front-matter", "this type nests too deep", at: node.range) }
        switch node.kind {
        case .text: return try InputType(node).type
        case .list(let items) where items.count == 1: return .list(try nested(items[0], depth: depth + 1))
        case .mapping(let entries) where !entries.isEmpty:
            return .record(try entries.map { Field($0.key, try nested($0.value, depth: depth + 1)) })
        default:
            throw Diagnostic(
                "bad-front-matter", "this is no type of an input", at: node.range,
                help: ["a type is a word such as `text`, a list of one type, or names with their types"])
        }
    }

    fileprivate static func problem(_ text: String, _ node: YAMLNode) -> Diagnostic {
        let word = String(text.prefix { $0.isLetter })
        let better = others[word.lowercased()] ?? Suggestion.best(for: word, among: names.keys.sorted() + ["list", "record"])
        return Diagnostic(
            "bad-front-matter", "`\(text)` is no type of an input", at: node.range,
            label: better.map { "did you mean `\($0)`?" } ?? "",
            notes: [
                "types: text, int, float, bool, time, date, duration, messages, list(text), record(name: text, …); `?` behind one "
                    + "allows null"
            ],
            fix: text == word ? better.map { .replace(node.range, with: $0, .maybe) } : nil)
    }

    private struct Reader {
        let text: [Character]
        let node: YAMLNode
        var index = 0

        init(text: [Character], node: YAMLNode) {
            self.text = text
            self.node = node
        }

        var isAtEnd: Bool { text[index...].allSatisfy { $0 == " " } }

        mutating func skip(_ wanted: Character) -> Bool {
            while index < text.count, text[index] == " " { index += 1 }
            guard index < text.count, text[index] == wanted else { return false }
            index += 1
            return true
        }

        private mutating func word() -> String {
            while index < text.count, text[index] == " " { index += 1 }
            let start = index
            while index < text.count, text[index].isLetter || text[index].isNumber || text[index] == "_" { index += 1 }
            return String(text[start..<index])
        }

        mutating func type(depth: Int) throws -> DataType {
            let name = word()
            let failure = InputType.problem(String(text), node)
            if depth > InputType.deepest { throw failure }
            if let known = InputType.names[name] { return known }
            guard name == "list" || name == "record", skip("(") else { throw failure }
            if name == "list" {
                let item = try type(depth: depth + 1)
                guard skip(")") else { throw failure }
                return .list(item)
            }
            var fields: [Field] = []
            repeat {
                let name = word()
                guard !name.isEmpty, skip(":") else { throw failure }
                fields.append(Field(name, try type(depth: depth + 1)))
            } while skip(",")
            guard skip(")") else { throw failure }
            return .record(fields)
        }
    }
}
