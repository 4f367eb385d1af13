import OctavoLanguage
import OctavoModels
import OctavoTable
import OctavoText

/// How well answers meet what they should be.
struct AnswerScores: Sendable {
    struct Score: Sendable {
        let relevance: Double
        let subsequence: Double
        let characters: CharacterFScore
        let words: BilingualScore

        /// `nil` where there is nothing to compare with.
        init?(_ response: String, references: [String], query: String? = nil, likeness: Double? = nil) {
            guard let relevance = AnswerRelevance.score(response, references, query: query, likeness: likeness) else {
                return nil
            }
            self.relevance = relevance
            subsequence = SubsequenceScore.score(response, references: references)
            characters = CharacterFScore(response, references: references)
            words = BilingualScore(response, references: references)
        }
    }

    /// The rows that have a score, and those.
    let kept: [Int]
    let scores: [Score]

    init(rows: Int, _ context: ExecutionContext, _ score: @Sendable (_ row: Int) -> Score?) throws {
        let all = try Parallel.map(Array(0..<rows), threads: context.mostThreads) { row -> Score? in
            if row % 256 == 0 { try context.cancellation.check() }
            return score(row)
        }
        kept = all.indices.filter { all[$0] != nil }
        scores = all.compactMap { $0 }
    }

    struct Number {
        let measure: EvaluationMeasure
        let value: Double?
        let interval: ClosedRange<Double>?
    }

    /// Those of the measures that scores tell, with their intervals. `groups` are of the rows that have a score.
    func numbers(
        _ wanted: [EvaluationMeasure], _ bootstrap: Bootstrap, groups: [Int32]?, _ context: ExecutionContext
    ) throws -> [Number] {
        let own = wanted.filter { [.responseRelevance, .rougeL, .chrf, .bleu].contains($0) }
        let intervals = try bootstrap.intervals(
            rows: scores.count, groups: groups, threads: context.mostThreads, cancellation: context.cancellation
        ) { times in own.map { value($0, times) } }
        let once = [Int32](repeating: 1, count: scores.count)
        return own.enumerated().map { place, measure in
            Number(measure: measure, value: value(measure, once), interval: scores.count > 1 ? intervals[place] : nil)
        }
    }

    /// `keys` are those of all rows.
    func slices(_ slices: EvaluationSlices, keys: (_ row: Int) -> [Datum]) -> Value {
        slices.table(kept.map(keys), EvaluationSlices.answerFields) { part in
            [Datum(part.reduce(0) { $0 + scores[$1].relevance } / Double(part.count))]
        }
    }

    /// Of all answers together, each as often as `times` says.
    private func value(_ measure: EvaluationMeasure, _ times: [Int32]) -> Double? {
        let count = times.reduce(0) { $0 + Int($1) }
        guard count > 0 else { return nil }
        func mean(_ value: (Score) -> Double) -> Double {
            zip(scores, times).reduce(0) { $0 + value($1.0) * Double($1.1) } / Double(count)
        }
        switch measure {
        case .responseRelevance: return mean(\.relevance)
        case .rougeL: return mean(\.subsequence)
        case .chrf:
            var all = CharacterFScore()
            for (one, times) in zip(scores, times) where times > 0 { all.add(one.characters, times: Int(times)) }
            return all.score
        case .bleu:
            var all = BilingualScore()
            for (one, times) in zip(scores, times) where times > 0 { all.add(one.words, times: Int(times)) }
            return all.corpus
        default: return nil
        }
    }
}
