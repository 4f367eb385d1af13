/// Finds the numbers, names, dates, times, amounts and codes of texts. Months, days and small numbers are known in English; a name is what is
/// written large and no common word, so that names that are written small are not found.
package struct SpecificReader: Sendable {
    let common: CommonWords

    package init(common: CommonWords) { self.common = common }

    private struct Found {
        let kind: Specific.Kind
        /// How many tokens it has.
        let length: Int
        let value: String
        var isVague = false
        var isRelative = false
    }

    package func specifics(_ tokens: TextTokens) -> [Specific] {
        var result: [Specific] = []
        var place = 0
        let all = tokens.all
        while place < all.count {
            guard let found = find(tokens, at: place) else {
                place += 1
                continue
            }
            let end = place + found.length
            result.append(
                Specific(
                    kind: found.kind, range: all[place].start..<all[end - 1].end, value: found.value,
                    before: place > 0 ? Self.neighbour(all[place - 1]) : Specific.end,
                    after: end < all.count ? Self.neighbour(all[end]) : Specific.end,
                    isVague: found.isVague, isRelative: found.isRelative))
            place = end
        }
        return result
    }

    private static func neighbour(_ token: TextTokens.Token) -> UInt64 { token.isWord ? token.hash : Specific.sign }

    private func find(_ tokens: TextTokens, at place: Int) -> Found? {
        let token = tokens.all[place]
        guard token.isWord else { return nil }
        if token.hasDigit {
            let number = number(tokens, at: place)
            return address(tokens, at: place, number) ?? number
        }
        let word = Self.lowered(tokens, place)
        if let number = Self.months[word], let date = month(tokens, at: place, number: number) { return date }
        if let number = Self.numbers[word] { return Found(kind: .number, length: 1, value: number) }
        if word == "one", place + 1 < tokens.all.count, tokens.all[place + 1].isWord {
            return Found(kind: .number, length: 1, value: "1", isVague: true)
        }
        if Self.days.contains(word) { return Found(kind: .date, length: 1, value: word) }
        if Self.relativeDays.contains(word) { return Found(kind: .date, length: 1, value: word, isRelative: true) }
        return name(tokens, at: place)
    }

    private static func lowered(_ tokens: TextTokens, _ place: Int) -> String {
        var text = String.UnicodeScalarView()
        for scalar in tokens.scalars[tokens.all[place].start..<tokens.all[place].end] {
            text.append(contentsOf: TextTokens.lowered(scalar))
        }
        return String(text)
    }

    // MARK: - Numbers and dates

    /// "March 3rd", "March 3"; "March" alone may be what somebody does.
    private func month(_ tokens: TextTokens, at place: Int, number month: Int) -> Found? {
        let next = place + 1
        if next < tokens.all.count, tokens.all[next].hasDigit, let day = Self.day(Self.lowered(tokens, next)) {
            return Found(kind: .date, length: 2, value: "\(month)-\(day)")
        }
        let isVerb = ["march", "may", "mar", "sep", "dec", "jan"].contains(Self.lowered(tokens, place))
        return tokens.all[place].isCapitalized && !isVerb ? Found(kind: .date, length: 1, value: "\(month)-") : nil
    }

    private func number(_ tokens: TextTokens, at place: Int) -> Found {
        if let list = list(tokens, at: place) { return list }
        let word = Self.lowered(tokens, place)
        func next(_ offset: Int) -> String? {
            place + offset < tokens.all.count && tokens.all[place + offset].isWord ? Self.lowered(tokens, place + offset) : nil
        }
        if let day = Self.day(word) {
            if let month = next(1).flatMap({ Self.months[$0] }) { return Found(kind: .date, length: 2, value: "\(month)-\(day)") }
            if next(1) == "of", let month = next(2).flatMap({ Self.months[$0] }) {
                return Found(kind: .date, length: 3, value: "\(month)-\(day)")
            }
            if word.last.map({ !$0.isNumber }) ?? false { return Found(kind: .date, length: 1, value: "-\(day)") }
        }
        if let half = next(1).flatMap({ Self.halves[$0] }) {
            return Found(kind: .time, length: 2, value: Self.hour(word) + half)
        }
        for (ending, half) in Self.halves where word.hasSuffix(ending) && word.first.map({ $0.isNumber }) ?? false {
            return Found(kind: .time, length: 1, value: Self.hour(String(word.dropLast(ending.count))) + half)
        }
        if word.unicodeScalars.contains(where: { ["$", "\u{A3}", "\u{A5}", "\u{20AC}"].contains($0) }) {
            return Found(kind: .money, length: 1, value: word)
        }
        let isPlain = word.unicodeScalars.allSatisfy { TextTokens.isDigit($0) }
        if !isPlain, word.contains(":"), word.allSatisfy({ $0.isNumber || $0 == ":" }) {
            return Found(kind: .time, length: 1, value: word)
        }
        // What is longer is a number of a house, a booking or a telephone.
        return Found(kind: isPlain && word.utf8.count <= 4 ? .number : .code, length: 1, value: word)
    }

    /// Numbers with nothing but a dash or brackets between them are parts of one, such as a telephone's: "20 7493 4545".
    private func list(_ tokens: TextTokens, at place: Int) -> Found? {
        var end = place + 1
        while end < tokens.all.count {
            var next = end
            while next < end + 2, next < tokens.all.count, !tokens.all[next].isWord,
                ["-", "(", ")", "+", "/"].contains(tokens.scalars[tokens.all[next].start])
            {
                next += 1
            }
            guard next < tokens.all.count, tokens.all[next].hasDigit else { break }
            end = next + 1
        }
        guard end > place + 1 else { return nil }
        let words = (place..<end).map { Self.lowered(tokens, $0) }
        return Found(kind: .code, length: end - place, value: words.joined(separator: " "))
    }

    /// The day of "12" and "12th", without what it ends in.
    private static func day(_ word: String) -> String? {
        let digits = word.prefix { ("0"..."9").contains($0) }
        guard (1...2).contains(digits.count), let day = Int(digits), (1...31).contains(day) else { return nil }
        return ["", "st", "nd", "rd", "th"].contains(String(word.dropFirst(digits.count))) ? "\(day)" : nil
    }

    /// "7" and "7:00" are the same hour.
    private static func hour(_ word: String) -> String { word.hasSuffix(":00") ? String(word.dropLast(3)) : word }

    // MARK: - Names

    /// A number that a name follows at once is a part of it: "45 Park Lane".
    private func address(_ tokens: TextTokens, at place: Int, _ number: Found) -> Found? {
        let next = place + number.length
        guard number.kind == .number || number.kind == .code, next < tokens.all.count, isPart(tokens, next),
            let name = name(tokens, at: next)
        else { return nil }
        return Found(kind: .name, length: number.length + name.length, value: number.value + " " + name.value)
    }

    /// Words that are written large, one after the other, with small ones between them: "Hotel du Pont"; or that others write large. One word
    /// alone is a name unless it is a common one.
    private func name(_ tokens: TextTokens, at place: Int) -> Found? {
        let all = tokens.all
        guard isLarge(tokens, place) else { return nil }
        let isCommon = common.contains(all[place])
        if isCommon, tokens.beginsSentence(place) { return nil }
        var end = place + 1
        while end < all.count {
            var next = end
            // At most two small words, or a sign that joins, stand between.
            while next < end + 2, next < all.count, Self.joins(tokens, next) { next += 1 }
            guard next < all.count, isPart(tokens, next) else { break }
            end = next + 1
        }
        if end == place + 1, isCommon { return nil }
        let words = (place..<end).map { Self.lowered(tokens, $0) }
        return Found(kind: .name, length: end - place, value: words.joined(separator: " "))
    }

    private func isLarge(_ tokens: TextTokens, _ place: Int) -> Bool {
        let token = tokens.all[place]
        guard token.isWord, !token.hasDigit, !Self.isPronoun(tokens, place) else { return false }
        if common.names(token) { return true }
        // Where all is written large that tells nothing, and what is no common word may be a name.
        return token.isCapitalized && (tokens.hasSmall || !common.contains(token))
    }

    private func isPart(_ tokens: TextTokens, _ place: Int) -> Bool {
        guard isLarge(tokens, place) else { return false }
        let word = Self.lowered(tokens, place)
        return Self.months[word] == nil && !Self.days.contains(word)
    }

    private static func joins(_ tokens: TextTokens, _ place: Int) -> Bool {
        if !tokens.all[place].isWord { return tokens.scalars[tokens.all[place].start] == "&" }
        return joiners.contains(lowered(tokens, place))
    }

    private static func isPronoun(_ tokens: TextTokens, _ place: Int) -> Bool {
        let word = lowered(tokens, place)
        return word == "i" || word.hasPrefix("i'") || word == "ok"
    }

    // MARK: - Words

    private static let months: [String: Int] = {
        var months: [String: Int] = [:]
        let names = [
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sep sept",
            "october oct", "november nov", "december dec",
        ]
        for (place, all) in names.enumerated() { for name in all.split(separator: " ") { months[String(name)] = place + 1 } }
        return months
    }()
    private static let days: Set = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    private static let relativeDays: Set = ["today", "tomorrow", "tonight", "yesterday"]
    private static let halves = ["am": "am", "pm": "pm", "a.m": "am", "p.m": "pm"]
    private static let joiners: Set = ["of", "de", "du", "des", "la", "le", "the", "van", "von"]
    private static let numbers = [
        "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
        "eleven": "11", "twelve": "12",
    ]
}
