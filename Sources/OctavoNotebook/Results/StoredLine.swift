/// The form in which one line of a result is stored: nothing a terminal, an editor or a Markdown reader would act on or drop.
enum StoredLine {
    /// Shows control characters but tab, bidirectional controls and lone surrogates as `\u{1B}`, replaces what is not UTF-8, and
    /// drops spaces and tabs at the end, which editors trim.
    static func make(_ line: ArraySlice<UInt8>) -> [UInt8] {
        var end = line.endIndex
        while end > line.startIndex, line[end - 1].isSpaceOrTab { end -= 1 }
        let line = line[line.startIndex..<end]
        if line.allSatisfy({ ($0 >= 0x20 && $0 < 0x7F) || $0 == Byte.tab }) { return Array(line) }
        var stored: [UInt8] = []
        stored.reserveCapacity(line.count + 8)
        var index = line.startIndex
        while index < line.endIndex {
            let byte = line[index]
            if byte < 0x80 {
                if byte == Byte.tab || (byte >= 0x20 && byte != 0x7F) {
                    stored.append(byte)
                } else {
                    append(UInt32(byte), to: &stored)
                }
                index += 1
                continue
            }
            guard let (scalar, length) = decode(line, at: index) else {
                stored += [0xEF, 0xBF, 0xBD]
                index += 1
                continue
            }
            if isShown(scalar) { append(scalar, to: &stored) } else { stored += line[index..<(index + length)] }
            index += length
        }
        return stored
    }

    /// The offset of the first byte that is not UTF-8.
    static func firstMalformed(_ bytes: ArraySlice<UInt8>) -> Int? {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] < 0x80 {
                index += 1
            } else if let (scalar, length) = decode(bytes, at: index), !(0xD800...0xDFFF).contains(scalar) {
                index += length
            } else {
                return index
            }
        }
        return nil
    }

    private static func append(_ scalar: UInt32, to stored: inout [UInt8]) {
        stored += Array("\\u{\(String(scalar, radix: 16, uppercase: true))}".utf8)
    }

    /// C1 controls, surrogates, and the characters of Unicode's Bidi_Control.
    private static func isShown(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x80...0x9F, 0x61C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xD800...0xDFFF: true
        default: false
        }
    }

    /// One scalar of two to four bytes, surrogates included; `nil` for bytes that are not well-formed.
    private static func decode(_ bytes: ArraySlice<UInt8>, at index: Int) -> (scalar: UInt32, length: Int)? {
        let first = bytes[index]
        let length: Int
        var scalar: UInt32
        let least: UInt32
        switch first {
        case 0xC2...0xDF: (length, scalar, least) = (2, UInt32(first & 0x1F), 0x80)
        case 0xE0...0xEF: (length, scalar, least) = (3, UInt32(first & 0x0F), 0x800)
        case 0xF0...0xF4: (length, scalar, least) = (4, UInt32(first & 0x07), 0x10000)
        default: return nil
        }
        guard index + length <= bytes.endIndex else { return nil }
        for byte in bytes[(index + 1)..<(index + length)] {
            guard byte & 0xC0 == 0x80 else { return nil }
            scalar = scalar << 6 | UInt32(byte & 0x3F)
        }
        return scalar >= least && scalar <= 0x10FFFF ? (scalar, length) : nil
    }
}
