import CKernels

/// Adds up logarithms of numbers as those of their products, since one logarithm takes as long as hundreds of products.
struct LogarithmSum {
    private var product = 1.0
    private var taken = 0.0
    /// Numbers are taken for not less and not more than these: two of them and a product within the bounds stay a number.
    private static let numbers = 1e-100...1e100
    private static let products = 1e-200...1e200

    mutating func add(_ number: Double) {
        product *= min(max(number, Self.numbers.lowerBound), Self.numbers.upperBound)
        guard !Self.products.contains(product) else { return }
        taken += octavo_log(product)
        product = 1
    }

    var value: Double { taken + octavo_log(product) }
}
