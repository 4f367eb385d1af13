/// Bitcoin's 58 characters: no 0, O, I, l.
enum Base58 {
    static let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()

    /// The 25 bytes that a text of up to 36 characters stands for, or `nil`.
    static func decode(_ text: Span<UInt8>, _ range: Range<Int>) -> [UInt8]? {
        let values = values
        var number = [UInt8](repeating: 0, count: 25)
        for index in range {
            let value = values[Int(text[index])]
            guard value < 58 else { return nil }
            var carry = Int(value)
            for place in (0..<25).reversed() {
                carry += Int(number[place]) * 58
                number[place] = UInt8(carry & 255)
                carry >>= 8
            }
            guard carry == 0 else { return nil }
        }
        return number
    }

    static func encode(_ bytes: [UInt8]) -> String {
        var digits: [UInt8] = []
        var number = bytes
        while number.contains(where: { $0 != 0 }) {
            var remainder = 0
            for place in number.indices {
                remainder = remainder * 256 + Int(number[place])
                number[place] = UInt8(remainder / 58)
                remainder %= 58
            }
            digits.append(alphabet[remainder])
        }
        let zeros = bytes.prefix { $0 == 0 }.count
        return String(decoding: [UInt8](repeating: alphabet[0], count: zeros) + digits.reversed(), as: UTF8.self)
    }

    /// The first four bytes of the digest of the digest.
    static func checksum(_ payload: [UInt8]) -> [UInt8] { Array(SHA256.digest(SHA256.digest(payload)).prefix(4)) }
}
