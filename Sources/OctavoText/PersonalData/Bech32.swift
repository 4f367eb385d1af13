/// The checksummed base 32 of BIP 173 and BIP 350.
enum Bech32 {
    static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    /// What the checksum of the first version and of `bech32m` must come to.
    static let constants: [UInt32] = [1, 0x2BC8_30A3]

    /// Whether `prefix1data` has a checksum of either kind; letters in one case.
    static func isValid(_ text: Span<UInt8>, prefix: Range<Int>, data: Range<Int>) -> Bool {
        var hasUpper = false
        var hasLower = false
        var values = expanded(prefix.map { lower(text[$0]) })
        for index in prefix.lowerBound..<data.upperBound {
            hasUpper = hasUpper || text[index].isUpper
            hasLower = hasLower || text[index].isLower
        }
        for index in data {
            guard let value = alphabet.firstIndex(of: lower(text[index])) else { return false }
            values.append(UInt8(value))
        }
        return !(hasUpper && hasLower) && constants.contains(polymod(values))
    }

    /// Six characters that close `data`.
    static func checksum(prefix: [UInt8], data: [UInt8], constant: UInt32) -> [UInt8] {
        let sum = polymod(expanded(prefix) + data + [0, 0, 0, 0, 0, 0]) ^ constant
        return (0..<6).map { UInt8(sum >> UInt32(5 * (5 - $0)) & 31) }
    }

    private static func lower(_ byte: UInt8) -> UInt8 { byte.isUpper ? byte | 0x20 : byte }

    private static func expanded(_ prefix: [UInt8]) -> [UInt8] { prefix.map { $0 >> 5 } + [0] + prefix.map { $0 & 31 } }

    private static func polymod(_ values: [UInt8]) -> UInt32 {
        let generators: [UInt32] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3]
        var sum: UInt32 = 1
        for value in values {
            let top = sum >> 25
            sum = (sum & 0x1FF_FFFF) << 5 ^ UInt32(value)
            for bit in 0..<5 where top >> UInt32(bit) & 1 == 1 { sum ^= generators[bit] }
        }
        return sum
    }
}
