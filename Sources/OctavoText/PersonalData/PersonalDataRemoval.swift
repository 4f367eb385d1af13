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
    private let removal: PersonalDataRemoval
    private var scanner: PersonalDataScanner
    /// Whether something in the last text stood directly beside a letter or digit.
    private var touches = false
    /// How many values of each kind were replaced, by the kinds' raw values.
    package private(set) var counts = [Int](repeating: 0, count: PersonalDataKind.allCases.count)
    /// Each round needs a number that the one before brought a word nearer to.
    private static let mostRounds = 8
    private static let labels = PersonalDataKind.allCases.sorted { $0.rawValue < $1.rawValue }.map { Array($0.label.utf8) }

    package init(_ removal: PersonalDataRemoval) {
        self.removal = removal
        scanner = PersonalDataScanner(removal.kinds)
    }

    package func run(_ text: Span<UInt8>, into result: inout [UInt8]) -> TextOutcome {
        guard replaceOnce(text, into: &result) else { return .unchanged }
        // What was replaced no longer stands between a number and the words that tell what it is, or touches the next word no more.
        var rounds = 1
        while scanner.hasDoubt || touches || removal.style != .label, rounds < Self.mostRounds {
            var next: [UInt8] = []
            guard replaceOnce(result.span, into: &next), next != result else { break }
            result = next
            rounds += 1
        }
        return .changed
    }

    /// False, and nothing added, where there is nothing to replace.
    private func replaceOnce(_ text: Span<UInt8>, into result: inout [UInt8]) -> Bool {
        let matches = scanner.matches(in: text)
        if matches.isEmpty { return false }
        var start = 0
        touches = false
        for match in matches {
            result.append(text.extracting(start..<match.start))
            replace(text, match, &result)
            if Self.touches(text, match.start, step: -1) || Self.touches(text, match.end - 1, step: 1) { touches = true }
            start = match.end
        }
        result.append(text.extracting(start..<text.count))
        return true
    }

    /// Whether a letter or digit goes on from `place`, directly or behind a sign that addresses and numbers have inside.
    private static func touches(_ text: Span<UInt8>, _ place: Int, step: Int) -> Bool {
        let next = text.byte(place + step)
        if next.isWord { return true }
        return joints.contains(next) && (text.byte(place + 2 * step).isWord || joints.contains(text.byte(place + 2 * step)))
    }

    private static let joints = ASCIISet(":@-./+")

    private func replace(_ text: Span<UInt8>, _ match: PersonalDataMatch, _ result: inout [UInt8]) {
        let kind = Int(match.kind.rawValue)
        if removal.style == .label {
            result += Self.labels[kind]
            counts[kind] += 1
            return
        }
        var value: [UInt8] = []
        value.append(text.extracting(match.start..<match.end))
        let made: [UInt8]
        switch removal.style {
        case .label, .mask: made = PersonalDataMask.masked(value, match.kind)
        case .hash: made = PersonalDataHash.hashed(value, match.kind, key: removal.key)
        case .surrogate: made = Surrogate.made(for: value, match.kind, key: removal.key)
        }
        // What is a surrogate already stays.
        if made != value { counts[kind] += 1 }
        result += made
    }
}
