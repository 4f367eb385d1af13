/// A byte-pair encoding by ranks, as tiktoken's.
///
/// Sennrich, Haddow and Birch, "Neural machine translation of rare words with subword units" (ACL 2016), over bytes as in Radford et
/// al., "Language models are unsupervised multitask learners" (2019).
package struct Tokenizer: TextTokenizer {
    package let pattern: TokenPattern
    package let ranks: TokenRanks
    /// Tokens that no text becomes by itself, such as the end of a document.
    package let special: [String: Int32]
    private let table: TokenTable

    package init(_ ranks: TokenRanks, _ pattern: TokenPattern, special: [String: Int32] = [:]) {
        self.pattern = pattern
        self.ranks = ranks
        self.special = special
        table = TokenTable(ranks.vocabulary)
    }

    package var keepsBytes: Bool { true }
    package var idCount: Int { max(ranks.count, Int(special.values.max() ?? -1) + 1) }

    package func encode(_ text: Span<UInt8>, into ids: inout [Int32]) throws(TokenizingError) {
        if !table.encode(text, pattern, into: &ids) { throw .outOfMemory }
    }

    package func count(_ text: Span<UInt8>) throws(TokenizingError) -> Int {
        guard let count = table.count(text, pattern) else { throw .outOfMemory }
        return count
    }

    package func decode(_ ids: [Int32]) throws(TokenizingError) -> [UInt8] {
        var bytes: [UInt8] = []
        for id in ids {
            let token = ranks.token(Int(id))
            if token.isEmpty {
                guard let name = special.first(where: { $0.value == id })?.key else { throw .unknownToken(id) }
                bytes += Array(name.utf8)
            } else {
                bytes += token
            }
        }
        return bytes
    }
}
