import OctavoTable

/// The values of `format` that are checked; others are taken as remarks, as the standard says.
enum JSONFormat: String, Sendable {
    case date, time, email, uri, uuid, ipv4
    case dateTime = "date-time"

    func holds(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        switch self {
        case .date: return Self.isDate(bytes[...])
        case .time: return Self.isTime(bytes[...])
        case .dateTime:
            guard bytes.count > 11, bytes[10] | 0x20 == UInt8(ascii: "t") else { return false }
            return Self.isDate(bytes[..<10]) && Self.isTime(bytes[11...])
        case .email: return Self.isEmail(bytes)
        case .uri: return Self.isURI(bytes)
        case .uuid:
            let dashes: Set<Int> = [8, 13, 18, 23]
            return bytes.count == 36
                && bytes.enumerated().allSatisfy { dashes.contains($0.offset) ? $0.element == 0x2D : Self.isHex($0.element) }
        case .ipv4:
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            return parts.count == 4
                && parts.allSatisfy { part in
                    part.utf8.count <= 3 && part.utf8.allSatisfy(Self.isDigit) && (part == "0" || !part.hasPrefix("0"))
                        && Int(part).map { $0 < 256 } ?? false
                }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    private static func isHex(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 6 }
    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int64? {
        guard !bytes.isEmpty, bytes.allSatisfy(isDigit) else { return nil }
        return Int64(String(decoding: bytes, as: UTF8.self))
    }

    /// RFC 3339, full-date: a day that exists.
    private static func isDate(_ bytes: ArraySlice<UInt8>) -> Bool {
        let text = Array(bytes)
        guard text.count == 10, text[4] == 0x2D, text[7] == 0x2D, let year = number(text[0..<4]), let month = number(text[5..<7]),
            let day = number(text[8..<10])
        else { return false }
        return CalendarText.days(year: year, month: month, day: day) != nil
    }

    /// RFC 3339, full-time: with seconds and an offset; a leap second only at the end of a UTC day.
    private static func isTime(_ bytes: ArraySlice<UInt8>) -> Bool {
        let text = Array(bytes)
        guard text.count >= 9, text[2] == 0x3A, text[5] == 0x3A, let hour = number(text[0..<2]), let minute = number(text[3..<5]),
            let second = number(text[6..<8]), hour < 24, minute < 60, second <= 60
        else { return false }
        var place = 8
        if text[place] == 0x2E {
            place += 1
            let start = place
            while place < text.count, isDigit(text[place]) { place += 1 }
            guard place > start else { return false }
        }
        guard place < text.count else { return false }
        var offset: Int64 = 0
        if text[place] | 0x20 == UInt8(ascii: "z") {
            guard place + 1 == text.count else { return false }
        } else {
            guard text[place] == 0x2B || text[place] == 0x2D, text.count == place + 6, text[place + 3] == 0x3A,
                let hours = number(text[place + 1..<place + 3]), let minutes = number(text[place + 4..<place + 6]), hours < 24,
                minutes < 60
            else { return false }
            offset = (hours * 60 + minutes) * (text[place] == 0x2B ? 1 : -1)
        }
        if second < 60 { return true }
        let utc = (hour * 60 + minute - offset + 2 * 1440) % 1440
        return utc == 1439
    }

    /// RFC 5321's mailbox: a dotted or quoted local part, a host name or an address in brackets.
    private static func isEmail(_ bytes: [UInt8]) -> Bool {
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")), at > 0, at <= 64 else { return false }
        let local = bytes[..<at]
        let host = bytes[(at + 1)...]
        let allowed = Set("!#$%&'*+/=?^_`{|}~-".utf8)
        if local.first == 0x22 {
            guard local.count >= 3, local.last == 0x22 else { return false }
            var isEscaped = false
            for byte in local.dropFirst().dropLast() {
                guard byte >= 0x20, byte != 0x7F else { return false }
                if isEscaped { isEscaped = false } else if byte == 0x5C { isEscaped = true } else if byte == 0x22 { return false }
            }
            if isEscaped { return false }
        } else {
            let parts = local.split(separator: 0x2E, omittingEmptySubsequences: false)
            guard
                parts.allSatisfy({ part in
                    !part.isEmpty && part.allSatisfy { isLetter($0) || isDigit($0) || allowed.contains($0) || $0 >= 0x80 }
                })
            else { return false }
        }
        if host.first == 0x5B { return isBracketed(host) }
        let labels = host.split(separator: 0x2E, omittingEmptySubsequences: false)
        return host.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.count) && label.first != 0x2D && label.last != 0x2D
                    && label.allSatisfy { isLetter($0) || isDigit($0) || $0 == 0x2D || $0 >= 0x80 }
            }
    }

    private static func isBracketed(_ host: ArraySlice<UInt8>) -> Bool {
        guard host.count > 2, host.last == 0x5D else { return false }
        let inner = String(decoding: host.dropFirst().dropLast(), as: UTF8.self)
        if inner.lowercased().hasPrefix("ipv6:") {
            let rest = inner.dropFirst(5).utf8
            return !rest.isEmpty && rest.allSatisfy { isHex($0) || $0 == 0x3A || $0 == 0x2E }
        }
        return JSONFormat.ipv4.holds(inner)
    }

    /// RFC 3986 with a scheme: no spaces, no characters that must be escaped, whole escapes.
    private static func isURI(_ bytes: [UInt8]) -> Bool {
        guard let colon = bytes.firstIndex(of: 0x3A), let first = bytes.first, isLetter(first),
            bytes[..<colon].allSatisfy({ isLetter($0) || isDigit($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E })
        else { return false }
        let marks = Set("-._~:/?#[]@!$&'()*+,;=".utf8)
        var place = colon + 1
        var fragments = 0
        while place < bytes.count {
            let byte = bytes[place]
            if byte == 0x25 {
                guard place + 2 < bytes.count, isHex(bytes[place + 1]), isHex(bytes[place + 2]) else { return false }
                place += 3
                continue
            }
            if byte == 0x23 { fragments += 1 }
            guard isLetter(byte) || isDigit(byte) || marks.contains(byte), fragments < 2 else { return false }
            place += 1
        }
        return hasGoodAuthority(bytes[(colon + 1)...])
    }

    /// Brackets stand around an address in an authority and nowhere else; a port is digits.
    private static func hasGoodAuthority(_ rest: ArraySlice<UInt8>) -> Bool {
        let brackets: Set<UInt8> = [0x5B, 0x5D]
        guard rest.starts(with: [0x2F, 0x2F]) else { return !rest.contains(where: brackets.contains) }
        let authority = rest.dropFirst(2).prefix { $0 != 0x2F && $0 != 0x3F && $0 != 0x23 }
        guard !rest.dropFirst(2 + authority.count).contains(where: brackets.contains) else { return false }
        var host = authority
        if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
            guard !authority[..<at].contains(where: brackets.contains) else { return false }
            host = authority[(at + 1)...]
        }
        if host.first == 0x5B {
            guard let end = host.firstIndex(of: 0x5D) else { return false }
            let port = host[(end + 1)...]
            return port.isEmpty || (port.first == 0x3A && port.dropFirst().allSatisfy(isDigit))
        }
        guard !host.contains(where: brackets.contains) else { return false }
        guard let colon = host.firstIndex(of: 0x3A) else { return true }
        return host[(colon + 1)...].allSatisfy(isDigit)
    }
}
