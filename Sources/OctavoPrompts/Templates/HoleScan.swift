/// Finds where the code after `{{` ends: at the first `}}` outside brackets and text.
struct HoleScan {
    struct Found {
        /// Where the code ends; before a comment that the hole ends with.
        let codeEnd: Int
        /// Past the braces.
        let end: Int
        /// Whether the word `then` stands outside brackets: `if` begins an expression, not a block.
        let hasThen: Bool
    }

    /// Texts inside holes inside texts; what is deeper ends where its line does.
    private static let deepestText = 32

    let bytes: [UInt8]
    private var index = 0
    private var depth = 0
    private var hasThen = false
    /// The first `}}` inside brackets or an open text: the end, where no better one is found.
    private var candidate: Int?

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// `nil` where the hole is not closed before another one begins.
    mutating func run(from start: Int) -> Found? {
        (index, depth, hasThen, candidate) = (start, 0, false, nil)
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): skipText()
            case UInt8(ascii: "#"):
                if let found = skipComment() { return found }
            case UInt8(ascii: "{") where isPair(index, "{"): return guess
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                index += 1
            case UInt8(ascii: "}") where isPair(index, "}") && depth == 0:
                return Found(codeEnd: index, end: index + 2, hasThen: hasThen)
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                if isPair(index, "}") { candidate = candidate ?? index }
                depth = max(depth - 1, 0)
                index += 1
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): skipWord()
            default: index += 1
            }
        }
        return guess
    }

    private var guess: Found? { candidate.map { Found(codeEnd: $0, end: $0 + 2, hasThen: hasThen) } }

    private func isPair(_ place: Int, _ brace: Unicode.Scalar) -> Bool {
        place + 1 < bytes.count && bytes[place] == UInt8(ascii: brace) && bytes[place + 1] == UInt8(ascii: brace)
    }

    private mutating func skipWord() {
        let start = index
        while index < bytes.count, bytes[index].isWordByte { index += 1 }
        if depth == 0, bytes[start..<index].elementsEqual("then".utf8) { hasThen = true }
    }

    /// A comment ends with its line or with the hole.
    private mutating func skipComment() -> Found? {
        let start = index
        while index < bytes.count, bytes[index] != 0x0A {
            if isPair(index, "}") {
                if depth == 0 { return Found(codeEnd: start, end: index + 2, hasThen: hasThen) }
                candidate = candidate ?? index
                return nil
            }
            index += 1
        }
        return nil
    }

    private mutating func skipText() {
        let start = index
        if let end = endOfText(from: start, depth: 0) {
            index = end
            return
        }
        // The quote has no partner: the text ends with its line.
        while index < bytes.count, bytes[index] != 0x0A {
            if isPair(index, "}") { candidate = candidate ?? index }
            index += 1
        }
    }

    /// Past the quote that closes the text at `start`; `nil` where none does.
    private func endOfText(from start: Int, depth: Int) -> Int? {
        let quote = bytes[start]
        let isBlock = quote == UInt8(ascii: "\"") && bytes[start...].starts(with: "\"\"\"".utf8)
        var place = start + (isBlock ? 3 : 1)
        while place < bytes.count {
            let byte = bytes[place]
            if byte == quote, !isBlock || bytes[place...].starts(with: "\"\"\"".utf8) { return place + (isBlock ? 3 : 1) }
            if byte == 0x0A, !isBlock { return nil }
            guard byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") else {
                place += 1
                continue
            }
            guard place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "("), depth < Self.deepestText else {
                place += 2
                continue
            }
            guard let end = endOfInterpolation(from: place + 2, depth: depth + 1) else { return nil }
            place = end
        }
        return nil
    }

    /// Past the parenthesis that closes `\(`.
    private func endOfInterpolation(from start: Int, depth: Int) -> Int? {
        var (place, open) = (start, 0)
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "("): open += 1
            case UInt8(ascii: ")"):
                if open == 0 { return place + 1 }
                open -= 1
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                guard let end = endOfText(from: place, depth: depth) else { return nil }
                place = end
                continue
            case 0x0A: return nil
            default: break
            }
            place += 1
        }
        return nil
    }
}

extension UInt8 {
    /// A letter, a digit, `_`, or a part of a character beyond ASCII.
    var isWordByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }

    var isBlank: Bool { self == 0x20 || self == 0x09 }
    /// Blanks and what ends lines.
    var isSpace: Bool { isBlank || self == 0x0A || self == 0x0D }
}
