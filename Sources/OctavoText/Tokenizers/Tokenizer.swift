/// A byte-pair encoding: texts to the numbers that a model reads, and back.
///
/// Sennrich, Haddow and Birch, "Neural machine translation of rare words with subword units" (ACL 2016), over bytes as in Radford et
/// al., "Language models are unsupervised multitask learners" (2019).
package struct Tokenizer: Sendable {
    package let pattern: TokenPattern
    package let ranks: TokenRanks
    /// Tokens that no text becomes by itself, such as the end of a document.
    package let special: [String: Int32]
    private let table: TokenTable

    package init(_ ranks: TokenRanks, _ pattern: TokenPattern, special: [String: Int32] = [:]) {
        self.pattern = pattern
        self.ranks = ranks
        self.special = special
        table = TokenTable(ranks)
    }

    /// A text longer than memory has room for.
    package struct TooLong: Error {}

    /// The text's tokens. Special ones written in it are text like any other.
    package func encode(_ text: Span<UInt8>) throws(TooLong) -> [Int32] {
        var ids: [Int32] = []
        try encode(text, into: &ids)
        return ids
    }

    /// Adds the text's tokens.
    package func encode(_ text: Span<UInt8>, into ids: inout [Int32]) throws(TooLong) {
        if !table.encode(text, pattern, into: &ids) { throw TooLong() }
    }

    /// How many tokens `encode` gives.
    package func count(_ text: Span<UInt8>) throws(TooLong) -> Int {
        guard let count = table.count(text, pattern) else { throw TooLong() }
        return count
    }

    /// The bytes of the tokens, which need not be UTF-8; `nil` where one has no such id.
    package func decode(_ ids: some Sequence<Int32>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var names: [Int32: String] = [:]
        for (name, id) in special { names[id] = name }
        for id in ids {
            let token = ranks.token(Int(id))
            if token.isEmpty {
                guard let name = names[id] else { return nil }
                bytes += Array(name.utf8)
            } else {
                bytes += token
            }
        }
        return bytes
    }
}
