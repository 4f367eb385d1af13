/// Finds the name that was probably meant.
package enum Suggestion {
    /// The candidates nearest to `name`, best first, at most `limit`.
    ///
    /// Equal but for case wins; then Damerau–Levenshtein distance (optimal string alignment) of at most a third of the name's
    /// length, never for a name of one letter.
    package static func nearest(to name: String, among candidates: some Sequence<String>, limit: Int = 3) -> [String] {
        let wanted = Array(name.lowercased().unicodeScalars)
        guard wanted.count > 1, wanted.count <= 100 else {
            return Array(candidates.filter { $0 != name && $0.lowercased() == name.lowercased() }.sorted().prefix(limit))
        }
        let threshold = max(wanted.count / 3, 1)
        var found: [(distance: Int, name: String)] = []
        for candidate in candidates where candidate != name {
            let other = Array(candidate.lowercased().unicodeScalars)
            guard abs(other.count - wanted.count) <= threshold else { continue }
            let distance = distance(wanted, other)
            if distance <= threshold { found.append((distance, candidate)) }
        }
        found.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
        var names: [String] = []
        for (_, name) in found where names.count < limit && !names.contains(name) { names.append(name) }
        return names
    }

    /// The single best candidate.
    package static func best(for name: String, among candidates: some Sequence<String>) -> String? {
        nearest(to: name, among: candidates, limit: 1).first
    }

    /// "did you mean `a` or `b`?", or `nil` where nothing is near.
    package static func question(for name: String, among candidates: some Sequence<String>, prefix: String = "") -> String? {
        let names = nearest(to: name, among: candidates).map { "`\(prefix)\($0)`" }
        guard let last = names.last else { return nil }
        return "did you mean " + (names.count == 1 ? last : names.dropLast().joined(separator: ", ") + " or " + last) + "?"
    }

    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
        var beforePrevious = [Int](repeating: 0, count: right.count + 1)
        var previous = Array(0...right.count)
        var current = previous
        for row in 1...left.count {
            current[0] = row
            for column in 1...right.count {
                let substitution = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1)
                var best = min(previous[column] + 1, current[column - 1] + 1, substitution)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    best = min(best, beforePrevious[column - 2] + 1)
                }
                current[column] = best
            }
            (beforePrevious, previous, current) = (previous, current, beforePrevious)
        }
        return previous[right.count]
    }
}
