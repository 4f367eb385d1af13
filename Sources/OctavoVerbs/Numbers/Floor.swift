package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let floor = Verb(
        polymorphic: "floor", .numbers, "Rounds down to a whole number.",
        notes: "A float stays a float: `int(floor(x))` makes an int of it.", examples: [Example("floor(-1.5)", gives: "-2.0")],
        searchTerms: ["round_down"], parameters: [.open("x", "The number.")],
        result: { types in try Numeric.type(types[0], "floor") },
        body: { values in
            if case .float(let number) = values[0] { return .float(number.rounded(.down)) }
            return values[0]
        })
}
