package import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

extension Verb {
    package static let hasPII = Verb(
        scalar: "has_pii", .cleaning, "Tells whether there is personal data in a text.",
        notes: "`find_pii` tells which, `remove_pii` what the kinds are.",
        examples: [
            Example("has_pii(\"call 212-555-0123\")", gives: "true"),
            Example("has_pii(\"order 2125550123\")", gives: "false"),
            Example(
                "table([{q: \"a room\"}, {q: \"mail a@b.example\"}]) | filter(not has_pii(.q, kinds: \"email\"))",
                gives: "| q      |\n| ------ |\n| a room |"),
        ],
        searchTerms: ["contains_pii", "is_pii", "personal_data"],
        loops: [
            .textToBool(testing: { call in
                guard let kinds = constantKinds(call) else { return nil }
                return {
                    var scanner = PersonalDataScanner(kinds, stopsEarly: true)
                    return { rows, bytes, offsets, hit in
                        var stretches = ReferenceStretches(rows)
                        while let (rows, mayHaveReferences) = stretches.next(bytes, offsets) {
                            guard mayHaveReferences else {
                                scanner.start(rows, offsets)
                                while let (row, _) = scanner.next(bytes, offsets) { hit(row) }
                                continue
                            }
                            let text = bytes.extracting(Int(offsets[rows.lowerBound])..<Int(offsets[rows.upperBound]))
                            if !scanner.matchesThroughReferences(in: text).isEmpty { hit(rows.lowerBound) }
                        }
                    }
                }
            })
        ],
        Parameter("text", String.self, "The text."),
        Parameter("kinds", KindsArgument.self, "The kinds to look for; all but `person` and `street` when left out.")
    ) { (text: String, kinds: KindsArgument) in
        var scanner = PersonalDataScanner(kinds.kinds, stopsEarly: true)
        return !scanner.matchesThroughReferences(in: text.utf8.span).isEmpty
    }

    /// The kinds that a loop's second argument names; `nil` where it must be refused, which the function itself does best.
    private static func constantKinds(_ call: ColumnCall) -> PersonalDataKinds? {
        let names: [Datum]
        switch call.constant(1) {
        case .null?: return .standard
        case .text(let name)?: names = [.text(name)]
        case .list(let items)?: names = items
        default: return nil
        }
        var kinds: PersonalDataKinds = []
        for name in names {
            guard case .text(let name) = name, let kind = PersonalDataKind(name: name) else { return nil }
            kinds.insert(.init(kind))
        }
        return kinds.isEmpty ? nil : kinds
    }
}
