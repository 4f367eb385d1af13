import CKernels
package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let exp = Verb(
        scalar: "exp", .numbers, "Gives e to the power of a number.", notes: "The same bits on every machine.",
        examples: [Example("exp(0)", gives: "1.0"), Example("exp(1)", gives: "2.718281828459045")],
        searchTerms: ["exponential"], loops: [.floatToFloat(takesInts: true) { octavo_exp($0) }],
        Parameter("x", Double.self, "The exponent.")
    ) { (x: Double) in
        octavo_exp(x)
    }
}
