extension TextBytes {
    /// Lower case by Unicode's full mapping, the same in every locale. ASCII texts take a byte loop.
    package static func lowercased(_ text: String) -> String {
        guard let bytes = mapped(text.utf8.span, from: 0x41) else { return text.lowercased() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Upper case by Unicode's full mapping (`ß` becomes `SS`), the same in every locale. ASCII texts take a byte loop.
    package static func uppercased(_ text: String) -> String {
        guard let bytes = mapped(text.utf8.span, from: 0x61) else { return text.uppercased() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Switches the case of the 26 letters from `first` on; `nil` where a byte is not ASCII.
    package static func mapped(_ text: Span<UInt8>, from first: UInt8) -> [UInt8]? {
        var result = [UInt8](repeating: 0, count: text.count)
        var union: UInt8 = 0
        for index in text.indices {
            let byte = text[index]
            union |= byte
            result[index] = byte &- first < 26 ? byte ^ 0x20 : byte
        }
        return union < 0x80 ? result : nil
    }
}
