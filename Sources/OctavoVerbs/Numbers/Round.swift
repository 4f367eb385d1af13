package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let round = Verb(
        polymorphic: "round", .numbers, "Rounds to so many decimal places; halves go away from zero.",
        notes: """
            A float stays a float: `int(round(x))` makes an int of it. The exact value decides, so 2.675, which is a little less than \
            it looks, gives 2.67. Negative places round to tens, hundreds and so on.
            """,
        examples: [
            Example("round(2.5)", gives: "3.0"), Example("round(3.14159, 2)", gives: "3.14"),
            Example("round(1250, -2)", gives: "1300"),
        ],
        parameters: [.open("x", "The number."), .typed("digits", .int, "Decimal places, -22 to 22.", default: "0")],
        result: { types in
            if types.count > 1, types[1] != .int, types[1] != .null {
                throw WrongArgument.diagnostic("round", takes: "an int", for: "digits", not: types[1].description)
            }
            return try Numeric.type(types[0], "round")
        },
        body: { values in
            var digits: Int64 = 0
            if values.count > 1, case .int(let given) = values[1] { digits = given }
            guard digits.magnitude <= Rounding.largestDigits.magnitude else {
                throw Diagnostic("out-of-range", "cannot round to \(digits) decimal places: -22 to 22 are possible")
            }
            switch values[0] {
            case .int(let number):
                guard let rounded = Rounding.round(number, toPlaces: -digits) else {
                    throw Numeric.overflow("round(\(number), \(digits))")
                }
                return .int(rounded)
            case .float(let number): return .float(Rounding.round(number, digits: digits))
            default: return .null
            }
        })
}
