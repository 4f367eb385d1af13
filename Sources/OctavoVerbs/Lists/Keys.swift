package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let keys = Verb(
        valued: "keys", .lists, "Gives a record's field names, in order.", returns: .data(.list(.text)),
        examples: [Example("keys({a: 1, b: 2})", gives: "[\"a\", \"b\"]")], searchTerms: ["names", "fields"],
        parameters: [.open("record", "The record.")],
        result: { _, types in
            switch types[0] {
            case .record, .null: return .list(.text)
            default: throw WrongArgument.diagnostic("keys", takes: "a record", for: "record", not: types[0].description)
            }
        },
        body: { _, values in
            guard case .record(let record) = values[0] else {
                throw WrongArgument.diagnostic("keys", takes: "a record", for: "record", not: values[0])
            }
            return .list(record.names.map { .text($0) })
        })
}
