package import OctavoTable

/// Words that name nobody and nothing, wherever they stand: those that are written small more often than not, and such as open sentences.
package struct CommonWords: Sendable {
    /// Hashes, rising.
    let hashes: [UInt64]
    /// Those of words that are mostly written large within sentences, and so are names however they are written.
    let names: [UInt64]

    init(hashes: [UInt64], names: [UInt64]) { (self.hashes, self.names) = (hashes, names) }

    /// Of texts, each once.
    package init(of texts: [String], threads: Int, cancellation: Cancellation) throws {
        let pieces = stride(from: 0, to: texts.count, by: 512).map { $0..<min($0 + 512, texts.count) }
        let counted = try Parallel.map(pieces, threads: threads) { piece in
            try cancellation.check()
            var counts: [UInt64: (small: Int, large: Int)] = [:]
            for text in piece {
                let tokens = TextTokens(texts[text])
                guard tokens.hasSmall else { continue }
                for (place, token) in tokens.all.enumerated() where token.isWord && !token.hasDigit {
                    if !token.isCapitalized {
                        counts[token.hash, default: (0, 0)].small += 1
                    } else if !tokens.beginsSentence(place) {
                        counts[token.hash, default: (0, 0)].large += 1
                    }
                }
            }
            return counts
        }
        let counts = counted.reduce(into: [UInt64: (small: Int, large: Int)]()) { all, part in
            all.merge(part) { ($0.small + $1.small, $0.large + $1.large) }
        }
        let common = counts.filter { $0.value.small > 0 && $0.value.small >= $0.value.large }.map(\.key)
        hashes = Set(common).union(Self.openers).sorted()
        // In texts that are written large as a whole nothing is counted, so that one of them makes no names.
        names = counts.filter { $0.value.large > $0.value.small && !Self.openers.contains($0.key) }.map(\.key).sorted()
    }

    package func contains(_ token: TextTokens.Token) -> Bool { Self.contains(hashes, token) }

    func names(_ token: TextTokens.Token) -> Bool { Self.contains(names, token) }

    private static func contains(_ hashes: [UInt64], _ token: TextTokens.Token) -> Bool {
        var (low, high) = (0, hashes.count)
        while low < high {
            let middle = (low + high) / 2
            if hashes[middle] < token.hash { low = middle + 1 } else { high = middle }
        }
        return low < hashes.count && hashes[low] == token.hash
    }

    /// English words that often open a sentence and may be written small nowhere in a few texts.
    private static let openers = Set(
        """
        a about after all alright also although an and another any anything are as at before but by can certainly check could days did do does
        each either enjoy every everything excuse first for from glad good goodbye great have hello here hey hi how however i i'd i'll i'm i've if
        in is it it's its just kindly let let's many may maybe more most my never no none nothing now of oh ok okay on once one only or our please
        perfect regarding right room rooms should since so some sorry sure thank thanks that that's the their there there's these they this those
        to unfortunately until very was we we'd we'll we're we've welcome well were what what's when where which while who why will with would
        yes yet you you'll you're you've your
        """.split { $0 == " " || $0 == "\n" }.compactMap { TextTokens(String($0)).all.first?.hash })
}
