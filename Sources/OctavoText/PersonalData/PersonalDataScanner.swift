/// Finds personal data in the bytes of texts: one pass finds the places where something may be, a search what stands there.
///
/// Keeps memory from text to text.
package struct PersonalDataScanner: ~Copyable {
    private var search = PersonalDataSearch()
    /// The anchors of a text alone, and those of many that lie end to end.
    private var textAnchors = TextAnchors()
    private var columnAnchors = TextAnchors()
    /// The texts of a column that are left.
    private var rows = 0..<0
    /// Kinds that are found by words alone cost a second pass.
    private let words: WordScanner?
    private let kinds: PersonalDataKinds
    private let stopsEarly: Bool

    /// No finding begins further before the anchor that leads to it.
    private static let reachBack = 1024

    /// `stopsEarly` says that one finding in a text is enough.
    package init(_ kinds: PersonalDataKinds = .standard, stopsEarly: Bool = false) {
        self.kinds = kinds
        self.stopsEarly = stopsEarly
        words = kinds.isDisjoint(with: .byWords) ? nil : WordScanner(kinds)
    }

    /// Whether something in the last text might be found once what stands just before it is replaced.
    var hasDoubt: Bool { search.hasDoubt }

    /// The places in a text, first to last, none over another. `text` is UTF-8; bytes that are not do no harm.
    ///
    /// All kinds are looked for, so that a card's number is no telephone number where only those are asked for, and those that were
    /// not asked for are left out of the result.
    package mutating func matches(in text: Span<UInt8>) -> [PersonalDataMatch] {
        let offsets: InlineArray<2, UInt32> = [0, UInt32(clamping: text.count)]
        textAnchors.restart(0..<1, offsets.span)
        search.restart()
        while let place = textAnchors.next(of: 0, text, offsets.span) {
            if isEnough(before: place) { break }
            search.look(text, at: place)
        }
        return resolved(text)
    }

    /// Begins with some of the texts of a column.
    package mutating func start(_ rows: Range<Int>, _ offsets: Span<UInt32>) {
        self.rows = rows
        columnAnchors.restart(rows, offsets)
    }

    /// The next text with findings, and these; `bytes` and `offsets` are those of the whole column, every time.
    package mutating func next(_ bytes: Span<UInt8>, _ offsets: Span<UInt32>) -> (row: Int, matches: [PersonalDataMatch])? {
        while let row = words == nil ? columnAnchors.nextRow(bytes, offsets) : rows.first {
            let start = Int(offsets[row])
            let text = bytes.extracting(start..<Int(offsets[row + 1]))
            search.restart()
            while let place = columnAnchors.next(of: row, bytes, offsets) {
                if isEnough(before: place - start) {
                    columnAnchors.skip(row, bytes, offsets)
                    break
                }
                search.look(text, at: place - start)
            }
            rows = row + 1..<rows.upperBound
            let matches = resolved(text)
            if !matches.isEmpty { return (row, matches) }
        }
        return nil
    }

    /// Whether the first finding is all that is wanted, and nothing that begins behind `place` can take it back.
    private func isEnough(before place: Int) -> Bool {
        guard stopsEarly, !search.found.isEmpty else { return false }
        if kinds.isSuperset(of: .standard) { return true }
        return search.found.contains { kinds.contains($0.kind) && $0.end + Self.reachBack < place }
    }

    private mutating func resolved(_ text: Span<UInt8>) -> [PersonalDataMatch] {
        if let words { search.look(text, at: words) }
        if search.found.isEmpty { return [] }
        let resolved = OverlapResolution.areApart(search.found) ? search.found : OverlapResolution.resolved(search.found)
        return resolved.allSatisfy { kinds.contains($0.kind) } ? resolved : resolved.filter { kinds.contains($0.kind) }
    }
}
