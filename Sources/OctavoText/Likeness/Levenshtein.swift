/// How far apart two texts are, in code points inserted, deleted or replaced.
package enum Levenshtein {
    /// 1 minus the distance over the length of the longer text, in code points: 1 for equal texts (two empty ones too), 0 where
    /// nothing is kept. Symmetric.
    package static func similarity(_ left: String, _ right: String) -> Double {
        if left.utf8.elementsEqual(right.utf8) { return 1 }
        let one = left.unicodeScalars.map(\.value)
        let two = right.unicodeScalars.map(\.value)
        return 1 - Double(distance(one, two)) / Double(max(one.count, two.count))
    }

    /// The least number of edits. O(shorter/64 × longer) word operations.
    ///
    /// Source: G. Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming", J. ACM 46
    /// (1999), in the block form for distances by H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit
    /// distances", Nordic J. of Computing 10 (2003).
    package static func distance(_ left: [UInt32], _ right: [UInt32]) -> Int {
        var (short, long) = left.count <= right.count ? (left[...], right[...]) : (right[...], left[...])
        while let one = short.first, one == long.first {
            short.removeFirst()
            long.removeFirst()
        }
        while let one = short.last, one == long.last {
            short.removeLast()
            long.removeLast()
        }
        if short.isEmpty { return long.count }
        let pattern = Array(short)
        let blocks = (pattern.count + 63) / 64
        var places: [UInt32: [UInt64]] = [:]
        for (index, scalar) in pattern.enumerated() {
            places[scalar, default: [UInt64](repeating: 0, count: blocks)][index / 64] |= 1 << UInt64(index % 64)
        }
        let nowhere = [UInt64](repeating: 0, count: blocks)
        var positive = [UInt64](repeating: .max, count: blocks)
        var negative = [UInt64](repeating: 0, count: blocks)
        let lastBit: UInt64 = 1 << UInt64((pattern.count - 1) % 64)
        var score = pattern.count
        for scalar in long {
            let equal = places[scalar] ?? nowhere
            // The first row counts up by one a column: distances of whole texts, not of a part.
            var positiveIn: UInt64 = 1
            var negativeIn: UInt64 = 0
            for block in 0..<blocks {
                let pv = positive[block]
                let mv = negative[block]
                let match = equal[block]
                let vertical = match | mv
                let seeded = match | negativeIn
                let horizontal = (((seeded & pv) &+ pv) ^ pv) | seeded
                var up = mv | ~(horizontal | pv)
                var down = pv & horizontal
                if block == blocks - 1 {
                    if up & lastBit != 0 { score += 1 }
                    if down & lastBit != 0 { score -= 1 }
                }
                let upOut = up >> 63
                let downOut = down >> 63
                up = up << 1 | positiveIn
                down = down << 1 | negativeIn
                positive[block] = down | ~(vertical | up)
                negative[block] = up & vertical
                positiveIn = upOut
                negativeIn = downOut
            }
        }
        return score
    }
}
