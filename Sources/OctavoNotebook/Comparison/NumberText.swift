/// Numbers as they stand in stored texts.
enum NumberText {
    /// Whether both are numbers and equal within `tolerance`, absolute near zero and relative elsewhere. `nan` equals `nan`.
    static func areClose(_ left: String, _ right: String, tolerance: Double) -> Bool {
        guard let left = parse(left), let right = parse(right) else { return false }
        if left == right || (left.isNaN && right.isNaN) { return true }
        guard left.isFinite, right.isFinite else { return false }
        // Halved, so that two huge numbers of different sign do not overflow.
        return abs(left / 2 - right / 2) <= tolerance * max(1, abs(left), abs(right)) / 2
    }

    /// Decimal digits with an optional sign, point and exponent, `nan`, or an infinity. Digits may be grouped by `,` or `_`.
    static func parse(_ text: String) -> Double? {
        switch text.lowercased() {
        case "nan": return .nan
        case "inf", "+inf", "infinity", "+infinity", "∞": return .infinity
        case "-inf", "-infinity", "-∞": return -.infinity
        default: break
        }
        let bytes = Array(text.utf8)
        guard numberEnd(bytes, from: 0) == bytes.count, !bytes.isEmpty else { return nil }
        return Double(String(decoding: bytes.filter { $0 != 0x2C && $0 != 0x5F }, as: UTF8.self))
    }

    /// Whether two lines are equal but for numbers within `tolerance`. A digit after a letter belongs to a word.
    static func areCloseLines(_ left: String, _ right: String, tolerance: Double) -> Bool {
        if left == right { return true }
        let left = pieces(left)
        let right = pieces(right)
        return left.count == right.count
            && zip(left, right).allSatisfy { $0 == $1 || areClose($0, $1, tolerance: tolerance) }
    }

    /// A line as words, numbers and single other bytes.
    private static func pieces(_ line: String) -> [String] {
        let bytes = Array(line.utf8)
        var pieces: [String] = []
        var index = 0
        while index < bytes.count {
            var end = index
            if let number = numberEnd(bytes, from: index) {
                end = number
            } else {
                while end < bytes.count, isWord(bytes[end]) { end += 1 }
                end = max(end, index + 1)
            }
            pieces.append(String(decoding: bytes[index..<end], as: UTF8.self))
            index = end
        }
        return pieces
    }

    private static func isWord(_ byte: UInt8) -> Bool { byte.isLetter || byte.isDigit || byte == 0x5F || byte >= 0x80 }

    /// The end of a number that begins at `start` and is not the beginning of a word.
    private static func numberEnd(_ bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        // A sign belongs to the number only where nothing stands before it that it could join.
        if index < bytes.count, bytes[index] == 0x2B || bytes[index] == Byte.hyphen {
            if start > 0, isWord(bytes[start - 1]) || bytes[start - 1] == Byte.closeParenthesis { return nil }
            index += 1
        }
        let digitsStart = index
        while index < bytes.count, bytes[index].isDigit || isGroup(bytes, index, digitsStart) { index += 1 }
        guard index > digitsStart else { return nil }
        if index + 1 < bytes.count, bytes[index] == 0x2E, bytes[index + 1].isDigit {
            index += 1
            while index < bytes.count, bytes[index].isDigit { index += 1 }
        }
        if index < bytes.count, bytes[index] | 0x20 == 0x65 {
            var exponent = index + 1
            if exponent < bytes.count, bytes[exponent] == 0x2B || bytes[exponent] == Byte.hyphen { exponent += 1 }
            let exponentDigits = exponent
            while exponent < bytes.count, bytes[exponent].isDigit { exponent += 1 }
            if exponent > exponentDigits { index = exponent }
        }
        if index < bytes.count, isWord(bytes[index]) { return nil }
        return index
    }

    /// A `,` or `_` between digits, with exactly three digits after it.
    private static func isGroup(_ bytes: [UInt8], _ index: Int, _ start: Int) -> Bool {
        guard index > start, bytes[index] == 0x2C || bytes[index] == 0x5F, index + 3 < bytes.count else { return false }
        let isFollowed = index + 4 < bytes.count && bytes[index + 4].isDigit
        return bytes[(index + 1)...(index + 3)].allSatisfy(\.isDigit) && !isFollowed
    }
}
