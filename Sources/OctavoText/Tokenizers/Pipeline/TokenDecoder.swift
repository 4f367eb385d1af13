/// How the texts of tokens become one text, as the parts of Hugging Face's tokenizers of the same names do it.
package enum TokenDecoder: Sendable {
    case byteLevel
    case wordPiece(prefix: [UInt8], cleansUp: Bool)
    case metaspace([UInt8], dropsFirst: Bool)
    case byteFallback
    case suffix([UInt8])
    case replace(SplitPattern, by: [UInt8])
    case fuse
    case strip([UInt8], start: Int, stop: Int)

    func apply(to tokens: [[UInt8]]) throws(TokenizingError) -> [[UInt8]] {
        switch self {
        case .byteLevel: return [tokens.flatMap { ByteLevel.read($0.span) ?? $0 }]
        case .wordPiece(let prefix, let cleansUp):
            return try Self.map(tokens) { place, token throws(TokenizingError) in
                var text = token
                if place > 0 {
                    text = token.starts(with: prefix) ? Array(token.dropFirst(prefix.count)) : [0x20] + token
                }
                return cleansUp ? try Self.cleanedUp(text) : text
            }
        case .metaspace(let replacement, let dropsFirst):
            return try Self.map(tokens) { place, token throws(TokenizingError) in
                try Self.replacing(.text(replacement), in: token, by: place == 0 && dropsFirst ? [] : [0x20])
            }
        case .byteFallback: return Self.joiningBytes(tokens)
        case .suffix(let suffix):
            return try Self.map(tokens) { place, token throws(TokenizingError) in
                try Self.replacing(.text(suffix), in: token, by: place == tokens.count - 1 ? [] : [0x20])
            }
        case .replace(let pattern, let content):
            return try Self.map(tokens) { _, token throws(TokenizingError) in
                try Self.replacing(pattern, in: token, by: content)
            }
        case .fuse: return [Array(tokens.joined())]
        case .strip(let content, let start, let stop):
            return tokens.map { token in
                var rest = token[...]
                for _ in 0..<start where rest.starts(with: content) { rest = rest.dropFirst(content.count) }
                for _ in 0..<stop where rest.count >= content.count && rest.suffix(content.count).elementsEqual(content) {
                    rest = rest.dropLast(content.count)
                }
                return Array(rest)
            }
        }
    }

    private static func map(
        _ tokens: [[UInt8]], _ body: (Int, [UInt8]) throws(TokenizingError) -> [UInt8]
    ) throws(TokenizingError) -> [[UInt8]] {
        var result: [[UInt8]] = []
        for (place, token) in tokens.enumerated() { result.append(try body(place, token)) }
        return result
    }

    private static func replacing(
        _ pattern: SplitPattern, in text: [UInt8], by content: [UInt8]
    ) throws(TokenizingError) -> [UInt8] {
        try TokenNormalizer.replace(pattern, by: content).apply(to: text)
    }

    /// The blanks that English tokenizers put before signs, taken away again.
    private static let contractions: [(of: String, by: String)] = [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"),
        (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ]

    private static func cleanedUp(_ text: [UInt8]) throws(TokenizingError) -> [UInt8] {
        var text = text
        for (written, meant) in contractions {
            text = try replacing(.text(Array(written.utf8)), in: text, by: Array(meant.utf8))
        }
        return text
    }

    /// Tokens such as `<0x0A>` are bytes, which are one text where together they are UTF-8, else an U+FFFD each.
    private static func joiningBytes(_ tokens: [[UInt8]]) -> [[UInt8]] {
        var result: [[UInt8]] = []
        var bytes: [UInt8] = []
        func end() {
            if bytes.isEmpty { return }
            if String(validating: bytes, as: UTF8.self) != nil {
                result.append(bytes)
            } else {
                result += Array(repeating: [0xEF, 0xBF, 0xBD], count: bytes.count)
            }
            bytes = []
        }
        for token in tokens {
            if let byte = byte(token) {
                bytes.append(byte)
            } else {
                end()
                result.append(token)
            }
        }
        end()
        return result
    }

    private static func byte(_ token: [UInt8]) -> UInt8? {
        guard token.count == 6, token.starts(with: "<0x".utf8), token[5] == UInt8(ascii: ">") else { return nil }
        return UInt8(String(decoding: token[3..<5], as: UTF8.self), radix: 16)
    }
}
