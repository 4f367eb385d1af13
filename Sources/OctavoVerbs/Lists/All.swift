package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let all = Quantifier.verb(
        "all", "Tells whether all items or rows are true, or fulfil a condition.", decisive: false, aggregate: .all, list: .all,
        example: Example("all([1, 5], . > 3)", gives: "false"))
}
