/// A text as a reader of its markup sees it: `ann&#64;hotel.example` is an address, whether tags stand around it or not. Character
/// references are what they stand for, and each byte knows where it came from.
struct ReferencedText {
    private(set) var bytes: [UInt8] = []
    /// For each byte where it, or the reference that it comes from, begins in the text.
    private var places: [Int] = []
    private let count: Int

    /// `nil` where there is no reference.
    init?(_ text: Span<UInt8>) {
        guard ByteScan.first(UInt8(ascii: "&"), in: text, from: 0) != nil else { return nil }
        count = text.count
        let decoder = ReferenceDecoder()
        var isDecoded = false
        bytes.reserveCapacity(text.count)
        places.reserveCapacity(text.count)
        for place in text.indices {
            bytes.append(text[place])
            places.append(place)
            // What a reference stands for may be part of the next one: `&amp;#64;`.
            while bytes.last == 0x3B, let (start, value) = decoder.reference(endingIn: bytes.span) {
                let origin = places[start]
                bytes.removeLast(bytes.count - start)
                places.removeLast(places.count - start)
                bytes += value
                places += value.map { _ in origin }
                isDecoded = true
            }
        }
        if !isDecoded { return nil }
    }

    /// The same in the text itself.
    func original(_ match: PersonalDataMatch) -> PersonalDataMatch {
        PersonalDataMatch(
            match.kind, places[match.start], match.end < places.count ? places[match.end] : count, score: match.score)
    }
}

extension PersonalDataScanner {
    /// The same as `matches`, through character references.
    package mutating func matchesThroughReferences(in text: Span<UInt8>) -> [PersonalDataMatch] {
        guard let seen = ReferencedText(text) else { return matches(in: text) }
        return matches(in: seen.bytes.span).map { seen.original($0) }
    }
}

/// Splits some texts of a column into stretches without an `&`, and single texts with one, in order.
package struct ReferenceStretches {
    private var rows: Range<Int>

    package init(_ rows: Range<Int>) { self.rows = rows }

    /// `bytes` and `offsets` are those of the whole column, every time.
    package mutating func next(
        _ bytes: Span<UInt8>, _ offsets: Span<UInt32>
    ) -> (rows: Range<Int>, mayHaveReferences: Bool)? {
        if rows.isEmpty { return nil }
        var found = rows.upperBound
        if let place = ByteScan.first(UInt8(ascii: "&"), in: bytes, from: Int(offsets[rows.lowerBound])),
            place < Int(offsets[rows.upperBound])
        {
            found = row(holding: place, offsets)
        }
        let own = found == rows.lowerBound ? found..<found + 1 : rows.lowerBound..<found
        rows = own.upperBound..<rows.upperBound
        return (own, own.lowerBound == found)
    }

    private func row(holding place: Int, _ offsets: Span<UInt32>) -> Int {
        // The last one that begins at the place or before it, and so ends behind it.
        var (low, high) = (rows.lowerBound, rows.upperBound)
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(offsets[middle]) <= place { low = middle } else { high = middle }
        }
        return low
    }
}
