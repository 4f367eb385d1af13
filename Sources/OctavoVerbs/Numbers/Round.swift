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
        loops: [
            .floatToFloat { call in
                guard let digits = try digits(call.constant(1)) else { return nil }
                return { Rounding.round($0, digits: digits) }
            },
            .intToInt(mayFail: true) { call in
                guard let digits = try digits(call.constant(1)) else { return nil }
                return { try rounded($0, digits) }
            },
        ],
        parameters: [.open("x", "The number."), .typed("digits", .int, "Decimal places, -22 to 22.", default: "0")],
        result: { types in
            if types.count > 1, types[1] != .int, types[1] != .null {
                throw WrongArgument.diagnostic("round", takes: "an int", for: "digits", not: types[1].description)
            }
            return try Numeric.type(types[0], "round")
        },
        body: { values in
            let digits = try digits(values.count > 1 ? values[1] : .null) ?? 0
            switch values[0] {
            case .int(let number): return .int(try rounded(number, digits))
            case .float(let number): return .float(Rounding.round(number, digits: digits))
            default: return .null
            }
        })

    /// Decimal places as given, none for null; `nil` for what is no int or not known.
    private static func digits(_ given: Datum?) throws -> Int64? {
        switch given {
        case .null?: return 0
        case .int(let digits)?:
            guard digits.magnitude <= Rounding.largestDigits.magnitude else {
                throw Diagnostic("out-of-range", "cannot round to \(digits) decimal places: -22 to 22 are possible")
            }
            return digits
        default: return nil
        }
    }

    private static func rounded(_ number: Int64, _ digits: Int64) throws -> Int64 {
        guard let rounded = Rounding.round(number, toPlaces: -digits) else {
            throw Numeric.overflow("round(\(number), \(digits))")
        }
        return rounded
    }
}
