package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let get = Verb(
        valued: "get", .lists, "Gives a record's field or a list's item, or a default where there is none.",
        notes:
            "Places count from 0, negative ones from the end. A text gives one character. `x[place]` without a default is an error.",
        returns: .any,
        examples: [
            Example("get({a: 1}, \"b\", 0)", gives: "0"), Example("get([1, 2, 3], -1)", gives: "3"),
            Example("get([1], 5) ?? \"none\"", gives: "\"none\""),
        ],
        searchTerms: ["item", "nth", "pluck", "element_at"],
        parameters: [
            .open("value", "The record, list or text."), .open("key", "The field's name, or the place."),
            .open("default", "What to give where there is none.", default: "null"),
        ],
        result: { arguments, types in
            let fallback = types.count > 2 ? types[2] : .null
            let found = try itemType(types[0], types[1], arguments)
            guard let type = found.unified(with: fallback) else {
                throw Diagnostic("type-mismatch", "`get` gives \(found) here, and its default is \(fallback)")
            }
            return type
        },
        body: { _, values in
            switch (values[0], values[1]) {
            case (_, .null): return values[2]
            case (.record(let record), .text(let name)): return record[name] ?? values[2]
            case (.list(let items), .int(let place)): return position(place, items.count).map { items[$0] } ?? values[2]
            case (.range(let from, let to), .int(let place)):
                let (count, overflow) = to.subtractingReportingOverflow(from)
                guard !overflow, let index = position(place, Int(Swift.max(count, 0))) else { return values[2] }
                return .int(from + Int64(index))
            case (.text(let text), .int(let place)):
                let scalars = Array(text.unicodeScalars)
                return position(place, scalars.count).map { .text(String(scalars[$0])) } ?? values[2]
            case (.record, let key): throw WrongArgument.diagnostic("get", takes: "a field's name as text", for: "key", not: key)
            case (.list, let key), (.range, let key), (.text, let key):
                throw WrongArgument.diagnostic("get", takes: "a place as an int", for: "key", not: key)
            default: throw WrongArgument.diagnostic("get", takes: "a record, list or text", for: "value", not: values[0])
            }
        })

    private static func position(_ place: Int64, _ count: Int) -> Int? {
        let index = place < 0 ? Int64(count) + place : place
        return index >= 0 && index < Int64(count) ? Int(index) : nil
    }

    /// The type of what is found: a constant name picks its field's type, any other name needs fields of one type.
    private static func itemType(_ base: DataType, _ key: DataType, _ arguments: BoundArguments) throws -> DataType {
        switch (base, key) {
        case (.null, _): return .null
        case (.record(let fields), .text), (.record(let fields), .null):
            if case .text(let name)? = arguments.single[1]?.value { return fields.first { $0.name == name }?.type ?? .null }
            return try Lists.fieldType(fields, "get")
        case (.list(let item), .int), (.list(let item), .null): return item
        case (.text, .int), (.text, .null): return .text
        case (.record, _):
            throw WrongArgument.diagnostic("get", takes: "a field's name as text", for: "key", not: key.description)
        case (.list, _), (.text, _):
            throw WrongArgument.diagnostic("get", takes: "a place as an int", for: "key", not: key.description)
        default: throw WrongArgument.diagnostic("get", takes: "a record, list or text", for: "value", not: base.description)
        }
    }
}
