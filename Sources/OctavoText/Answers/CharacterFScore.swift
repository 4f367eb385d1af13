/// chrF2: how many runs of one to six characters a text and a reference have in common, white space apart; what of the reference is met
/// counts twice as much as what of the text is meant. Counts of many texts can be added up for the score of all.
///
/// Popović, "chrF: character n-gram F-score for automatic MT evaluation" (2015), as sacrebleu 2 computes it (`nc:6|nw:0|space:no`).
package struct CharacterFScore: Sendable, Equatable {
    private static let longest = 6
    private static let beta = 2.0

    private struct Order: Sendable, Equatable {
        var text = 0
        var reference = 0
        var common = 0
    }

    private var orders = [Order](repeating: Order(), count: longest)

    /// Of no text.
    package init() {}

    /// Of one text and the reference that it is most like.
    package init(_ text: String, references: [String]) {
        let own = Self.scalars(text)
        var best = (score: -1.0, counts: CharacterFScore())
        for reference in references {
            let counts = CharacterFScore(own, Self.scalars(reference))
            if counts.score > best.score { best = (counts.score, counts) }
        }
        self = best.counts
    }

    private init(_ text: [UInt32], _ reference: [UInt32]) {
        for order in orders.indices {
            let one = PackedGrams.sorted(text, length: order + 1, bits: 21)
            let other = PackedGrams.sorted(reference, length: order + 1, bits: 21)
            orders[order] = Order(
                text: other.isEmpty ? 0 : one.count, reference: other.count, common: PackedGrams.common(one, other))
        }
    }

    private static func scalars(_ text: String) -> [UInt32] {
        text.unicodeScalars.compactMap { WhiteSpace.contains($0) ? nil : $0.value }
    }

    /// Counts another text's as often as `times` says.
    package mutating func add(_ other: CharacterFScore, times: Int = 1) {
        for order in orders.indices {
            orders[order].text += other.orders[order].text * times
            orders[order].reference += other.orders[order].reference * times
            orders[order].common += other.orders[order].common * times
        }
    }

    /// From 0 to 1.
    package var score: Double {
        var (precision, recall, count) = (0.0, 0.0, 0.0)
        for order in orders where order.text > 0 && order.reference > 0 {
            precision += Double(order.common) / Double(order.text)
            recall += Double(order.common) / Double(order.reference)
            count += 1
        }
        guard precision + recall > 0 else { return 0 }
        let factor = Self.beta * Self.beta
        let (p, r) = (precision / count, recall / count)
        return (1 + factor) * p * r / (factor * p + r)
    }
}

/// White space as Python's `str.split` has it: what Unicode calls so, and the four separators of ASCII.
enum WhiteSpace {
    static func contains(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || 0x1C...0x1F ~= scalar.value
    }
}
