/// What becomes of the places where a text is cut.
package enum SplitBehavior: String, Sendable, CaseIterable {
    case removed = "Removed"
    case isolated = "Isolated"
    case mergedWithPrevious = "MergedWithPrevious"
    case mergedWithNext = "MergedWithNext"
    case contiguous = "Contiguous"

    /// Adds the words that parts of a text give: all of it in order, matches and what lies between them.
    func add(_ parts: [SplitPart], to words: inout [Range<Int>]) {
        switch self {
        case .removed: for part in parts where !part.isMatch { words.append(part.range) }
        case .isolated: for part in parts { words.append(part.range) }
        case .contiguous:
            var last: Bool?
            for part in parts {
                if part.isMatch == last, let before = words.popLast() {
                    words.append(before.lowerBound..<part.range.upperBound)
                } else {
                    words.append(part.range)
                }
                last = part.isMatch
            }
        case .mergedWithPrevious:
            var wasMatch = false
            for (place, part) in parts.enumerated() {
                if part.isMatch, !wasMatch, place > 0, let before = words.popLast() {
                    words.append(before.lowerBound..<part.range.upperBound)
                } else {
                    words.append(part.range)
                }
                wasMatch = part.isMatch
            }
        case .mergedWithNext:
            for (place, part) in parts.enumerated() {
                // A match goes to what follows, unless that is a match too.
                if part.isMatch, place + 1 < parts.count, !parts[place + 1].isMatch { continue }
                let joins = !part.isMatch && place > 0 && parts[place - 1].isMatch
                words.append((joins ? parts[place - 1].range.lowerBound : part.range.lowerBound)..<part.range.upperBound)
            }
        }
    }
}

struct SplitPart {
    var range: Range<Int>
    var isMatch: Bool
}
