package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let clamp = Verb(
        polymorphic: "clamp", .numbers, "Keeps a value within two bounds.",
        notes: "A value outside becomes the nearer bound; a null bound is none. NaN stays NaN.",
        examples: [Example("clamp(12, 0, 10)", gives: "10"), Example("clamp(-1.5, 0, null)", gives: "0.0")],
        searchTerms: ["clip", "limit"],
        parameters: [.open("x", "The value."), .open("low", "The least it may be."), .open("high", "The greatest it may be.")],
        result: { types in try Extremes.type(types, "clamp") },
        body: { values in
            guard !values.contains(where: Extremes.isNaN) else {
                if Extremes.isNaN(values[0]) { return values[0] }
                throw Diagnostic("empty-range", "cannot keep a value within a bound that is NaN")
            }
            let (low, high) = (values[1], values[2])
            if !low.isNull, !high.isNull, Extremes.compare(low, high) > 0 {
                throw Diagnostic(
                    "empty-range", "nothing lies between \(DatumText.literal(low)) and \(DatumText.literal(high))",
                    help: ["`clamp(x, low, high)` takes the lower bound first"])
            }
            var result = values[0]
            if !low.isNull, Extremes.compare(result, low) < 0 { result = low }
            if !high.isNull, Extremes.compare(result, high) > 0 { result = high }
            return Extremes.joined(result, with: values)
        })
}
