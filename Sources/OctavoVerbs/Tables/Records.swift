package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let records = Verb(
        "records", .tables, "Gives the rows of a table as a list of records.", returns: .list(.any),
        examples: [Example("table([{a: 1}]) | records", gives: "[{a: 1}]")],
        searchTerms: ["to_dicts", "rows", "to_list"],
        Parameter("t", TableArgument.self, "The table.")
    ) { call, table in
        let rows = try call.force(table.plan)
        return .list((0..<rows.count).map { Value(.record(rows.record($0))) })
    }
}
