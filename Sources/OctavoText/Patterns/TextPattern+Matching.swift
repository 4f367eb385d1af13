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

    /// The text with every match replaced.
    package func replacing(in text: String, with template: ReplacementTemplate) throws(PatternError) -> String {
        var result: [UInt8] = []
        try replace(in: text.utf8.span, with: template) { piece in
            for index in piece.indices { result.append(piece[index]) }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Gives the pieces of the text with every match replaced, in order; at least one.
    package func replace(
        in text: Span<UInt8>, with template: ReplacementTemplate, _ append: (Span<UInt8>) -> Void
    ) throws(PatternError) {
        var copied = 0
        unsafe try forEachMatch(in: text) { match in
            guard let whole = unsafe Self.range(match, 0) else { return }
            if whole.lowerBound > copied { append(text.extracting(copied..<whole.lowerBound)) }
            for piece in template.pieces {
                switch piece {
                case .literal(let literal): append(literal.span)
                case .group(let number): if let range = unsafe Self.range(match, number) { append(text.extracting(range)) }
                }
            }
            copied = max(copied, whole.upperBound)
        }
        append(text.extracting(copied..<text.count))
    }
}
