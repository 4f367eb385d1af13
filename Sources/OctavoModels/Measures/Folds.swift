import OctavoTable

/// Parts of rows of which each is measured by a model that learnt from the others. Every class is spread evenly, and rows of one text
/// stand in one part, so that none is measured by a model that has seen it.
package enum Folds {
    /// The part of each row. `texts` holds a number for each row's text, equal ones alike.
    package static func assign(labels: [Int32], texts: [Int], count: Int, seed: UInt64) -> [Int] {
        precondition(labels.count == texts.count && count > 1, "a text for every row, and two parts or more")
        // One row stands for all of its text.
        var first: [Int: Int] = [:]
        var order: [Int] = []
        for (row, text) in texts.enumerated() where first[text] == nil {
            first[text] = row
            order.append(row)
        }
        var random = SplitMix(seed: seed)
        if order.count > 1 {
            for place in stride(from: order.count - 1, to: 0, by: -1) {
                order.swapAt(place, Int(random.next(below: UInt64(place + 1))))
            }
        }
        var parts: [Int: Int] = [:]
        // Class after class, so that each is dealt evenly, and the next goes on where it ended.
        let dealt = order.enumerated().sorted { (labels[$0.element], $0.offset) < (labels[$1.element], $1.offset) }
        for (place, row) in dealt.enumerated() { parts[texts[row.element]] = place % count }
        return texts.map { parts[$0] ?? 0 }
    }
}
