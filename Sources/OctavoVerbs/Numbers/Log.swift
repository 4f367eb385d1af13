package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let log = Verb(
        scalar: "log", .numbers, "Gives the logarithm, natural or to a base.",
        notes: "Exact where the number is a whole power of the base. `-inf` for 0, NaN below. The same bits on every machine.",
        examples: [Example("log(1)", gives: "0.0"), Example("log(1000, 10)", gives: "3.0"), Example("log(8, 2)", gives: "3.0")],
        searchTerms: ["ln", "log2", "log10", "logarithm"],
        loops: [
            .floatToFloat(takesInts: true) { call in
                guard let given = call.constant(1) else { return nil }
                if given.isNull { return { Logarithm.natural($0) } }
                guard let base = Double(datum: given) else { return nil }
                return { Logarithm.logarithm($0, base: base) }
            }
        ], Parameter("x", Double.self, "The number."),
        Parameter("base", Double?.self, "The base; e when left out.")
    ) { (x: Double, base: Double?) in
        base.map { Logarithm.logarithm(x, base: $0) } ?? Logarithm.natural(x)
    }
}
