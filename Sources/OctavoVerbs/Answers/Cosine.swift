package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let cosine = Verb(
        scalar: "cosine", .numbers,
        "Gives the cosine of the angle between two lists of numbers, such as embeddings, from -1 to 1.",
        notes: "Null where either is null, or nothing but zeros.",
        examples: [
            Example("cosine([1, 0, 1], [1, 0, 0]) > 0.7", gives: "true"), Example("cosine([1, 2], [2, 4])", gives: "1.0"),
        ],
        searchTerms: ["cosine_similarity", "embedding", "dot_product", "vector"],
        Parameter("a", ListOf<Double>.self, "A list of numbers."),
        Parameter("b", Nullable<ListOf<Double>>.self, "Another of the same length.")
    ) { (a: ListOf<Double>, b: Nullable<ListOf<Double>>) in
        guard let b = b.value else { return Nullable<Double>(nil) }
        guard a.items.count == b.items.count else {
            throw Diagnostic(
                "wrong-argument", "`cosine` compares lists of one length, not of \(a.items.count) and \(b.items.count) numbers",
                help: ["are both by the same embedding?"])
        }
        // Scaled, so that squares neither overflow nor vanish.
        func scaled(_ items: [Double]) -> [Double] {
            let most = items.reduce(0) { Swift.max($0, $1.magnitude) }
            return most > 0 && most.isFinite ? items.map { $0 / most } : items
        }
        let (one, other) = (scaled(a.items), scaled(b.items))
        var (both, own, its) = (0.0, 0.0, 0.0)
        for (left, right) in Swift.zip(one, other) {
            both += left * right
            own += left * left
            its += right * right
        }
        guard own > 0, its > 0 else { return Nullable(own.isNaN || its.isNaN ? .nan : nil) }
        return Nullable(Swift.min(Swift.max(both / (own * its).squareRoot(), -1), 1))
    }
}
