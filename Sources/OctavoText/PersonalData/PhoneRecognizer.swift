/// Telephone numbers: E.164 by the countries' lengths, national forms by their shape, and what is neither where a word says so.
enum PhoneRecognizer {
    struct Found {
        let start: Int
        let end: Int
        let last: Int
        let score: Double
    }

    /// The national number whose first run is group `first`. `leads` says that the run before it is not left over from something else.
    static func national(
        _ text: Span<UInt8>, _ cluster: borrowing NumberCluster, from first: Int, leads: Bool, _ context: borrowing CueContext
    )
        -> Found?
    {
        let start = cluster[first].start
        guard cluster[first].gap.parts, isFreeBefore(text, start, context) else { return nil }
        if context.tellsReference, context.near(.thing, within: 3) { return nil }
        let before = text.byte(start - 1)
        if before == UInt8(ascii: "$") || isCurrency(text, before: start) { return nil }
        let area = areaStart(text, cluster, first)
        if let (last, score) = northAmerican(cluster, first, context) ?? bracketed(cluster, first, isOpen: area < start)
            ?? (leads ? trunk(cluster, first, context) : nil) ?? mobileEast(cluster, first), isFreeAfter(text, cluster, last)
        {
            let found = Found(start: area, end: cluster[last].end, last: last, score: context.tellsPhone ? 0.9 : score)
            return extended(text, cluster, found)
        }
        guard leads else { return nil }
        return told(text, cluster, first, context).map { last, score in
            extended(text, cluster, Found(start: area, end: cluster[last].end, last: last, score: score))
        }
    }

    // MARK: - Forms

    /// A number with `+` or `00` and a country's code.
    static func international(_ text: Span<UInt8>, _ cluster: borrowing NumberCluster, _ first: Int, leads: Bool) -> Found? {
        var start = cluster[first].start
        var skipped = 0
        if text.byte(start - 1) == UInt8(ascii: "+") {
            start -= 1
        } else if text.byte(start - 1) == UInt8(ascii: "("), text.byte(start - 2) == UInt8(ascii: "+") {
            start -= 2
        } else if text.byte(start - 1) == 0x8B, text.byte(start - 2) == 0xBC, text.byte(start - 3) == 0xEF {
            start -= 3  // The fullwidth plus sign.
        } else {
            guard leads, cluster[first].gap.parts, cluster[first].count >= 2, cluster.digit(first, 0) == 0,
                cluster.digit(first, 1) == 0,
                cluster.count(first, cluster.groupCount - 1) >= 10,
                cluster[first].count > 3 || cluster.groupCount > first + 2
            else { return nil }
            skipped = 2
        }
        if text.byte(start - 1) == UInt8(ascii: "("), start < cluster[first].start, first + 1 < cluster.groupCount,
            cluster[first + 1].gap == .close
        {
            start -= 1
        }
        let known = cluster.withDigits(first, cluster.groupCount - 1) { CallingCodes.plan($0.extracting(droppingFirst: skipped)) }
        guard let plan = known else { return nil }
        var last = first
        var best: Int?
        var dropped = skipped + plan.codeLength
        while last < cluster.groupCount {
            let group = cluster[last]
            if last > first, group.gap == .wide, best != nil { break }
            // "(0)" stands for the digit that is not dialled from abroad.
            if last > first, group.count == 1, group.gap == .open, cluster.digit(last, 0) == 0 { dropped += 1 }
            let count = cluster.count(first, last) - dropped
            if count > plan.numberLength.upperBound { break }
            let isStray = last > first && group.count == 1 && group.gap == .space && best != nil
            if count >= plan.numberLength.lowerBound, !isStray { best = last }
            last += 1
        }
        guard let best else { return nil }
        // Digits that go on are another number's, unless nothing parts them.
        if text.byte(cluster[best].end).isDigit || text.byte(cluster[best].end) == UInt8(ascii: "_") { return nil }
        return extended(text, cluster, Found(start: start, end: cluster[best].end, last: best, score: skipped > 0 ? 0.75 : 0.95))
    }

    /// Area, exchange and line of the North American plan: 3-3-4 digits, a 1 before them perhaps.
    private static func northAmerican(_ cluster: borrowing NumberCluster, _ first: Int, _ context: borrowing CueContext) -> (
        last: Int, score: Double
    )? {
        var area = first
        if cluster[first].count == 1, cluster.digit(first, 0) == 1, first + 1 < cluster.groupCount,
            cluster[first + 1].gap != .slash
        {
            area = first + 1
        }
        let last = area + 2
        guard last < cluster.groupCount, cluster[area].count == 3, cluster[area + 1].count == 3, cluster[last].count == 4 else {
            // One run of eleven digits, 1 before them.
            guard cluster[first].count == 11, context.tellsPhone || !context.tellsReference else { return nil }
            return cluster.digit(first, 0) == 1 && cluster.digit(first, 1) > 1 && cluster.digit(first, 4) > 1 ? (first, 0.6) : nil
        }
        let middle = cluster[area + 1].gap
        let end = cluster[last].gap
        guard end == .dash || end == .dot || end == .space,
            middle == .close || middle == .slash || middle == end || middle == .space
        else {
            return nil
        }
        guard cluster.digit(area, 0) > 1 || context.tellsPhone,
            cluster.digit(area + 1, 0) > 1 || context.tellsPhone || area > first
        else {
            return nil
        }
        return (last, end == .space && middle == .space ? 0.6 : 0.75)
    }

