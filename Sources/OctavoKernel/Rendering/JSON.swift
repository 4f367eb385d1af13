/// A JSON document to be written. Objects keep the order they are given in, so equal values give equal bytes.
package indirect enum JSON: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case float(Double)
    case text(String)
    case array([JSON])
    case object([(String, JSON)])

    /// On one line, without spaces. Numbers that JSON lacks are texts: `"nan"`, `"inf"`, `"-inf"`.
    package var text: String {
        var written = ""
        write(to: &written)
        return written
    }

    /// Objects and arrays of more than scalars over several lines, two spaces a level.
    package var indented: String {
        var written = ""
        write(to: &written, indent: 0)
        return written
    }

    private func write(to written: inout String) {
        switch self {
        case .null: written += "null"
        case .bool(let bit): written += bit ? "true" : "false"
        case .int(let number): written += String(number)
        case .float(let number): written += Self.float(number)
        case .text(let text): Self.quote(text, to: &written)
        case .array(let items):
            written += "["
            for (index, item) in items.enumerated() {
                if index > 0 { written += "," }
                item.write(to: &written)
            }
            written += "]"
        case .object(let fields):
            written += "{"
            for (index, field) in fields.enumerated() {
                if index > 0 { written += "," }
                Self.quote(field.0, to: &written)
                written += ":"
                field.1.write(to: &written)
            }
            written += "}"
        }
    }

    private func write(to written: inout String, indent: Int) {
        let inner = String(repeating: " ", count: indent + 2)
        let outer = String(repeating: " ", count: indent)
        switch self {
        case .array(let items) where items.contains(where: \.isNested):
            written += "[\n"
            for (index, item) in items.enumerated() {
                written += inner
                item.write(to: &written, indent: indent + 2)
                written += index + 1 < items.count ? ",\n" : "\n"
            }
            written += outer + "]"
        case .object(let fields) where !fields.isEmpty:
            written += "{\n"
            for (index, field) in fields.enumerated() {
                written += inner
                Self.quote(field.0, to: &written)
                written += ": "
                field.1.write(to: &written, indent: indent + 2)
                written += index + 1 < fields.count ? ",\n" : "\n"
            }
            written += outer + "}"
        default: write(to: &written)
        }
    }

    private var isNested: Bool {
        switch self {
        case .array(let items): !items.isEmpty
        case .object(let fields): !fields.isEmpty
        default: false
        }
    }

    private static func float(_ number: Double) -> String {
        if number.isNaN { return "\"nan\"" }
        if number.isInfinite { return number < 0 ? "\"-inf\"" : "\"inf\"" }
        return "\(number)"
    }

    private static func quote(_ text: String, to written: inout String) {
        written += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": written += "\\\""
            case "\\": written += "\\\\"
            case "\n": written += "\\n"
            case "\r": written += "\\r"
            case "\t": written += "\\t"
            default:
                if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
                    let digits = String(scalar.value, radix: 16)
                    written += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    written.unicodeScalars.append(scalar)
                }
            }
        }
        written += "\""
    }
}

extension JSON {
    package static func int(_ number: Int) -> JSON { .int(Int64(number)) }
    package static func texts(_ texts: [String]) -> JSON { .array(texts.map { .text($0) }) }
    /// A text, or null.
    package static func optional(_ text: String?) -> JSON { text.map { .text($0) } ?? .null }
}
