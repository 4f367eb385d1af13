/// Values as keyed hashes.
enum PersonalDataHash {
    /// Twelve digits of four bits: among a million values two are alike with a chance of one in five hundred.
    private static let digitCount = 12

    static func hashed(_ value: [UInt8], _ kind: PersonalDataKind, key: [UInt8]) -> [UInt8] {
        let code = SHA256.authenticationCode(Array(kind.name.utf8) + [0] + canonical(value, kind), key: key)
        // Letters alone, so that no later search takes a hash for a number, and no vowels, so that it is never a word.
        let digits = Array("bcdfghjklmnpqrst".utf8)
        let hash = code.prefix(digitCount / 2).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return Array("[\(kind.name.uppercased()):".utf8) + hash + [UInt8(ascii: "]")]
    }

    /// What is the same for all ways to write a value: digits and letters of numbers, lower case of what has no case.
    static func canonical(_ value: [UInt8], _ kind: PersonalDataKind) -> [UInt8] {
        switch kind {
        case .phone:
            let digits = value.filter(\.isDigit)
            // The country and the digit dialled before it: +1 212 555 0123 and (212) 555-0123.
            return digits.count == 11 && digits[0] == UInt8(ascii: "1") ? Array(digits.dropFirst()) : digits
        case .card, .ssn, .bankAccount: return value.filter(\.isDigit)
        case .iban, .passport, .licence, .mac, .nationalID:
            return value.filter(\.isAlphanumeric).map { $0.isLower ? $0 & ~0x20 : $0 }
        case .email, .ipv6, .person, .street: return value.map { $0.isUpper ? $0 | 0x20 : $0 }
        case .ipv4, .url, .dateOfBirth, .cryptoAddress, .apiKey: return value
        }
    }
}
