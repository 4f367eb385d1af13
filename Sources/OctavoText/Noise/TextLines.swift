/// The lines and paragraphs of a text, and what the rules of noise measure of them.
struct TextLines {
    /// Without their ends (`\n`, `\r\n`) and without white space around them; blank ones are empty.
    private var lines: [Range<Int>] = []
    /// From the first line of each paragraph to its last; blank lines part them.
    private var paragraphs: [Range<Int>] = []
    /// FineWeb: a line of so many characters or fewer is short.
    private static let shortLine = 30
    /// C4: a line needs so many words, none longer than so many characters.
    private static let leastWords = 3
    private static let longestWord = 1_000

    mutating func find(in text: Span<UInt8>) {
        lines.removeAll(keepingCapacity: true)
        paragraphs.removeAll(keepingCapacity: true)
        var start = 0
        var paragraph: Range<Int>?
        while start < text.count {
            var end = start
            while end < text.count, text[end] != 0x0A { end += 1 }
            let own = TextBytes.trimmedRange(text.extracting(start..<end))
            let line = start + own.lowerBound..<start + own.upperBound
            lines.append(line)
            if line.isEmpty {
                if let done = paragraph { paragraphs.append(done) }
                paragraph = nil
            } else {
                paragraph = (paragraph?.lowerBound ?? line.lowerBound)..<line.upperBound
            }
            start = end + 1
        }
        if let done = paragraph { paragraphs.append(done) }
    }

    func value(of rule: NoiseRule, _ text: Span<UInt8>, _ counter: inout HashCounter) -> Double {
        switch rule {
        case .maxBulletLines: return share { Self.isBullet(text, $0) }
        case .maxEllipsisLines: return share { Self.endsInEllipsis(text, $0) }
        case .minTerminalLines: return share { Self.endsSentence(text, $0) }
        case .maxShortLines:
            // Four bytes a character at most.
            return share { line in
                line.count <= Self.shortLine
                    || line.count <= 4 * Self.shortLine && TextBytes.countOfCodePoints(text.extracting(line)) <= Self.shortLine
            }
        case .maxDuplicateLines: return Self.duplicates(lines, text, &counter).share
        case .maxDuplicateLineCharacters: return Self.duplicates(lines, text, &counter).characters
        case .maxDuplicateParagraphs: return Self.duplicates(paragraphs, text, &counter).share
        case .maxDuplicateParagraphCharacters: return Self.duplicates(paragraphs, text, &counter).characters
        case .minSentences: return Double(lines.reduce(0) { $0 + Self.keptSentences(text, $1) })
        default: return 0
        }
    }

    /// Of the lines that are not blank.
    private func share(_ holds: (Range<Int>) -> Bool) -> Double {
        var (all, some) = (0, 0)
        for line in lines where !line.isEmpty {
            all += 1
            if holds(line) { some += 1 }
        }
        return all == 0 ? 0 : Double(some) / Double(all)
    }

    /// The share of the parts that stood there before, and the share of the characters in them.
    private static func duplicates(
        _ parts: [Range<Int>], _ text: Span<UInt8>, _ counter: inout HashCounter
    ) -> (share: Double, characters: Double) {
        guard parts.count > 1 else { return (0, 0) }
        counter.restart(expecting: parts.count)
        var (all, repeated, bytes, repeatedBytes) = (0, 0, 0, 0)
        for part in parts where !part.isEmpty {
            all += 1
            bytes += part.count
            if counter.add(XXH64.hash(text.extracting(part))) > 1 {
                repeated += 1
                repeatedBytes += part.count
            }
        }
        return all == 0 ? (0, 0) : (Double(repeated) / Double(all), Double(repeatedBytes) / Double(bytes))
    }

    /// `•` and its kin, `-` or `*` before a space.
    private static func isBullet(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
        let (scalar, length) = CodePoint.decode(text, at: line.lowerBound)
        switch scalar {
        case 0x2022, 0x2023, 0x25A0, 0x25AA, 0x25B6, 0x25BA, 0x25CB, 0x25CF, 0x25E6, 0x2043, 0x00B7: return true
        case 0x2D, 0x2A, 0x2013: return line.lowerBound + length < line.upperBound && text[line.lowerBound + length] == 0x20
        default: return false
        }
    }

    /// `...` or `…`.
    private static func endsInEllipsis(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
        let end = line.upperBound
        guard line.count >= 3 else { return false }
        return text[end - 1] == 0x2E && text[end - 2] == 0x2E && text[end - 3] == 0x2E
            || text[end - 3] == 0xE2 && text[end - 2] == 0x80 && text[end - 1] == 0xA6
    }

    /// `.` `!` `?` `"` `'`, their wide forms, closing curly quotes.
    private static func endsSentence(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
        var place = line.upperBound - 1
        while place > line.lowerBound, text[place] & 0xC0 == 0x80 { place -= 1 }
        switch CodePoint.decode(text, at: place).scalar {
        case 0x2E, 0x21, 0x3F, 0x22, 0x27, 0x2019, 0x201D, 0x3002, 0xFF01, 0xFF1F, 0x0964: return true
        default: return false
        }
    }

    /// How many sentences a line holds that C4 keeps.
    private static func keptSentences(_ text: Span<UInt8>, _ line: Range<Int>) -> Int {
        guard !line.isEmpty, endsSentence(text, line), !endsInEllipsis(text, line) else { return 0 }
        var (words, start) = (0, line.lowerBound)
        for place in line.lowerBound...line.upperBound
        where place == line.upperBound || text[place] == 0x20 || text[place] == 0x09 {
            if place > start {
                words += 1
                if place - start > longestWord, TextBytes.countOfCodePoints(text.extracting(start..<place)) > longestWord {
                    return 0
                }
            }
            start = place + 1
        }
        let own = text.extracting(line)
        guard words >= leastWords, !NoiseSigns.holdsScriptOrPolicy(own) else { return 0 }
        return SentenceSplitter.ranges(in: own).count
    }
}
