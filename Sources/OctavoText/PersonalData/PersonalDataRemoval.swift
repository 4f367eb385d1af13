/// Replaces personal data in texts.
package struct PersonalDataRemoval: TextOperation {
    package let kinds: PersonalDataKinds
    package let style: PersonalDataStyle
    /// What hashes and surrogates depend on besides the values.
    package let key: [UInt8]

    /// The key where none is given. Anyone can know it, so hashes made with it hide nothing from whoever guesses a value.
    package static let publicKey = Array("octavo personal data".utf8)

    package init(_ kinds: PersonalDataKinds = .standard, style: PersonalDataStyle = .label, key: [UInt8] = publicKey) {
        self.kinds = kinds
        self.style = style
        self.key = key
    }

    package func makeWorker() -> any TextWorker { PersonalDataRemover(self) }
}

/// One thread's work of a removal.
package final class PersonalDataRemover: TextWorker {
    private var replacement: PersonalDataReplacement
    private var changed: [UInt8] = []

    package init(_ removal: PersonalDataRemoval) { replacement = PersonalDataReplacement(removal) }

    /// How many values of each kind were replaced.
    package var counts: [(what: String, count: Int)] {
        PersonalDataKind.allCases.map { (what: $0.name, count: replacement.counts[Int($0.rawValue)]) }
    }

    package func run(_ text: Span<UInt8>, into result: inout [UInt8]) -> TextOutcome {
        replacement.run(text, into: &result) ? .changed : .unchanged
    }

    package func run(_ rows: Range<Int>, _ bytes: Span<UInt8>, _ offsets: Span<UInt32>, tell: TellOutcome) {
        var stretches = ReferenceStretches(rows)
        while let (rows, mayHaveReferences) = stretches.next(bytes, offsets) {
            if mayHaveReferences {
                changed.removeAll(keepingCapacity: true)
                let text = bytes.extracting(Int(offsets[rows.lowerBound])..<Int(offsets[rows.upperBound]))
                if replacement.run(text, into: &changed) { tell(rows.lowerBound, changed.span, nil) }
            } else {
                replacement.run(rows, bytes, offsets) { tell($0, $1, nil) }
            }
        }
    }
}
