/// How often each class is true, predicted, and both at once: what most measures of classes follow from.
package struct ClassCounts: Sendable, Equatable {
    package struct PerClass: Sendable, Equatable {
        package var rows = 0
        package var predicted = 0
        package var right = 0

        /// Of the predictions the share that is right; `nil` where there is none.
        package var precision: Double? { predicted == 0 ? nil : Double(right) / Double(predicted) }
        /// Of the rows the share that is found; `nil` where there is none.
        package var recall: Double? { rows == 0 ? nil : Double(right) / Double(rows) }
        /// The harmonic mean of both: 0 for a class that is predicted or true, never both at once.
        package var f1: Double { rows + predicted == 0 ? 0 : Double(2 * right) / Double(rows + predicted) }
        /// Whether it is true or predicted somewhere.
        package var isMet: Bool { rows + predicted > 0 }
    }

    package private(set) var classes: [PerClass]
    package private(set) var rows = 0
    package private(set) var right = 0
    /// Rows without a prediction, which are wrong.
    package private(set) var unanswered = 0

    package init(classes: Int) { self.classes = Array(repeating: PerClass(), count: classes) }

    /// `prediction` is `nil` where there is none.
    package mutating func add(truth: Int, prediction: Int?, times: Int = 1) {
        rows += times
        classes[truth].rows += times
        guard let prediction else {
            unanswered += times
            return
        }
        classes[prediction].predicted += times
        if truth == prediction {
            right += times
            classes[truth].right += times
        }
    }

    package var accuracy: Double? { rows == 0 ? nil : Double(right) / Double(rows) }

    // MARK: - Means over the classes that are true or predicted somewhere, as scikit-learn takes them

    private func mean(_ value: (PerClass) -> Double, where isCounted: (PerClass) -> Bool = \.isMet) -> Double? {
        var (sum, count) = (0.0, 0)
        for one in classes where isCounted(one) {
            sum += value(one)
            count += 1
        }
        return count == 0 ? nil : sum / Double(count)
    }

    package var macroPrecision: Double? { mean { $0.precision ?? 0 } }
    package var macroRecall: Double? { mean { $0.recall ?? 0 } }
    package var macroF1: Double? { mean(\.f1) }
    /// The mean of the recalls of the classes that are true somewhere.
    package var balancedAccuracy: Double? { mean({ $0.recall ?? 0 }, where: { $0.rows > 0 }) }
    /// F1 of each class by its rows.
    package var weightedF1: Double? {
        rows == 0 ? nil : classes.reduce(0) { $0 + $1.f1 * Double($1.rows) } / Double(rows)
    }

    /// The correlation of truth and prediction, from -1 to 1, and 0 where either is always the same.
    ///
    /// Gorodkin, "Comparing two K-category assignments by a K-category correlation coefficient" (2004).
    package var matthews: Double? {
        guard rows > 0 else { return nil }
        let all = Double(rows)
        var (both, truths, predictions) = (0.0, 0.0, Double(unanswered) * Double(unanswered))
        for one in classes {
            both += Double(one.rows) * Double(one.predicted)
            truths += Double(one.rows) * Double(one.rows)
            predictions += Double(one.predicted) * Double(one.predicted)
        }
        let scale = ((all * all - truths) * (all * all - predictions)).squareRoot()
        return scale > 0 ? (Double(right) * all - both) / scale : 0
    }
}
