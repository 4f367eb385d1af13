/// Numbers that states give to persons. Those with letters, or with a form that nothing else has, count by their check; digits
/// alone need a word that says so besides.
enum NationalIDRecognizer {
    /// The number whose first run is group `first`: where it begins and ends, and whether orders and products hardly look the same.
    static func match(
        _ text: Span<UInt8>, _ cluster: borrowing NumberCluster, from first: Int, isNearCue: Bool
    ) -> (start: Int, end: Int, isCertain: Bool)? {
        let start = cluster[first].start
        let before = text.byte(start - 1)
        if cluster[first].count == 7, before == UInt8(ascii: "-"), let end = foreignerInSpain(text, start) {
            return (start - 2, end, false)
        }
        guard cluster[first].gap.parts, !before.isWord, before != UInt8(ascii: "-"), before != UInt8(ascii: "."),
            before != UInt8(ascii: "+"), before != UInt8(ascii: "/")
        else { return nil }
        if cluster[first].count == 6, NationalIDChecks.isFinnish(text, start), !text.byte(start + 11).isWord {
            return (start, start + 11, true)
        }
        if let found = withLetters(text, cluster, first) { return found }
        if isNearCue, let end = told(text, cluster, first) { return (start, end, true) }
        return formed(text, cluster, first)
    }

    /// A word of letters and digits, and whether it counts without a word that says so.
    static func match(_ text: Span<UInt8>, word: Range<Int>) -> (match: PersonalDataMatch, isCertain: Bool)? {
        let start = word.lowerBound
        let last = text[word.upperBound - 1]
        switch word.count {
        case 16 where NationalIDChecks.isItalian(text, word): return (found(word, 1), true)
        case 9 where last.isUpper:
            if NationalIDChecks.isSingaporean(text, start) { return (found(word, 1), true) }
            if let number = foreigner(text, start), NationalIDChecks.isSpanish(number, last) { return (found(word, 1), true) }
            return isBritish(text, start, start + 2, word.upperBound - 1) ? (found(word, 0.7), false) : nil
        case 10 where last.isUpper: return isIndianTax(text, start) ? (found(word, 0.6), false) : nil
        default: return nil
        }
    }

    private static func found(_ word: Range<Int>, _ score: Double) -> PersonalDataMatch {
        PersonalDataMatch(.nationalID, word.lowerBound, word.upperBound, score: score)
    }

    // MARK: - Letters

    /// Spain's `12345678Z` and `12.345.678-Z`, China's with X at its end, Britain's `AB 12 34 56 C`.
    private static func withLetters(_ text: Span<UInt8>, _ cluster: borrowing NumberCluster, _ first: Int) -> (
        start: Int, end: Int, isCertain: Bool
    )? {
        let start = cluster[first].start
        var end = cluster[first].end
        if cluster[first].count == 17, text.byte(end) | 0x20 == UInt8(ascii: "x"), !text.byte(end + 1).isWord,
            cluster.withDigits(first, first, { NationalIDChecks.isChinese($0, check: 10) })
        {
            return (start, end + 1, true)
        }
        var last = first
        if cluster[first].count == 2, first + 2 < cluster.groupCount, cluster[first + 1].count == 3,
            cluster[first + 2].count == 3,
            cluster[first + 1].gap == .dot, cluster[first + 2].gap == .dot
        {
            last = first + 2
        }
        if cluster.count(first, last) == 8, last == cluster.groupCount - 1 {
            end = cluster[last].end
            if text.byte(end) == UInt8(ascii: "-") { end += 1 }
            let number = cluster.withDigits(first, last) { digits in
                var number = 0
                for place in digits.indices { number = number * 10 + Int(digits[place]) }
                return number
            }
            if text.byte(end).isUpper, !text.byte(end + 1).isWord, NationalIDChecks.isSpanish(number, text[end]) {
                return (start, end + 1, false)
            }
        }
        guard last == first, cluster[first].count == 2, first + 2 == cluster.groupCount - 1, cluster[first + 1].count == 2,
            cluster[first + 2].count == 2, cluster[first + 1].gap == .space, cluster[first + 2].gap == .space,
            text.byte(start - 1) == UInt8(ascii: " ")
        else { return nil }
        end = cluster[first + 2].end
        if text.byte(end) == UInt8(ascii: " ") { end += 1 }
        return isBritish(text, start - 3, start, end) && !text.byte(end + 1).isWord && !text.byte(start - 4).isWord
            ? (start - 3, end + 1, true) : nil
    }

    /// National insurance number: two letters at `start` that are given out, digits from `digits` on, A to D at `end`. HM Revenue and
    /// Customs' manual NIM39110.
    private static func isBritish(_ text: Span<UInt8>, _ start: Int, _ digits: Int, _ end: Int) -> Bool {
        let (one, two) = (text.byte(start), text.byte(start + 1))
        guard one.isUpper, two.isUpper, (UInt8(ascii: "A")...UInt8(ascii: "D")).contains(text.byte(end)) else { return false }
        let never = ASCIISet("DFIQUV")
        guard !never.contains(one), !never.contains(two), two != UInt8(ascii: "O") else { return false }
        for pair in ["bg", "gb", "kn", "nk", "nt", "tn", "zz"] where text.holds(pair, at: start) { return false }
        return (digits..<end).allSatisfy { text[$0].isDigit || text[$0] == UInt8(ascii: " ") }
    }

