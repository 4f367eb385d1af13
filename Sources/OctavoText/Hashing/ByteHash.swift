/// Hashes of short runs of bytes, eight at a time: for tables in memory, not for what is kept.
package enum ByteHash {
    /// Steele, Lea and Flood's finisher (SplitMix64): every bit of the result depends on every bit of the number.
    @inline(__always)
    package static func mixed(_ number: UInt64) -> UInt64 {
        var mixed = number
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// Two numbers of all bytes: texts for which both are equal are the same, but for one chance in 2 to the power of 128.
    package static func pair(_ text: Span<UInt8>) -> (UInt64, UInt64) {
        var first = UInt64(text.count) &* 0x9E37_79B9_7F4A_7C15
        var second = ~first
        var index = 0
        while index < text.count {
            var word: UInt64 = 0
            let end = min(index + 8, text.count)
            var shift: UInt64 = 0
            while index < end {
                word |= UInt64(text[index]) << shift
                shift += 8
                index += 1
            }
            first = mixed(first ^ word)
            second = mixed(second &+ word &* 0xC2B2_AE3D_27D4_EB4F)
        }
        return (mixed(first), mixed(second))
    }

    /// Of the bytes in `range`; ASCII letters of both cases are alike.
    @inline(__always)
    package static func folded(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var hash = UInt64(range.count) &* 0x9E37_79B9_7F4A_7C15
        var word: UInt64 = 0
        var filled: UInt64 = 0
        for index in range {
            let byte = text[index]
            word |= UInt64(byte.isUpper ? byte | 0x20 : byte) << filled
            filled += 8
            if filled == 64 {
                hash = mixed(hash ^ word)
                (word, filled) = (0, 0)
            }
        }
        return mixed(hash ^ word)
    }
}
