package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let int = Verb(
        polymorphic: "int", .conversions, "Turns text, a float or a bool into a whole number.",
        notes: "A float must be whole: `round`, `floor` or `ceil` says how to make it so. True is 1, false 0.", returns: .int,
        examples: [
            Example("int(\"42\")", gives: "42"), Example("int(3.0)", gives: "3"), Example("try int(\"abc\") else 0", gives: "0"),
        ],
        searchTerms: ["integer", "as_integer", "to_int", "parse_int"], parameters: [.open("x", "The value.")],
        result: { types in
            switch types[0] {
            case .int, .float, .bool, .text, .null: return .int
            default: throw WrongArgument.diagnostic("int", takes: "text, a number or a bool", for: "x", not: types[0].description)
            }
        },
        body: { values in
            switch values[0] {
            case .bool(let bit): return .int(bit ? 1 : 0)
            case .float(let number):
                guard number == number.rounded(.towardZero), number.isFinite else {
                    throw Diagnostic(
                        "not-a-number", "\(DatumText.float(number)) is not a whole number",
                        help: ["`int(round(x))`, `int(floor(x))` or `int(ceil(x))` says which way to go"])
                }
                guard let whole = Int64(exactly: number) else { throw Numeric.overflow(DatumText.float(number)) }
                return .int(whole)
            case .text(let text):
                guard let number = try NumberText.int(text) else { throw NumberText.notANumber(text, "int") }
                return .int(number)
            default: return values[0]
            }
        })
}
