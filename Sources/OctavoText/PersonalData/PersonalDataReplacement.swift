/// Finds and replaces, text after text; keeps memory from one to the next.
struct PersonalDataReplacement: ~Copyable {
    private let removal: PersonalDataRemoval
    private var scanner: PersonalDataScanner
    private var writer: PersonalDataWriter
    /// What the text becomes, and the memory for what that becomes.
    private var result: [UInt8] = []
    private var next: [UInt8] = []
    /// Each round needs a number that the one before brought a word nearer to.
    private static let mostRounds = 8

    /// How many values of each kind were replaced, by the kinds' raw values.
    var counts: [Int] { writer.counts }

    init(_ removal: PersonalDataRemoval) {
        self.removal = removal
        scanner = PersonalDataScanner(removal.kinds)
        writer = PersonalDataWriter(removal)
    }

    /// False, and nothing added, where there is nothing to replace.
    mutating func run(_ text: Span<UInt8>, into target: inout [UInt8]) -> Bool {
        let matches = scanner.matchesThroughReferences(in: text)
        if matches.isEmpty { return false }
        replaceAll(text, matches)
        target.append(result.span)
        return true
    }

    /// The same for some texts of a column, which lie end to end.
    mutating func run(
        _ rows: Range<Int>, _ bytes: Span<UInt8>, _ offsets: Span<UInt32>, changed: (Int, Span<UInt8>) -> Void
    ) {
        scanner.start(rows, offsets)
        while let (row, matches) = scanner.next(bytes, offsets) {
            replaceAll(bytes.extracting(Int(offsets[row])..<Int(offsets[row + 1])), matches)
            changed(row, result.span)
        }
    }

    /// Puts what the text becomes into `result`.
    private mutating func replaceAll(_ text: Span<UInt8>, _ matches: [PersonalDataMatch]) {
        result.removeAll(keepingCapacity: true)
        writer.write(text, matches, into: &result)
        if removal.style != .label || scanner.hasDoubt || writer.touches {
            Self.settle(&result, &next, &scanner, &writer, isLabel: removal.style == .label)
        }
    }

    /// What was replaced no longer stands between a number and the words that tell what it is, or touches the next word no more.
    private static func settle(
        _ result: inout [UInt8], _ next: inout [UInt8], _ scanner: inout PersonalDataScanner, _ writer: inout PersonalDataWriter,
        isLabel: Bool
    ) {
        var rounds = 1
        while rounds < mostRounds, !isLabel || scanner.hasDoubt || writer.touches {
            let matches = scanner.matchesThroughReferences(in: result.span)
            if matches.isEmpty { return }
            next.removeAll(keepingCapacity: true)
            writer.write(result.span, matches, into: &next)
            if next == result { return }
            swap(&result, &next)
            rounds += 1
        }
    }
}
