import CKernels

/// How the rate of learning goes from its first value to the end.
package enum LearningSchedule: String, Sendable, CaseIterable {
    case linear, cosine, constant

    /// The share of the first rate, `done` from 0 to 1.
    func share(_ done: Double) -> Float {
        switch self {
        case .linear: Float(1 - done)
        case .cosine: Float(Self.cosine(done))
        case .constant: 1
        }
    }

    /// (1 + cos πx) / 2 for x from 0 to 1, by a polynomial, so that all machines agree.
    private static func cosine(_ place: Double) -> Double {
        // sin of y = π(½ − x), |y| ≤ π/2: the first terms of its series are right to ten digits.
        let y = (0.5 - place) * Double.pi
        let square = y * y
        var sum = 1.0 / 6_227_020_800
        sum = 1.0 / -39_916_800 + square * sum
        sum = 1.0 / 362_880 + square * sum
        sum = 1.0 / -5_040 + square * sum
        sum = 1.0 / 120 + square * sum
        sum = 1.0 / -6 + square * sum
        return (1 + y * (1 + square * sum)) / 2
    }
}

/// What training was like at one moment.
package struct LearningPoint: Sendable, Equatable {
    /// Batches so far, and passes over the rows.
    package let step: Int
    package let epoch: Double
    /// The mean loss of the rows since the point before, in nats.
    package let loss: Double
    /// The same and the accuracy on rows that are not learnt from; `nil` without such rows.
    package let validationLoss: Double?
    package let validationAccuracy: Double?

    /// The loss of a model that takes all of so many classes for equally probable.
    package static func lossOfGuessing(_ classes: Int) -> Double { octavo_log(Double(max(classes, 1))) }
}
