package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let has = Verb(
        valued: "has", .lists, "Tells whether a list holds a value, or a record a field.",
        notes: "For a list the same as `x in list`. A text inside a text is found by `contains`.", returns: .bool,
        examples: [Example("has({a: 1}, \"a\")", gives: "true"), Example("has([1, 2], 3)", gives: "false")],
        searchTerms: ["includes", "has_key", "exists"],
        parameters: [.open("value", "The list or record."), .open("x", "The item, or the field's name.")],
        result: { _, types in
            switch (types[0], types[1]) {
            case (.list, _), (.null, _), (.record, .text), (.record, .null): return .bool
            case (.record, let other):
                throw WrongArgument.diagnostic("has", takes: "a field's name as text", for: "x", not: other.description)
            default: throw WrongArgument.diagnostic("has", takes: "a list or record", for: "value", not: types[0].description)
            }
        },
        body: { _, values in
            switch (values[0], values[1]) {
            case (.record(let record), .text(let name)): return .bool(record[name] != nil)
            case (.record, .null): return .bool(false)
            case (.record, _): throw WrongArgument.diagnostic("has", takes: "a field's name as text", for: "x", not: values[1])
            case (.range(let from, let to), .int(let number)): return .bool(number >= from && number < to)
            case (.list(let items), let wanted):
                let datum = try Lists.datum(wanted, "has", parameter: "x")
                return .bool(items.contains { $0.datum == datum })
            case (.range, _): return .bool(false)
            default: throw WrongArgument.diagnostic("has", takes: "a list or record", for: "value", not: values[0])
            }
        })
}
