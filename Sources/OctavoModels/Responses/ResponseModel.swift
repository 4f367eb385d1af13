import OctavoTable

/// Answers by retrieval. The answered rows that are most like what is asked, by the query and the turns before it, vote on what the answer is
/// like; of all answers that can be said to others the one is said that has most in common with their votes, so that it is right most
/// often in the mean (minimum Bayes risk). What is specific in it is filled in from the conversation.
///
/// Kumar and Byrne, "Minimum Bayes-risk decoding for statistical machine translation" (2004).
package struct ResponseModel: AnsweringModel {
    package static let kinds = ["response"]
    package let kind = "response"

    let reader: SpecificReader
    let queries: TurnIndex
    /// Of the turn before the query, and of that before it; `nil` where no turns were learnt from.
    let turns: (last: TurnIndex, earlier: TurnIndex)?
    /// What is shown of each row's query.
    let shownQueries: [String]
    /// Each row's answer, as a place among the forms.
    let rows: [UInt32]
    let forms: [AnswerForm]
    let formSpace: FeatureSpace
    /// The features of each form.
    let formFeatures: SparseShares
    /// By word the forms that can be said to others.
    let toldForms: SparseShares
    let calibration: IsotonicCalibration?
    /// How many rows vote.
    package let neighbours: Int
    package let threshold: Double

    package static let mostNeighbours = 10_000
    /// Beyond these the answers that fewest rows have are not said, so that the time for an answer stays short.
    static let mostTold = 20_000

    init(
        reader: SpecificReader, queries: TurnIndex, turns: (last: TurnIndex, earlier: TurnIndex)?, shownQueries: [String],
        rows: [UInt32], forms: [AnswerForm], formSpace: FeatureSpace, formFeatures: SparseShares,
        calibration: IsotonicCalibration?, neighbours: Int, threshold: Double
    ) {
        self.reader = reader
        self.queries = queries
        self.turns = turns
        self.shownQueries = shownQueries
        self.rows = rows
        self.forms = forms
        self.formSpace = formSpace
        self.formFeatures = formFeatures
        self.calibration = calibration
        self.neighbours = neighbours
        self.threshold = threshold
        let told = Self.told(forms, rows)
        toldForms = formFeatures.transposed(
            count: formSpace.count, lines: { told.contains($0) },
            places: { TextFeatureReader.Group(of: formSpace.hashes[$0]) == .words })
    }

    /// The forms that are said, the most frequent ones where there are too many.
    private static func told(_ forms: [AnswerForm], _ rows: [UInt32]) -> Set<Int> {
        let told = forms.indices.filter { forms[$0].isTold }
        guard told.count > mostTold else { return Set(told) }
        var counts = [Int](repeating: 0, count: forms.count)
        for row in rows { counts[Int(row)] += 1 }
        return Set(told.sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(mostTold))
    }

    package var readsContext: Bool { turns != nil }
    package var readsTexts: Bool { true }
    package var featureCount: Int {
        queries.space.count + formSpace.count + (turns.map { $0.last.space.count + $0.earlier.space.count } ?? 0)
    }

    /// How many rows there are, and how many of them have an answer that can be said to others.
    package var rowCounts: (all: Int, told: Int) { (rows.count, rows.count { forms[Int($0)].isTold }) }

    /// The same with a confidence that says how often it is right.
    func calibrated(_ calibration: IsotonicCalibration?) -> ResponseModel {
        ResponseModel(
            reader: reader, queries: queries, turns: turns, shownQueries: shownQueries, rows: rows, forms: forms,
            formSpace: formSpace, formFeatures: formFeatures, calibration: calibration, neighbours: neighbours,
            threshold: threshold)
    }

    package func makeAnswerer() -> any Answerer { RetrievingAnswerer(self) }
}
