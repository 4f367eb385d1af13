package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let abs = Verb(
        polymorphic: "abs", .numbers, "Gives a number or duration without its sign.",
        examples: [Example("abs(-3)", gives: "3"), Example("abs(-0.5)", gives: "0.5")], searchTerms: ["magnitude", "absolute"],
        loops: [
            .intToInt(
                [.int, .duration], mayFail: true,
                bind: { call in
                    let isInt = call.result == .int
                    return { try Numeric.magnitude($0, isInt: isInt) }
                }), .floatToFloat { $0.magnitude },
        ],
        parameters: [.open("x", "The number or duration.")],
        result: { types in try Numeric.type(types[0], "abs", alsoDuration: true) },
        body: { values in
            switch values[0] {
            case .int(let number): .int(try Numeric.magnitude(number, isInt: true))
            case .duration(let span): .duration(try Numeric.magnitude(span, isInt: false))
            case .float(let number): .float(number.magnitude)
            default: .null
            }
        })
}
