package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let ceil = Verb(
        polymorphic: "ceil", .numbers, "Rounds up to a whole number.",
        notes: "A float stays a float: `int(ceil(x))` makes an int of it.", examples: [Example("ceil(1.2)", gives: "2.0")],
        searchTerms: ["ceiling", "round_up"], parameters: [.open("x", "The number.")],
        result: { types in try Numeric.type(types[0], "ceil") },
        body: { values in
            if case .float(let number) = values[0] { return .float(number.rounded(.up)) }
            return values[0]
        })
}
