/// Small letters by Unicode's full mapping; bytes that are no UTF-8 stay.
enum LowerCase {
    /// False, and `result` empty, where all letters are small.
    static func apply(to text: Span<UInt8>, into result: inout [UInt8]) -> Bool {
        result.reserveCapacity(text.count)
        var at = 0
        while at < text.count {
            let byte = text[at]
            if byte < 0x80 {
                result.append(byte.isUpper ? byte | 0x20 : byte)
                at += 1
                continue
            }
            let (scalar, length) = CodePoint.decodeStrictly(text, at: at)
            if let scalar, scalar.properties.changesWhenLowercased {
                result += scalar.properties.lowercaseMapping.utf8
            } else {
                result.append(text.extracting(at..<(at + length)))
            }
            at += length
        }
        if ByteComparison.areEqual(result.span, text) {
            result.removeAll(keepingCapacity: true)
            return false
        }
        return true
    }
}
