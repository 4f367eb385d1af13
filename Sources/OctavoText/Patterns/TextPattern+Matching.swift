extension TextPattern {
    /// Whether the pattern is found anywhere.
    package func isFound(in text: String) throws(PatternError) -> Bool {
        var groups: [Range<Int>?] = []
        return try search(text.utf8.span, into: &groups)
    }

    /// The first match: the whole of it, then each group.
    package func firstMatch(in text: Span<UInt8>) throws(PatternError) -> [Range<Int>?]? {
        var groups: [Range<Int>?] = []
        return try search(text, into: &groups) ? groups : nil
    }

    /// Every match, left to right, none overlapping another. An empty match may stand where the one before ended only if that
    /// one was not empty there, as in Perl.
    package func matches(in text: Span<UInt8>) throws(PatternError) -> [[Range<Int>?]] {
        var all: [[Range<Int>?]] = []
        var groups: [Range<Int>?] = []
        var start = 0
        var isAfterEmpty = false
        while start <= text.count {
            if try search(text, from: start, afterEmptyMatch: isAfterEmpty, into: &groups), let whole = groups[0] {
                all.append(groups)
                // A `\K` can move the start of a match, never its end, behind where the search began.
                isAfterEmpty = whole.isEmpty
                start = max(whole.upperBound, start)
            } else {
                guard isAfterEmpty else { break }
                isAfterEmpty = false
                start += start < text.count ? CodePoint.decode(text, at: start).length : 1
            }
        }
        return all
    }

    /// The text with every match replaced.
    package func replacing(in text: String, with template: ReplacementTemplate) throws(PatternError) -> String {
        let matches = try matches(in: text.utf8.span)
        guard !matches.isEmpty else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var copied = 0
        for match in matches {
            guard let whole = match[0] else { continue }
            if whole.lowerBound > copied { result.append(contentsOf: bytes[copied..<whole.lowerBound]) }
            for piece in template.pieces {
                switch piece {
                case .literal(let literal): result.append(contentsOf: literal)
                case .group(let number): if let range = match[number] { result.append(contentsOf: bytes[range]) }
                }
            }
            copied = max(copied, whole.upperBound)
        }
        result.append(contentsOf: bytes[copied...])
        return String(decoding: result, as: UTF8.self)
    }
}
