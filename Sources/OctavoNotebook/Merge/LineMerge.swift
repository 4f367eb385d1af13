/// Two versions of a text merged by lines, from the version that both come from.
struct LineMerge {
    let lines: [[UInt8]]
    let hasConflicts: Bool

    /// Where both versions changed the same lines in different ways, both stand there between the marks that Git uses, which end
    /// in `lineEnd`. O(n × changes).
    init(base: [[UInt8]], ours: [[UInt8]], theirs: [[UInt8]], lineEnd: [UInt8]) {
        let inOurs = Self.places(of: base, in: ours)
        let inTheirs = Self.places(of: base, in: theirs)
        var merged: [[UInt8]] = []
        var conflicts = 0
        var place = (base: 0, ours: 0, theirs: 0)
        func mark(_ text: String) -> [UInt8] { Array(text.utf8) + lineEnd }
        while place.base < base.count || place.ours < ours.count || place.theirs < theirs.count {
            // The next line that all three have.
            var next = place.base
            while next < base.count, inOurs[next] == nil || inTheirs[next] == nil { next += 1 }
            let end = (
                base: next, ours: next < base.count ? inOurs[next] ?? ours.count : ours.count,
                theirs: next < base.count ? inTheirs[next] ?? theirs.count : theirs.count
            )
            let old = base[place.base..<end.base]
            let our = ours[place.ours..<end.ours]
            let their = theirs[place.theirs..<end.theirs]
            if our == old || our == their {
                merged += their
            } else if their == old {
                merged += our
            } else {
                conflicts += 1
                merged += [mark("<<<<<<< ours")] + our + [mark("=======")] + their + [mark(">>>>>>> theirs")]
            }
            if next < base.count { merged.append(base[next]) }
            place = (end.base + 1, end.ours + 1, end.theirs + 1)
        }
        lines = merged
        hasConflicts = conflicts > 0
    }

    /// For each line of `base` its place in `other`, where it is still there; ascending.
    private static func places(of base: [[UInt8]], in other: [[UInt8]]) -> [Int?] {
        let difference = other.difference(from: base)
        var isRemoved = [Bool](repeating: false, count: base.count)
        var isInserted = [Bool](repeating: false, count: other.count)
        for change in difference {
            switch change {
            case .remove(let offset, _, _): isRemoved[offset] = true
            case .insert(let offset, _, _): isInserted[offset] = true
            }
        }
        var place = 0
        return isRemoved.map { isRemoved in
            if isRemoved { return nil }
            while isInserted[place] { place += 1 }
            defer { place += 1 }
            return place
        }
    }
}
