package import OctavoLanguage

extension Verb {
    package static let table = Verb(
        "table", .tables, "Makes a table of a list of records.",
        notes: "Columns come in order of first appearance; a field that a record lacks is null.",
        returns: .table(nil), checking: .runsBody,
        examples: [Example("table([{a: 1}, {a: 2}]) | count", gives: "2")],
        searchTerms: ["dataframe", "DataFrame", "tibble"],
        Parameter("records", TableArgument.self, "The records.")
    ) { _, records in
        .table(records.plan)
    }
}
