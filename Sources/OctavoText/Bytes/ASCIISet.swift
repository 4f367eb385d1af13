/// A set of ASCII characters: one shift and one mask tell whether a byte is in it.
package struct ASCIISet: Sendable {
    private let low: UInt64
    private let high: UInt64

    package init(_ characters: String, digits: Bool = false, letters: Bool = false) {
        var low: UInt64 = digits ? 0x3FF << 48 : 0
        var high: UInt64 = letters ? 0x07FF_FFFE_07FF_FFFE : 0
        for byte in characters.utf8 {
            if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte & 63) }
        }
        self.low = low
        self.high = high
    }

    @inline(__always)
    package func contains(_ byte: UInt8) -> Bool {
        byte < 0x80 && (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 == 1
    }
}
