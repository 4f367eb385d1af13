/// Finds labels that are probably wrong from probabilities by models that did not learn from the row.
///
/// A row is counted for the label that it most probably has, among those for which its probability is at least the mean probability of
/// the rows that are labelled so; where that is another than the one it is given, the label is suspicious. Northcutt, Jiang and Chuang,
/// "Confident learning: estimating uncertainty in dataset labels" (2021): the off-diagonal of the confident joint.
package struct ConfidentLearning: Sendable {
    package struct Finding: Sendable, Equatable {
        package let row: Int
        /// The class that it probably is.
        package let suggestion: Int
        /// Its probability, and that of the label that is given.
        package let confidence: Double
        package let labelConfidence: Double
    }

    /// The most suspicious first: by how little is left of the label that is given; of equals the first row.
    package let findings: [Finding]
    /// Each class's mean probability in the rows that are labelled so; `nil` of a class without rows.
    package let thresholds: [Double?]

    /// `probabilities` has every class's for each row.
    package init(labels: [Int], probabilities: [[Double]], classes: Int) {
        precondition(labels.count == probabilities.count, "probabilities for every row")
        var sums = [Double](repeating: 0, count: classes)
        var counts = [Int](repeating: 0, count: classes)
        for (label, own) in zip(labels, probabilities) {
            sums[label] += own[label]
            counts[label] += 1
        }
        let thresholds = zip(sums, counts).map { $1 == 0 ? nil : Optional($0 / Double($1)) }
        var found: [Finding] = []
        for (row, (label, own)) in zip(labels, probabilities).enumerated() {
            var best: Int?
            for (place, probability) in own.enumerated() {
                guard let threshold = thresholds[place], probability >= threshold, probability > own[best ?? place] || best == nil
                else {
                    continue
                }
                best = place
            }
            guard let best, best != label else { continue }
            found.append(Finding(row: row, suggestion: best, confidence: own[best], labelConfidence: own[label]))
        }
        self.thresholds = thresholds
        findings = found.sorted { ($0.labelConfidence, $0.row) < ($1.labelConfidence, $1.row) }
    }
}
