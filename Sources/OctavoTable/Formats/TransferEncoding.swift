/// The ways in which mail writes bytes as ASCII. What is malformed is kept as it stands.
package enum TransferEncoding {
    package static func base64(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            let value: UInt8
            switch byte {
            case 0x41...0x5A: value = byte - 0x41
            case 0x61...0x7A: value = byte - 0x61 + 26
            case 0x30...0x39: value = byte - 0x30 + 52
            case 0x2B: value = 62
            case 0x2F: value = 63
            default: continue
            }
            bits = (bits << 6 | UInt32(value)) & 0xFF_FFFF
            count += 6
            if count >= 8 {
                count -= 8
                result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return result
    }

    static func quotedPrintable(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var at = bytes.startIndex
        while at < bytes.endIndex {
            let byte = bytes[at]
            at += 1
            guard byte == 0x3D else {
                result.append(byte)
                continue
            }
            if at + 1 < bytes.endIndex, let high = hex(bytes[at]), let low = hex(bytes[at + 1]) {
                result.append(high << 4 | low)
                at += 2
                continue
            }
            // A soft line break, maybe with spaces before the line's end.
            var end = at
            while end < bytes.endIndex, bytes[end] == 0x20 || bytes[end] == 0x09 || bytes[end] == 0x0D { end += 1 }
            if end == bytes.endIndex || bytes[end] == 0x0A {
                at = min(end + 1, bytes.endIndex)
            } else {
                result.append(byte)
            }
        }
        return result
    }

    static func percent(_ bytes: ArraySlice<UInt8>) -> [UInt8] { escaped(bytes, by: 0x25, underscoreIsSpace: false) }

    /// The Q encoding of RFC 2047.
    static func headerQuoted(_ bytes: ArraySlice<UInt8>) -> [UInt8] { escaped(bytes, by: 0x3D, underscoreIsSpace: true) }

    private static func escaped(_ bytes: ArraySlice<UInt8>, by mark: UInt8, underscoreIsSpace: Bool) -> [UInt8] {
        var result: [UInt8] = []
        var at = bytes.startIndex
        while at < bytes.endIndex {
            let byte = bytes[at]
            if byte == mark, at + 2 < bytes.endIndex, let high = hex(bytes[at + 1]), let low = hex(bytes[at + 2]) {
                result.append(high << 4 | low)
                at += 3
            } else {
                result.append(underscoreIsSpace && byte == 0x5F ? 0x20 : byte)
                at += 1
            }
        }
        return result
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}

/// `=?charset?B?…?=` and `=?charset?Q?…?=` in headers (RFC 2047).
enum EncodedWords {
    static func decode(_ bytes: ArraySlice<UInt8>) -> String {
        var result = ""
        var plain: [UInt8] = []
        // Bytes of neighbouring words in one charset: a character may be cut between them.
        var pending: (charset: String, bytes: [UInt8])?
        func flush() {
            if let (charset, bytes) = pending { result += Charsets.decode(bytes[...], charset: charset) }
            pending = nil
        }
        var at = bytes.startIndex
        while at < bytes.endIndex {
            if let (charset, content, after) = word(bytes, at) {
                let isSpaceBetween = pending != nil && plain.allSatisfy { $0 == 0x20 || $0 == 0x09 }
                if !isSpaceBetween {
                    flush()
                    result += Charsets.utf8OrWindows1252(plain[...])
                }
                plain = []
                if let (known, kept) = pending, known == charset {
                    pending = (charset, kept + content)
                } else {
                    flush()
                    pending = (charset, content)
                }
                at = after
            } else {
                plain.append(bytes[at])
                at += 1
            }
        }
        flush()
        return result + Charsets.utf8OrWindows1252(plain[...])
    }

    private static func word(_ bytes: ArraySlice<UInt8>, _ start: Int) -> (charset: String, content: [UInt8], after: Int)? {
        guard bytes[start] == 0x3D, start + 1 < bytes.endIndex, bytes[start + 1] == 0x3F,
            let charsetEnd = bytes[(start + 2)...].firstIndex(of: 0x3F), charsetEnd - start < 60,
            charsetEnd + 2 < bytes.endIndex, bytes[charsetEnd + 2] == 0x3F
        else { return nil }
        let textStart = charsetEnd + 3
        guard let textEnd = bytes[textStart...].firstIndex(of: 0x3F), textEnd + 1 < bytes.endIndex, bytes[textEnd + 1] == 0x3D
        else { return nil }
        // A language may follow the charset after a star (RFC 2231).
        let name = String(decoding: bytes[(start + 2)..<charsetEnd], as: UTF8.self).split(separator: "*").first.map(String.init)
        let content: [UInt8]
        switch bytes[charsetEnd + 1] | 0x20 {
        case 0x62: content = TransferEncoding.base64(bytes[textStart..<textEnd])
        case 0x71: content = TransferEncoding.headerQuoted(bytes[textStart..<textEnd])
        default: return nil
        }
        return (name ?? "", content, textEnd + 2)
    }
}
