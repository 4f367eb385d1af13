/// What turns the words of a text into tokens.
package protocol TokenModel: Sendable {
    /// Adds the tokens of a word, which is not empty.
    func encode(_ word: Span<UInt8>, into ids: inout [Int32], _ memory: MergeMemory) throws(TokenizingError)
}

/// A token a word, and one for all words that are not known.
package struct WordLevelModel: TokenModel {
    private let table: TokenTable
    private let unknown: Int32?

    package init(_ vocabulary: TokenVocabulary, unknown: Int32?) {
        table = TokenTable(vocabulary)
        self.unknown = unknown
    }

    package func encode(_ word: Span<UInt8>, into ids: inout [Int32], _ memory: MergeMemory) throws(TokenizingError) {
        guard let id = table.id(of: word) ?? unknown else { throw .nothingForUnknown }
        ids.append(id)
    }
}

/// The longest token that a word begins with, then the longest that what is left begins with, and so on.
///
/// Wu et al., "Google's neural machine translation system" (2016), as BERT has it.
package struct WordPieceModel: TokenModel {
    private let table: TokenTable
    private let unknown: Int32?
    /// What tokens begin with that do not begin a word.
    private let prefix: [UInt8]
    /// Longer words are not looked at.
    private let mostCharacters: Int

    package init(_ vocabulary: TokenVocabulary, unknown: Int32?, prefix: [UInt8], mostCharacters: Int) {
        table = TokenTable(vocabulary)
        self.unknown = unknown
        self.prefix = prefix
        self.mostCharacters = mostCharacters
    }

    package func encode(_ word: Span<UInt8>, into ids: inout [Int32], _ memory: MergeMemory) throws(TokenizingError) {
        let known = ids.count
        if !addPieces(of: word, to: &ids) {
            ids.removeLast(ids.count - known)
            guard let unknown else { throw .nothingForUnknown }
            ids.append(unknown)
        }
    }

    private func addPieces(of word: Span<UInt8>, to ids: inout [Int32]) -> Bool {
        var characters = 0
        for place in 0..<word.count where word[place] & 0xC0 != 0x80 { characters += 1 }
        if characters > mostCharacters { return false }
        var start = 0
        var text: [UInt8] = []
        while start < word.count {
            text.removeAll(keepingCapacity: true)
            if start > 0 { text += prefix }
            let before = text.count
            var stop = min(start + table.longest, word.count)
            while stop > start, stop < word.count, word[stop] & 0xC0 == 0x80 { stop -= 1 }
            text.append(word.extracting(start..<stop))
            var end = text.count
            while end > before {
                if let id = table.id(of: text.span.extracting(0..<end)) {
                    ids.append(id)
                    break
                }
                repeat { end -= 1 } while end > before && text[end] & 0xC0 == 0x80
            }
            if end == before { return false }
            start += end - before
        }
        return true
    }
}
