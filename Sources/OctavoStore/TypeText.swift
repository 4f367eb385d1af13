import OctavoTable

/// Column types as text and back: `list(record(id: int, "a b": text))`.
enum TypeText {
    static func write(_ type: DataType) -> String {
        switch type {
        case .list(let item): "list(\(write(item)))"
        case .record(let fields):
            "record(" + fields.map { "\(DatumText.label($0.name)): \(write($0.type))" }.joined(separator: ", ") + ")"
        default: type.description
        }
    }

    struct Reader {
        /// Types nest no deeper in any table that could be made; deeper ones would use up the stack.
        private static let deepest = 200
        private static let names: [String: DataType] = [
            "null": .null, "bool": .bool, "int": .int, "float": .float, "text": .text, "time": .time, "date": .date,
            "duration": .duration,
        ]

        private let scalars: [Unicode.Scalar]
        private var place = 0

        init(_ text: String) { scalars = Array(text.unicodeScalars) }

        var isAtEnd: Bool { place == scalars.count }

        mutating func take(_ text: String) -> Bool {
            let wanted = Array(text.unicodeScalars)
            guard scalars[place...].starts(with: wanted) else { return false }
            place += wanted.count
            return true
        }

        mutating func type(depth: Int = 0) -> DataType? {
            guard depth < Self.deepest else { return nil }
            if take("list(") {
                guard let item = type(depth: depth + 1), take(")") else { return nil }
                return .list(item)
            }
            if take("record(") {
                var fields: [Field] = []
                if take(")") { return .record([]) }
                while true {
                    guard let name = label(), take(": "), let type = type(depth: depth + 1) else { return nil }
                    fields.append(Field(name, type))
                    if take(")") { return .record(fields) }
                    guard take(", ") else { return nil }
                }
            }
            return word().flatMap { Self.names[$0] }
        }

        /// A field's name, quoted or not.
        mutating func label() -> String? {
            guard take("\"") else { return word() }
            var name = String.UnicodeScalarView()
            while place < scalars.count {
                let scalar = scalars[place]
                place += 1
                switch scalar {
                case "\"": return String(name)
                case "\\":
                    guard let escaped = escape() else { return nil }
                    name.append(escaped)
                default: name.append(scalar)
                }
            }
            return nil
        }

        private mutating func escape() -> Unicode.Scalar? {
            guard place < scalars.count else { return nil }
            place += 1
            switch scalars[place - 1] {
            case "n": return "\n"
            case "t": return "\t"
            case "r": return "\r"
            case "\"": return "\""
            case "\\": return "\\"
            case "u":
                guard take("{") else { return nil }
                let digits = scalars[place...].prefix { $0 != "}" }
                place += digits.count
                guard take("}"), let code = UInt32(String(String.UnicodeScalarView(digits)), radix: 16) else { return nil }
                return Unicode.Scalar(code)
            default: return nil
            }
        }

        private mutating func word() -> String? {
            let ends: Set<Unicode.Scalar> = [" ", ",", ":", "(", ")", "\""]
            let word = scalars[place...].prefix { !ends.contains($0) }
            place += word.count
            return word.isEmpty ? nil : String(String.UnicodeScalarView(word))
        }
    }
}
