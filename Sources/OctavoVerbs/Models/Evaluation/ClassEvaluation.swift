import OctavoLanguage
import OctavoModels
import OctavoTable

/// Measures predicted labels.
struct ClassEvaluation {
    let rows: PredictedRows
    let wanted: [EvaluationMeasure]
    /// Measures that were asked for by name.
    let isChosen: Bool
    let bootstrap: Bootstrap
    /// Rows that are drawn together, if any are.
    let groups: [Int32]?
    let context: ExecutionContext

    /// The measures' fields, and the table of all numbers last.
    func fields() throws -> [(name: String, value: Value)] {
        let measures = rows.measures(rows.rows)
        let needsRankings = wanted.contains { [.rocAUC, .prAUC, .rocCurve, .prCurve, .labels].contains($0) }
        let rankings = needsRankings ? try rows.rankings(context) : []
        let bounds = try intervals(rankings)
        var result: [(name: String, value: Value)] = []
        var summary: [[Datum]] = []
        for measure in wanted {
            if let columns = measure.columns {
                result.append(
                    (name: measure.rawValue, value: MeasuredColumns.table(columns.fields, table(measure, measures, rankings))))
                continue
            }
            let value = value(measure, measures, rankings)
            // A share's interval is known without drawing.
            let interval =
                measure == .accuracy
                ? Proportion(measures.counts.right, of: measures.counts.rows).interval(confidence: bootstrap.confidence)
                : bounds[measure] ?? nil
            result += measure.fields(value, interval)
            summary.append([.text(measure.rawValue), Datum(value), Datum(interval?.lowerBound), Datum(interval?.upperBound)])
        }
        result.append((name: "measures", value: MeasuredColumns.table(EvaluationMeasure.summary.fields, summary)))
        return result
    }

    private func value(
        _ measure: EvaluationMeasure, _ measures: ClassificationMeasures, _ rankings: [Ranking]
    ) -> Double? {
        switch measure {
        case .logLoss: measures.logLoss
        case .brier: halved(measures.brier)
        case .calibrationError: measures.calibrationError
        case .rocAUC: mean(rankings.map(\.area))
        case .prAUC: mean(rankings.map(\.averagePrecision))
        case .aurc: coverage.area
        case .unknownAUC: unknownArea
        default: value(measure, measures.counts)
        }
    }

    private func value(_ measure: EvaluationMeasure, _ counts: ClassCounts) -> Double? {
        switch measure {
        case .accuracy: counts.accuracy
        case .balancedAccuracy: counts.balancedAccuracy
        case .precision: counts.macroPrecision
        case .recall: counts.macroRecall
        case .f1: counts.macroF1
        case .weightedF1: counts.weightedF1
        case .mcc: counts.matthews
        default: nil
        }
    }

    /// Of two labels both errors are the same, and one is counted, as scikit-learn does.
    private func halved(_ brier: Double?) -> Double? { brier.map { rows.knownCount == 2 ? $0 / 2 : $0 } }

    private func mean(_ values: [Double?]) -> Double? {
        let known = values.compactMap { $0 }
        return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }

    /// The chance that a row whose label is known is more familiar to the model than one whose label is not.
    private var unknownArea: Double? {
        Ranking(
            rows.familiarity, isPositive: rows.truths.map { Int($0) < rows.knownCount }
        ).area
    }

    private var coverage: CoverageCurve {
        let answered = rows.rows.filter { rows.confidences[$0].prediction != nil }
        return CoverageCurve(
            confidences: answered.map { rows.confidences[$0].prediction ?? .nan }, isRight: answered.map { rows.isRight($0) },
            rows: rows.truths.count)
    }

    // MARK: - Intervals

