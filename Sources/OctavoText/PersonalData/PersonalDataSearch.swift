/// What is found around the anchors of one text: what stands near each is looked at with bounded reach, so the time grows with the
/// text's length and no faster.
///
/// Keeps memory from text to text.
struct PersonalDataSearch: ~Copyable {
    private var cluster = NumberCluster()
    private var context = CueContext()
    /// Where the words in `context` end; -1 for none.
    private var contextPlace = -1
    private(set) var found: [PersonalDataMatch] = []
    /// Whether something in the text might be found once what stands just before it is replaced, which brings words nearer.
    private(set) var hasDoubt = false
    /// What stands before this place has been looked at.
    private var covered = 0
    /// The last runs of digits.
    private var number = 0..<0

    /// Begins with another text.
    mutating func restart() {
        if !found.isEmpty { found.removeAll(keepingCapacity: true) }
        covered = 0
        number = 0..<0
        contextPlace = -1
        hasDoubt = false
    }

    /// Adds what the words of the text tell alone.
    mutating func look(_ text: Span<UInt8>, at words: WordScanner) { words.scan(text, into: &found) }

    /// Looks at the anchor at `place`.
    mutating func look(_ text: Span<UInt8>, at place: Int) {
        if place < covered { return }
        let byte = text[place]
        if byte.isDigit {
            lookAtNumber(text, place)
        } else if byte == UInt8(ascii: "@") {
            if let match = EmailRecognizer.match(text, at: place) {
                found.append(match)
                // What is left of the number in which it begins may be something without the rest.
                if number.lowerBound < match.start, match.start < number.upperBound { hasDoubt = true }
            }
        } else if byte == UInt8(ascii: ":") {
            if let match = URLRecognizer.match(text, colon: place) {
                take(match)
            } else if text.byte(place + 1) != UInt8(ascii: "/") {
                let (match, end) = NetworkAddressRecognizer.match(text, colon: place)
                if let match { take(match) } else { skipColons(text, from: place, to: end) }
            }
        } else if byte | 0x20 == UInt8(ascii: "w"), text.byte(place + 3) == UInt8(ascii: "."), text.holds("www.", at: place),
            let match = URLRecognizer.match(text, www: place)
        {
            take(match)
        } else if text.byte(place + 15).isWord {
            lookAtToken(text, place)
        }
    }

    private mutating func take(_ match: PersonalDataMatch) {
        found.append(match)
        covered = max(covered, match.end)
    }

    /// What has too many colons for an address has them all looked at.
    private mutating func skipColons(_ text: Span<UInt8>, from place: Int, to end: Int) {
        if end - place > 40 { covered = max(covered, end) }
    }

    /// A long word: an address of a cryptocurrency, a key.
    private mutating func lookAtToken(_ text: Span<UInt8>, _ place: Int) {
        guard !text.byte(place - 1).isWord else { return }
        var end = place
        while end < text.count, end - place < 100, text[end].isWord { end += 1 }
        if end - place < 100, let match = CryptoAddressRecognizer.match(text, place..<end) { return take(match) }
        contextPlace = -1
        if let match = APIKeyRecognizer.match(text, around: place, &context) { take(match) } else { doubt(text, at: place) }
    }

    private mutating func lookAtNumber(_ text: Span<UInt8>, _ place: Int) {
        if text.byte(place - 1).isWord { return lookInsideWord(text, place) }
        cluster.read(text, from: place)
        number = place..<cluster.end
        covered = max(covered, cluster.end)
        let next = text.byte(cluster.end)
        if next.isWord || cluster[0].count >= 16 {
            let count = found.count
            lookAtToken(text, place)
            if found.count > count { return }
        }
        if cluster.isOverlong { return }
        let isPaired =
            cluster[0].count <= 2
            && (text.byte(cluster[0].end) == UInt8(ascii: "-") || text.byte(place - 1) == UInt8(ascii: "-"))
        if isPaired || next.isLetter, let match = NetworkAddressRecognizer.hardware(text, around: place) { return take(match) }
        let total = cluster.digitCount
        if cluster.groupCount == 1 {
            if total == 4 { return lookAtYear(text, place..<cluster.end) }
            if total < 5 { return }
        }
        if total < 4 { return }
        let before = found.count
        var (first, left) = (0, 0)
        var leads = true
        while first < cluster.groupCount {
            let (count, digits) = (found.count, cluster[first].count)
            first = lookAtGroup(text, first, leads: leads) + 1
            leads = found.count > count
            if !leads {
                left += digits
                doubt(text, at: place)
            }
        }
        // Once a part of a row of numbers is replaced, the rest stands alone, and may be something.
        if found.count > before, left >= 4 { hasDoubt = true }
    }

