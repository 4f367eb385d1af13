/// Addresses in hexadecimal digits: of the internet protocol, version 6, and of network cards.
enum NetworkAddressRecognizer {
    /// The longest IPv6 address (RFC 4291 with an IPv4 tail) takes 45 bytes.
    private static let longest = 45

    /// What stands around a colon between hexadecimal digits or colons: the match, if it is one, and where its characters end.
    static func match(_ text: Span<UInt8>, colon place: Int) -> (match: PersonalDataMatch?, end: Int) {
        var start = place
        while start > 0, place - start <= longest, text[start - 1].isHexadecimal || text[start - 1] == UInt8(ascii: ":") {
            start -= 1
        }
        var end = place + 1
        while end < text.count, end - start <= longest + 1, text[end].isHexadecimal || text[end] == UInt8(ascii: ":") { end += 1 }
        guard end - start <= longest else { return (nil, end) }
        guard !text.byte(start - 1).isWord, !text.byte(end).isWord else { return (nil, end) }
        if end - start == 17, isHardware(text, start, separator: UInt8(ascii: ":")) {
            return (PersonalDataMatch(.mac, start, end, score: 0.95), end)
        }
        // An IPv4 address at the end.
        var tail = end
        if text.byte(end) == UInt8(ascii: ".") {
            while tail < text.count, tail - start <= longest, text[tail].isDigit || text[tail] == UInt8(ascii: ".") { tail += 1 }
            while tail > end, text[tail - 1] == UInt8(ascii: ".") { tail -= 1 }
        }
        for stop in tail > end ? [tail, end] : [end] {
            var stop = stop
            // "address: fe80::1:" ends in the text's own colon.
            if stop == end, stop - start > 2, text[stop - 1] == UInt8(ascii: ":"), text[stop - 2] != UInt8(ascii: ":") {
                stop -= 1
            }
            guard isAddress(text, start..<stop) else { continue }
            return (PersonalDataMatch(.ipv6, start, zoneEnd(text, stop), score: 0.95), max(end, stop))
        }
        return (nil, end)
    }

    /// `%eth0` behind an address.
    private static func zoneEnd(_ text: Span<UInt8>, _ end: Int) -> Int {
        guard text.byte(end) == UInt8(ascii: "%"), text.byte(end + 1).isAlphanumeric else { return end }
        var index = end + 1
        while index < text.count, index - end < 16, text[index].isAlphanumeric { index += 1 }
        return index
    }

    /// Six pairs with dashes, or three groups of four with dots: the one whose first digits stand at or around `place`.
    static func hardware(_ text: Span<UInt8>, around place: Int) -> PersonalDataMatch? {
        var start = place
        while start > 0, place - start < 17,
            text[start - 1].isHexadecimal || text[start - 1] == UInt8(ascii: "-") || text[start - 1] == UInt8(ascii: ".")
        {
            start -= 1
        }
        while start < place, !text[start].isHexadecimal { start += 1 }
        if isHardware(text, start, separator: UInt8(ascii: "-")), isFree(text, start, start + 17) {
            return PersonalDataMatch(.mac, start, start + 17, score: 0.9)
        }
        guard start + 14 <= text.count, text[start + 4] == UInt8(ascii: "."), text[start + 9] == UInt8(ascii: "."),
            isFree(text, start, start + 14)
        else { return nil }
        var letters = 0
        for index in start..<start + 14 where index != start + 4 && index != start + 9 {
            guard text[index].isHexadecimal else { return nil }
            letters += text[index].isLetter ? 1 : 0
        }
        // Without a letter it is a number in groups.
        return letters > 0 ? PersonalDataMatch(.mac, start, start + 14, score: 0.8) : nil
    }

    private static func isFree(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        !text.byte(start - 1).isWord && !text.byte(end).isWord && text.byte(end) != UInt8(ascii: "-")
    }

    /// Six pairs of digits, neither all 0 nor all F.
    private static func isHardware(_ text: Span<UInt8>, _ start: Int, separator: UInt8) -> Bool {
        guard start + 17 <= text.count else { return false }
        var zeros = 0
        var letters = 0
        for index in 0..<17 {
            let byte = text[start + index]
            if index % 3 == 2 {
                guard byte == separator else { return false }
            } else {
                guard byte.isHexadecimal else { return false }
                zeros += byte == UInt8(ascii: "0") ? 1 : 0
                letters += byte | 0x20 == UInt8(ascii: "f") ? 1 : 0
            }
        }
        return zeros < 12 && letters < 12
    }

    /// RFC 4291, section 2.2: eight groups, a run of them as `::`, the last two perhaps as an IPv4 address.
    static func isAddress(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var groups = 0
        var isShortened = false
        var longestGroup = 0
        var hasDigit = false
        var index = range.lowerBound
        if text[index] == UInt8(ascii: ":") {
            guard range.count > 2, text[index + 1] == UInt8(ascii: ":") else { return false }
            isShortened = true
            index += 2
        }
        while index < range.upperBound {
            let start = index
            while index < range.upperBound, text[index].isHexadecimal {
                hasDigit = hasDigit || text[index].isDigit
                index += 1
            }
            if index < range.upperBound, text[index] == UInt8(ascii: ".") {
                guard IPv4Recognizer.isAddress(text, start..<range.upperBound) else { return false }
                groups += 2
                longestGroup = 4
                index = range.upperBound
                break
            }
            guard index > start, index - start <= 4 else { return false }
            longestGroup = max(longestGroup, index - start)
            groups += 1
            if index == range.upperBound { break }
            index += 1  // The colon.
            if index == range.upperBound { return false }
            if text[index] == UInt8(ascii: ":") {
                guard !isShortened else { return false }
                isShortened = true
                index += 1
            }
        }
        // "::1" and "1:2:3:4:5:6:7:8" are nobody's; "add::bad" and "10::20" may be something in a program.
        return (isShortened ? groups < 8 : groups == 8) && groups > 0 && longestGroup > 2 && hasDigit
    }
}
