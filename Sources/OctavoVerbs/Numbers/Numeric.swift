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

    static func divisionByZero(_ verb: String, _ number: Int64) -> Diagnostic {
        Diagnostic(
            "division-by-zero", "cannot divide \(number) by 0 in `\(verb)`",
            help: ["`/` divides floats and gives `inf` or `nan` by zero"])
    }
}
