/// Addresses of the internet protocol, version 4: four numbers up to 255.
enum IPv4Recognizer {
    /// Where the address is whose first number is group `first`.
    static func range(_ text: Span<UInt8>, _ cluster: borrowing NumberCluster, from first: Int) -> Range<Int>? {
        let last = first + 3
        guard last < cluster.groupCount, cluster[first].gap != .dot, cluster[first].gap != .close else {
            return nil
        }
        for place in first + 1...last where cluster[place].gap != .dot { return nil }
        if last + 1 < cluster.groupCount, cluster[last + 1].gap == .dot { return nil }
        let range = cluster[first].start..<cluster[last].end
        let before = text.byte(range.lowerBound - 1)
        // "v1.2.3.4", "libc-1.2.3.4.tar".
        guard !before.isWord, before != UInt8(ascii: "."), !text.byte(range.upperBound).isWord, isAddress(text, range) else {
            return nil
        }
        return range
    }

    /// How certain it is that these four numbers are an address; `nil` for a version, and for addresses that are nobody's.
    static func score(_ text: Span<UInt8>, _ range: Range<Int>, _ context: borrowing CueContext) -> Double? {
        let before = text.byte(range.lowerBound - 1)
        let sign = before == UInt8(ascii: " ") ? range.lowerBound - 2 : range.lowerBound - 1
        // "version 1.2.3.4", "§ 1.2.3.4".
        if context.near(.version, within: 3) || text.byte(sign) == 0xA7 && text.byte(sign - 1) == 0xC2 { return nil }
        let isNearCue = context.near(.network, within: 4)
        // Four single digits are a section's number as well.
        if range.count == 7 || before == UInt8(ascii: "-"), !isNearCue { return nil }
        // Loopback, unspecified and broadcast addresses.
        if text.holds("127.", at: range.lowerBound) || range.count == 7 && text.holds("0.0.0.0", at: range.lowerBound)
            || text.holds("255.255.255.255", at: range.lowerBound)
        {
            return nil
        }
        return isNearCue ? 0.98 : 0.9
    }

    /// As `inet_pton` reads it: four decimal numbers, no zeros before them.
    static func isAddress(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var numbers = 0
        var index = range.lowerBound
        while index < range.upperBound {
            let start = index
            while index < range.upperBound, text[index].isDigit { index += 1 }
            guard index > start, index - start <= 3, !(text[start] == UInt8(ascii: "0") && index - start > 1),
                Digits.value(text, start..<index) <= 255
            else { return false }
            numbers += 1
            if index == range.upperBound { return numbers == 4 }
            guard text[index] == UInt8(ascii: "."), numbers < 4 else { return false }
            index += 1
        }
        return false
    }
}
