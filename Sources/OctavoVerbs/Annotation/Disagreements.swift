package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let disagreements = Verb(
        step: "disagreements", .annotation, "Keeps the rows to which annotators gave different answers.",
        notes:
            "One column an annotator; null is no answer and differs from none. Lists of labels are the same in any order. `count(by: [.ann, .bob], sort: true)` after it shows "
            + "what is taken for what. To settle them: `octavo annotate --adjudicate`, or `annotate(…, rules: [.ann, .bob, .cat])`.",
        examples: [
            Example(
                "table([{q: 1, ann: \"a\", bob: \"a\"}, {q: 2, ann: \"a\", bob: \"b\"}, {q: 3, ann: \"a\", bob: null}]) | disagreements(.ann, .bob)",
                gives: "|   q | ann | bob |\n| --: | --- | --- |\n|   2 | a   | b   |")
        ],
        searchTerms: ["conflicts", "adjudication", "confusion"],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("columns", Rest<ColumnReference>.self, "The annotators' columns, two or more.")
    ) { call, table, columns in
        let schema = table.plan.schema
        let answers = try AnswerColumns(columns.elements, call, schema)
        let differ = ScalarFunction.perRow("disagreements", type: .bool, nullGivesNull: false) { values in
            var given = values.lazy.filter { !$0.isNull }.map(AnswerColumns.asSet).makeIterator()
            guard let first = given.next() else { return .bool(false) }
            while let other = given.next() { if other != first { return .bool(true) } }
            return .bool(false)
        }
        let columns = answers.fields.map { RowExpression(.column($0.name), type: $0.type, origin: call.range) }
        let condition = RowExpression(.function(differ, columns), type: .bool, origin: call.range)
        return call.step(.filter(table.plan, condition), schema)
    }
}
