package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let any = Quantifier.verb(
        "any", "Tells whether any item or row is true, or fulfils a condition.", decisive: true, aggregate: .any, list: .any,
        example: Example("any([1, 5], . > 3)", gives: "true"))
}
