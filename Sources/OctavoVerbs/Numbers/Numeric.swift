import OctavoLanguage
import OctavoSource
import OctavoTable

/// What the functions of numbers share.
enum Numeric {
    static func overflow(_ what: String) -> Diagnostic {
        Diagnostic("overflow", "\(what) does not fit into 64 bits", help: ["`float(…)` of it counts on with rounding"])
    }

    /// The type itself for numbers, or the error that says what the function takes.
    static func type(_ type: DataType, _ verb: String, alsoDuration: Bool = false) throws -> DataType {
        if type.isNumeric || (alsoDuration && type == .duration) { return type }
        throw WrongArgument.diagnostic(verb, takes: "a number", for: "x", not: type.description)
    }

    /// An int or a duration without its sign.
    static func magnitude(_ number: Int64, isInt: Bool) throws -> Int64 {
        guard number != .min else { throw overflow(isInt ? "abs(\(number))" : "the duration") }
        return number < 0 ? -number : number
    }

    /// A function that rounds to a whole number; ints stay as they are.
    static func rounding(
        _ name: String, _ rule: FloatingPointRoundingRule, _ summary: String, example: Example, searchTerms: [String]
    ) -> Verb {
        Verb(
            polymorphic: name, .numbers, summary, notes: "A float stays a float: `int(\(name)(x))` makes an int of it.",
            examples: [example], searchTerms: searchTerms, loops: [.floatToFloat { $0.rounded(rule) }, .same([.int])],
            parameters: [.open("x", "The number.")], result: { types in try type(types[0], name) },
            body: { values in
                if case .float(let number) = values[0] { return .float(number.rounded(rule)) }
                return values[0]
            })
    }

    static func divisionByZero(_ verb: String, _ number: Int64) -> Diagnostic {
        Diagnostic(
            "division-by-zero", "cannot divide \(number) by 0 in `\(verb)`",
            help: ["`/` divides floats and gives `inf` or `nan` by zero"])
    }
}
