/// How the values of one axis are laid along it.
package enum Scale: Sendable {
    case linear(LinearScale)
    case log(LogScale)
    case time(TimeScale)
    case category(CategoryScale)

    /// The scale with its ends and at most so many ticks (never fewer than two are allowed for).
    package func resolved(atMost limit: Int) -> ResolvedScale {
        switch self {
        case .linear(let scale): scale.resolved(atMost: max(limit, 2))
        case .log(let scale): scale.resolved(atMost: max(limit, 2))
        case .time(let scale): scale.resolved(atMost: max(limit, 2))
        case .category(let scale): scale.resolved(atMost: max(limit, 2))
        }
    }

    package var categories: [String]? { if case .category(let scale) = self { scale.labels } else { nil } }
}

/// One mark on an axis.
package struct Tick: Hashable, Sendable {
    package let value: Double
    package let label: String
    /// What the label leaves out, such as the day of an hour; `nil` where the tick before has said it.
    package let context: String?

    package init(_ value: Double, _ label: String, context: String? = nil) {
        self.value = value
        self.label = label
        self.context = context
    }

    /// Label and context.
    var words: String { context.map { "\(label) \($0)" } ?? label }
}

/// A scale whose ends are fixed.
package struct ResolvedScale: Sendable {
    /// The values at both ends.
    package let lower: Double
    package let upper: Double
    package let ticks: [Tick]
    private let isLogarithmic: Bool

    init(lower: Double, upper: Double, ticks: [Tick], isLogarithmic: Bool = false) {
        self.lower = lower
        self.upper = upper
        self.ticks = ticks
        self.isLogarithmic = isLogarithmic
    }

    /// Where a value stands: 0 at the lower end, 1 at the upper.
    package func fraction(_ value: Double) -> Double {
        if isLogarithmic {
            let low = Logarithm.decimal(lower)
            return (Logarithm.decimal(value) - low) / (Logarithm.decimal(upper) - low)
        }
        return (value - lower) / (upper - lower)
    }
}

/// Labels side by side, each in the middle of its band; value `i` is the label `i`.
package struct CategoryScale: Sendable {
    package let labels: [String]

    package init(_ labels: [String]) { self.labels = labels }

    /// Every label, or every second, third and so on where there is no room for all.
    func resolved(atMost limit: Int) -> ResolvedScale {
        let step = max((labels.count + limit - 1) / limit, 1)
        let ticks = stride(from: 0, to: labels.count, by: step).map { Tick(Double($0), labels[$0]) }
        return ResolvedScale(lower: -0.5, upper: Double(max(labels.count, 1)) - 0.5, ticks: ticks)
    }
}
