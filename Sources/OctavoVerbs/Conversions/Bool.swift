package import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

extension Verb {
    package static let bool = Verb(
        polymorphic: "bool", .conversions, "Turns text or the numbers 0 and 1 into true or false.",
        notes: "Texts are true, yes, y, t, 1 and false, no, n, f, 0, in any case.", returns: .bool,
        examples: [Example("bool(\"Yes\")", gives: "true"), Example("bool(0)", gives: "false")],
        searchTerms: ["boolean", "logical", "as_logical"],
        loops: [
            .textToBool(mayFail: true) { try TruthText.bool($0) }, .intToBool(mayFail: true) { try TruthText.bool($0) },
            .floatToBool(mayFail: true) { try TruthText.bool($0) }, .same([.bool]),
        ], parameters: [.open("x", "The value.")],
        result: { types in
            switch types[0] {
            case .bool, .int, .float, .text, .null: return .bool
            default: throw WrongArgument.diagnostic("bool", takes: "text or a number", for: "x", not: types[0].description)
            }
        },
        body: { values in
            switch values[0] {
            case .int(let number): .bool(try TruthText.bool(number))
            case .float(let number): .bool(try TruthText.bool(number))
            case .text(let text): .bool(try TruthText.bool(text.utf8.span))
            default: values[0]
            }
        })
}

/// What counts as true and false.
private enum TruthText {
    static func bool(_ text: Span<UInt8>) throws -> Bool {
        switch String(copying: text.extracting(TextBytes.trimmedRange(text))).lowercased() {
        case "true", "yes", "y", "t", "1": return true
        case "false", "no", "n", "f", "0": return false
        default: throw neither(.text(String(copying: text)))
        }
    }

    static func bool(_ number: Int64) throws -> Bool {
        guard number == 0 || number == 1 else { throw neither(.int(number)) }
        return number == 1
    }

    static func bool(_ number: Double) throws -> Bool {
        guard number == 0 || number == 1 else { throw neither(.float(number)) }
        return number == 1
    }

    private static func neither(_ value: Datum) -> Diagnostic {
        Diagnostic(
            "not-a-bool", "\(DatumText.literal(value)) is neither true nor false",
            help: ["a condition says what counts as true: `x != 0`, `x == \"on\"`"])
    }
}
