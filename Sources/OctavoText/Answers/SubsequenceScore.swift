/// ROUGE-L: how much of the words of a text and a reference stands in both in the same order.
///
/// Lin, "ROUGE: a package for automatic evaluation of summaries" (2004), as Google's `rouge-score` computes it without stemming; words are
/// runs of letters and digits of any script, where that takes ASCII alone.
package enum SubsequenceScore {
    /// The harmonic mean of the shares of both that are in the longest common subsequence, from 0 to 1; of several references the highest.
    package static func score(_ text: String, references: [String]) -> Double {
        var numbers: [[Unicode.Scalar]: Int] = [:]
        func numbered(_ text: String) -> [Int] {
            words(text).map { word in
                let number = numbers[word] ?? numbers.count
                numbers[word] = number
                return number
            }
        }
        let own = numbered(text)
        return references.reduce(0) { best, reference in
            let other = numbered(reference)
            let length = commonLength(own, other, kinds: numbers.count)
            return length == 0 ? best : max(best, 2 * Double(length) / Double(own.count + other.count))
        }
    }

    private static func words(_ text: String) -> [[Unicode.Scalar]] {
        text.lowercased().unicodeScalars.split { !isWord($0) }.map { Array($0) }
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.isASCII else { return 0x30...0x39 ~= scalar.value || 0x61...0x7A ~= scalar.value }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber,
            .otherNumber, .nonspacingMark, .spacingMark:
            return true
        default: return false
        }
    }

    /// The length of the longest common subsequence, sixty-four places at a time.
    ///
    /// Hyyrö, "Bit-parallel LCS-length computation revisited" (2004).
    static func commonLength(_ one: [Int], _ other: [Int], kinds: Int) -> Int {
        guard !one.isEmpty, !other.isEmpty else { return 0 }
        let blocks = (one.count + 63) / 64
        var places = [UInt64](repeating: 0, count: kinds * blocks)
        for (place, kind) in one.enumerated() { places[kind * blocks + place / 64] |= 1 << UInt64(place % 64) }
        var free = [UInt64](repeating: .max, count: blocks)
        for kind in other {
            var carry = false
            for block in 0..<blocks {
                let met = free[block] & places[kind * blocks + block]
                let (half, first) = free[block].addingReportingOverflow(met)
                let (sum, second) = half.addingReportingOverflow(carry ? 1 : 0)
                carry = first || second
                free[block] = sum | (free[block] & ~met)
            }
        }
        // Places past the end are never met.
        let rest = one.count % 64
        let used = free.enumerated().reduce(0) { total, block in
            let isLast = block.offset == blocks - 1 && rest > 0
            return total + (isLast ? ~block.element & ((1 << UInt64(rest)) - 1) : ~block.element).nonzeroBitCount
        }
        return used
    }
}
