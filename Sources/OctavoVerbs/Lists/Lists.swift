import OctavoLanguage
import OctavoSource
import OctavoTable

/// What the functions of lists and records share.
enum Lists {
    /// The type of a list's items, or the error that says what the function takes.
    static func itemType(_ type: DataType, _ verb: String, parameter: String = "list") throws -> DataType {
        switch type {
        case .list(let item): return item
        case .null: return .null
        default: throw WrongArgument.diagnostic(verb, takes: "a list", for: parameter, not: type.description)
        }
    }

    static func items(_ value: Value, _ verb: String, parameter: String = "list") throws -> [Value] {
        guard let items = value.items else { throw WrongArgument.diagnostic(verb, takes: "a list", for: parameter, not: value) }
        return items
    }

    /// A plain value, which can be compared and hashed.
    static func datum(_ value: Value, _ verb: String, parameter: String) throws -> Datum {
        guard let datum = value.datum else {
            throw WrongArgument.diagnostic(verb, takes: "plain values", for: parameter, not: value)
        }
        return datum
    }

    /// The one type of a record's fields, as a list of their values needs it.
    static func fieldType(_ fields: [Field], _ verb: String) throws -> DataType {
        var joined = DataType.null
        for field in fields {
            guard let next = joined.unified(with: field.type) else {
                throw Diagnostic(
                    "type-mismatch",
                    "`\(verb)` needs fields of one type here, and `\(field.name)` is \(field.type) where others are \(joined)",
                    help: ["in a column every value has one type; `.record.name` takes one field"])
            }
            joined = next
        }
        return joined
    }
}
