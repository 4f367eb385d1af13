/// How many words a text holds.
package enum WordCount {
    /// Runs without white space that hold a letter or digit; Han and Kana signs count one each, since no space parts them.
    /// `well-known` is one word, a dash between spaces none.
    package static func count(_ text: Span<UInt8>) -> Int {
        var count = 0
        var isInWord = false
        var offset = 0
        while offset < text.count {
            let byte = text[offset]
            if byte < 0x80 {
                if byte.isAlphanumeric {
                    if !isInWord { count += 1 }
                    isInWord = true
                } else if byte == 0x20 || byte &- 0x09 < 5 {
                    isInWord = false
                }
                offset += 1
                continue
            }
            let (scalar, length) = CodePoint.decode(text, at: offset)
            offset += length
            if CodePoint.isWhiteSpace(scalar) {
                isInWord = false
            } else if scalar >= 0x3005, CodePoint.isIdeographOrKana(scalar) {
                count += 1
                isInWord = false
            } else if !isInWord, CodePoint.isAlphanumeric(scalar) {
                count += 1
                isInWord = true
            }
        }
        return count
    }
}