    /// An area code in brackets, `(71) 4233-6306`.
    private static func bracketed(_ cluster: borrowing NumberCluster, _ first: Int, isOpen: Bool) -> (last: Int, score: Double)? {
        guard isOpen, (2...5).contains(cluster[first].count) else { return nil }
        var last = first
        while last + 1 < cluster.groupCount, cluster.count(first, last + 1) <= 11,
            !cluster[last + 1].gap.parts || cluster[last + 1].gap == .space
        {
            last += 1
        }
        return (8...11).contains(cluster.count(first, last)) ? (last, 0.65) : nil
    }

    /// A national number with the 0 that is dialled before it: `020 7946 0941`, `06.12.34.56.78`, `030/1234567`.
    private static func trunk(_ cluster: borrowing NumberCluster, _ first: Int, _ context: borrowing CueContext) -> (
        last: Int, score: Double
    )? {
        guard (2...6).contains(cluster[first].count), cluster.digit(first, 0) == 0, cluster.digit(first, 1) != 0 else {
            return nil
        }
        var last = first
        while last + 1 < cluster.groupCount, cluster.count(first, last + 1) <= 11, cluster[last + 1].count >= 2,
            cluster[last + 1].gap != .wide,
            cluster[last + 1].gap != .open
        {
            last += 1
        }
        guard last > first, (9...11).contains(cluster.count(first, last)), !holdsDate(cluster, first, last),
            !isDecimal(cluster, first, last)
        else { return nil }
        if context.tellsReference, !context.tellsPhone { return nil }
        // 3-2-4 with dashes is the form of social security numbers, issued or not.
        if cluster[first].count == 3, last == first + 2, cluster[first + 1].count == 2, !context.tellsPhone { return nil }
        return (last, 0.6)
    }

    /// Mobile numbers of China as they are grouped there: 3-4-4 digits from 13 to 19.
    private static func mobileEast(_ cluster: borrowing NumberCluster, _ first: Int) -> (last: Int, score: Double)? {
        let last = first + 2
        guard last < cluster.groupCount, cluster[first].count == 3, cluster[first + 1].count == 4, cluster[last].count == 4,
            cluster[last].gap == cluster[first + 1].gap, cluster[last].gap == .dash || cluster[last].gap == .space
        else { return nil }
        return cluster.digit(first, 0) == 1 && cluster.digit(first, 1) >= 3 ? (last, 0.6) : nil
    }

    /// Seven to thirteen digits in any form where a word near them says that they are a telephone number.
    private static func told(
        _ text: Span<UInt8>, _ cluster: borrowing NumberCluster, _ first: Int, _ context: borrowing CueContext
    ) -> (
        last: Int, score: Double
    )? {
        var last = first
        var best: Int?
        while last < cluster.groupCount, cluster.count(first, last) <= 13 {
            let gap = cluster[last].gap
            if last > first, gap == .wide || gap == .open && last > first + 1 { break }
            let isStray = last > first && cluster[last].count == 1 && gap == .space
            if cluster.count(first, last) >= 7, !isStray { best = last }
            last += 1
        }
        guard let best, isFreeAfter(text, cluster, best), !holdsDate(cluster, first, best), !isDecimal(cluster, first, best)
        else {
            return nil
        }
        // A row of single digits is a list, not a number; "1 55 37 73 77" is one.
        let isPaired =
            (first + 1...max(best, first + 1)).allSatisfy { $0 <= best && cluster[$0].count == 2 } && cluster[first].count <= 2
        guard best == first || isPaired || (first...best).contains(where: { cluster[$0].count >= 3 }) else { return nil }
        guard context.tellsPhone || !context.tellsReference && tellsPhone(text, after: cluster[best].end) else { return nil }
        return (best, 0.7)
    }

    // MARK: - What stands around

    /// `(` before an area code that its bracket closes.
    private static func areaStart(_ text: Span<UInt8>, _ cluster: borrowing NumberCluster, _ first: Int) -> Int {
        let start = cluster[first].start
        let isBracketed =
            text.byte(start - 1) == UInt8(ascii: "(") && first + 1 < cluster.groupCount && cluster[first + 1].gap == .close
        return isBracketed ? start - 1 : start
    }

