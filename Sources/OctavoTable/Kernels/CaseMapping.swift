import CKernels

/// Lower or upper case by Unicode's full mapping, the same in every locale, for all code points below U+10000.
///
/// Made when first asked for, in about ten milliseconds, and then kept.
package struct CaseMapping: Sendable {
    package static let lower = CaseMapping(firstLetter: 0x41) { $0.properties.lowercaseMapping }
    package static let upper = CaseMapping(firstLetter: 0x61) { $0.properties.uppercaseMapping }

    /// The first of the 26 letters that change.
    fileprivate let firstLetter: UInt8
    /// What each code point becomes: at most seven bytes, the first of them lowest, and in the highest byte how many.
    fileprivate let words: Buffer<UInt64>

    private init(firstLetter: UInt8, _ mapping: (Unicode.Scalar) -> String) {
        self.firstLetter = firstLetter
        words = unsafe Buffer(count: 0x10000) { target in
            for point in 0..<UInt32(target.count) {
                guard let scalar = Unicode.Scalar(point) else {
                    unsafe target[Int(point)] = 0
                    continue
                }
                let isCased = !Self.uncased.contains { $0.contains(point) }
                let mapped = isCased ? Array(mapping(scalar).utf8) : Array(String(scalar).utf8)
                unsafe target[Int(point)] = Self.word(mapped)
            }
        }
    }

    /// Scripts of many signs that have no case: they need not be asked one by one.
    private static let uncased: [ClosedRange<UInt32>] = [0x3400...0x9FFF, 0xAC00...0xD7A3, 0xE000...0xF8FF]

    private static func word(_ bytes: [UInt8]) -> UInt64 {
        precondition(bytes.count <= 7, "a code point whose other case has more than seven bytes")
        return bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } | UInt64(bytes.count) << 56
    }

    /// The texts in this case where all are ASCII.
    func ofASCII(_ texts: TextBuffer) -> TextBuffer? {
        let start = Int(texts.offsets[0])
        var union: UInt8 = 0
        // As many bytes as the texts have.
        let bytes = unsafe Buffer<UInt8>(count: texts.byteCount) { target in
            guard let out = target.baseAddress else { return }
            unsafe union = octavo_swap_case(texts.bytes.pointer + start, firstLetter, out, texts.byteCount)
        }
        guard union < 0x80 else { return nil }
        return TextBuffer(offsets: texts.offsetsFromZero, bytes: bytes)
    }
}

extension TextBuffer {
    /// Offsets into these texts' own bytes.
    var offsetsFromZero: Buffer<UInt32> {
        if offsets[0] == 0 { return offsets }
        // Both hold as many.
        return unsafe Buffer(count: offsets.count) { target in
            guard let start = target.baseAddress else { return }
            unsafe octavo_offsets_from_zero(offsets.pointer, start, offsets.count)
        }
    }
}

extension TextWriter {
    /// Adds a text in another case; false, and nothing added, where it has letters that the mapping does not know.
    mutating func append(_ text: UnsafeBufferPointer<UInt8>, in mapping: CaseMapping) -> Bool {
        guard let source = text.baseAddress else { return true }
        return unsafe write(upTo: text.count * 3 + 8) { target in
            // Room for the most that any text can grow to; the table has a word for each code point.
            let count = unsafe octavo_change_case(source, text.count, mapping.firstLetter, mapping.words.pointer, target)
            // SIZE_MAX arrives as -1.
            return count < 0 ? nil : count
        }
    }
}
