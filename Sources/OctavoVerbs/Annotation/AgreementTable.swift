import OctavoModels
import OctavoTable

/// What `agreement` shows of a table with one column an annotator.
enum AgreementTable {
    static let schema = Schema([
        Field("measure", .text), Field("annotators", .text), Field("rows", .int), Field("value", .float), Field("low", .float),
        Field("high", .float),
    ])

    /// How intervals are found.
    struct Draws: Sendable {
        let samples: Int
        let seed: UInt64
        let confidence: Double
    }

    private typealias Measured = (title: String, annotators: [String], interval: AgreementInterval)

    // MARK: - Answers that are names

    static func ofOne(_ table: Table, _ draws: Draws, _ context: ExecutionContext) throws -> Table {
        let names = table.schema.names
        let pairs = names.indices.flatMap { one in ((one + 1)..<names.count).map { AgreementMeasure.cohen(one, $0) } }
        let (rows, count) = numbered(table) { $0 }
        let ratings = ratings(rows, raters: names.count, categories: count.count)
        let found = try intervals([.percent] + pairs + [.fleiss, .krippendorff], ratings, draws, context)
        return shown(
            found.map { interval in
                if case .cohen(let one, let other) = interval.measure {
                    return ("Cohen's kappa", [names[one], names[other]], interval)
                }
                return (title(interval.measure), names, interval)
            })
    }

    // MARK: - Answers that are lists of labels

    static func ofSeveral(_ table: Table, _ draws: Draws, _ context: ExecutionContext) throws -> Table {
        let names = table.schema.names
        let (rows, sets) = numbered(table) { AnswerColumns.asSet($0) }
        // Labels by their first appearance.
        var numbers: [Datum: Int32] = [:]
        var labels: [Datum] = []
        let numberSets = sets.map { set -> Set<Int32> in
            guard case .list(let items) = set else { return [] }
            return Set(
                items.map { label in
                    if let known = numbers[label] { return known }
                    numbers[label] = Int32(labels.count)
                    labels.append(label)
                    return Int32(labels.count - 1)
                })
        }
        let isFew = sets.count <= SetDistances.mostSets
        let whole = ratings(
            rows, raters: names.count, categories: sets.count, distances: isFew ? SetDistances(numberSets) : nil)
        let overall = try intervals([.percent] + (isFew ? [.krippendorffOfSets] : []), whole, draws, context)
        var measured: [Measured] = overall.map { (title($0.measure), names, $0) }
        for (number, label) in labels.enumerated() {
            try context.cancellation.check()
            // Whether the label holds: categories 0 and 1.
            let holds = rows.map { row in
                row.map { $0 == Ratings.missing ? $0 : numberSets[Int($0)].contains(Int32(number)) ? 1 : 0 }
            }
            let own = ratings(holds, raters: names.count, categories: 2)
            let found = try intervals([.krippendorff], own, draws, context)
            measured += found.map { ("Krippendorff's alpha of \(DatumText.plain(label))", names, $0) }
        }
        return shown(measured)
    }

    // MARK: - Parts

    /// Answers as numbers, equal ones alike, in order of first appearance; and the answers.
    private static func numbered(_ table: Table, _ canonical: (Datum) -> Datum) -> (rows: [[Int32]], answers: [Datum]) {
        var numbers: [Datum: Int32] = [:]
        var answers: [Datum] = []
        var rows: [[Int32]] = []
        for chunk in table.chunks {
            for row in 0..<chunk.count {
                rows.append(
                    chunk.columns.map { column in
                        let answer = column[row]
                        if answer.isNull { return Ratings.missing }
                        let own = canonical(answer)
                        if let known = numbers[own] { return known }
                        numbers[own] = Int32(answers.count)
                        answers.append(own)
                        return Int32(answers.count - 1)
                    })
            }
        }
        return (rows, answers)
    }

    private static func ratings(
        _ rows: [[Int32]], raters: Int, categories: Int, distances: SetDistances? = nil
    ) -> Ratings {
        var ratings = Ratings(raterCount: raters, categoryCount: categories, distances: distances)
        for row in rows { ratings.add(row) }
        return ratings
    }

    private static func intervals(
        _ measures: [AgreementMeasure], _ ratings: Ratings, _ draws: Draws, _ context: ExecutionContext
    ) throws -> [AgreementInterval] {
        try AgreementInterval.all(
            measures, ratings, samples: draws.samples, seed: draws.seed, confidence: draws.confidence,
            cancellation: context.cancellation)
    }

    private static func shown(_ measured: [Measured]) -> Table {
        func number(_ value: Double?) -> Datum { value.map { .float($0) } ?? .null }
        let rows = measured.map { title, annotators, interval -> [Datum] in
            [
                .text(title), .text(annotators.joined(separator: ", ")), .int(Int64(interval.rowCount)), number(interval.value),
                number(interval.bounds?.lowerBound), number(interval.bounds?.upperBound),
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
        case .krippendorffOfSets: "Krippendorff's alpha (MASI)"
        }
    }
}
