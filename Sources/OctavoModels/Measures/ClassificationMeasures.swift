import CKernels

/// How well predictions meet the truth, and confidence meets both.
package struct ClassificationMeasures: Sendable {
    /// What is known of a prediction besides its class; `nil` where it is not.
    package struct Confidence: Sendable {
        /// The prediction's probability.
        package let prediction: Double?
        /// The truth's.
        package let truth: Double?
        /// Of all probabilities the sum of squares.
        package let squares: Double?

        package init(prediction: Double?, truth: Double? = nil, squares: Double? = nil) {
            self.prediction = prediction
            self.truth = truth
            self.squares = squares
        }

        package static let unknown = Confidence(prediction: nil)
    }

    /// A truth that was taken for something else, and how often.
    package struct Confusion: Sendable, Equatable {
        package let truth: Int
        package let prediction: Int
        package let rows: Int
    }

    package private(set) var counts: ClassCounts
    private var confused: [Int: Int] = [:]
    private var lossSum = 0.0
    private var lossRows = 0
    private var squareSum = 0.0
    private var squareRows = 0
    /// Fifteen equal parts of confidence: rows, the sum of confidences, and how many are right.
    private var bins = [(rows: Int, confidence: Double, right: Int)](repeating: (0, 0, 0), count: binCount)
    package static let binCount = 15
    /// A truth that is as good as impossible counts as this probable, as in scikit-learn.
    private static let leastProbability = 2.220446049250313e-16

    package init(classes: Int) { counts = ClassCounts(classes: classes) }

    package var classes: [ClassCounts.PerClass] { counts.classes }

    /// Adds a row; `prediction` is `nil` where there is none.
    package mutating func add(truth: Int, prediction: Int?, _ confidence: Confidence = .unknown) {
        counts.add(truth: truth, prediction: prediction)
        if let prediction, truth != prediction { confused[truth * classes.count + prediction, default: 0] += 1 }
        if let probability = confidence.truth {
            lossSum += Self.loss(probability)
            lossRows += 1
            if let squares = confidence.squares {
                squareSum += Self.squaredError(probability, squares)
                squareRows += 1
            }
        }
        guard let certainty = confidence.prediction, !certainty.isNaN else { return }
        // The upper end of a bin belongs to it.
        let place = (min(max(certainty, 0), 1) * Double(Self.binCount)).rounded(.up)
        let bin = min(max(Int(place) - 1, 0), Self.binCount - 1)
        bins[bin].rows += 1
        bins[bin].confidence += certainty
        if truth == prediction { bins[bin].right += 1 }
    }

    /// The negative logarithm of the truth's probability.
    package static func loss(_ probability: Double) -> Double { -octavo_log(min(max(probability, leastProbability), 1)) }

    /// How far a row's probabilities are from 1 for the truth and 0 for all else, squared.
    package static func squaredError(_ truth: Double, _ squares: Double) -> Double { squares - 2 * truth + 1 }

    /// The mean of the negative logarithm of the truth's probability.
    package var logLoss: Double? { lossRows == 0 ? nil : lossSum / Double(lossRows) }

    /// The mean squared error of all probabilities, from 0 to 2.
    ///
    /// Brier, "Verification of forecasts expressed in terms of probability" (1950).
    package var brier: Double? { squareRows == 0 ? nil : squareSum / Double(squareRows) }

    /// The expected calibration error: how far confidence and accuracy are apart, over fifteen equal parts of confidence.
    package var calibrationError: Double? {
        let rows = bins.reduce(0) { $0 + $1.rows }
        return rows == 0 ? nil : bins.reduce(0) { $0 + ($1.confidence - Double($1.right)).magnitude } / Double(rows)
    }

    /// The parts of confidence with rows: how many, their mean confidence, and the share that is right.
    package var reliability: [(rows: Int, confidence: Double, accuracy: Double)] {
        bins.filter { $0.rows > 0 }.map {
            ($0.rows, $0.confidence / Double($0.rows), Double($0.right) / Double($0.rows))
        }
    }

    /// What is confused most often, first; of equals the pair that stands first among the classes.
    package func confusions() -> [Confusion] {
        confused.map { Confusion(truth: $0.key / classes.count, prediction: $0.key % classes.count, rows: $0.value) }
            .sorted { (-$0.rows, $0.truth, $0.prediction) < (-$1.rows, $1.truth, $1.prediction) }
    }
}
