/// What features are to people. Features are hashes, so names are found by reading a text again.
package struct FeatureName: Sendable, Hashable {
    package enum Kind: String, Sendable {
        case word
        /// Two neighbours, or a word at the text's edge.
        case neighbours
        /// Two words at a distance, in either order.
        case pair
        case characters
    }

    package let kind: Kind
    /// `^` and `$` stand for the text's beginning and end, `_` for a word's, `…` for what lies between.
    package let text: String
}

extension TextFeatureReader {
    /// The name of each feature of the text that was read last.
    package func names() -> [UInt64: FeatureName] {
        let written = words.map { word in Self.text(scalars[word]) }
        var names: [UInt64: FeatureName] = [:]
        func name(_ hash: UInt64, _ group: Group, _ kind: FeatureName.Kind, _ text: String) {
            let hash = hash & ~3 | group.rawValue
            if names[hash] == nil { names[hash] = FeatureName(kind: kind, text: text) }
        }
        for (place, hash) in wordHashes.enumerated() {
            name(hash, .words, .word, written[place])
            let before = place == 0 ? FeatureHash.textStart : wordHashes[place - 1]
            name(
                FeatureHash.ordered(before, hash), .words, .neighbours,
                (place == 0 ? "^" : written[place - 1]) + " " + written[place])
            for other in (place + 1)..<max(min(place + 1 + Self.reach, wordHashes.count), place + 1)
            where wordHashes[place] != wordHashes[other] {
                let (one, two) = (wordHashes[place], wordHashes[other])
                name(
                    FeatureHash.ordered(min(one, two), max(one, two)) &+ 1, .pairs, .pair, "\(written[place]) … \(written[other])"
                )
            }
        }
        if let last = wordHashes.last {
            name(FeatureHash.ordered(last, FeatureHash.textEnd), .words, .neighbours, (written.last ?? "") + " $")
        }
        for word in words {
            let bounded = [0x20] + scalars[word] + [0x20]
            for start in bounded.indices {
                var hash = FeatureHash.runStart
                for end in start..<min(start + Self.runLengths.upperBound, bounded.count) {
                    hash = FeatureHash.adding(bounded[end], to: hash)
                    if end - start + 1 >= Self.runLengths.lowerBound {
                        let text = Self.text(bounded[start...end].map { $0 == 0x20 ? 0x5F : $0 }[...])
                        name(FeatureHash.mixed(hash), .runs, .characters, text)
                    }
                }
            }
        }
        return names
    }

    private static func text(_ scalars: ArraySlice<UInt32>) -> String {
        var text = String.UnicodeScalarView()
        for scalar in scalars { text.append(Unicode.Scalar(scalar) ?? "\u{FFFD}") }
        return String(text)
    }
}
