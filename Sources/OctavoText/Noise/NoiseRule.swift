/// A rule by which a text is noise. Its name is the option that holds its threshold, and what a report calls it.
///
/// The rules are tried in this order, and a text is counted at the first that drops it: what is cheap comes first.
package enum NoiseRule: String, CaseIterable, Sendable {
    case empty
    case minWords = "min_words"
    case maxWords = "max_words"
    case maxWordLength = "max_word_length"
    case boilerplate
    case maxRepetition = "max_repetition"
    case maxGibberish = "max_gibberish"
    case maxSymbolShare = "max_symbol_share"
    case maxDigitShare = "max_digit_share"
    case loremIpsum = "lorem_ipsum"
    case curlyBrackets = "curly_brackets"
    case minMeanWordLength = "min_mean_word_length"
    case maxMeanWordLength = "max_mean_word_length"
    case maxSymbolWords = "max_symbol_words"
    case minLetterWords = "min_letter_words"
    case minStopWords = "min_stop_words"
    case maxBulletLines = "max_bullet_lines"
    case maxEllipsisLines = "max_ellipsis_lines"
    case minTerminalLines = "min_terminal_lines"
    case maxShortLines = "max_short_lines"
    case maxLineBreaks = "max_line_breaks"
    case maxDuplicateLines = "max_duplicate_lines"
    case maxDuplicateLineCharacters = "max_duplicate_line_characters"
    case maxDuplicateParagraphs = "max_duplicate_paragraphs"
    case maxDuplicateParagraphCharacters = "max_duplicate_paragraph_characters"
    case minSentences = "min_sentences"
    case maxTop2Grams = "max_top_2_grams"
    case maxTop3Grams = "max_top_3_grams"
    case maxTop4Grams = "max_top_4_grams"
    case maxDuplicate5Grams = "max_duplicate_5_grams"
    case maxDuplicate6Grams = "max_duplicate_6_grams"
    case maxDuplicate7Grams = "max_duplicate_7_grams"
    case maxDuplicate8Grams = "max_duplicate_8_grams"
    case maxDuplicate9Grams = "max_duplicate_9_grams"
    case maxDuplicate10Grams = "max_duplicate_10_grams"

    /// What is compared with the threshold.
    package enum Bound: Sendable {
        /// A yes or no; there is no threshold.
        case flag
        /// Texts that measure less are noise.
        case atLeast
        /// Texts that measure more are noise.
        case atMost
    }

    package var bound: Bound {
        switch self {
        case .empty, .boilerplate, .loremIpsum, .curlyBrackets: .flag
        default: rawValue.hasPrefix("min_") ? .atLeast : .atMost
        }
    }

    /// Whether a text that measures `value` is noise.
    package func drops(_ value: Double, at threshold: Double) -> Bool {
        switch bound {
        case .flag: value > 0
        case .atLeast: value < threshold
        case .atMost: value > threshold
        }
    }

    /// What is measured, and where the rule comes from.
    package var about: String {
        switch self {
        case .empty: "Texts without a letter, digit, emoji or other sign that says something; also null."
        case .minWords: "Words: runs between white space with a letter or digit; each Han or Kana sign (Gopher: 50)."
        case .maxWords: "Words at most (Gopher: 100,000)."
        case .maxWordLength: "Characters of the longest word (C4: 1,000)."
        case .boilerplate: "Texts that are an automatic reply, or nothing but signature, footer and greeting of a mail."
        case .maxRepetition:
            "Share of the text in the one run through its middle that says the same four times or more: `hahahahaha`."
        case .maxGibberish:
            "Bits by which fingers that wander over a keyboard explain the letters better than a language does."
        case .maxSymbolShare: "Share of characters that are no letters, digits or white space (NeMo Curator: 0.25)."
        case .maxDigitShare: "Share of characters that are digits (NeMo Curator: 0.15)."
        case .loremIpsum: "Texts with `lorem ipsum` in them (C4)."
        case .curlyBrackets: "Texts with a `{` in them (C4)."
        case .minMeanWordLength: "Mean characters of the words (Gopher: 3)."
        case .maxMeanWordLength: "Mean characters of the words (Gopher: 10)."
        case .maxSymbolWords: "Hash signs, or ellipses, for each word; the larger number (Gopher: 0.1)."
        case .minLetterWords: "Share of words with a letter (Gopher: 0.8)."
        case .minStopWords: "How often the, be, to, of, and, that, have, with stand there (Gopher: 2)."
        case .maxBulletLines: "Share of lines that begin with a bullet (Gopher: 0.9)."
        case .maxEllipsisLines: "Share of lines that end in an ellipsis (Gopher: 0.3)."
        case .minTerminalLines: "Share of lines that end in `.` `!` `?` or a quote (FineWeb: 0.12)."
        case .maxShortLines: "Share of lines of 30 characters or fewer (FineWeb: 0.67)."
        case .maxLineBreaks: "Line breaks for each word (FineWeb: 0.3)."
        case .maxDuplicateLines: "Share of lines that stood there before (Gopher: 0.3)."
        case .maxDuplicateLineCharacters: "Share of characters in such lines (Gopher: 0.2, FineWeb: 0.01)."
        case .maxDuplicateParagraphs: "Share of paragraphs that stood there before (Gopher: 0.3)."
        case .maxDuplicateParagraphCharacters: "Share of characters in such paragraphs (Gopher: 0.2)."
        case .minSentences:
            "Sentences on lines that C4 keeps: three words or more, a final `.` `!` `?` or quote, no script or policy (C4: 5)."
        case .maxTop2Grams: "Share of characters in the most frequent pair of words (Gopher: 0.2)."
        case .maxTop3Grams: "The same of three words (Gopher: 0.18)."
        case .maxTop4Grams: "The same of four words (Gopher: 0.16)."
        case .maxDuplicate5Grams: "Share of characters in five words that stood there before (Gopher: 0.15)."
        case .maxDuplicate6Grams: "The same of six words (Gopher: 0.14)."
        case .maxDuplicate7Grams: "The same of seven words (Gopher: 0.13)."
        case .maxDuplicate8Grams: "The same of eight words (Gopher: 0.12)."
        case .maxDuplicate9Grams: "The same of nine words (Gopher: 0.11)."
        case .maxDuplicate10Grams: "The same of ten words (Gopher: 0.1)."
        }
    }

    /// Thresholds that are worth a look where nobody names some; none for a flag.
    package var ladder: [Double] {
        switch self {
        case .empty, .boilerplate, .loremIpsum, .curlyBrackets: []
        case .minWords: [1, 2, 3, 5, 10, 20, 50]
        case .maxWords: [10, 20, 50, 100, 500, 2_000, 100_000]
        case .maxWordLength: [20, 30, 50, 100, 1_000]
        case .maxGibberish: [0, 5, 10, 13, 20, 40]
        case .minMeanWordLength: [1, 2, 3, 4]
        case .maxMeanWordLength: [5, 6, 8, 10, 15]
        case .minStopWords: [1, 2, 3, 5]
        case .minSentences: [1, 2, 3, 5, 10]
        case .maxDuplicateLineCharacters: [0.01, 0.1, 0.2, 0.5]
        default: [0.1, 0.2, 0.3, 0.5, 0.7, 0.9]
        }
    }

    /// Whether what is measured is a share, from 0 to 1.
    package var isShare: Bool {
        switch self {
        case .minWords, .maxWords, .maxWordLength, .maxGibberish, .minMeanWordLength, .maxMeanWordLength, .minStopWords,
            .minSentences, .maxSymbolWords, .maxLineBreaks:
            false
        default: bound != .flag
        }
    }

    /// Words in the n-grams that the rule counts.
    var gramLength: Int? {
        switch self {
        case .maxTop2Grams: 2
        case .maxTop3Grams: 3
        case .maxTop4Grams: 4
        case .maxDuplicate5Grams: 5
        case .maxDuplicate6Grams: 6
        case .maxDuplicate7Grams: 7
        case .maxDuplicate8Grams: 8
        case .maxDuplicate9Grams: 9
        case .maxDuplicate10Grams: 10
        default: nil
        }
    }

    package init?(name: String) { self.init(rawValue: name) }
}
