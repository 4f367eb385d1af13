package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let unique = Verb(
        valued: "unique", .lists, "Drops items that stand earlier in a list already; the order is kept.",
        notes: "Rows of a table are made unique by `distinct`.", returns: .list(.any),
        examples: [Example("unique([3, 1, 3])", gives: "[3, 1]")], searchTerms: ["dedupe", "uniq"],
        parameters: [.open("list", "The list.")],
        result: { _, types in
            _ = try Lists.itemType(types[0], "unique")
            return types[0]
        },
        body: { _, values in
            var seen: Set<Datum> = []
            var kept: [Value] = []
            for item in try Lists.items(values[0], "unique") {
                if seen.insert(try Lists.datum(item, "unique", parameter: "list")).inserted { kept.append(item) }
            }
            return .list(kept)
        })
}
