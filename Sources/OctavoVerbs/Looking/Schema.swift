package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let schema = Verb(
        "schema", .looking, "Gives the columns of a table with their types.", returns: .schema, checking: .runsBody,
        examples: [Example("table([{id: 1, name: \"x\"}]) | schema", gives: "id int, name text")],
        searchTerms: ["dtypes", "types", "info"],
        Parameter("t", TableArgument.self, "The table.")
    ) { _, table in
        .schema(table.plan.schema)
    }
}
