/// The alphabet in which byte-level tokenizers write tokens that need not be UTF-8: a character for each byte, itself where it is a
/// visible sign of Latin-1, else one of those from U+0100 on.
///
/// Radford et al., "Language models are unsupervised multitask learners" (2019), the released code's `bytes_to_unicode`.
package enum ByteLevel {
    /// The code point of each byte.
    static let codes: [UInt32] = {
        var codes = [UInt32](repeating: 0, count: 256)
        var next: UInt32 = 0x100
        for byte in 0..<256 {
            switch byte {
            case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: codes[byte] = UInt32(byte)
            default:
                codes[byte] = next
                next += 1
            }
        }
        return codes
    }()

    /// The byte of each code point below U+0144; `nil` for those that stand for none.
    private static let bytes: [UInt8?] = {
        var bytes = [UInt8?](repeating: nil, count: 0x144)
        for (byte, code) in codes.enumerated() { bytes[Int(code)] = UInt8(byte) }
        return bytes
    }()

    /// All bytes in the order of their characters, which is that of the ids that they get.
    package static let order: [UInt8] = codes.indices.sorted { codes[$0] < codes[$1] }.map { UInt8($0) }

    /// Adds the characters of some bytes.
    package static func write(_ text: Span<UInt8>, into result: inout [UInt8]) {
        for place in 0..<text.count {
            let code = codes[Int(text[place])]
            if code < 0x80 {
                result.append(UInt8(code))
            } else {
                result.append(UInt8(0xC0 | code >> 6))
                result.append(UInt8(0x80 | code & 0x3F))
            }
        }
    }

    /// The bytes that a text in this alphabet stands for; `nil` where a character stands for none.
    package static func read(_ text: Span<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        var at = 0
        while at < text.count {
            let (code, length) = CodePoint.decode(text, at: at)
            guard code < bytes.count, let byte = bytes[Int(code)] else { return nil }
            result.append(byte)
            at += length
        }
        return result
    }
}
