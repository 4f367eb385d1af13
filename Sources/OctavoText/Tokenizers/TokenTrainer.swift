/// Learns a byte-pair encoding: from single bytes on, the pair of neighbours that occurs most often becomes a token, until there
/// are enough. Of pairs that occur equally often the one of lower ids comes first, so that the same texts always give the same tokens.
///
/// Sennrich, Haddow and Birch, "Neural machine translation of rare words with subword units" (ACL 2016), section 3.2. Ids and ties are
/// those of Hugging Face's trainer over the byte-level alphabet.
package struct TokenTrainer: Sendable {
    package let pattern: TokenPattern
    private let counter: PieceCounter

    /// Longer pieces are no words; one of a megabyte would be gone through at every merge.
    package static let longestPiece = 4096
    /// Every byte is a token, so that every text can be written.
    package static let leastSize = 256

    package init(_ pattern: TokenPattern) throws(TokenizingError) {
        self.pattern = pattern
        guard let counter = PieceCounter() else { throw .outOfMemory }
        self.counter = counter
    }

    /// Counts the pieces of a text.
    package func take(_ text: Span<UInt8>) throws(TokenizingError) {
        if !counter.add(text, pattern, longest: Self.longestPiece) { throw .outOfMemory }
    }

    /// Adds what another trainer counted.
    package func merge(_ other: TokenTrainer) throws(TokenizingError) {
        if !counter.add(other.counter) { throw .outOfMemory }
    }

    /// Memory that is held.
    package var byteCount: Int { counter.byteCount }

    /// What has been learnt.
    package struct Result: Sendable {
        package let pattern: TokenPattern
        /// Tokens by their ids.
        package let tokens: [[UInt8]]
        package let merges: [TokenMerge]
    }

    /// Up to `size` tokens, 256 at least; fewer where no pair occurs `minimum` times. `progress` is told how many there are and how much
    /// memory is held, and may end the training by an error.
    package func train(size: Int, minimum: Int, progress: (Int, Int) throws -> Void) throws -> Result {
        var tokens = ByteLevel.order.map { [$0] }
        var units = [Int32](repeating: 0, count: 256)
        for (id, byte) in ByteLevel.order.enumerated() { units[Int(byte)] = Int32(id) }
        guard let trainer = counter.makeTrainer(units: units) else { throw TokenizingError.outOfMemory }
        var ids: [[UInt8]: Int32] = [:]
        var merges: [TokenMerge] = []
        while tokens.count < size, let best = trainer.best(), best.count >= minimum {
            try progress(tokens.count, trainer.byteCount)
            let token = tokens[Int(best.left)] + tokens[Int(best.right)]
            // Another pair may have given the same text before.
            let id = ids[token] ?? Int32(tokens.count)
            if Int(id) == tokens.count {
                ids[token] = id
                tokens.append(token)
            }
            merges.append(TokenMerge(left: best.left, right: best.right, id: id))
            if !trainer.merge(best.left, best.right, into: id) { throw TokenizingError.outOfMemory }
        }
        return Result(pattern: pattern, tokens: tokens, merges: merges)
    }
}

extension TokenPipeline {
    /// A tokenizer of what was learnt, which gives every text back.
    package init(_ result: TokenTrainer.Result) {
        var options = BytePairModel.Options()
        options.units = .bytes
        let names = result.tokens.map { token in
            var name: [UInt8] = []
            ByteLevel.write(token.span, into: &name)
            return name
        }
        self.init(
            added: AddedTokens(), normalizers: [],
            preTokenizers: [
                .split(.pieces(result.pattern), .isolated, inverted: false), .byteLevel(prependsSpace: false, mapped: false),
            ],
            model: BytePairModel(TokenVocabulary(result.tokens), result.merges, options), names: TokenVocabulary(names),
            decoders: [.byteLevel])
    }
}
