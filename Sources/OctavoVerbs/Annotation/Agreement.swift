package import OctavoLanguage
import OctavoModels
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
                    """)
        ],
        searchTerms: [
            "kappa", "cohen", "fleiss", "krippendorff", "alpha", "inter_annotator", "inter_rater", "reliability", "iaa",
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
        return call.step(
            .wholeTable(name: "agreement", inputs: [picked]) { tables, context in
                let found = try AgreementInterval.all(
                    AgreementTable.measures(of: answers.fields.count), AgreementTable.ratings(tables[0]), samples: samples,
                    seed: UInt64(bitPattern: Int64(seed)), confidence: confidence, cancellation: context.cancellation)
                return AgreementTable.table(found, answers.fields.map(\.name))
            }, AgreementTable.schema)
    }
}

private enum AgreementTable {
    static let schema = Schema([
        Field("measure", .text), Field("annotators", .text), Field("rows", .int), Field("value", .float), Field("low", .float),
        Field("high", .float),
    ])

    static func measures(of raters: Int) -> [AgreementMeasure] {
        let pairs = (0..<raters).flatMap { one in ((one + 1)..<raters).map { AgreementMeasure.cohen(one, $0) } }
        return [.percent] + pairs + [.fleiss, .krippendorff]
    }

    /// Answers as numbers, equal ones alike, in order of first appearance.
    static func ratings(_ table: Table) -> Ratings {
        var numbers: [Datum: Int32] = [:]
        var rows: [[Int32]] = []
        for chunk in table.chunks {
            for row in 0..<chunk.count {
                rows.append(
                    chunk.columns.map { column in
                        let answer = column[row]
                        if answer.isNull { return Ratings.missing }
                        if let known = numbers[answer] { return known }
                        numbers[answer] = Int32(numbers.count)
                        return Int32(numbers.count - 1)
                    })
            }
        }
        var ratings = Ratings(raterCount: table.schema.count, categoryCount: numbers.count)
        for row in rows { ratings.add(row) }
        return ratings
    }

    static func table(_ found: [AgreementInterval], _ names: [String]) -> Table {
        let rows = found.map { interval -> [Datum] in
            let annotators = if case .cohen(let one, let other) = interval.measure { [names[one], names[other]] } else { names }
            func number(_ value: Double?) -> Datum { value.map { .float($0) } ?? .null }
            return [
                .text(title(interval.measure)), .text(annotators.joined(separator: ", ")), .int(Int64(interval.rowCount)),
                number(interval.value), number(interval.bounds?.lowerBound), number(interval.bounds?.upperBound),
            ]
        }
        let columns = schema.fields.enumerated().map { place, field in Column(field.type, rows.map { $0[place] }) }
        return Table(schema: schema, chunks: [Chunk(count: rows.count, columns: columns)])
    }

    private static func title(_ measure: AgreementMeasure) -> String {
        switch measure {
        case .percent: "percent agreement"
        case .cohen: "Cohen's kappa"
        case .fleiss: "Fleiss' kappa"
        case .krippendorff: "Krippendorff's alpha"
        }
    }
}
