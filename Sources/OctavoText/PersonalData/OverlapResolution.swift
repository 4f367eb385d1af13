/// Which of several findings at one place stays: the one that holds the other, else the more certain one, else the longer one, else
/// the one whose kind comes first.
enum OverlapResolution {
    /// Whether there is nothing to resolve: in order, none over another.
    static func areApart(_ matches: [PersonalDataMatch]) -> Bool {
        for index in matches.indices.dropFirst() where matches[index].start < matches[index - 1].end { return false }
        return true
    }

    static func resolved(_ matches: [PersonalDataMatch]) -> [PersonalDataMatch] {
        let sorted = matches.sorted {
            ($0.start, -$0.end, -$0.score, $0.kind.rawValue) < ($1.start, -$1.end, -$1.score, $1.kind.rawValue)
        }
        var kept: [PersonalDataMatch] = []
        for match in sorted {
            guard let last = kept.last, match.start < last.end else {
                kept.append(match)
                continue
            }
            // Sorted: `last` starts no later. It stays where it holds the match, and where it is better.
            if match.end <= last.end || !isBetter(match, last) { continue }
            kept.removeLast()
            kept.append(match)
        }
        return kept
    }

    private static func isBetter(_ one: PersonalDataMatch, _ other: PersonalDataMatch) -> Bool {
        (one.score, one.count, -Int(one.kind.rawValue)) > (other.score, other.count, -Int(other.kind.rawValue))
    }
}
