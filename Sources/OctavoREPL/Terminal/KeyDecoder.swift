/// Bytes as they are typed to Unicode scalars. Anything that is not UTF-8 becomes U+FFFD, one for each maximal wrong part.
package struct KeyDecoder {
    private var value: UInt32 = 0
    private var wanted = 0
    /// The range the next continuation byte must fall in: narrower after E0, ED, F0 and F4 (Unicode 15, table 3-7).
    private var allowed: ClosedRange<UInt8> = 0x80...0xBF

    package init() {}

    /// Whether a character has begun and not ended.
    package var isMidway: Bool { wanted > 0 }

    /// Takes one byte; calls `emit` for every scalar that it completes (two when it also ends a broken one).
    package mutating func take(_ byte: UInt8, _ emit: (Unicode.Scalar) -> Void) {
        if wanted > 0 {
            if allowed.contains(byte) {
                value = value << 6 | UInt32(byte & 0x3F)
                wanted -= 1
                allowed = 0x80...0xBF
                if wanted == 0 { emit(Unicode.Scalar(value) ?? "\u{FFFD}") }
                return
            }
            wanted = 0
            emit("\u{FFFD}")
        }
        begin(byte, emit)
    }

    private mutating func begin(_ byte: UInt8, _ emit: (Unicode.Scalar) -> Void) {
        allowed = 0x80...0xBF
        switch byte {
        case 0..<0x80: return emit(Unicode.Scalar(byte))
        case 0xC2...0xDF: (wanted, value) = (1, UInt32(byte & 0x1F))
        case 0xE0...0xEF:
            (wanted, value) = (2, UInt32(byte & 0x0F))
            if byte == 0xE0 { allowed = 0xA0...0xBF } else if byte == 0xED { allowed = 0x80...0x9F }
        case 0xF0...0xF4:
            (wanted, value) = (3, UInt32(byte & 0x07))
            if byte == 0xF0 { allowed = 0x90...0xBF } else if byte == 0xF4 { allowed = 0x80...0x8F }
        default: emit("\u{FFFD}")
        }
    }
}
