package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let div = Verb(
        scalar: "div", .numbers, "Divides whole numbers and rounds down.",
        notes: "Rounds down, so `div(a, b) * b + mod(a, b)` is `a` and the rest has the sign of `b`. By zero it is an error.",
        examples: [Example("div(-7, 2)", gives: "-4")], searchTerms: ["quotient", "floordiv", "integer_division"],
        loops: [.intFold(mayFail: true) { try FloorDivision.quotient($0, $1) }],
        Parameter("a", Int64.self, "The number to divide."), Parameter("b", Nullable<Int64>.self, "The divisor.")
    ) { (a: Int64, b: Nullable<Int64>) in
        Nullable(try b.value.map { try FloorDivision.quotient(a, $0) })
    }
}
