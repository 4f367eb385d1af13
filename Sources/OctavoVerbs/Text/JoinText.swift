package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let joinText = Verb(
        valued: "join_text", .text, "Joins the items of a list into one text.",
        notes: "Items that are not text are written as in interpolation; nulls are left out.", returns: .text,
        examples: [Example("join_text([\"a\", \"b\"], \"-\")", gives: "\"a-b\"")],
        searchTerms: ["implode", "paste", "concat", "str_c"],
        parameters: [.open("list", "The items."), .typed("separator", .text, "What to put between two items.")],
        result: { _, types in
            switch types[0] {
            case .list, .null: return .text
            default: throw WrongArgument.diagnostic("join_text", takes: "a list", for: "list", not: types[0].description)
            }
        },
        body: { _, values in
            guard let items = values[0].items else {
                throw WrongArgument.diagnostic("join_text", takes: "a list", for: "list", not: values[0])
            }
            guard case .text(let separator) = values[1] else {
                throw WrongArgument.diagnostic("join_text", takes: "text", for: "separator", not: values[1])
            }
            var parts: [String] = []
            for item in items where !item.isNull {
                guard let datum = item.datum else {
                    throw WrongArgument.diagnostic("join_text", takes: "a list of plain values", for: "list", not: item)
                }
                parts.append(DatumText.plain(datum))
            }
            return .text(parts.joined(separator: separator))
        })
}
