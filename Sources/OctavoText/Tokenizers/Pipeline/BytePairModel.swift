/// Byte-pair encoding by a list of pairs, as Hugging Face's tokenizers have it.
package struct BytePairModel: TokenModel {
    /// What a word consists of before its pairs are merged.
    package enum Units: Sendable {
        case bytes
        case codePoints
    }

    package struct Options: Sendable {
        package var units = Units.codePoints
        /// For what no token stands for.
        package var unknown: Int32?
        /// Several unknown characters after each other are one.
        package var fusesUnknown = false
        /// The token of each byte, for characters that have none; -1 for a byte that has none either.
        package var fallback: [Int32]?
        /// Of tokens that do not begin a word, and of those that end one.
        package var prefix: [UInt8] = []
        package var suffix: [UInt8] = []
        /// A word that is a token is not looked at further.
        package var takesWholeWords = false

        package init() {}
    }

    package let merges: [TokenMerge]
    private let options: Options
    private let table: TokenTable
    private let pairs: PairTable
    private let singles: [Int32?]
    /// The same encoding by ranks, which is faster, where it is proved to be the same.
    let ranks: BytePairRanks?
    /// Whether `ranks` knows every token, so that a word that is one is found there.
    let ranksKnowWords: Bool

    /// `vocabulary` has the tokens as they stand in a text: bytes themselves where the units are bytes.
    package init(_ vocabulary: TokenVocabulary, _ merges: [TokenMerge], _ options: Options) {
        self.merges = merges
        self.options = options
        let table = TokenTable(vocabulary)
        self.table = table
        pairs = PairTable(merges)
        singles = (0..<256).map { byte in
            let text = [UInt8(byte)]
            return table.id(of: text.span)
        }
        ranks = options.units == .bytes ? BytePairRanks(vocabulary, merges, pairs, singles) : nil
        ranksKnowWords =
            !options.takesWholeWords || ranks?.count == (0..<vocabulary.count).count { !vocabulary.token($0).isEmpty }
    }

    package func encode(_ word: Span<UInt8>, into ids: inout [Int32], _ memory: MergeMemory) throws(TokenizingError) {
        if options.takesWholeWords, let whole = table.id(of: word) {
            ids.append(whole)
            return
        }
        if let ranks {
            if !ranks.encode(word, into: &ids, memory) { throw .outOfMemory }
            return
        }
        let start = ids.count
        addUnits(of: word, to: &ids)
        if !pairs.merge(&ids, from: start, memory) { throw .outOfMemory }
    }

    private func addUnits(of word: Span<UInt8>, to ids: inout [Int32]) {
        var at = 0
        var isUnknown = false
        while at < word.count {
            let length = options.units == .bytes ? 1 : CodePoint.decode(word, at: at).length
            let unit = word.extracting(at..<at + length)
            let isLast = at + length == word.count
            if let id = id(of: unit, isFirst: at == 0, isLast: isLast) {
                if isUnknown, let unknown = options.unknown { ids.append(unknown) }
                isUnknown = false
                ids.append(id)
            } else if let known = fallback(unit, isFirst: at == 0, isLast: isLast) {
                ids += known
            } else if let unknown = options.unknown {
                if isUnknown, !options.fusesUnknown { ids.append(unknown) }
                isUnknown = true
            }
            at += length
        }
        if isUnknown, let unknown = options.unknown { ids.append(unknown) }
    }

    private func id(of unit: Span<UInt8>, isFirst: Bool, isLast: Bool) -> Int32? {
        let isBare = (isFirst || options.prefix.isEmpty) && (!isLast || options.suffix.isEmpty)
        if isBare { return unit.count == 1 ? singles[Int(unit[0])] : table.id(of: unit) }
        return table.id(of: written(unit, isFirst: isFirst, isLast: isLast).span)
    }

    private func fallback(_ unit: Span<UInt8>, isFirst: Bool, isLast: Bool) -> [Int32]? {
        guard let fallback = options.fallback else { return nil }
        let known = written(unit, isFirst: isFirst, isLast: isLast).map { fallback[Int($0)] }
        return known.contains(-1) ? nil : known
    }

    private func written(_ unit: Span<UInt8>, isFirst: Bool, isLast: Bool) -> [UInt8] {
        var text = isFirst ? [] : options.prefix
        text.append(unit)
        return isLast ? text + options.suffix : text
    }
}

/// A list of pairs as ranks of tokens.
///
/// Merging by pairs and merging by what the parts are together give the same tokens if each token, merged alone, ends in a pair of the
/// list, and if these pairs stand in the list in the order of the ranks: as long as nothing is merged across the borders of some bytes,
/// they are merged as if they were alone, so that no other pair with the same text ever comes about.
struct BytePairRanks: Sendable {
    private let table: TokenTable
    /// The id of each rank; empty where ranks are ids.
    private let ids: [Int32]
    let count: Int

    /// `nil` where it cannot be shown that the ranks give what the pairs do.
    init?(_ vocabulary: TokenVocabulary, _ merges: [TokenMerge], _ pairs: PairTable, _ singles: [Int32?]) {
        var ids = singles.compactMap { $0 }
        guard ids.count == 256 else { return nil }
        var seen = [Bool](repeating: false, count: vocabulary.count)
        for merge in merges where !seen[Int(merge.id)] {
            seen[Int(merge.id)] = true
            ids.append(merge.id)
        }
        let tokens = ids.map { vocabulary.token(Int($0)) }
        guard tokens.dropFirst(256).allSatisfy({ $0.count > 1 }) else { return nil }
        let table = TokenTable(TokenVocabulary(tokens.map { Array($0) }))
        var last = -1
        for (rank, token) in tokens.enumerated().dropFirst(256) {
            let bytes = Array(token)
            guard let place = table.lastPair(of: bytes.span),
                let left = table.id(of: bytes.span.extracting(0..<place)),
                let right = table.id(of: bytes.span.extracting(place..<bytes.count)),
                let merge = pairs.rank(ids[Int(left)], ids[Int(right)]), merge > last, merges[merge].id == ids[rank]
            else { return nil }
            last = merge
        }
        self.table = table
        count = ids.count
        self.ids = ids.enumerated().allSatisfy { $0.offset == Int($0.element) } ? [] : ids
    }

    func encode(_ word: Span<UInt8>, into result: inout [Int32], _ memory: MergeMemory) -> Bool {
        let start = result.count
        defer { rename(&result, from: start) }
        return table.encode(piece: word, into: &result, memory)
    }

    /// The tokens of a text that is cut by a known pattern.
    func encode(_ text: Span<UInt8>, _ pattern: TokenPattern, into result: inout [Int32]) -> Bool {
        let start = result.count
        defer { rename(&result, from: start) }
        return table.encode(text, pattern, into: &result)
    }

    func count(_ text: Span<UInt8>, _ pattern: TokenPattern) -> Int? { table.count(text, pattern) }

    private func rename(_ result: inout [Int32], from start: Int) {
        if ids.isEmpty { return }
        for place in start..<result.count { result[place] = ids[Int(result[place])] }
    }
}
