package import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

extension Verb {
    package static let whatIf = Verb(
        step: "what_if", .cleaning, "Counts the rows that a rule of `filter_noise` would drop at several thresholds; drops none.",
        notes: """
            One row a threshold: how many rows it would drop, their share of all, and as an example the dropped text that is nearest to the \
            threshold, which a slightly looser one would keep. The rules are the options of `filter_noise`, and `near_duplicate` for its \
            `duplicates: "near"`. Without `thresholds` a few usual ones are tried; a rule that asks yes or no has one row.
            """,
        examples: [
            Example(
                """
                table([{q: "ok"}, {q: "a room"}, {q: "a room for two, please"}]) | what_if(.q, rule: "min_words", thresholds: [1, 2, 3])
                """,
                gives: """
                    | threshold | dropped |              share | example |
                    | --------: | ------: | -----------------: | ------- |
                    |       1.0 |       0 |                0.0 | null    |
                    |       2.0 |       1 | 0.3333333333333333 | ok      |
                    |       3.0 |       2 | 0.6666666666666666 | a room  |
                    """)
        ],
        searchTerms: ["threshold", "preview_filter", "dry_run", "sensitivity"],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("column", ColumnReference.self, "The column of text."),
        Parameter("rule", Choice<CountedRule>.self, "The rule."),
        Parameter("thresholds", ListOf<Double>?.self, "The thresholds to try.")
    ) { call, table, column, rule, thresholds in
        let field = try TextColumns.field(column, call, table.plan.schema)
        let rule = rule.option
        let tried: [Double?]
        if rule.bound == .flag {
            if let thresholds, !thresholds.items.isEmpty {
                throw Diagnostic(
                    "wrong-argument", "`\(rule.rawValue)` asks yes or no and has no threshold", at: call.range(ofArgument: 3),
                    help: ["`what_if(.\(DatumText.label(field.name)), rule: \"\(rule.rawValue)\")`"])
            }
            tried = [nil]
        } else {
            for number in thresholds?.items ?? [] {
                switch rule {
                case .noise(let rule): try NoiseArguments.check(number, rule, call.range(ofArgument: 3), call)
                case .nearDuplicate: try SimilarityArgument.check(number, "thresholds", call.range(ofArgument: 3), call)
                }
            }
            tried = thresholds?.items ?? rule.ladder
        }
        let pass =
            switch rule {
            case .noise(let rule): WhatIfPass.of(field.name, rule, tried)
            case .nearDuplicate: WhatIfPass.nearDuplicates(field.name, tried.compactMap(\.self))
            }
        return call.step(.pass(table.plan, pass), WhatIfPass.schema)
    }
}
