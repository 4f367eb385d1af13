import OctavoSource
import OctavoTable

/// Answers that are to follow a JSON Schema.
enum StructuredAnswer {
    /// What is wrong with an answer.
    struct Problem: Error {
        /// As the end of a sentence: `is not JSON: …`, `breaks the schema: …`.
        let reason: String
        let excerpt: String
        /// What is wanted instead, as the end of a sentence.
        var wanted = "JSON that follows the schema, and with nothing else"

        /// What the model is told.
        var request: String { "The answer above \(reason). Answer again with \(wanted)." }
    }

    /// The value of an answer, out of the fence that models like to put around JSON.
    static func read(_ text: String, _ schema: JSONSchema) -> Result<Datum, Problem> {
        let excerpt = Excerpt.value(.text(text))
        let value: Datum
        do {
            value = try JSONReader.read(unfenced(text))
        } catch {
            let reason = (error as? Diagnostic)?.message ?? "\(error)"
            return .failure(Problem(reason: reason.replacing("the text is not", with: "is not"), excerpt: excerpt))
        }
        let violations = schema.violations(of: value, limit: 5)
        if violations.isEmpty { return .success(value) }
        return .failure(
            Problem(reason: "breaks the schema: " + violations.map(\.text).joined(separator: "; "), excerpt: excerpt))
    }

    /// The inside of a Markdown fence, if that is all there is.
    static func unfenced(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.firstIndex(where: { !$0.allSatisfy(\.isWhitespace) }), lines[first].hasPrefix("```"),
            let last = lines.lastIndex(where: { !$0.allSatisfy(\.isWhitespace) }), last > first, lines[last].hasPrefix("```")
        else { return text }
        return lines[(first + 1)..<last].joined(separator: "\n")
    }

    /// The type of a column of values that follow a schema; `nil` where they may be of several types, and are kept as JSON text.
    static func type(of schema: Datum) -> DataType? {
        guard case .record(let fields) = schema else { return nil }
        func field(_ name: String) -> Datum? { fields.first { $0.name == name }?.value }
        var names: [String] = []
        switch field("type") {
        case .text(let name)?: names = [name]
        case .list(let items)?: names = items.compactMap { if case .text(let name) = $0, name != "null" { name } else { nil } }
        default:
            if case .list(let items)? = field("enum"), items.allSatisfy({ if case .text = $0 { true } else { false } }) {
                return .text
            }
        }
        guard names.count == 1 else { return nil }
        switch names[0] {
        case "string": return .text
        case "integer": return .int
        case "number": return .float
        case "boolean": return .bool
        case "array": return field("items").map { .list(type(of: $0) ?? .text) }
        case "object":
            guard case .record(let properties)? = field("properties"), !properties.isEmpty else { return nil }
            return .record(properties.map { Field($0.name, type(of: $0.value) ?? .text) })
        default: return nil
        }
    }

    /// A value in a column's type; what has no place there is null, and where the type is text anything else is JSON.
    static func fit(_ value: Datum, to type: DataType) -> Datum {
        switch (type, value) {
        case (_, .null), (.bool, .bool), (.int, .int), (.float, .float), (.text, .text): return value
        case (.float, .int(let number)): return .float(Double(number))
        case (.int, .float(let number)): return Int64(exactly: number).map { .int($0) } ?? .null
        case (.text, _):
            var bytes: [UInt8] = []
            JSONWriter.append(value, to: &bytes)
            return .text(String(decoding: bytes, as: UTF8.self))
        case (.list(let item), .list(let items)): return .list(items.map { fit($0, to: item) })
        case (.record(let wanted), .record(let given)):
            return .record(
                wanted.map { field in
                    let found = given.first { $0.name == field.name }?.value ?? .null
                    return (name: field.name, value: fit(found, to: field.type))
                })
        default: return .null
        }
    }
}
