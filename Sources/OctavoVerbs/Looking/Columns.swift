package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let columns = Verb(
        "columns", .looking, "Lists the names of a table's columns.", returns: .list(.text), checking: .runsBody,
        examples: [Example("table([{id: 1, name: \"x\"}]) | columns", gives: "[\"id\", \"name\"]")],
        searchTerms: ["names"],
        Parameter("t", TableArgument.self, "The table.")
    ) { _, table in
        .list(table.plan.schema.names.map { .text($0) })
    }
}
