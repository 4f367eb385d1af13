import CPCRE2

/// A PCRE2 pattern, compiled once. `.`, classes and `\d \w \s \b` know Unicode; `\n` alone ends a line; `\C` is refused.
///
/// A class because it owns a C handle. Threads may share it: the handle never changes, and each thread searches with a
/// workspace of its own.
@safe package final class TextPattern: Sendable {
    /// The pattern as written.
    package let source: String
    /// The pattern itself where it has no sign with a meaning, so that finding it is finding this text.
    package let literal: String?
    /// How many groups there are besides the whole match.
    package let groupCount: Int
    // The C side only reads through this handle after it is made; it is freed once, when the last reference ends.
    nonisolated(unsafe) let handle: OpaquePointer

    private static let signs = Set(#"\^$.|?*+()[]{}"#.utf8)

    package init(_ pattern: String) throws(PatternError) {
        let bytes = Array(pattern.utf8)
        var code: Int32 = 0
        var offset = 0
        // The three pointers are used during the call only, and the count is the array's own.
        guard let handle = unsafe octavo_pattern_compile(bytes, bytes.count, &code, &offset) else {
            throw .malformed(offset: offset, reason: Self.reason(code))
        }
        source = pattern
        literal = bytes.isEmpty || bytes.contains(where: Self.signs.contains) ? nil : pattern
        unsafe self.handle = handle
        groupCount = Int(unsafe octavo_pattern_groups(handle))
    }

    deinit { unsafe octavo_pattern_free(handle) }

    /// The number of the group of this name.
    package func group(named name: String) -> Int? {
        // The text is passed as a C string that lives for the call; a NUL inside can only shorten the name.
        let number = unsafe octavo_pattern_group(handle, name)
        return number > 0 ? Int(number) : nil
    }

    /// Searches from byte `start` on and puts the place of the whole match, then of each group, into `groups`; `nil` for groups
    /// that took no part. False where nothing is found. `text` is valid UTF-8 and `start` does not split a code point.
    package func search(
        _ text: Span<UInt8>, from start: Int = 0, afterEmptyMatch: Bool = false, into groups: inout [Range<Int>?]
    ) throws(PatternError) -> Bool {
        let count = groupCount + 1
        return unsafe try bounds(text, from: start, afterEmptyMatch: afterEmptyMatch) { bounds in
            groups.removeAll(keepingCapacity: true)
            for pair in 0..<count { groups.append(unsafe Self.range(bounds, pair)) }
        }
    }

    /// Whether the pattern is found anywhere.
    package func isFound(in text: Span<UInt8>) throws(PatternError) -> Bool {
        unsafe try bounds(text, from: 0, afterEmptyMatch: false) { _ in }
    }

    /// Where one group of the first match stands, 0 for the whole of it; `nil` where nothing matches or the group took no part.
    package func firstRange(ofGroup group: Int, in text: Span<UInt8>) throws(PatternError) -> Range<Int>? {
        precondition(group >= 0 && group <= groupCount, "a group that the pattern does not have")
        var range: Range<Int>?
        _ = unsafe try bounds(text, from: 0, afterEmptyMatch: false) { range = unsafe Self.range($0, group) }
        return range
    }

    /// Gives each match, left to right, none overlapping another: start and end of the whole and of each group.
    func forEachMatch(
        in text: Span<UInt8>, _ body: (UnsafeMutableBufferPointer<Int>) -> Void
    ) throws(PatternError) {
        let width = 2 * (groupCount + 1)
        // A call finds several, without keeping much of the stack.
        let capacity = max(64 / width, 1)
        let result = unsafe withUnsafeTemporaryAllocation(of: Int.self, capacity: capacity * width) { bounds -> Int32 in
            var place = octavo_pattern_place(start: 0, after_empty: false)
            while true {
                let found: Int32 = unsafe text.withUnsafeBytes { bytes in
                    let base = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
                    // `bounds` holds as many matches as are asked for, and the text is borrowed for the call.
                    return unsafe octavo_pattern_matches(
                        handle, base, bytes.count, &place, bounds.baseAddress.unsafelyUnwrapped, capacity)
                }
                if found < 0 { return found }
                for match in 0..<Int(found) {
                    unsafe body(UnsafeMutableBufferPointer(rebasing: bounds[match * width..<(match + 1) * width]))
                }
                if found < capacity { return 1 }
            }
        }
        try Self.check(result)
    }

    static func range(_ bounds: UnsafeMutableBufferPointer<Int>, _ pair: Int) -> Range<Int>? {
        let from = unsafe bounds[2 * pair]
        return from < 0 ? nil : from..<(unsafe bounds[2 * pair + 1])
    }

    /// Runs `body` with the start and end of each group where the pattern is found, on the stack for patterns of few groups.
    private func bounds(
        _ text: Span<UInt8>, from start: Int, afterEmptyMatch: Bool, _ body: (UnsafeMutableBufferPointer<Int>) -> Void
    ) throws(PatternError) -> Bool {
        guard start >= 0, start <= text.count else { return false }
        let result = unsafe withUnsafeTemporaryAllocation(of: Int.self, capacity: 2 * (groupCount + 1)) { bounds -> Int32 in
            let result: Int32 = unsafe text.withUnsafeBytes { bytes in
                let base = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
                // `bounds` holds two numbers a pair as the C side asks, and the text is borrowed for the call.
                return unsafe octavo_pattern_search(
                    handle, base, bytes.count, start, afterEmptyMatch, bounds.baseAddress.unsafelyUnwrapped)
            }
            // Where something is found the C side has written every pair.
            if result > 0 { unsafe body(bounds) }
            return result
        }
        if result == Int32(octavo_pattern_none) { return false }
        try Self.check(result)
        return true
    }

    static func check(_ result: Int32) throws(PatternError) {
        if result == Int32(octavo_pattern_slow) { throw .tooSlow }
        if result == Int32(octavo_pattern_large) { throw .tooLarge }
        guard result > 0 else { throw .failed }
    }

    private static func reason(_ code: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        // The C side writes at most as many bytes as the array holds.
        let count = unsafe octavo_pattern_reason(code, &buffer, buffer.count)
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }
}
