/// What the rules of noise measure of one text. Words and lines are found once, when the first rule asks for them.
struct TextMeasures {
    /// The words' bytes, without the punctuation around them.
    private var words: [Range<Int>] = []
    private var hasWords = false
    private var lines = TextLines()
    private var hasLines = false
    var counter = HashCounter()

    /// Forgets the text before.
    mutating func restart() {
        hasWords = false
        hasLines = false
    }

    /// Whether a text is so short that it keeps a rule whatever it says.
    static func surely(_ text: Span<UInt8>, passes rule: NoiseRule, _ threshold: Double) -> Bool {
        switch rule {
        case .maxWords, .maxWordLength: Double(text.count) <= threshold
        default: false
        }
    }

    mutating func value(of rule: NoiseRule, _ text: Span<UInt8>) -> Double {
        switch rule {
        case .empty: return NoiseSigns.saysNothing(text) ? 1 : 0
        case .boilerplate: return Boilerplate.isAll(of: text) ? 1 : 0
        case .loremIpsum: return NoiseSigns.holdsLoremIpsum(text) ? 1 : 0
        case .curlyBrackets: return NoiseSigns.holdsCurlyBracket(text) ? 1 : 0
        case .maxRepetition: return Repetition.share(of: text)
        case .maxGibberish: return Gibberish.bits(text)
        case .maxSymbolShare: return CharacterCounts(text).symbolShare
        case .maxDigitShare: return CharacterCounts(text).digitShare
        case .minWords, .maxWords, .maxWordLength, .minMeanWordLength, .maxMeanWordLength, .maxSymbolWords, .minLetterWords,
            .minStopWords, .maxLineBreaks, .maxTop2Grams, .maxTop3Grams, .maxTop4Grams, .maxDuplicate5Grams, .maxDuplicate6Grams,
            .maxDuplicate7Grams, .maxDuplicate8Grams, .maxDuplicate9Grams, .maxDuplicate10Grams:
            return wordValue(of: rule, text)
        case .maxBulletLines, .maxEllipsisLines, .minTerminalLines, .maxShortLines, .maxDuplicateLines,
            .maxDuplicateLineCharacters, .maxDuplicateParagraphs, .maxDuplicateParagraphCharacters, .minSentences:
            if !hasLines {
                lines.find(in: text)
                hasLines = true
            }
            return lines.value(of: rule, text, &counter)
        }
    }

    private mutating func wordValue(of rule: NoiseRule, _ text: Span<UInt8>) -> Double {
        if rule == .minWords || rule == .maxWords, !hasWords { return Double(WordCount.count(text)) }
        if !hasWords {
            WordRanges.find(in: text, into: &words)
            hasWords = true
        }
        let count = Double(words.count)
        func share(_ number: Int) -> Double { words.isEmpty ? 0 : Double(number) / count }
        switch rule {
        case .minWords, .maxWords: return count
        case .maxWordLength: return Double(words.reduce(0) { max($0, length($1, text)) })
        case .minMeanWordLength, .maxMeanWordLength: return share(words.reduce(0) { $0 + length($1, text) })
        case .maxSymbolWords:
            let signs = NoiseSigns.hashesAndEllipses(text)
            return share(max(signs.hashes, signs.ellipses))
        case .minLetterWords: return share(words.count { NoiseSigns.holdsLetter(text, $0) })
        case .minStopWords: return Double(words.count { NoiseSigns.isStopWord(text, $0) })
        case .maxLineBreaks: return share(NoiseSigns.lineBreaks(text))
        default:
            guard let length = rule.gramLength else { return 0 }
            let isTop = rule == .maxTop2Grams || rule == .maxTop3Grams || rule == .maxTop4Grams
            let grams = WordGrams(text, words)
            let bytes = isTop ? grams.mostFrequent(length, &counter) : grams.repeated(length, &counter)
            // Runs that overlap are counted whole, and a space is counted where signs follow each other without one.
            return text.isEmpty ? 0 : min(Double(bytes) / Double(text.count), 1)
        }
    }

    private func length(_ word: Range<Int>, _ text: Span<UInt8>) -> Int { TextBytes.countOfCodePoints(text.extracting(word)) }
}

/// How the characters of a text divide.
struct CharacterCounts {
    private var symbols = 0
    private var digits = 0
    private var all = 0

    init(_ text: Span<UInt8>) {
        var offset = 0
        while offset < text.count {
            let (scalar, length) = CodePoint.decode(text, at: offset)
            offset += length
            all += 1
            if scalar &- 0x30 < 10 {
                digits += 1
            } else if !CodePoint.isAlphanumeric(scalar), !CodePoint.isWhiteSpace(scalar), !CodePoint.isMark(scalar) {
                symbols += 1
            }
        }
    }

    var symbolShare: Double { all == 0 ? 0 : Double(symbols) / Double(all) }
    var digitShare: Double { all == 0 ? 0 : Double(digits) / Double(all) }
}
