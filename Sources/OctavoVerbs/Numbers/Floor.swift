package import OctavoLanguage

extension Verb {
    package static let floor = Numeric.rounding(
        "floor", .down, "Rounds down to a whole number.", example: Example("floor(-1.5)", gives: "-2.0"),
        searchTerms: ["round_down"])
}
