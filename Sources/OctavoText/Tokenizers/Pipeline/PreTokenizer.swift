import CKernels

/// How a text is cut into words that are encoded one by one, as the parts of Hugging Face's tokenizers of the same names do.
package enum PreTokenizer: Sendable {
    case split(SplitPattern, SplitBehavior, inverted: Bool)
    /// Words of letters, digits and their kind, and runs of other signs; white space falls away.
    case wordsAndSigns
    /// `mapped` where bytes become characters of the byte-level alphabet, not for a model that reads bytes.
    case byteLevel(prependsSpace: Bool, mapped: Bool)
    case metaspace([UInt8], PrependScheme, splits: Bool)
    case fixedLength(Int)

    package enum PrependScheme: String, Sendable, CaseIterable {
        case always, first, never
    }

    func apply(to words: inout TokenWords) throws(TokenizingError) {
        switch self {
        case .split(let pattern, let behavior, let inverted):
            try words.cut { text, ranges throws(TokenizingError) in
                var parts = try pattern.parts(of: text)
                if inverted { for place in parts.indices { parts[place].isMatch.toggle() } }
                behavior.add(parts, to: &ranges)
            }
        case .wordsAndSigns: try words.cut { text, ranges in Self.addWordsAndSigns(text, &ranges) }
        case .byteLevel(let prependsSpace, let mapped):
            if !prependsSpace, !mapped { return }
            words.rewrite { text, _, result in
                // The character of a blank is U+0120.
                if prependsSpace, text[0] != 0x20 { result += mapped ? [0xC4, 0xA0] : [0x20] }
                if mapped { ByteLevel.write(text, into: &result) } else { result.append(text) }
            }
        case .metaspace(let replacement, let scheme, let splits):
            words.rewrite { text, isFirst, result in
                let prepends = scheme == .always || scheme == .first && isFirst
                if prepends, text[0] != 0x20, !Self.begins(text, with: replacement) { result += replacement }
                for place in 0..<text.count {
                    if text[place] == 0x20 { result += replacement } else { result.append(text[place]) }
                }
            }
            if splits {
                try words.cut { text, ranges throws(TokenizingError) in
                    SplitBehavior.mergedWithNext.add(try SplitPattern.text(replacement).parts(of: text), to: &ranges)
                }
            }
        case .fixedLength(let length):
            try words.cut { text, ranges in
                var at = 0
                while at < text.count {
                    let start = at
                    for _ in 0..<length where at < text.count { at += CodePoint.decode(text, at: at).length }
                    ranges.append(start..<at)
                }
            }
        }
    }

    private static func addWordsAndSigns(_ text: Span<UInt8>, _ ranges: inout [Range<Int>]) {
        var start = 0
        var kind: UInt8 = 0
        var at = 0
        while at < text.count {
            let (code, length) = CodePoint.decode(text, at: at)
            let flags = LetterClasses.flags(of: code)
            let own = UInt8(
                flags & UInt8(OCTAVO_PIECE_WORD) != 0 ? 1 : flags & UInt8(OCTAVO_PIECE_SPACE) != 0 ? 0 : 2)
            if own != kind {
                if kind != 0 { ranges.append(start..<at) }
                start = at
                kind = own
            }
            at += length
        }
        if kind != 0 { ranges.append(start..<at) }
    }

    private static func begins(_ text: Span<UInt8>, with start: [UInt8]) -> Bool {
        guard text.count >= start.count else { return false }
        for place in start.indices where text[place] != start[place] { return false }
        return true
    }
}

/// A text cut into words, all in one piece of memory.
struct TokenWords {
    private(set) var bytes: [UInt8]
    private(set) var words: [Range<Int>]
    /// Whether the first word begins where the whole text does.
    private(set) var startsText: Bool

    init(_ text: [UInt8], startsText: Bool) {
        bytes = text
        words = text.isEmpty ? [] : [0..<text.count]
        self.startsText = startsText
    }

    /// Each word becomes the ranges within it that `body` adds.
    mutating func cut(_ body: (Span<UInt8>, inout [Range<Int>]) throws(TokenizingError) -> Void) throws(TokenizingError) {
        var result: [Range<Int>] = []
        var own: [Range<Int>] = []
        for word in words {
            own.removeAll(keepingCapacity: true)
            try body(bytes.span.extracting(word), &own)
            for range in own { result.append(word.lowerBound + range.lowerBound..<word.lowerBound + range.upperBound) }
        }
        if let first = words.first, result.first?.lowerBound != first.lowerBound { startsText = false }
        words = result
    }

    /// Each word becomes what `body` adds; it is told whether the word begins where the whole text does.
    mutating func rewrite(_ body: (Span<UInt8>, Bool, inout [UInt8]) -> Void) {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 2)
        for (place, word) in words.enumerated() {
            let start = result.count
            body(bytes.span.extracting(word), startsText && place == 0, &result)
            words[place] = start..<result.count
        }
        bytes = result
    }
}
