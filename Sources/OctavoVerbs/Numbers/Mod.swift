package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let mod = Verb(
        scalar: "mod", .numbers, "Gives the rest of a division of whole numbers.",
        notes: "Rounds down, so `div(a, b) * b + mod(a, b)` is `a` and the rest has the sign of `b`. By zero it is an error.",
        examples: [Example("mod(-7, 3)", gives: "2")], searchTerms: ["modulo", "remainder", "rem"],
        loops: [.intFold(mayFail: true) { try FloorDivision.rest($0, $1) }], Parameter("a", Int64.self, "The number to divide."),
        Parameter("b", Nullable<Int64>.self, "The divisor.")
    ) { (a: Int64, b: Nullable<Int64>) in
        Nullable(try b.value.map { try FloorDivision.rest(a, $0) })
    }
}