    /// Permanent account number of India: three letters, the holder's kind (P for persons), a letter, four digits, a letter.
    private static func isIndianTax(_ text: Span<UInt8>, _ start: Int) -> Bool {
        (0..<10).allSatisfy { (5..<9).contains($0) ? text[start + $0].isDigit : text[start + $0].isUpper }
            && text[start + 3] == UInt8(ascii: "P")
    }

    /// The number of an NIE without its letter at the end: X, Y and Z stand for 0, 1 and 2.
    private static func foreigner(_ text: Span<UInt8>, _ start: Int) -> Int? {
        guard (UInt8(ascii: "X")...UInt8(ascii: "Z")).contains(text.byte(start)) else { return nil }
        var number = Int(text[start] - UInt8(ascii: "X"))
        for place in 1...7 {
            guard text.byte(start + place).isDigit else { return nil }
            number = number * 10 + Int(text[start + place] - 0x30)
        }
        return number
    }

    /// `X-1234567-L`, whose digits begin at `start`.
    private static func foreignerInSpain(_ text: Span<UInt8>, _ start: Int) -> Int? {
        let (first, end) = (text.byte(start - 2), start + 8)
        guard (UInt8(ascii: "X")...UInt8(ascii: "Z")).contains(first), !text.byte(start - 3).isWord,
            text.byte(start + 7) == UInt8(ascii: "-"), text.byte(end).isUpper, !text.byte(end + 1).isWord
        else { return nil }
        let number = Int(first - UInt8(ascii: "X")) * 10_000_000 + Digits.value(text, start..<start + 7)
        return NationalIDChecks.isSpanish(number, text[end]) ? end + 1 : nil
    }

    // MARK: - Digits

    /// Behind a word that says so: as many digits as some state's numbers have, in any groups, with a check that holds.
    private static func told(_ text: Span<UInt8>, _ cluster: borrowing NumberCluster, _ first: Int) -> Int? {
        var best: Int?
        var last = first
        while last < cluster.groupCount, cluster.count(first, last) <= 15 {
            let gap = cluster[last].gap
            if last > first, gap == .open || gap == .close || gap == .wide { break }
            let goesOn = last + 1 < cluster.groupCount && !cluster[last + 1].gap.parts
            if cluster.count(first, last) >= 9, !goesOn, !text.byte(cluster[last].end).isWord,
                cluster.withDigits(first, last, { NationalIDChecks.isValid($0) })
            {
                best = cluster[last].end
            }
            last += 1
        }
        return best
    }

    /// Forms that nothing else has: the tax numbers of the United States and Brazil, the personal numbers of Sweden, Korea, China and
    /// France.
    private static func formed(_ text: Span<UInt8>, _ cluster: borrowing NumberCluster, _ first: Int) -> (
        start: Int, end: Int, isCertain: Bool
    )? {
        let start = cluster[first].start
        func found(_ last: Int, isCertain: Bool) -> (start: Int, end: Int, isCertain: Bool)? {
            let goesOn = last + 1 < cluster.groupCount && !cluster[last + 1].gap.parts
            let end = cluster[last].end
            return goesOn || text.byte(end).isWord ? nil : (start, end, isCertain)
        }
        func follows(_ place: Int, _ gap: NumberCluster.Gap, _ size: Int) -> Bool {
            first + place < cluster.groupCount && cluster[first + place].gap == gap && cluster[first + place].count == size
        }
        switch cluster[first].count {
        case 3 where follows(1, .dash, 2) && follows(2, .dash, 4):
            return cluster.withDigits(first, first + 2, NationalIDChecks.isAmericanTax) ? found(first + 2, isCertain: true) : nil
        case 3 where follows(1, .dot, 3) && follows(2, .dot, 3) && follows(3, .dash, 2):
            return cluster.withDigits(first, first + 3, NationalIDChecks.isBrazilian) ? found(first + 3, isCertain: true) : nil
        case 6 where follows(1, .dash, 7):
            let isKorean = cluster.withDigits(first, first + 1) { NationalIDChecks.isDate($0, 0) && (1...8).contains($0[6]) }
            return isKorean ? found(first + 1, isCertain: false) : nil
        case 6 where follows(1, .dash, 4):
            let isSwedish = cluster.withDigits(first, first + 1) { NationalIDChecks.isDate($0, 0) && Digits.satisfyLuhn($0) }
            return isSwedish ? found(first + 1, isCertain: false) : nil
        case 18:
            let isChinese = cluster.withDigits(first, first) { NationalIDChecks.isChinese($0, check: Int($0[17])) }
            return isChinese ? found(first, isCertain: true) : nil
        case 1 where first + 6 < cluster.groupCount, 13 where first + 1 < cluster.groupCount, 15:
            let last = cluster[first].count == 1 ? first + 6 : cluster[first].count == 13 ? first + 1 : first
            guard cluster.count(first, last) == 15, cluster.withDigits(first, last, NationalIDChecks.isFrench) else { return nil }
            return found(last, isCertain: true)
        default: return nil
        }
    }
}
