package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let values = Verb(
        valued: "values", .lists, "Gives a record's values, in order.",
        notes: "Of a column of records only where all fields have one type.", returns: .list(.any),
        examples: [Example("values({a: 1, b: 2})", gives: "[1, 2]")], parameters: [.open("record", "The record.")],
        result: { _, types in
            switch types[0] {
            case .record(let fields): return .list(try Lists.fieldType(fields, "values"))
            case .null: return .null
            default: throw WrongArgument.diagnostic("values", takes: "a record", for: "record", not: types[0].description)
            }
        },
        body: { _, values in
            guard case .record(let record) = values[0] else {
                throw WrongArgument.diagnostic("values", takes: "a record", for: "record", not: values[0])
            }
            return .list(record.fields.map(\.value))
        })
}
