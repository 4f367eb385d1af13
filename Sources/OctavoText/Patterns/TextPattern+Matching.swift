import CPCRE2

extension TextPattern {
    /// Whether the pattern is found anywhere.
    package func isFound(in text: String) throws(PatternError) -> Bool { try isFound(in: text.utf8.span) }

    /// The first match: the whole of it, then each group.
    package func firstMatch(in text: Span<UInt8>) throws(PatternError) -> [Range<Int>?]? {
        var groups: [Range<Int>?] = []
        return try search(text, into: &groups) ? groups : nil
    }

    /// Every match, left to right, none overlapping another. An empty match may stand where the one before ended only if that
    /// one was not empty there, as in Perl.
    package func matches(in text: Span<UInt8>) throws(PatternError) -> [[Range<Int>?]] {
        var all: [[Range<Int>?]] = []
        unsafe try forEachMatch(in: text) { bounds in
            all.append((0...groupCount).map { unsafe Self.range(bounds, $0) })
        }
        return all
    }

    /// Gives the whole of every match, as `matches` finds them.
    package func forEachRange(in text: Span<UInt8>, _ body: (Range<Int>) -> Void) throws(PatternError) {
        unsafe try forEachMatch(in: text) { bounds in
            if let range = unsafe Self.range(bounds, 0) { body(range) }
        }
    }

    /// The text with every match replaced.
    package func replacing(in text: String, with template: ReplacementTemplate) throws(PatternError) -> String {
        var result = ""
        try replace(in: text.utf8.span, with: template) { replaced in
            result = unsafe replaced.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
        }
        return result
    }

    /// Gives the text with every match replaced, for the time of the call.
    package func replace(
        in text: Span<UInt8>, with template: ReplacementTemplate, _ body: (Span<UInt8>) -> Void
    ) throws(PatternError) {
        let code: Int32 = unsafe text.withUnsafeBytes { bytes in
            var start: UnsafePointer<UInt8>?
            var count = 0
            // The counts are the arrays' own, and the text is borrowed for the call. What is given is the text itself or this thread's
            // own memory, which no other search touches before `body` has ended.
            let code = unsafe octavo_pattern_replace(
                handle, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, template.parts, template.parts.count,
                template.literals, &start, &count)
            if code > 0 { body(unsafe UnsafeBufferPointer(start: start, count: count).span) }
            return code
        }
        try Self.check(code)
    }
}
