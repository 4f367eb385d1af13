package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let agreement = Verb(
        step: "agreement", .annotation, "Tells how far annotators agree beyond chance, with intervals.",
        notes: """
            One column an annotator; null is no answer. Shown are the share of equal pairs of answers, Cohen's kappa of each two annotators, \
            Fleiss' kappa over the rows that all answered, and Krippendorff's alpha (nominal) over those with two answers or more. `low` and \
            `high` hold 95 % of `samples` draws of the rows (a percentile bootstrap, the same for the same seed). A measure is null where \
            chance alone would agree: all answers are the same, or there are none. From 0.8 alpha is taken for reliable, from 0.67 for \
            good enough for first conclusions.

            Where answers are lists of labels, their order says nothing, and answers that share labels are closer than others: alpha is \
            Krippendorff's with MASI's distance (Passonneau 2006), as is usual for them, and each label has an alpha of its own, of whether it \
            holds. Kappas, for which all different lists differ alike, are left out; so is MASI's alpha beyond 2,000 different lists.
            """,
        examples: [
            Example(
                """
                table([{ann: "a", bob: "a"}, {ann: "b", bob: "b"}, {ann: "a", bob: "b"}, {ann: "b", bob: null}]) \
                | agreement(.ann, .bob) | select(.measure, .annotators, .rows, value: round(.value, 3))
                """,
                gives: """
                    | measure              | annotators | rows | value |
                    | -------------------- | ---------- | ---: | ----: |
                    | percent agreement    | ann, bob   |    3 | 0.667 |
                    | Cohen's kappa        | ann, bob   |    3 |   0.4 |
                    | Fleiss' kappa        | ann, bob   |    3 | 0.333 |
                    | Krippendorff's alpha | ann, bob   |    3 | 0.444 |
                    """),
            Example(
                """
                table([{ann: ["a"], bob: ["a"]}, {ann: ["a", "b"], bob: ["b"]}, {ann: [], bob: []}]) \
                | agreement(.ann, .bob, samples: 0) | select(.measure, .rows, value: round(.value, 3))
                """,
                gives: """
                    | measure                     | rows | value |
                    | --------------------------- | ---: | ----: |
                    | percent agreement           |    3 | 0.667 |
                    | Krippendorff's alpha (MASI) |    3 | 0.722 |
                    | Krippendorff's alpha of a   |    3 | 0.444 |
                    | Krippendorff's alpha of b   |    3 |   1.0 |
                    """),
        ],
        searchTerms: [
            "masi", "multi_label", "kappa", "cohen", "fleiss", "krippendorff", "alpha", "inter_annotator", "inter_rater",
            "reliability", "iaa",
        ],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("columns", Rest<ColumnReference>.self, "The annotators' columns, two or more."),
        Parameter("samples", default: 1000, "1000", "How often rows are drawn for the intervals; 0 leaves them out."),
        Parameter("seed", default: 0, "0", "Another seed draws other rows."),
        Parameter("confidence", default: 0.95, "95%", "The share of draws between `low` and `high`.")
    ) { call, table, columns, samples, seed, confidence in
        let answers = try AnswerColumns(columns.elements, call, table.plan.schema)
        guard (0...1_000_000).contains(samples) else {
            throw Diagnostic("wrong-argument", "`samples` is a number from 0 to 1,000,000, not \(samples)", at: call.range)
        }
        guard confidence > 0, confidence < 1 else {
            throw Diagnostic("wrong-argument", "`confidence` lies between 0 and 1, and is \(confidence)", at: call.range)
        }
        let picked = call.step(
            .select(
                table.plan,
                answers.fields.map {
                    NamedExpression($0.name, RowExpression(.column($0.name), type: $0.type, origin: call.range))
                }),
            Schema(answers.fields))
        let draws = AgreementTable.Draws(samples: samples, seed: UInt64(bitPattern: Int64(seed)), confidence: confidence)
        let isOfSeveral = answers.isOfSeveral
        return call.step(
            .wholeTable(name: "agreement", inputs: [picked]) { tables, context in
                isOfSeveral
                    ? try AgreementTable.ofSeveral(tables[0], draws, context)
                    : try AgreementTable.ofOne(tables[0], draws, context)
            }, AgreementTable.schema)
    }
}
