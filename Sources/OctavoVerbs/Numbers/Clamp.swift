package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let clamp = Verb(
        polymorphic: "clamp", .numbers, "Keeps a value within two bounds.",
        notes: "A value outside becomes the nearer bound; a null bound is none. NaN stays NaN.",
        examples: [Example("clamp(12, 0, 10)", gives: "10"), Example("clamp(-1.5, 0, null)", gives: "0.0")],
        searchTerms: ["clip", "limit"],
        loops: [
            .intToInt { call in
                let (low, high) = (call.int(1) ?? .min, call.int(2) ?? .max)
                guard call.result == .int, call.hasBounds, low <= high else { return nil }
                return { Swift.min(Swift.max($0, low), high) }
            },
            .floatToFloat { call in
                guard call.result == .float, call.hasBounds, let low = bound(call.constant(1), none: -.infinity),
                    let high = bound(call.constant(2), none: .infinity), low <= high
                else { return nil }
                return { $0 < low ? low : $0 > high ? high : $0 }
            },
        ],
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

    private static func bound(_ given: Datum?, none: Double) -> Double? {
        given.flatMap { $0.isNull ? none : Double(datum: $0) }
    }
}

extension ColumnCall {
    /// Whether both bounds are the same for every row.
    fileprivate var hasBounds: Bool { constant(1) != nil && constant(2) != nil }
}
