package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let reverse = Verb(
        valued: "reverse", .lists, "Turns the order of a list around.", returns: .list(.any),
        examples: [Example("reverse([1, 2, 3])", gives: "[3, 2, 1]")], searchTerms: ["rev"],
        parameters: [.open("list", "The list.")],
        result: { _, types in
            _ = try Lists.itemType(types[0], "reverse")
            return types[0]
        },
        body: { _, values in
            .list(try Lists.items(values[0], "reverse").reversed())
        })
}
