package import OctavoLanguage

extension Verb {
    package static let log = Verb(
        scalar: "log", .numbers, "Gives the logarithm, natural or to a base.",
        notes: "Exact where the number is a whole power of the base. `-inf` for 0, NaN below. The same bits on every machine.",
        examples: [Example("log(1)", gives: "0.0"), Example("log(1000, 10)", gives: "3.0"), Example("log(8, 2)", gives: "3.0")],
        searchTerms: ["ln", "log2", "log10", "logarithm"], Parameter("x", Double.self, "The number."),
        Parameter("base", Double?.self, "The base; e when left out.")
    ) { (x: Double, base: Double?) in
        base.map { Logarithm.logarithm(x, base: $0) } ?? Logarithm.natural(x)
    }
}
