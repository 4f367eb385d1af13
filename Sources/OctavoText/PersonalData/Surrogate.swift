/// Made-up values of the same form that are nobody's: in ranges that are reserved for examples or given to no one, with a valid check
/// where the kind has one. What lies in such a range already stays, so replacing twice changes nothing more.
enum Surrogate {
    static let host = Array("surrogate.example".utf8)
    /// Invented names, so that a real one is never taken for one of these.
    private static let names = [
        "Ardola", "Belkin", "Corvane", "Dalmira", "Eskander", "Fioral", "Galvane", "Hestrin", "Ilvara", "Jorvik", "Kalinde",
        "Lumera",
    ]
    private static let example = Array("EXAMPLE".utf8)

    static func made(for value: [UInt8], _ kind: PersonalDataKind, key: [UInt8]) -> [UInt8] {
        var source = SurrogateSource(key: key, kind: kind, value: PersonalDataHash.canonical(value, kind))
        switch kind {
        case .email: return email(value, &source)
        case .phone: return SurrogateNumber.phone(value, &source)
        case .card: return SurrogateNumber.card(value, &source)
        case .iban: return SurrogateNumber.iban(value, &source)
        case .ssn: return SurrogateNumber.ssn(value, &source)
        case .dateOfBirth: return SurrogateNumber.date(value, &source)
        case .passport, .licence: return document(value, zeros: 2, &source)
        // Two zeros begin some persons' numbers, five nobody's.
        case .nationalID, .bankAccount: return document(value, zeros: 5, &source)
        case .ipv4: return ipv4(value, &source)
        case .ipv6: return ipv6(value, &source)
        case .mac: return mac(value, &source)
        case .url: return url(value, &source)
        case .cryptoAddress: return SurrogateAddress.made(for: value, &source)
        case .apiKey: return apiKey(value, &source)
        case .person: return person(value, &source)
        case .street: return street(value, &source)
        }
    }

    /// RFC 2606 keeps `.example` for examples.
    private static func email(_ value: [UInt8], _ source: inout SurrogateSource) -> [UInt8] {
        guard let at = value.lastIndex(of: UInt8(ascii: "@")), Array(value[(at + 1)...]) != host else { return value }
        let isPlain = value[..<at].allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: " ") }
        let local = isPlain ? Array(value[..<at]) : Array("someone".utf8)
        return local.map { source.character(like: $0) } + [value[at]] + host
    }

    private static func url(_ value: [UInt8], _ source: inout SurrogateSource) -> [UInt8] {
        let text = String(decoding: value, as: UTF8.self)
        var start = 0
        if let colon = value.firstIndex(of: UInt8(ascii: ":")), value.dropFirst(colon).starts(with: "://".utf8) {
            start = colon + 3
        }
        if value.dropFirst(start).starts(with: host) || text.hasPrefix("www.surrogate.example") { return value }
        var end = start
        while end < value.count, ![UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains(value[end]) { end += 1 }
        var isEscape = 0
        let rest = value[end...].map { byte -> UInt8 in
            // Escapes stay valid.
            if byte == UInt8(ascii: "%") { isEscape = 3 }
            isEscape -= 1
            if isEscape >= 0 { return byte }
            return byte < 0x80 ? source.character(like: byte) : UInt8(ascii: "x")
        }
        return value[..<start] + (start == 0 ? Array("www.".utf8) : []) + host + rest
    }

    /// RFC 5737.
    private static func ipv4(_ value: [UInt8], _ source: inout SurrogateSource) -> [UInt8] {
        let networks = ["192.0.2.", "198.51.100.", "203.0.113."]
        if networks.contains(where: { value.starts(with: $0.utf8) }) { return value }
        return Array((source.element(networks) + String(1 + source.below(254))).utf8)
    }

    /// RFC 3849.
    private static func ipv6(_ value: [UInt8], _ source: inout SurrogateSource) -> [UInt8] {
        if String(decoding: value, as: UTF8.self).lowercased().hasPrefix("2001:db8:") { return value }
        let (first, last) = (source.below(65_536), 1 + source.below(65_535))
        return Array("2001:db8:\(String(first, radix: 16))::\(String(last, radix: 16))".utf8)
    }

    /// RFC 7042, section 2.1.2: 00-00-5E-00-53-00 to FF.
    private static func mac(_ value: [UInt8], _ source: inout SurrogateSource) -> [UInt8] {
        let prefix = Array("00005E0053".utf8)
        let digits = value.filter(\.isHexadecimal).map { $0.isLower ? $0 & ~0x20 : $0 }
        if digits.starts(with: prefix) { return value }
        let hexadecimal = Array("0123456789ABCDEF".utf8)
        var made = prefix + [hexadecimal[source.below(16)], hexadecimal[source.below(16)]]
        let isLower = value.contains(where: \.isLower)
        return value.map { byte in
            guard byte.isHexadecimal else { return byte }
            let next = made.removeFirst()
            return isLower && next.isUpper ? next | 0x20 : next
        }
    }

    /// Letters become X and the first digits 0: no authority's form.
    private static func document(_ value: [UInt8], zeros: Int, _ source: inout SurrogateSource) -> [UInt8] {
        let digits = value.filter(\.isDigit)
        let isMade =
            value.allSatisfy { !$0.isLetter || $0 | 0x20 == UInt8(ascii: "x") } && digits.prefix(zeros).allSatisfy { $0 == 0x30 }
        if isMade { return value }
        var left = zeros
        return value.map { byte in
            if byte.isLetter { return UInt8(ascii: "X") }
            guard byte.isDigit else { return byte }
            left -= 1
            return left >= 0 ? 0x30 : 0x30 + source.digit()
        }
    }

    /// What the maker's prefix is stays, and `EXAMPLE` follows it.
    private static func apiKey(_ value: [UInt8], _ source: inout SurrogateSource) -> [UInt8] {
        if value.starts(with: "-----".utf8) {
            return Array("-----BEGIN PRIVATE KEY-----\nEXAMPLE\n-----END PRIVATE KEY-----".utf8)
        }
        let sign = value.prefix(12).lastIndex { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }
        let start = sign.map { $0 + 1 } ?? 4
        if value.dropFirst(start).starts(with: example) { return value }
        return value[..<start] + example + value.dropFirst(start + example.count).map { source.character(like: $0) }
    }

    private static func person(_ value: [UInt8], _ source: inout SurrogateSource) -> [UInt8] {
        let words = String(decoding: value, as: UTF8.self).split(separator: " ")
        if words.allSatisfy({ names.contains(String($0)) }) { return value }
        return Array(words.map { _ in source.element(names) }.joined(separator: " ").utf8)
    }

    private static func street(_ value: [UInt8], _ source: inout SurrogateSource) -> [UInt8] {
        let number = String(1 + source.below(199))
        guard value[0].isDigit else { return Array("Example Street \(number)".utf8) }
        return String(decoding: value, as: UTF8.self).contains("Example Street") ? value : Array("\(number) Example Street".utf8)
    }
}
