/// Values with most of their characters as asterisks.
enum PersonalDataMask {
    private static let asterisk = UInt8(ascii: "*")

    static func masked(_ value: [UInt8], _ kind: PersonalDataKind) -> [UInt8] {
        switch kind {
        case .email: return email(value)
        case .card, .iban: return keepingLast(4, value)
        case .phone: return keepingLast(2, value)
        case .url: return url(value)
        default: return keepingLast(0, value)
        }
    }

    /// `j***@e***.com`: how long the parts are does not show.
    private static func email(_ value: [UInt8]) -> [UInt8] {
        guard let at = value.lastIndex(of: UInt8(ascii: "@")), let dot = value.lastIndex(of: UInt8(ascii: ".")), dot > at,
            value[at + 1].isAlphanumeric
        else { return keepingLast(0, value) }
        let stars = [asterisk, asterisk, asterisk]
        let first = value[0].isAlphanumeric ? [value[0]] : []
        return first + stars + [value[at]] + [value[at + 1]] + stars + value[dot...]
    }

    /// `https://***`.
    private static func url(_ value: [UInt8]) -> [UInt8] {
        guard let colon = value.firstIndex(of: UInt8(ascii: ":")), value.dropFirst(colon).starts(with: "://".utf8) else {
            return Array("www.***".utf8)
        }
        return value[...(colon + 2)] + [asterisk, asterisk, asterisk]
    }

    /// Letters and digits but the last `count` as asterisks; other signs stay, so that the form shows.
    private static func keepingLast(_ count: Int, _ value: [UInt8]) -> [UInt8] {
        let text = value.span
        var characters: [(range: Range<Int>, isHidden: Bool)] = []
        var index = 0
        while index < text.count {
            let (scalar, length) = CodePoint.decode(text, at: index)
            characters.append((index..<index + length, CodePoint.isAlphanumeric(scalar)))
            index += length
        }
        var left = characters.count { $0.isHidden } - count
        var result: [UInt8] = []
        for (range, isHidden) in characters {
            if isHidden, left > 0 { result.append(asterisk) } else { result += value[range] }
            left -= isHidden ? 1 : 0
        }
        return result
    }
}
