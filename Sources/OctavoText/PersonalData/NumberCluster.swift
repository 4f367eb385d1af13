/// Runs of digits that follow each other with no more than a separator between: what telephone numbers, cards and dates are read from.
///
/// One is kept and read again and again.
struct NumberCluster: ~Copyable {
    /// What stands between two runs.
    enum Gap: UInt8 {
        /// The first run has nothing before it.
        case start
        case space, dash, dot, slash
        /// A closing or an opening bracket, with spaces or a dash or none.
        case close, open
        /// A dash between spaces, or two spaces.
        case wide

        /// Whether numbers are told apart by it as well as grouped.
        var parts: Bool { self == .start || self == .space || self == .wide || self == .open }
    }

    struct Group {
        let start: Int
        let end: Int
        let gap: Gap
        /// Where its digits begin among the cluster's.
        let place: Int
        var count: Int { end - start }
    }

    /// No number that is looked for has more runs; longer rows of numbers are cut.
    private static let mostGroups = 24
    /// Nor more digits: a longer run is none, and a longer row of runs is cut.
    private static let mostDigits = 64

    private var groups = [Group](repeating: Group(start: 0, end: 0, gap: .start, place: 0), count: mostGroups)
    private(set) var groupCount = 0
    /// The values of all digits.
    private var digits = [UInt8](repeating: 0, count: mostDigits)
    private(set) var digitCount = 0

    /// The runs, first to last.
    subscript(_ group: Int) -> Group { groups[group] }

    var end: Int { groupCount == 0 ? 0 : groups[groupCount - 1].end }

    /// Lends the values of the digits of the runs from `first` to `last`.
    func withDigits<Result>(_ first: Int, _ last: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        body(digits.span.extracting(groups[first].place..<groups[last].place + groups[last].count))
    }

    /// The value of a run's digit.
    func digit(_ group: Int, _ index: Int) -> UInt8 { digits[groups[group].place + index] }

    func count(_ first: Int, _ last: Int) -> Int { groups[last].place + groups[last].count - groups[first].place }

    /// Reads the runs from the digit at `start` on.
    mutating func read(_ text: Span<UInt8>, from start: Int) {
        groupCount = 0
        digitCount = 0
        var index = start
        var gap = Gap.start
        while true {
            let (first, place) = (index, digitCount)
            while index < text.count, text[index].isDigit {
                if digitCount < Self.mostDigits {
                    digits[digitCount] = text[index] - 0x30
                    digitCount += 1
                }
                index += 1
            }
            if index - first > digitCount - place {
                // Too many digits: what came before is looked at, this run only where it is the first, and then skipped.
                digitCount = place
                if groupCount == 0 { append(Group(start: first, end: index, gap: gap, place: 0)) }
                return
            }
            append(Group(start: first, end: index, gap: gap, place: place))
            guard groupCount < Self.mostGroups, let (next, found) = Self.gap(text, after: index) else { return }
            index = next
            gap = found
        }
    }

    private mutating func append(_ group: Group) {
        groups[groupCount] = group
        groupCount += 1
    }

    /// Whether it is one run too long to be anything.
    var isOverlong: Bool { digitCount == 0 }

    /// The separator after a run, where digits follow it: at most three characters.
    private static func gap(_ text: Span<UInt8>, after end: Int) -> (next: Int, gap: Gap)? {
        // What ends most numbers.
        let sign = text.byte(end)
        if sign.isLetter || sign == UInt8(ascii: ",") || sign == UInt8(ascii: " ") && !Self.goesOn(text, end + 1) { return nil }
        var index = end
        var spaces = 0
        var dashes = 0
        var others = 0
        var gap: Gap?
        while index < text.count, spaces + dashes + others < 4 {
            let byte = text[index]
            if byte.isDigit { break }
            var length = 1
            switch byte {
            case UInt8(ascii: " "): spaces += 1
            case UInt8(ascii: "-"): dashes += 1
            case UInt8(ascii: "."), UInt8(ascii: "/"):
                gap = byte == UInt8(ascii: ".") ? .dot : .slash
                others += 1
            case UInt8(ascii: "("), UInt8(ascii: ")"):
                gap = byte == UInt8(ascii: "(") ? .open : gap == .open ? .open : .close
                others += 1
            case 0xC2 where text.byte(index + 1) == 0xA0:  // No-break space.
                spaces += 1
                length = 2
            case 0xE2 where text.byte(index + 1) == 0x80:
                switch text.byte(index + 2) {
                case 0x80...0x8A, 0xAF: spaces += 1  // Spaces of all widths.
                case 0x90...0x95: dashes += 1  // Hyphens and dashes.
                default: return nil
                }
                length = 3
            default: return nil
            }
            index += length
        }
        guard index < text.count, text[index].isDigit, index > end else { return nil }
        switch (gap, spaces, dashes, others) {
        case (nil, 1, 0, 0): return (index, .space)
        case (nil, 0, 1, 0): return (index, .dash)
        case (nil, 2, 0...1, 0): return (index, .wide)
        case (.dot?, 0, 0, 1): return (index, .dot)
        case (.slash?, 0, 0, 1), (.slash?, 2, 0, 1): return (index, .slash)
        case (.close?, 0...1, 0, 1), (.close?, 0, 1, 1): return (index, .close)
        case (.open?, 0...1, 0, 1...2), (.open?, 0, 1, 1): return (index, .open)
        default: return nil
        }
    }

    /// Whether behind a space a separator or a digit may follow.
    private static func goesOn(_ text: Span<UInt8>, _ place: Int) -> Bool {
        let byte = text.byte(place)
        return byte <= UInt8(ascii: "9") && byte != UInt8(ascii: ",") || byte >= 0x80
    }
}