    /// Not the rest of an identifier, such as `b-1234-5678`, or of a decimal.
    private static func isFreeBefore(_ text: Span<UInt8>, _ start: Int, _ context: borrowing CueContext) -> Bool {
        let before = text.byte(start - 1)
        if before.isWord { return false }
        switch before {
        case UInt8(ascii: "."):
            // The end of a sentence without a space, "costs.916-442-6802".
            return (2...5).allSatisfy { text.byte(start - $0).isLower }
        case UInt8(ascii: "/"), UInt8(ascii: "="):
            return text.byte(start - 2) == UInt8(ascii: " ") || context.near(.phone, within: 1)
        case UInt8(ascii: "-"), UInt8(ascii: "#"): return context.near(.phone, within: 1)
        default: return true
        }
    }

    private static func isFreeAfter(_ text: Span<UInt8>, _ cluster: borrowing NumberCluster, _ last: Int) -> Bool {
        let end = cluster[last].end
        let next = text.byte(end)
        if next.isLetter, next | 0x20 != UInt8(ascii: "x") && next | 0x20 != UInt8(ascii: "e") { return false }
        if next == UInt8(ascii: "_") || next == UInt8(ascii: "%") { return false }
        // Digits that go on behind a dash or a dot belong to it.
        if last + 1 < cluster.groupCount {
            let gap = cluster[last + 1].gap
            if gap == .dash || gap == .dot || gap == .close { return false }
        }
        return true
    }

    private static func isCurrency(_ text: Span<UInt8>, before start: Int) -> Bool {
        // "€" is E2 82 AC, "£" C2 A3, "¥" C2 A5; a space may follow.
        let end = text.byte(start - 1) == UInt8(ascii: " ") ? start - 1 : start
        let last = text.byte(end - 1)
        return last == UInt8(ascii: "$") || last == 0xAC && text.byte(end - 2) == 0x82
            || (last == 0xA3 || last == 0xA5) && text.byte(end - 2) == 0xC2
    }

    /// Whether the words behind a number say what it is: "… office", "… is the best number".
    private static func tellsPhone(_ text: Span<UInt8>, after end: Int) -> Bool {
        var index = end
        var words = 0
        while index < min(text.count, end + 28), words < 4 {
            guard text[index].isLetter else {
                // Another number's words, or those of what was replaced, are not this one's.
                if text[index] == UInt8(ascii: "\n") || text[index].isDigit || text[index] == UInt8(ascii: "[") { return false }
                index += 1
                continue
            }
            let start = index
            while index < text.count, text[index].isLetter { index += 1 }
            words += 1
            let cues = Cues.of(text, start..<index)
            if !cues.isDisjoint(with: [.reference, .ssn, .card]) { return false }
            if words <= 2, text.holds("office", at: start) || text.holds("home", at: start) || text.holds("work", at: start) {
                return true
            }
            if cues.contains(.phone) || cues.contains(.number) && words > 2 { return true }
        }
        return false
    }

    /// A date among the runs: a year with two short numbers behind or before it.
    private static func holdsDate(_ cluster: borrowing NumberCluster, _ first: Int, _ last: Int) -> Bool {
        guard last >= first + 2 else { return false }
        for place in first...last - 2 where cluster[place + 1].gap == cluster[place + 2].gap && cluster[place + 1].gap != .space {
            let sizes = (cluster[place].count, cluster[place + 1].count, cluster[place + 2].count)
            if sizes == (4, 2, 2), isYear(cluster, place) { return true }
            if sizes.0 <= 2, sizes.1 <= 2, sizes.2 == 4, isYear(cluster, place + 2) { return true }
        }
        return false
    }

    private static func isYear(_ cluster: borrowing NumberCluster, _ group: Int) -> Bool {
        let century = cluster.digit(group, 0) * 10 + cluster.digit(group, 1)
        return century == 19 || century == 20
    }

    /// `3.14159265`: one dot is a decimal point.
    private static func isDecimal(_ cluster: borrowing NumberCluster, _ first: Int, _ last: Int) -> Bool {
        last == first + 1 && cluster[last].gap == .dot
    }

    /// Takes the extension behind a number to it: `x123`, `ext. 123`, `#123`.
    private static func extended(_ text: Span<UInt8>, _ cluster: borrowing NumberCluster, _ found: Found) -> Found {
        var index = found.end
        if text.byte(index) == UInt8(ascii: ",") || text.byte(index) == UInt8(ascii: ";") { index += 1 }
        while index < found.end + 2, text.byte(index) == UInt8(ascii: " ") { index += 1 }
        let first = text.byte(index) | 0x20
        guard first == UInt8(ascii: "e") || first == UInt8(ascii: "x") || first == UInt8(ascii: "d"),
            let word = ["extension", "ext", "x", "durchwahl"].first(where: { text.holds($0, at: index) })
        else { return found }
        index += word.utf8.count
        while index < text.count,
            text[index] == UInt8(ascii: ".") || text[index] == UInt8(ascii: ":") || text[index] == UInt8(ascii: "=")
                || text[index] == UInt8(ascii: " ")
        {
            index += 1
        }
        let digits = index
        while index < text.count, index - digits < 7, text[index].isDigit { index += 1 }
        guard (1...6).contains(index - digits), !text.byte(index).isWord else { return found }
        return Found(start: found.start, end: index, last: found.last, score: found.score)
    }
}
