/// Dates near a word of birth: in figures in any order, and with the month's name.
enum DateOfBirthRecognizer {
    /// A date in figures whose first run is group `first`: `7/14/1995`, `1995-07-14`, `14.07.95`, `19950714`.
    static func match(_ text: Span<UInt8>, _ cluster: borrowing NumberCluster, from first: Int) -> Int? {
        guard cluster[first].gap.parts, !text.byte(cluster[first].start - 1).isWord else { return nil }
        if cluster[first].count == 8 {
            let number = Digits.value(text, cluster[first].start..<cluster[first].end)
            return isDate(number / 10_000, number / 100 % 100, number % 100) ? first : nil
        }
        let last = first + 2
        guard last < cluster.groupCount, cluster[last].gap == cluster[first + 1].gap, !text.byte(cluster[last].end).isWord,
            last + 1 == cluster.groupCount || cluster[last + 1].gap != cluster[last].gap
        else { return nil }
        switch cluster[last].gap {
        case .dash, .slash, .dot, .space: break
        default: return nil
        }
        let sizes = (cluster[first].count, cluster[first + 1].count, cluster[last].count)
        let one = Digits.value(text, cluster[first].start..<cluster[first].end)
        let two = Digits.value(text, cluster[first + 1].start..<cluster[first + 1].end)
        let three = Digits.value(text, cluster[last].start..<cluster[last].end)
        if sizes.0 == 4, sizes.1 <= 2, sizes.2 <= 2 { return isDate(one, two, three) ? last : nil }
        guard sizes.0 <= 2, sizes.1 <= 2, sizes.2 == 4 || sizes.2 == 2 else { return nil }
        let year = sizes.2 == 4 ? three : 1900 + three
        return isDate(year, two, one) || isDate(year, one, two) ? last : nil
    }

    private static func isDate(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        (1880...2050).contains(year) && (1...12).contains(month) && (1...31).contains(day)
    }

    /// A date with a month's name around the year in `year`: `14 July 1995`, `July 14th, 1995`, `14. Juli 1995`, `14 de julio de 1995`.
    static func match(_ text: Span<UInt8>, year: Range<Int>) -> PersonalDataMatch? {
        guard year.count == 4, (1880...2050).contains(Digits.value(text, year)), !text.byte(year.upperBound).isWord else {
            return nil
        }
        if let end = ideographEnd(text, after: year.upperBound) {
            return PersonalDataMatch(.dateOfBirth, year.lowerBound, end, score: 0.85)
        }
        var index = skipped(text, before: year.lowerBound, joins: true)
        // "July 14th, 1995" or "14 July 1995".
        if let day = dayStart(text, before: index) {
            let end = skipped(text, before: day, joins: false)
            guard let month = monthStart(text, before: end) else { return nil }
            return PersonalDataMatch(.dateOfBirth, month, year.upperBound, score: 0.85)
        }
        guard let month = monthStart(text, before: index) else { return nil }
        index = skipped(text, before: month, joins: true)
        guard let day = dayStart(text, before: index) else { return nil }
        return PersonalDataMatch(.dateOfBirth, day, year.upperBound, score: 0.85)
    }

    /// `1985年7月14日`.
    private static func ideographEnd(_ text: Span<UInt8>, after year: Int) -> Int? {
        var index = year
        for (sign, most) in [("年", 12), ("月", 31)] {
            guard text.holds(sign, at: index) else { return nil }
            let start = index + 3
            index = start
            while index < text.count, index - start < 2, text[index].isDigit { index += 1 }
            guard index > start, (1...most).contains(Digits.value(text, start..<index)) else { return nil }
        }
        return text.holds("日", at: index) || text.holds("号", at: index) ? index + 3 : index
    }

    /// The place behind the word before `end`, past spaces, commas and small words such as "of" and "de".
    private static func skipped(_ text: Span<UInt8>, before end: Int, joins: Bool) -> Int {
        var index = end
        func skipSigns() {
            while index > max(0, end - 12),
                [UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/")].contains(
                    text[index - 1])
            { index -= 1 }
        }
        skipSigns()
        for word in ["of", "de", "del"] where joins && index < end {
            let start = index - word.utf8.count
            guard text.holds(word, at: start), !text.byte(start - 1).isWord else { continue }
            index = start
            skipSigns()
            break
        }
        return index
    }

    /// Where a day that ends at `end` begins, "14", "14th", "1er".
    private static func dayStart(_ text: Span<UInt8>, before end: Int) -> Int? {
        var index = end
        for suffix in ["st", "nd", "rd", "th", "er", "º"] where text.holds(suffix, at: end - suffix.utf8.count) {
            index = end - suffix.utf8.count
            break
        }
        let last = index
        while index > 0, last - index < 3, text[index - 1].isDigit { index -= 1 }
        guard (1...2).contains(last - index), !text.byte(index - 1).isWord, (1...31).contains(Digits.value(text, index..<last))
        else {
            return nil
        }
        return index
    }

    private static func monthStart(_ text: Span<UInt8>, before end: Int) -> Int? {
        var index = end
        while index > 0, end - index < 12, text[index - 1].isLetter || text[index - 1] >= 0x80 { index -= 1 }
        guard end - index >= 3 else { return nil }
        var name = ""
        // Names are compared by bytes: ASCII in lower case, other letters as they are written in lower case.
        var bytes: [UInt8] = []
        for place in index..<end { bytes.append(text[place].isUpper ? text[place] | 0x20 : text[place]) }
        name = String(decoding: bytes, as: UTF8.self)
        return months.contains(name) ? index : nil
    }

    private static let months = Set(
        """
        january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec \
        januar jänner februar märz mai juni juli oktober dezember mär okt dez \
        janvier février mars avril juin juillet août septembre octobre novembre décembre \
        enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre \
        gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre \
        januari februari maart mei augustus \
        janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
        """.split(separator: " ").map(String.init))
}
