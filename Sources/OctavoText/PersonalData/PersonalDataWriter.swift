/// Writes texts with something else in the place of personal data.
struct PersonalDataWriter {
    private let removal: PersonalDataRemoval
    /// By the kinds' raw values.
    private let labels = PersonalDataKind.allCases.sorted { $0.rawValue < $1.rawValue }.map { Array($0.label.utf8) }
    /// Whether something in the last text stood directly beside a letter or digit.
    private(set) var touches = false
    /// How many values of each kind were replaced, by the kinds' raw values.
    private(set) var counts = [Int](repeating: 0, count: PersonalDataKind.allCases.count)

    init(_ removal: PersonalDataRemoval) { self.removal = removal }

    /// Adds the text with something else in the place of each of `matches`.
    mutating func write(_ text: Span<UInt8>, _ matches: [PersonalDataMatch], into target: inout [UInt8]) {
        touches = false
        var start = 0
        for match in matches {
            target.append(text.extracting(start..<match.start))
            replace(text, match, &target)
            if Self.touches(text, match.start, step: -1) || Self.touches(text, match.end - 1, step: 1) { touches = true }
            start = match.end
        }
        target.append(text.extracting(start..<text.count))
    }

    /// Whether a letter or digit, or a sign beyond ASCII, goes on from `place`, directly or behind a sign that addresses and numbers have inside.
    private static func touches(_ text: Span<UInt8>, _ place: Int, step: Int) -> Bool {
        let next = text.byte(place + step)
        if next.isWord || next >= 0x80 { return true }
        return isJoint(next) && (text.byte(place + 2 * step).isWord || isJoint(text.byte(place + 2 * step)))
    }

    private static func isJoint(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "+"):
            true
        default: false
        }
    }

    private mutating func replace(_ text: Span<UInt8>, _ match: PersonalDataMatch, _ target: inout [UInt8]) {
        let kind = Int(match.kind.rawValue)
        if removal.style == .label {
            target += labels[kind]
            counts[kind] += 1
            return
        }
        var value: [UInt8] = []
        let written = text.extracting(match.start..<match.end)
        // The same value stays the same, with references in it or without.
        if ReferenceDecoder().decode(written, into: &value) == false { value.append(written) }
        let made: [UInt8]
        switch removal.style {
        case .label, .mask: made = PersonalDataMask.masked(value, match.kind)
        case .hash: made = PersonalDataHash.hashed(value, match.kind, key: removal.key)
        case .surrogate: made = Surrogate.made(for: value, match.kind, key: removal.key)
        }
        // What is a surrogate already stays.
        if made != value { counts[kind] += 1 }
        target += made
    }
}
