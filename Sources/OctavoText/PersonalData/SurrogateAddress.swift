/// Made-up addresses of cryptocurrencies: valid, with eight zero bytes that no hash of a key begins with by chance, so nobody can have
/// the key.
enum SurrogateAddress {
    private static let zeros = 8

    static func made(for value: [UInt8], _ source: inout SurrogateSource) -> [UInt8] {
        let text = String(decoding: value, as: UTF8.self)
        if text.hasPrefix("0x") || text.hasPrefix("0X") {
            let digits = Array("0123456789abcdef".utf8)
            if value.dropFirst(2).prefix(2 * zeros).allSatisfy({ $0 == 0x30 }) { return value }
            let rest = (0..<value.count - 2 - 2 * zeros).map { _ in digits[source.below(16)] }
            return value[..<2] + [UInt8](repeating: 0x30, count: 2 * zeros) + rest
        }
        if let bytes = Base58.decode(value.span, 0..<value.count) {
            if bytes[1...zeros].allSatisfy({ $0 == 0 }) { return value }
            var payload = [bytes[0]] + [UInt8](repeating: 0, count: zeros)
            while payload.count < 21 { payload.append(UInt8(source.below(256))) }
            return Array(Base58.encode(payload + Base58.checksum(payload)).utf8)
        }
        return bech32(value, &source)
    }

    private static func bech32(_ value: [UInt8], _ source: inout SurrogateSource) -> [UInt8] {
        guard let separator = value.lastIndex(of: UInt8(ascii: "1")) else { return value }
        let isUpper = value[0].isUpper
        let prefix = value[..<separator].map { $0.isUpper ? $0 | 0x20 : $0 }
        let count = value.count - separator - 7
        // The version stays, since it decides which checksum is right.
        guard count > 14,
            let version = Bech32.alphabet.firstIndex(of: value[separator + 1] | (value[separator + 1].isUpper ? 0x20 : 0))
        else { return value }
        let old = value[(separator + 1)...].map { byte in Bech32.alphabet.firstIndex(of: byte.isUpper ? byte | 0x20 : byte) ?? 0 }
        if old[1...12].allSatisfy({ $0 == 0 }) { return value }
        var data = [UInt8(version)] + [UInt8](repeating: 0, count: 12)
        while data.count < count { data.append(UInt8(source.below(32))) }
        data += Bech32.checksum(prefix: prefix, data: data, constant: Bech32.constants[version == 0 ? 0 : 1])
        let made = prefix + [UInt8(ascii: "1")] + data.map { Bech32.alphabet[Int($0)] }
        return isUpper ? made.map { $0.isLower ? $0 & ~0x20 : $0 } : made
    }
}
