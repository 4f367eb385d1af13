package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let sqrt = Verb(
        scalar: "sqrt", .numbers, "Gives the square root.", notes: "NaN for numbers below zero.",
        examples: [Example("sqrt(16)", gives: "4.0")], searchTerms: ["root"],
        loops: [.floatToFloat(takesInts: true) { $0.squareRoot() }], Parameter("x", Double.self, "The number.")
    ) { (x: Double) in
        x.squareRoot()
    }
}
