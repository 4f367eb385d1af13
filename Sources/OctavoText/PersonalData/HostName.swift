/// Names of hosts in the domain name system.
enum HostName {
    /// The end of the longest host name that starts here and ends in a domain of the first level that is known, or else in one
    /// that could be; at least two labels.
    static func end(in text: Span<UInt8>, from start: Int, limit: Int) -> (end: Int, isKnown: Bool)? {
        let stop = min(text.count, start + limit)
        var index = start
        var labels = 0
        var known: Int?
        var possible: Int?
        while index < stop {
            let label = index
            var isASCII = true
            while index < stop {
                let byte = text[index]
                if byte.isAlphanumeric || byte == UInt8(ascii: "-") {
                    index += 1
                } else if byte >= 0x80 {
                    let (scalar, length) = CodePoint.decode(text, at: index)
                    // Text without spaces goes on behind an address in ASCII: a@example.orgです.
                    guard CodePoint.isAlphanumeric(scalar), !(scalar >= 0x2E80 && label < index && isASCII) else { break }
                    isASCII = false
                    index += length
                } else {
                    break
                }
            }
            guard index > label, text[label] != UInt8(ascii: "-"), index - label <= 63 else { break }
            var end = index
            while end > label, text[end - 1] == UInt8(ascii: "-") { end -= 1 }
            labels += 1
            if labels > 1 {
                if TopLevelDomains.contains(text, label..<end) {
                    known = end
                } else if isPossible(text, label..<end) {
                    possible = end
                }
            }
            guard end == index, index + 1 < stop, text[index] == UInt8(ascii: "."),
                text[index + 1].isAlphanumeric || text[index + 1] >= 0x80
            else { break }
            index += 1
        }
        if let known { return (known, true) }
        return possible.map { ($0, false) }
    }

    /// A domain that the table lacks: letters in one case, or another script.
    private static func isPossible(_ text: Span<UInt8>, _ label: Range<Int>) -> Bool {
        guard label.count >= 2 else { return false }
        if text.holds("xn--", at: label.lowerBound) { return true }
        return label.allSatisfy { text[$0].isLower || text[$0] >= 0x80 }
    }
}
