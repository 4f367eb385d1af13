/// Exact decimal numbers: a whole number of 128 bits at most, and how many of its digits stand behind the point.
struct Decimals: Sendable {
    let scale: Int

    /// Floats hold every decimal number of this many digits apart from its neighbours, and give it back as it was.
    static let exactDigits = 15
    private static let exactLimit: Int128 = 1_000_000_000_000_000
    /// 10^22 is the last power of ten that a float holds exactly.
    private static let exactPowers: [Double] = (0...22).reduce(into: []) { powers, _ in powers.append((powers.last ?? 0.1) * 10) }

    /// As an int or float in 64 bits.
    func word(_ value: Int128, row: Int) throws -> UInt64 {
        if scale == 0 {
            guard let whole = Int64(exactly: value) else {
                throw ColumnarFailure.value(
                    row: row, "holds \(value), which is more than an int can be", help: Self.textHelp)
            }
            return UInt64(bitPattern: whole)
        }
        guard value.magnitude < Self.exactLimit.magnitude else {
            throw ColumnarFailure.value(
                row: row, "holds \(text(value)), which a float would round: it keeps \(Self.exactDigits) digits",
                help: Self.textHelp)
        }
        let whole = Double(Int64(value))
        // Both are exact, so the quotient is rounded once; beyond, the text's own conversion rounds once too.
        let number = scale < Self.exactPowers.count ? whole / Self.exactPowers[scale] : Double(text(value)) ?? 0
        return number.bitPattern
    }

    func text(_ value: Int128) -> String {
        var digits = Array(String(value.magnitude).utf8)
        while digits.count <= scale { digits.insert(0x30, at: 0) }
        if scale > 0 { digits.insert(0x2E, at: digits.count - scale) }
        return (value < 0 ? "-" : "") + String(decoding: digits, as: UTF8.self)
    }

    /// A number of up to 16 bytes, highest first.
    static func bigEndian(_ bytes: UnsafeRawBufferPointer) -> Int128? {
        guard bytes.count <= 16, bytes.count > 0 else { return bytes.count == 0 ? 0 : nil }
        // `bytes` has the first one by the check above.
        var value = Int128(unsafe Int8(bitPattern: bytes[0]))
        for index in 1..<bytes.count { value = value << 8 | Int128(unsafe bytes[index]) }
        return value
    }

    static let textHelp = "load the column as text to keep every digit: `types: {…: \"text\"}`"
}
