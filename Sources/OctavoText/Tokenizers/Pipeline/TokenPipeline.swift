/// A tokenizer as a `tokenizer.json` describes it: a text is rewritten, cut into words, and each word becomes tokens of the model.
package struct TokenPipeline: TextTokenizer {
    package let added: AddedTokens
    package let normalizers: [TokenNormalizer]
    package let preTokenizers: [PreTokenizer]
    package let model: any TokenModel
    /// The model's tokens as they are written; byte-level ones in their alphabet.
    package let names: TokenVocabulary
    /// `nil` where tokens are put together with blanks between them.
    package let decoders: [TokenDecoder]?
    /// What a program puts around one text before a model reads it; not part of the text's own tokens.
    package let wrapping: TokenWrapping
    /// Where whole texts can go through the loops of byte-pair encoding.
    private let direct: (ranks: BytePairRanks, pattern: TokenPattern)?

    package init(
        added: AddedTokens, normalizers: [TokenNormalizer], preTokenizers: [PreTokenizer], model: any TokenModel,
        names: TokenVocabulary, decoders: [TokenDecoder]?, wrapping: TokenWrapping = TokenWrapping()
    ) {
        self.added = added
        self.normalizers = normalizers
        self.preTokenizers = preTokenizers
        self.model = model
        self.names = names
        self.decoders = decoders
        self.wrapping = wrapping
        let steps = preTokenizers.filter { if case .byteLevel(false, false) = $0 { false } else { true } }
        if added.areAllSpecial, let pairs = model as? BytePairModel, let ranks = pairs.ranks, pairs.ranksKnowWords,
            steps.count == 1, case .split(.pieces(let pattern), let behavior, let inverted) = steps[0],
            behavior == .isolated || behavior == .removed && inverted
        {
            direct = (ranks, pattern)
        } else {
            direct = nil
        }
    }

    package var keepsBytes: Bool {
        guard normalizers.isEmpty, direct != nil, let decoders, decoders.count == 1 else { return false }
        return if case .byteLevel = decoders[0] { true } else { false }
    }

    package var idCount: Int { max(names.count, Int(added.tokens.map(\.id).max() ?? -1) + 1) }

    package func encode(_ text: Span<UInt8>, into ids: inout [Int32]) throws(TokenizingError) {
        if let direct, normalizers.isEmpty {
            if !direct.ranks.encode(text, direct.pattern, into: &ids) { throw .outOfMemory }
            return
        }
        let memory = MergeMemory()
        for part in added.plain.parts(of: text) {
            if let id = part.id {
                ids.append(id)
                continue
            }
            var bytes: [UInt8] = []
            bytes.append(text.extracting(part.range))
            for normalizer in normalizers { bytes = try normalizer.apply(to: bytes) }
            let isFirst = part.range.lowerBound == 0
            if let direct {
                if !direct.ranks.encode(bytes.span, direct.pattern, into: &ids) { throw .outOfMemory }
                continue
            }
            for inner in added.normalized.parts(of: bytes.span) {
                if let id = inner.id {
                    ids.append(id)
                } else {
                    let words = TokenWords(Array(bytes[inner.range]), startsText: isFirst && inner.range.lowerBound == 0)
                    try encode(words, into: &ids, memory)
                }
            }
        }
    }

    private func encode(_ text: TokenWords, into ids: inout [Int32], _ memory: MergeMemory) throws(TokenizingError) {
        var text = text
        for step in preTokenizers {
            try step.apply(to: &text)
            if text.bytes.count > TokenNormalizer.mostBytes { throw .outOfMemory }
        }
        for word in text.words where !word.isEmpty { try model.encode(text.bytes.span.extracting(word), into: &ids, memory) }
    }

    package func count(_ text: Span<UInt8>) throws(TokenizingError) -> Int {
        if let direct, normalizers.isEmpty {
            guard let count = direct.ranks.count(text, direct.pattern) else { throw .outOfMemory }
            return count
        }
        return try encode(text).count
    }

    package func decode(_ ids: [Int32]) throws(TokenizingError) -> [UInt8] {
        var tokens: [[UInt8]] = []
        for id in ids {
            if let name = added.name(of: id) {
                tokens.append(name)
                continue
            }
            let name = names.token(Int(id))
            if name.isEmpty { throw .unknownToken(id) }
            tokens.append(Array(name))
        }
        guard let decoders else { return Array(tokens.joined(separator: [0x20])) }
        for decoder in decoders { tokens = try decoder.apply(to: tokens) }
        return Array(tokens.joined())
    }
}

/// Tokens that a program puts before and behind one text.
package struct TokenWrapping: Sendable, Equatable {
    package var before: [Int32]
    package var behind: [Int32]

    package init(before: [Int32] = [], behind: [Int32] = []) {
        self.before = before
        self.behind = behind
    }
}
