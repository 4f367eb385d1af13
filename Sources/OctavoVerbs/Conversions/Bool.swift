package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let bool = Verb(
        polymorphic: "bool", .conversions, "Turns text or the numbers 0 and 1 into true or false.",
        notes: "Texts are true, yes, y, t, 1 and false, no, n, f, 0, in any case.", returns: .bool,
        examples: [Example("bool(\"Yes\")", gives: "true"), Example("bool(0)", gives: "false")],
        searchTerms: ["boolean", "logical", "as_logical"], parameters: [.open("x", "The value.")],
        result: { types in
            switch types[0] {
            case .bool, .int, .float, .text, .null: return .bool
            default: throw WrongArgument.diagnostic("bool", takes: "text or a number", for: "x", not: types[0].description)
            }
        },
        body: { values in
            switch values[0] {
            case .int(0), .float(0): return .bool(false)
            case .int(1), .float(1): return .bool(true)
            case .text(let text):
                switch TimeArguments.trimmed(text).lowercased() {
                case "true", "yes", "y", "t", "1": return .bool(true)
                case "false", "no", "n", "f", "0": return .bool(false)
                default: break
                }
            case .bool, .null: return values[0]
            default: break
            }
            throw Diagnostic(
                "not-a-bool", "\(DatumText.literal(values[0])) is neither true nor false",
                help: ["a condition says what counts as true: `x != 0`, `x == \"on\"`"])
        })
}
