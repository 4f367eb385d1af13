/// Of all ways to write a word in tokens the likeliest, by a score of each.
///
/// Kudo, "Subword regularization" (ACL 2018), section 3.2: Viterbi's algorithm over the tokens that begin at each character.
package struct UnigramModel: TokenModel {
    private let trie: TokenTrie
    private let scores: [Double]
    private let unknown: Int32?
    /// What an unknown character costs: ten less than the least likely token.
    private let unknownScore: Double
    /// The token of each byte, for characters that have none; -1 for a byte that has none either.
    private let fallback: [Int32]?

    private static let unknownPenalty = 10.0

    package init(_ vocabulary: TokenVocabulary, scores: [Double], unknown: Int32?, fallback: [Int32]?) {
        trie = TokenTrie(vocabulary)
        self.scores = scores
        self.unknown = unknown
        self.fallback = fallback
        unknownScore = (scores.min() ?? 0) - Self.unknownPenalty
    }

    private struct Node {
        var score = 0.0
        var id: Int32 = -1
        /// Where the token begins that ends here; -1 where none does.
        var start = -1
    }

    package func encode(_ word: Span<UInt8>, into ids: inout [Int32], _ memory: MergeMemory) throws(TokenizingError) {
        var best = [Node](repeating: Node(), count: word.count + 1)
        var at = 0
        while at < word.count {
            let here = best[at].score
            let length = CodePoint.decode(word, at: at).length
            var hasCharacter = false
            trie.forEachToken(in: word, at: at) { id, end in
                let score = here + scores[Int(id)]
                if best[end].start < 0 || score > best[end].score { best[end] = Node(score: score, id: id, start: at) }
                if end - at == length { hasCharacter = true }
            }
            if !hasCharacter {
                guard let unknown else { throw .nothingForUnknown }
                let score = here + unknownScore
                let end = at + length
                if best[end].start < 0 || score > best[end].score { best[end] = Node(score: score, id: unknown, start: at) }
            }
            at += length
        }
        add(best, word, to: &ids)
    }

    /// Unknown characters beside each other are one piece, which may after all be a token.
    private func add(_ best: [Node], _ word: Span<UInt8>, to ids: inout [Int32]) {
        var ends: [Int] = []
        var end = word.count
        while end > 0 {
            ends.append(end)
            end = best[end].start
        }
        var start = 0
        var place = ends.count - 1
        while place >= 0 {
            var stop = ends[place]
            let id = best[stop].id
            place -= 1
            guard id == unknown else {
                ids.append(id)
                start = stop
                continue
            }
            while place >= 0, best[ends[place]].id == unknown {
                stop = ends[place]
                place -= 1
            }
            let piece = word.extracting(start..<stop)
            if let known = trie.id(of: piece) {
                ids.append(known)
            } else if let known = fallback(piece) {
                ids += known
            } else {
                ids.append(id)
            }
            start = stop
        }
    }

    private func fallback(_ piece: Span<UInt8>) -> [Int32]? {
        guard let fallback else { return nil }
        let known = (0..<piece.count).map { fallback[Int(piece[$0])] }
        return known.contains(-1) ? nil : known
    }
}

/// Tokens by the bytes that they begin with.
struct TokenTrie: Sendable {
    /// By node and byte the node behind it: open addressing, at most half full; a key is one above `node << 8 | byte`.
    private var keys = [UInt64](repeating: 0, count: 1024)
    private var nodes = [UInt32](repeating: 0, count: 1024)
    private var edgeCount = 0
    /// The token that ends at a node; -1 for none.
    private var ids: [Int32] = [-1]

    /// Of equal tokens the last one counts.
    init(_ vocabulary: TokenVocabulary) {
        for id in 0..<vocabulary.count {
            let token = vocabulary.token(id)
            if token.isEmpty { continue }
            var node: UInt32 = 0
            for byte in token { node = insert(node, byte) }
            ids[Int(node)] = Int32(id)
        }
    }

    /// Gives every token that stands at a place of the text, shorter ones first, and where it ends.
    @inline(__always)
    func forEachToken(in text: Span<UInt8>, at start: Int, _ body: (Int32, Int) -> Void) {
        var node: UInt32 = 0
        var at = start
        while at < text.count, let next = next(node, text[at]) {
            node = next
            at += 1
            let id = ids[Int(node)]
            if id >= 0 { body(id, at) }
        }
    }

    func id(of text: Span<UInt8>) -> Int32? {
        var found: Int32?
        forEachToken(in: text, at: 0) { id, end in if end == text.count { found = id } }
        return found
    }

    private static func key(_ node: UInt32, _ byte: UInt8) -> UInt64 { (UInt64(node) << 8 | UInt64(byte)) + 1 }

    private func slot(_ key: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 20) & (keys.count - 1)
        while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & (keys.count - 1) }
        return slot
    }

    private func next(_ node: UInt32, _ byte: UInt8) -> UInt32? {
        let slot = slot(Self.key(node, byte))
        return keys[slot] == 0 ? nil : nodes[slot]
    }

    private mutating func insert(_ node: UInt32, _ byte: UInt8) -> UInt32 {
        let key = Self.key(node, byte)
        let place = slot(key)
        if keys[place] != 0 { return nodes[place] }
        let new = UInt32(ids.count)
        ids.append(-1)
        keys[place] = key
        nodes[place] = new
        edgeCount += 1
        if edgeCount * 2 > keys.count { grow() }
        return new
    }

    private mutating func grow() {
        let (oldKeys, oldNodes) = (keys, nodes)
        keys = Array(repeating: 0, count: oldKeys.count * 2)
        nodes = Array(repeating: 0, count: oldKeys.count * 2)
        for place in oldKeys.indices where oldKeys[place] != 0 {
            let slot = slot(oldKeys[place])
            keys[slot] = oldKeys[place]
            nodes[slot] = oldNodes[place]
        }
    }
}
