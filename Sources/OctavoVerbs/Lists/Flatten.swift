package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let flatten = Verb(
        valued: "flatten", .lists, "Joins a list of lists into one list, one level deep.",
        notes: "Nulls among the lists are left out.",
        returns: .list(.any), examples: [Example("flatten([[1, 2], [3], []])", gives: "[1, 2, 3]")],
        searchTerms: ["concat", "flat_map"], parameters: [.open("list", "The list of lists.")],
        result: { _, types in
            let item = try Lists.itemType(types[0], "flatten")
            switch item {
            case .list, .null: return item == .null ? .list(.null) : item
            default: throw WrongArgument.diagnostic("flatten", takes: "a list of lists", for: "list", not: types[0].description)
            }
        },
        body: { _, values in
            var all: [Value] = []
            for item in try Lists.items(values[0], "flatten") where !item.isNull {
                guard let inner = item.items else {
                    throw WrongArgument.diagnostic(
                        "flatten", takes: "a list of lists", for: "list", not: "a list with \(item.kindName) in it")
                }
                all.append(contentsOf: inner)
            }
            return .list(all)
        })
}
