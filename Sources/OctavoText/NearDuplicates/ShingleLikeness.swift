/// How much alike two texts are, by all their shingles.
struct ShingleLikeness {
    private var left = Shingles()
    private var right = Shingles()
    private var own: [UInt64] = []
    private var other: [UInt64] = []
    private var known = HashCounter()
    private var seen = HashCounter()

    /// Jaccard's index: the share of their shingles that both have. 1 for two texts without any difference that counts.
    mutating func of(_ one: Span<UInt8>, _ two: Span<UInt8>) -> Double {
        left.read(one)
        right.read(two)
        if left.wholeHash == right.wholeHash { return 1 }
        let kind = left.kind == right.kind ? left.kind : .characters
        let bytes = max(one.count, two.count)
        left.all(kind, largest: bytes, into: &own)
        right.all(kind, largest: bytes, into: &other)
        known.restart(expecting: own.count)
        var all = own.count { known.add($0) == 1 }
        seen.restart(expecting: other.count)
        var both = 0
        for hash in other where seen.add(hash) == 1 {
            if known.contains(hash) { both += 1 } else { all += 1 }
        }
        return all == 0 ? 0 : Double(both) / Double(all)
    }
}
