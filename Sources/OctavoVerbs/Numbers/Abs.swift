package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let abs = Verb(
        polymorphic: "abs", .numbers, "Gives a number or duration without its sign.",
        examples: [Example("abs(-3)", gives: "3"), Example("abs(-0.5)", gives: "0.5")], searchTerms: ["magnitude", "absolute"],
        parameters: [.open("x", "The number or duration.")],
        result: { types in try Numeric.type(types[0], "abs", alsoDuration: true) },
        body: { values in
            switch values[0] {
            case .int(let number):
                guard number != .min else { throw Numeric.overflow("abs(\(number))") }
                return .int(number < 0 ? -number : number)
            case .duration(let span):
                guard span != .min else { throw Numeric.overflow("the duration") }
                return .duration(span < 0 ? -span : span)
            case .float(let number): return .float(number.magnitude)
            default: return .null
            }
        })
}