    /// Takes what begins with group `first` of the cluster; the last group that it has, or `first` itself. `leads` says that the group
    /// before it, if any, belongs to something else.
    private mutating func lookAtGroup(_ text: Span<UInt8>, _ first: Int, leads: Bool) -> Int {
        let last = cluster.groupCount - 1
        let left = cluster.count(first, last)
        guard left >= 4 else { return last }
        let group = cluster[first]
        if left >= 12, group.count >= 4, group.gap.parts || group.gap == .slash, let last = takeCard(text, first) { return last }
        if first + 3 <= last, cluster[first + 1].gap == .dot, let range = IPv4Recognizer.range(text, cluster, from: first) {
            readContext(text, before: group.start)
            if let score = IPv4Recognizer.score(text, range, context) {
                found.append(PersonalDataMatch(.ipv4, range.lowerBound, range.upperBound, score: score))
                return first + 3
            }
        }
        if left >= 9, group.count == 9 || group.count == 3 && first + 2 <= last && cluster[first + 1].count == 2,
            let last = takeSocialSecurity(text, first)
        {
            return last
        }
        if left >= 7, let number = PhoneRecognizer.international(text, cluster, first, leads: leads || isParted(first)) {
            return take(number)
        }
        readContext(text, before: group.start)
        if left >= 6, let last = takeNationalID(text, first) { return last }
        if left >= 6, let score = BankAccountRecognizer.match(cluster, from: first, context), !text.byte(group.end).isWord,
            first == last || cluster[first + 1].gap.parts
        {
            take(PersonalDataMatch(.bankAccount, group.start, group.end, score: score))
            return first
        }
        if first + 2 <= last || group.count == 8, context.union.contains(.birth), context.near(.birth, within: 6),
            let last = DateOfBirthRecognizer.match(text, cluster, from: first)
        {
            found.append(PersonalDataMatch(.dateOfBirth, group.start, cluster[last].end, score: 0.85))
            return last
        }
        if first == 0, left >= 5, let match = document(text, around: group.start) {
            found.append(match)
            covered = max(covered, match.end)
            return (first...last).last { cluster[$0].start < match.end } ?? first
        }
        if left >= 7, let number = PhoneRecognizer.national(text, cluster, from: first, leads: leads || isParted(first), context)
        {
            return take(number)
        }
        return first
    }

    private mutating func take(_ number: PhoneRecognizer.Found) -> Int {
        take(PersonalDataMatch(.phone, number.start, number.end, score: number.score))
        return number.last
    }

    private mutating func takeCard(_ text: Span<UInt8>, _ first: Int) -> Int? {
        let start = cluster[first].start
        if text.byte(start - 1).isWord { return nil }
        var card = CardRecognizer.match(cluster, from: first, isNearCard: false)
        if card == nil {
            readContext(text, before: start)
            if context.near(.card, within: 6) { card = CardRecognizer.match(cluster, from: first, isNearCard: true) }
        }
        guard let card, !text.byte(cluster[card.last].end).isWord else { return nil }
        found.append(PersonalDataMatch(.card, start, cluster[card.last].end, score: card.score))
        return card.last
    }

