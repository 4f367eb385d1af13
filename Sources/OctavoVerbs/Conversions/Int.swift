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
        searchTerms: ["integer", "as_integer", "to_int", "parse_int"],
        loops: [
            .textToInt(mayFail: true) { try NumberText.int($0) }, .floatToInt(mayFail: true) { try NumberText.whole($0) },
            .same([.int]), .boolToInt,
        ], parameters: [.open("x", "The value.")],
        result: { types in
            switch types[0] {
            case .int, .float, .bool, .text, .null: return .int
            default: throw WrongArgument.diagnostic("int", takes: "text, a number or a bool", for: "x", not: types[0].description)
            }
        },
        body: { values in
            switch values[0] {
            case .bool(let bit): return .int(bit ? 1 : 0)
            case .float(let number): return .int(try NumberText.whole(number))
            case .text(let text): return .int(try NumberText.int(text.utf8.span))
            default: return values[0]
            }
        })
}
