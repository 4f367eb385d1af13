/// What turns texts into the numbers that a model reads, and back.
package protocol TextTokenizer: Sendable {
    /// Adds the text's own tokens. Special ones written in it are text like any other.
    func encode(_ text: Span<UInt8>, into ids: inout [Int32]) throws(TokenizingError)
    /// How many tokens `encode` adds.
    func count(_ text: Span<UInt8>) throws(TokenizingError) -> Int
    /// The bytes of the tokens, which need not be UTF-8. Throws `unknownToken`.
    func decode(_ ids: [Int32]) throws(TokenizingError) -> [UInt8]
    /// Whether the tokens of a text, one after the other, are its bytes, so that it can be cut between them.
    var keepsBytes: Bool { get }
    /// Ids go from 0 up to this one, without it.
    var idCount: Int { get }
}

/// Why a text has no tokens, or tokens no text.
package enum TokenizingError: Error, Equatable {
    /// There is no memory for a text that long, or for what is learnt from texts.
    case outOfMemory
    /// A pattern of the tokenizer needs more steps than a search may take.
    case slowPattern
    /// The text has something that no token stands for, and the tokenizer has none for what it does not know.
    case nothingForUnknown
    case unknownToken(Int32)
}

extension TextTokenizer {
    /// The text's own tokens.
    package func encode(_ text: Span<UInt8>) throws(TokenizingError) -> [Int32] {
        var ids: [Int32] = []
        try encode(text, into: &ids)
        return ids
    }
}