    private mutating func takeSocialSecurity(_ text: Span<UInt8>, _ first: Int) -> Int? {
        let start = cluster[first].start
        let before = text.byte(start - 1)
        if before == UInt8(ascii: "-") || before == UInt8(ascii: ".") || before == UInt8(ascii: "+") { return nil }
        readContext(text, before: start)
        // A passport's number may have the same form.
        if context.near([.passport, .licence], within: 5), !context.near(.ssn, within: 5) { return nil }
        guard let number = SocialSecurityRecognizer.match(cluster, from: first, isNearCue: context.near(.ssn, within: 5)),
            !text.byte(cluster[number.last].end).isWord
        else { return nil }
        found.append(PersonalDataMatch(.ssn, start, cluster[number.last].end, score: number.score))
        return number.last
    }

    private mutating func takeNationalID(_ text: Span<UInt8>, _ first: Int) -> Int? {
        let isNearCue = context.near(.identity, within: 6)
        guard let (start, end, isCertain) = NationalIDRecognizer.match(text, cluster, from: first, isNearCue: isNearCue),
            isNearCue || !context.near(.phone, within: 3) && (isCertain || !context.tellsReference)
        else { return nil }
        take(PersonalDataMatch(.nationalID, start, end, score: isCertain || isNearCue ? 0.95 : 0.75))
        var last = first
        while last + 1 < cluster.groupCount, cluster[last + 1].start < end { last += 1 }
        return last
    }

    /// Whether the space before a group ends what stands before it: a number with other separators, as in "978-0-58859-313-6 020 7946".
    private func isParted(_ first: Int) -> Bool {
        let gap = cluster[first].gap
        if gap == .wide { return true }
        guard first > 0, gap == .space else { return false }
        return !cluster[first - 1].gap.parts && cluster[first - 1].gap != .close
    }

    /// A year alone: the end of a date with a month's name.
    private mutating func lookAtYear(_ text: Span<UInt8>, _ year: Range<Int>) {
        guard let match = DateOfBirthRecognizer.match(text, year: year) else { return }
        readContext(text, before: match.start)
        if context.near(.birth, within: 6) { take(match) } else { doubt(text, at: match.start) }
    }

    /// A digit behind a letter: accounts, documents, addresses of network cards.
    private mutating func lookInsideWord(_ text: Span<UInt8>, _ place: Int) {
        var start = place
        while start > 0, place - start < 24, text[start - 1].isWord { start -= 1 }
        if place - start == 2, let match = IBANRecognizer.match(text, at: start) { return take(match) }
        var end = place
        var digits = 0
        while end < text.count, end - start < 40, text[end].isWord {
            digits += text[end].isDigit ? 1 : 0
            end += 1
        }
        let next = text.byte(end)
        if end - start <= 4, next == UInt8(ascii: ".") || next == UInt8(ascii: "-") || text.byte(start - 1) == UInt8(ascii: "-"),
            let match = NetworkAddressRecognizer.hardware(text, around: start)
        {
            return take(match)
        }
        if digits >= 3, !text.byte(start - 1).isWord, let (match, isCertain) = NationalIDRecognizer.match(text, word: start..<end)
        {
            if !isCertain { readContext(text, before: start) }
            if isCertain || context.near([.identity, .card], within: 6) { return take(match) }
            doubt(text, at: place)
        }
        if digits >= 3, end - start < 24, let match = document(text, around: place) { return take(match) }
        if digits >= 3 { doubt(text, at: place) }
        // Other runs of digits in the same word have nothing more to give.
        covered = max(covered, end)
    }

    private mutating func document(_ text: Span<UInt8>, around place: Int) -> PersonalDataMatch? {
        readContext(text, before: place)
        guard !context.union.isDisjoint(with: [.passport, .licence]) else { return nil }
        contextPlace = -1
        return DocumentRecognizer.match(text, around: place, &context)
    }

    private mutating func doubt(_ text: Span<UInt8>, at place: Int) {
        guard !hasDoubt, let last = found.last, last.end > place - CueContext.reach else { return }
        readContext(text, before: place)
        if !context.tellsNothing { hasDoubt = true }
    }

    private mutating func readContext(_ text: Span<UInt8>, before place: Int) {
        if contextPlace == place { return }
        context.read(text, before: place)
        contextPlace = place
    }
}
