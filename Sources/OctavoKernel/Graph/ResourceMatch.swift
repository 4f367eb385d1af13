/// Whether two names of files or of things in the store, as cells access them, may be the same.
package enum ResourceMatch {
    /// `file:a.csv` and `file:*.csv` may; `file:*` may be any file; a folder holds its files. Two globs may meet unless the texts
    /// before their first special character exclude it.
    package static func mayMeet(_ left: String, _ right: String) -> Bool {
        let (leftScheme, leftName) = split(left)
        let (rightScheme, rightName) = split(right)
        guard leftScheme == rightScheme else { return false }
        if leftName == "*" || rightName == "*" || leftName == rightName { return true }
        if leftScheme == "store" { return version(in: leftName).name == version(in: rightName).name }
        if isGlob(leftName), isGlob(rightName) {
            let one = leftName.prefix { !isSpecial($0) }
            let two = rightName.prefix { !isSpecial($0) }
            return one.hasPrefix(two) || two.hasPrefix(one)
        }
        if isGlob(leftName) { return matches(Array(leftName.utf8)[...], Array(rightName.utf8)[...]) }
        if isGlob(rightName) { return matches(Array(rightName.utf8)[...], Array(leftName.utf8)[...]) }
        return holds(leftName, rightName) || holds(rightName, leftName)
    }

    /// `file:PATH` or `store:NAME`, and not a name of the language.
    static func isResource(_ text: String) -> Bool { text.utf8.contains(0x3A) }

    /// Whether only a run can know what is accessed.
    static func isUnknown(_ resource: String) -> Bool { split(resource).name == "*" }

    static func split(_ resource: String) -> (scheme: String, name: String) {
        guard let colon = resource.firstIndex(of: ":") else { return ("", resource) }
        var name = resource[resource.index(after: colon)...]
        while name.hasPrefix("./") { name = name.dropFirst(2) }
        while name.count > 1, name.hasSuffix("/") { name = name.dropLast() }
        return (String(resource[..<colon]), String(name))
    }

    /// `train@3f9a` is version `3f9a` of `train`.
    static func version(in name: String) -> (name: String, version: String?) {
        guard let at = name.firstIndex(of: "@") else { return (name, nil) }
        return (String(name[..<at]), String(name[name.index(after: at)...]))
    }

    private static func holds(_ folder: String, _ path: String) -> Bool { path.hasPrefix(folder + "/") }
    private static func isSpecial(_ character: Character) -> Bool {
        character == "*" || character == "?" || character == "[" || character == "{"
    }
    static func isGlob(_ name: String) -> Bool { name.contains(where: isSpecial) }

    /// `*` and `?` within a folder, `**` over folders; sets and alternatives count as "anything within a folder", so a match may
    /// be claimed too often, never too seldom. Walks back to the last star only, so time is at most n × m.
    private static func matches(_ pattern: ArraySlice<UInt8>, _ path: ArraySlice<UInt8>) -> Bool {
        var p = pattern.startIndex
        var s = path.startIndex
        var star: (pattern: Int, path: Int)?
        while s < path.endIndex {
            if p < pattern.endIndex, pattern[p] == 0x2A || pattern[p] == 0x5B || pattern[p] == 0x7B {
                star = (Self.afterStar(pattern, p), s)
                p = Self.afterStar(pattern, p)
            } else if p < pattern.endIndex, pattern[p] == path[s] || pattern[p] == 0x3F {
                p += 1
                s += 1
            } else if let last = star {
                star = (last.pattern, last.path + 1)
                p = last.pattern
                s = last.path + 1
            } else {
                return false
            }
        }
        while p < pattern.endIndex, pattern[p] == 0x2A { p += 1 }
        return p == pattern.endIndex
    }

    /// Past stars (and the `/` of `**/`), a set or alternatives.
    private static func afterStar(_ pattern: ArraySlice<UInt8>, _ start: Int) -> Int {
        let closer: UInt8 = pattern[start] == 0x5B ? 0x5D : 0x7D
        if pattern[start] != 0x2A { return pattern[start...].firstIndex(of: closer).map { $0 + 1 } ?? pattern.endIndex }
        var end = start
        while end < pattern.endIndex, pattern[end] == 0x2A { end += 1 }
        return end - start > 1 && end < pattern.endIndex && pattern[end] == 0x2F ? end + 1 : end
    }
}
