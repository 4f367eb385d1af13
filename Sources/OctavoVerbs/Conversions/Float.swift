package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let float = Verb(
        polymorphic: "float", .conversions, "Turns text, an int or a bool into a number with a fraction.",
        notes: "An int of more than 53 bits is rounded. `inf` and `nan` are numbers here.", returns: .float,
        examples: [Example("float(\"1e3\")", gives: "1000.0"), Example("float(2)", gives: "2.0")],
        searchTerms: ["double", "as_numeric", "to_float", "number"],
        loops: [.textToFloat(mayFail: true) { try NumberText.float($0) }, .widening([.int]), .same([.float])],
        parameters: [.open("x", "The value.")],
        result: { types in
            switch types[0] {
            case .int, .float, .bool, .text, .null: return .float
            default:
                throw WrongArgument.diagnostic("float", takes: "text, a number or a bool", for: "x", not: types[0].description)
            }
        },
        body: { values in
            switch values[0] {
            case .bool(let bit): return .float(bit ? 1 : 0)
            case .int(let number): return .float(Double(number))
            case .text(let text): return .float(try NumberText.float(text.utf8.span))
            default: return values[0]
            }
        })
}
