package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let describe = Verb(
        step: "describe", .looking,
        "Tells what each column holds: type, nulls, distinct values, range, mean, quantiles, lengths.",
        notes: """
            One row a column. `min` and `max` are written as text, since columns differ in type; mean, standard deviation and quartiles \
            are those of numbers (of bools the share that is true), `shortest` and `longest` the lengths of texts in characters. Nulls are \
            counted and otherwise left out. `times` says how often the most frequent value stands there.
            """,
        examples: [
            Example(
                "table([{n: 1, t: \"a\"}, {n: 3, t: null}]) | describe | select(.column, .nulls, .max, .mean)",
                gives: """
                    | column | nulls | max | mean |
                    | ------ | ----: | --- | ---: |
                    | n      |     0 | 3   |  2.0 |
                    | t      |     1 | a   | null |
                    """),
            Example(
                "table([{t: \"a\"}, {t: \"ccc\"}, {t: \"a\"}]) | describe | select(.distinct, .most_frequent, .times, .longest)",
                gives: """
                    | distinct | most_frequent | times | longest |
                    | -------: | ------------- | ----: | ------: |
                    |        2 | a             |     2 |       3 |
                    """),
        ],
        searchTerms: ["summary", "skim", "profile", "glimpse", "stats", "missing"],
        Parameter("t", TableArgument.self, "The table.")
    ) { call, table in
        call.step(
            .wholeTable(name: "describe", inputs: [table.plan]) { tables, context in try Describe.run(tables[0], context) },
            Describe.schema)
    }
}