    /// By drawing rows anew. Areas under curves are drawn where they are asked for by name: every label's order is counted through for
    /// each draw.
    private func intervals(_ rankings: [Ranking]) throws -> [EvaluationMeasure: ClosedRange<Double>?] {
        let counted = wanted.filter {
            switch $0 {
            case .balancedAccuracy, .precision, .recall, .f1, .weightedF1, .mcc, .logLoss, .brier: true
            case .rocAUC, .prAUC: isChosen
            default: false
            }
        }
        guard !counted.isEmpty, rows.truths.count > 1 else { return [:] }
        let rows = rows
        // A row without a probability of its truth has none of either.
        let losses = rows.confidences.map { $0.truth.map { ClassificationMeasures.loss($0) } }
        let squares = rows.confidences.map { one in
            one.truth.flatMap { truth in one.squares.map { ClassificationMeasures.squaredError(truth, $0) } }
        }
        let found = try bootstrap.intervals(
            rows: rows.truths.count, groups: groups, threads: context.mostThreads, cancellation: context.cancellation
        ) { times in
            var counts = ClassCounts(classes: rows.names.count)
            for (row, times) in times.enumerated() where times > 0 {
                counts.add(truth: Int(rows.truths[row]), prediction: rows.predictions[row], times: Int(times))
            }
            func mean(_ values: [Double?]) -> Double? {
                var (sum, count) = (0.0, 0)
                for (times, value) in zip(times, values) {
                    guard let value else { continue }
                    sum += Double(times) * value
                    count += Int(times)
                }
                return count == 0 ? nil : sum / Double(count)
            }
            return counted.map { measure in
                switch measure {
                case .logLoss: mean(losses)
                case .brier: self.halved(mean(squares))
                case .rocAUC: self.mean(rankings.map { $0.area(times: times) })
                case .prAUC: self.mean(rankings.map { $0.averagePrecision(times: times) })
                default: self.value(measure, counts)
                }
            }
        }
        return Dictionary(uniqueKeysWithValues: zip(counted, found))
    }

    // MARK: - Tables

    private func table(
        _ measure: EvaluationMeasure, _ measures: ClassificationMeasures, _ rankings: [Ranking]
    ) -> [[Datum]] {
        switch measure {
        case .labels: labels(measures, rankings)
        case .confused: confused(measures)
        case .reliability: measures.reliabilityRows
        case .coverage: coverage.rows
        case .rocCurve: curve(rankings, Self.grid) { $0.truePositiveRate(at: $1) }
        case .prCurve: curve(rankings, Self.grid) { $0.precision(atRecall: $1) }
        default: []
        }
    }

    private static let grid = (0...50).map { Double($0) / 50 }
    /// Curves of more labels are shown as their mean alone.
    private static let mostCurves = 12

    private func labels(_ measures: ClassificationMeasures, _ rankings: [Ranking]) -> [[Datum]] {
        measures.classes.enumerated().filter(\.element.isMet).map { place, one in
            let ranking = place < rankings.count ? rankings[place] : nil
            return [
                .text(rows.names[place]), .int(Int64(one.rows)), .int(Int64(one.predicted)), Datum(one.precision),
                Datum(one.recall),
                .float(one.f1), Datum(ranking?.area), Datum(ranking?.averagePrecision),
            ]
        }
    }

    /// With the text that was most surely taken for something else.
    private func confused(_ measures: ClassificationMeasures) -> [[Datum]] {
        var surest: [Int: Int] = [:]
        func confidence(_ row: Int) -> Double { rows.confidences[row].prediction ?? 0 }
        for row in rows.rows {
            guard let prediction = rows.predictions[row], !rows.isRight(row) else { continue }
            let pair = Int(rows.truths[row]) * rows.names.count + prediction
            if let other = surest[pair], confidence(other) >= confidence(row) { continue }
            surest[pair] = row
        }
        return measures.confusions().map { one in
            let row = surest[one.truth * rows.names.count + one.prediction]
            return [
                .text(rows.names[one.truth]), .text(rows.names[one.prediction]), .int(Int64(one.rows)),
                row.map { rows.texts[$0] } ?? .null,
            ]
        }
    }

    /// The mean of all labels' curves at each place, and each label's own where they are few.
    private func curve(
        _ rankings: [Ranking], _ places: [Double], _ height: (Ranking, Double) -> Double?
    ) -> [[Datum]] {
        let drawn = rankings.enumerated().filter { height($0.element, 1) != nil }
        guard !drawn.isEmpty else { return [] }
        let heights = drawn.map { ranking in places.map { height(ranking.element, $0) ?? 0 } }
        let whole = places.indices.map { place in
            let sum = heights.reduce(0) { $0 + $1[place] }
            return [Datum.text("mean"), .float(places[place]), .float(sum / Double(drawn.count))]
        }
        guard drawn.count <= Self.mostCurves else { return whole }
        return whole
            + zip(drawn, heights).flatMap { ranking, heights in
                zip(places, heights).map { [Datum.text(rows.names[ranking.offset]), .float($0), .float($1)] }
            }
    }
}
