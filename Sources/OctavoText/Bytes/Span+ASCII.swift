extension Span<UInt8> {
    /// The byte at a place, 0 outside the text.
    @inline(__always)
    package func byte(_ index: Int) -> UInt8 { index >= 0 && index < count ? self[index] : 0 }

    /// Whether an ASCII text stands here, in any case; `wanted` is lower case.
    package func holds(_ wanted: String, at place: Int) -> Bool {
        guard place >= 0, place + wanted.utf8.count <= count else { return false }
        var index = place
        for byte in wanted.utf8 {
            let own = self[index]
            if own != byte, !(own.isUpper && own | 0x20 == byte) { return false }
            index += 1
        }
        return true
    }
}

extension UInt8 {
    @inline(__always) package var isDigit: Bool { self &- 0x30 < 10 }
    @inline(__always) package var isUpper: Bool { self &- 0x41 < 26 }
    @inline(__always) package var isLower: Bool { self &- 0x61 < 26 }
    @inline(__always) package var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
    @inline(__always) package var isAlphanumeric: Bool { isDigit || isLetter }
    @inline(__always) package var isHexadecimal: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }
    /// Letters, digits and `_`.
    @inline(__always) package var isWord: Bool { isAlphanumeric || self == 0x5F }
}
