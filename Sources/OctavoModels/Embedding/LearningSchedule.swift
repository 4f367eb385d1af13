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
