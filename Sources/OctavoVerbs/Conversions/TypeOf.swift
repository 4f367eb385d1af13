package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let typeOf = Verb(
        valued: "type_of", .conversions, "Names the type of a value.", nullGivesNull: false, returns: .text,
        examples: [Example("type_of(1.5)", gives: "\"float\""), Example("type_of([1])", gives: "\"list(int)\"")],
        searchTerms: ["class", "typeof", "dtype"], parameters: [.open("value", "Any value.")], result: { _, _ in .text },
        body: { _, values in
            .text(values[0].type.description)
        })
}
