import CKernels

/// How well predictions meet the truth.
package struct ClassificationMeasures: Sendable {
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
    }

    /// A truth that was taken for something else, and how often.
    package struct Confusion: Sendable, Equatable {
        package let truth: Int
        package let prediction: Int
        package let rows: Int
    }

    package private(set) var classes: [PerClass]
    package private(set) var rows = 0
    package private(set) var right = 0
    private var confused: [Int: Int] = [:]
    private var lossSum = 0.0
    /// Fifteen equal parts of confidence: rows, the sum of confidences, and how many are right.
    private var bins = [(rows: Int, confidence: Double, right: Int)](repeating: (0, 0, 0), count: binCount)
    package static let binCount = 15
    /// A truth that is as good as impossible counts as this probable, as in scikit-learn.
    private static let leastProbability = 2.220446049250313e-16

    package init(classes: Int) { self.classes = Array(repeating: PerClass(), count: classes) }

    /// Adds a row. `probability` is the truth's, `confidence` the prediction's.
    package mutating func add(truth: Int, prediction: Int, confidence: Double, probability: Double) {
        rows += 1
        classes[truth].rows += 1
        classes[prediction].predicted += 1
        if truth == prediction {
            right += 1
            classes[truth].right += 1
        } else {
            confused[truth * classes.count + prediction, default: 0] += 1
        }
        lossSum -= octavo_log(min(max(probability, Self.leastProbability), 1))
        // The upper end of a bin belongs to it.
        let bin = min(max(Int((confidence * Double(Self.binCount)).rounded(.up)) - 1, 0), Self.binCount - 1)
        bins[bin].rows += 1
        bins[bin].confidence += confidence
        if truth == prediction { bins[bin].right += 1 }
    }

    package var accuracy: Double? { rows == 0 ? nil : Double(right) / Double(rows) }

    /// Classes that are true or predicted somewhere: the means over classes are taken over these.
    private var met: [PerClass] { classes.filter { $0.rows + $0.predicted > 0 } }

    private func mean(_ value: (PerClass) -> Double) -> Double? {
        met.isEmpty ? nil : met.reduce(0) { $0 + value($1) } / Double(met.count)
    }

    /// Means over the classes, each counted alike; what does not exist for a class counts 0.
    package var macroPrecision: Double? { mean { $0.precision ?? 0 } }
    package var macroRecall: Double? { mean { $0.recall ?? 0 } }
    package var macroF1: Double? { mean(\.f1) }

    /// The mean of the negative logarithm of the truth's probability.
    package var logLoss: Double? { rows == 0 ? nil : lossSum / Double(rows) }

    /// The expected calibration error: how far confidence and accuracy are apart, over fifteen equal parts of confidence.
    package var calibrationError: Double? {
        rows == 0 ? nil : bins.reduce(0) { $0 + ($1.confidence - Double($1.right)).magnitude } / Double(rows)
    }

    /// The parts of confidence with rows: how many, their mean confidence, and the share that is right.
    package var reliability: [(rows: Int, confidence: Double, accuracy: Double)] {
        bins.filter { $0.rows > 0 }.map {
            ($0.rows, $0.confidence / Double($0.rows), Double($0.right) / Double($0.rows))
        }
    }

    /// Wilson's interval of the accuracy, with 95 % confidence.
    package var accuracyInterval: ClosedRange<Double>? { Proportion(right, of: rows).interval(confidence: 0.95) }

    /// What is confused most often, first; of equals the pair that stands first among the classes.
    package func confusions() -> [Confusion] {
        confused.map { Confusion(truth: $0.key / classes.count, prediction: $0.key % classes.count, rows: $0.value) }
            .sorted { (-$0.rows, $0.truth, $0.prediction) < (-$1.rows, $1.truth, $1.prediction) }
    }
}
