/// HTML's character references: named, decimal and hexadecimal, all of them ending in `;`.
///
/// What a reference stands for may be part of the next one (`&amp;lt;`), so the text is built as a stack: whenever a `;` lies on top, what is
/// under it is looked at. Every byte goes on and off once, however deep references lie in each other.
struct ReferenceDecoder {
    /// False, and `result` empty, where there is nothing to decode.
    func decode(_ text: Span<UInt8>, into result: inout [UInt8]) -> Bool {
        var isDecoded = false
        var start = 0
        while start < text.count {
            var end = start
            while end < text.count, text[end] != 0x3B { end += 1 }
            end = min(end + 1, text.count)
            result.append(text.extracting(start..<end))
            start = end
            while result.last == 0x3B, let (place, value) = reference(endingIn: result.span) {
                result.removeLast(result.count - place)
                result += value
                isDecoded = true
            }
        }
        if !isDecoded { result.removeAll(keepingCapacity: true) }
        return isDecoded
    }

    /// Where the reference begins that ends in the last byte, and what it stands for.
    func reference(endingIn text: Span<UInt8>) -> (start: Int, value: [UInt8])? {
        let end = text.count - 1
        var start = end
        while start > 0, text[start - 1].isAlphanumeric || text[start - 1] == 0x23,
            end - start <= NormalizationKernels.longestReference
        {
            start -= 1
        }
        guard start > 0, start < end, text[start - 1] == 0x26 else { return nil }
        let name = text.extracting(start..<end)
        guard let value = name[0] == 0x23 ? Self.numbered(name.extracting(1..<name.count)) : Self.named(name) else { return nil }
        return (start - 1, value)
    }

    /// A name, or the name of a small letter in capitals, as in `P&EACUTE;REZ`.
    private static func named(_ name: Span<UInt8>) -> [UInt8]? {
        if let value = NormalizationKernels.reference(named: name) { return value }
        var small: [UInt8] = []
        for index in name.indices {
            guard name[index].isUpper || name[index].isDigit else { return nil }
            small.append(name[index].isUpper ? name[index] | 0x20 : name[index])
        }
        guard let value = NormalizationKernels.reference(named: small.span) else { return nil }
        return Array(String(decoding: value, as: UTF8.self).uppercased().utf8)
    }

    /// A number as browsers read it: in Windows-1252 where Unicode has controls, U+FFFD for what is no character; nothing for the other
    /// controls.
    private static func numbered(_ digits: Span<UInt8>) -> [UInt8]? {
        let isHexadecimal = digits.count > 1 && digits[0] | 0x20 == 0x78
        var code: UInt32 = 0
        for index in (isHexadecimal ? 1 : 0)..<digits.count {
            let byte = digits[index]
            guard isHexadecimal ? byte.isHexadecimal : byte.isDigit else { return nil }
            let digit = byte.isDigit ? UInt32(byte & 0xF) : UInt32(byte & 0xF) + 9
            // Stays beyond Unicode once it is.
            code = min(code * (isHexadecimal ? 16 : 10) + digit, 0x110000)
        }
        if digits.count == 0 { return nil }
        if code >= 0x80, code < 0xA0 { code = NormalizationKernels.windowsCode(of: UInt8(code)) }
        guard code > 0, let scalar = Unicode.Scalar(code) else { return Array("\u{FFFD}".utf8) }
        let isControl = code < 0x20 && !(0x09...0x0D).contains(code) || code == 0x7F
        if isControl || code & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(code) { return [] }
        return Array(String(scalar).utf8)
    }
}
