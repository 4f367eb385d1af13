package import OctavoLanguage

extension Verb {
    package static let ceil = Numeric.rounding(
        "ceil", .up, "Rounds up to a whole number.", example: Example("ceil(1.2)", gives: "2.0"),
        searchTerms: ["ceiling", "round_up"])
}
