/// Addresses of cryptocurrencies: Base58Check (Bitcoin, Litecoin, Dogecoin, Tron, …), Bech32 (Bitcoin, Litecoin) and Ethereum's.
enum CryptoAddressRecognizer {
    private static let prefixes = ["bc", "tb", "ltc", "bcrt"]

    /// The address that the word in `token` is.
    static func match(_ text: Span<UInt8>, _ token: Range<Int>) -> PersonalDataMatch? {
        if token.count == 42, text.holds("0x", at: token.lowerBound) {
            let digits = token.lowerBound + 2..<token.upperBound
            guard digits.allSatisfy({ text[$0].isHexadecimal }), digits.contains(where: { text[$0] != text[digits.lowerBound] })
            else {
                return nil
            }
            return PersonalDataMatch(.cryptoAddress, token.lowerBound, token.upperBound, score: 0.9)
        }
        if (14...90).contains(token.count) {
            for prefix in prefixes {
                let end = token.lowerBound + prefix.utf8.count
                guard text.holds(prefix, at: token.lowerBound), text.byte(end) == UInt8(ascii: "1") else { continue }
                if Bech32.isValid(text, prefix: token.lowerBound..<end, data: end + 1..<token.upperBound) {
                    return PersonalDataMatch(.cryptoAddress, token.lowerBound, token.upperBound, score: 1)
                }
            }
        }
        guard (26...36).contains(token.count), let bytes = Base58.decode(text, token),
            Base58.checksum(Array(bytes.prefix(21))) == Array(bytes.suffix(4))
        else { return nil }
        return PersonalDataMatch(.cryptoAddress, token.lowerBound, token.upperBound, score: 1)
    }
}
