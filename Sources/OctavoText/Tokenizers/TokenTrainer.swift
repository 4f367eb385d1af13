/// Learns a byte-pair encoding: from single bytes on, the pair of neighbours that occurs most often becomes a token, until there
/// are enough. Of pairs that occur equally often the one of lower ids comes first, so that the same texts always give the same tokens.
///
/// Sennrich, Haddow and Birch, "Neural machine translation of rare words with subword units" (ACL 2016), section 3.2.
package struct TokenTrainer: Sendable {
    package let pattern: TokenPattern
    private var counts: [[UInt8]: Int] = [:]

    package init(_ pattern: TokenPattern) { self.pattern = pattern }

    /// Counts the pieces of a text.
    package mutating func take(_ text: Span<UInt8>) {
        for range in pattern.pieces(of: text) {
            var piece: [UInt8] = []
            piece.append(text.extracting(range))
            counts[piece, default: 0] += 1
        }
    }

    /// Adds what another trainer counted.
    package mutating func merge(_ other: TokenTrainer) { counts.merge(other.counts) { $0 + $1 } }

    /// A piece as the tokens it consists of so far.
    private struct Word {
        var tokens: [Int32]
        let count: Int
    }

    private struct Pair: Hashable {
        let left: Int32
        let right: Int32
    }

    /// Up to `size` tokens, 256 at least; fewer where no pair occurs `minimum` times. `progress` is told how many there are, and
    /// ends the training where it gives false.
    package func ranks(size: Int, minimum: Int = 2, progress: (Int) -> Bool = { _ in true }) -> TokenRanks? {
        var tokens = (0...255).map { [UInt8($0)] }
        // In a defined order, since dictionaries have none.
        let ordered = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        var words = ordered.map { Word(tokens: $0.key.map { Int32($0) }, count: $0.value) }
        var totals: [Pair: Int] = [:]
        var places: [Pair: Set<Int>] = [:]
        for (index, word) in words.enumerated() {
            for (left, right) in zip(word.tokens, word.tokens.dropFirst()) {
                totals[Pair(left: left, right: right), default: 0] += word.count
                places[Pair(left: left, right: right), default: []].insert(index)
            }
        }
        var queue = PairQueue()
        for (pair, total) in totals { queue.push(total, pair.left, pair.right) }
        while tokens.count < size, let best = queue.pop() {
            let pair = Pair(left: best.left, right: best.right)
            let total = totals[pair] ?? 0
            if total != best.count || total < minimum {
                // It was pushed before other merges took some of its places; or too few are left.
                if total >= minimum, total < best.count { queue.push(total, pair.left, pair.right) }
                continue
            }
            if !progress(tokens.count) { return nil }
            let id = Int32(tokens.count)
            tokens.append(tokens[Int(pair.left)] + tokens[Int(pair.right)])
            var changed: [Pair: Int] = [:]
            for index in (places[pair] ?? []).sorted() {
                Self.replace(pair, by: id, in: &words[index]) { changedPair, difference in
                    changed[changedPair, default: 0] += difference
                    if difference > 0 { places[changedPair, default: []].insert(index) }
                }
            }
            for (changedPair, difference) in changed where changedPair != pair {
                totals[changedPair, default: 0] += difference
                if difference > 0 { queue.push(totals[changedPair] ?? 0, changedPair.left, changedPair.right) }
            }
            totals[pair] = nil
            places[pair] = nil
        }
        // All bytes are tokens, so nothing can be missing.
        return try? TokenRanks(tokens)
    }

    /// Replaces a pair in a word, and tells by how much each pair became more or less frequent.
    private static func replace(_ pair: Pair, by id: Int32, in word: inout Word, _ note: (Pair, Int) -> Void) {
        let old = word.tokens
        var new: [Int32] = []
        var at = 0
        while at < old.count {
            if at + 1 < old.count, old[at] == pair.left, old[at + 1] == pair.right {
                new.append(id)
                at += 2
            } else {
                new.append(old[at])
                at += 1
            }
        }
        if new.count == old.count { return }
        for (left, right) in zip(old, old.dropFirst()) { note(Pair(left: left, right: right), -word.count) }
        for (left, right) in zip(new, new.dropFirst()) { note(Pair(left: left, right: right), word.count) }
        word.tokens = new
    }
}

/// Pairs by how often they occur, the most frequent first; of equals the one of lower ids.
private struct PairQueue {
    struct Entry {
        let count: Int
        let left: Int32
        let right: Int32

        func comes(before other: Entry) -> Bool {
            if count != other.count { return count > other.count }
            return (left, right) < (other.left, other.right)
        }
    }

    private var entries: [Entry] = []

    mutating func push(_ count: Int, _ left: Int32, _ right: Int32) {
        var at = entries.count
        let entry = Entry(count: count, left: left, right: right)
        entries.append(entry)
        while at > 0, entry.comes(before: entries[(at - 1) / 2]) {
            entries[at] = entries[(at - 1) / 2]
            at = (at - 1) / 2
        }
        entries[at] = entry
    }

    mutating func pop() -> Entry? {
        guard let first = entries.first, let last = entries.popLast() else { return nil }
        if entries.isEmpty { return first }
        var at = 0
        while true {
            var child = 2 * at + 1
            if child >= entries.count { break }
            if child + 1 < entries.count, entries[child + 1].comes(before: entries[child]) { child += 1 }
            if !entries[child].comes(before: last) { break }
            entries[at] = entries[child]
            at = child
        }
        entries[at] = last
        return first
    }
}
