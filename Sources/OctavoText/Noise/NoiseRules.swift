/// Which rules hold, and their thresholds.
package struct NoiseRules: Sendable, Equatable {
    /// By the rule's name; a flag that holds has 1. A rule that is not here does not hold.
    package private(set) var thresholds: [NoiseRule: Double]
    /// ISO 639-1 codes; a text in another language is noise, one whose language is not known stays. Empty takes all.
    package var languages: [String] = []
    /// A text that holds one of these is noise.
    package var badWords: BadWords?

    package init(_ thresholds: [NoiseRule: Double] = [:]) { self.thresholds = thresholds }

    package subscript(_ rule: NoiseRule) -> Double? {
        get { thresholds[rule] }
        set { thresholds[rule] = newValue }
    }

    package enum Preset: String, CaseIterable, Sendable { case chat, web, none }

    package init(_ preset: Preset) {
        switch preset {
        case .chat: self.init(Self.chat)
        case .web: self.init(Self.web)
        case .none: self.init()
        }
    }

    /// For messages of people: short ones stay (`ok`, `Room 12?`); what nobody wrote to say something goes.
    private static let chat: [NoiseRule: Double] = [
        .empty: 1, .boilerplate: 1,
        // A message, even a pasted mail, is shorter; what is longer is a document or a log.
        .maxWords: 2_000,
        // As in C4: no language has such a word.
        .maxWordLength: 1_000,
        // `no no no` stays, `no no no no no` and `hahahahahaha` go.
        .maxRepetition: 0.6,
        // Two to the power of 13, 8,000 times likelier from a keyboard: about as seldom as messages are gibberish. docs/data_prep.md
        // tells what is found and lost.
        .maxGibberish: 13,
    ]

    /// For pages of the web, as published.
    ///
    /// Gopher: Rae et al., "Scaling language models" (2021), section A1.1 and table A1. C4: Raffel et al., "Exploring the limits of
    /// transfer learning" (2020), section 2.2, and its program. FineWeb: Penedo et al., "The FineWeb datasets" (2024), section 3.5.
    /// Where two have a rule in common, the stricter one holds. C4's list of bad words is a file of its own: `badWords`.
    private static let web: [NoiseRule: Double] = [
        .empty: 1,
        // Gopher, quality.
        .minWords: 50, .maxWords: 100_000, .minMeanWordLength: 3, .maxMeanWordLength: 10, .maxSymbolWords: 0.1,
        .maxBulletLines: 0.9, .maxEllipsisLines: 0.3, .minLetterWords: 0.8, .minStopWords: 2,
        // Gopher, repetition.
        .maxDuplicateLines: 0.30, .maxDuplicateParagraphs: 0.30, .maxDuplicateParagraphCharacters: 0.20, .maxTop2Grams: 0.20,
        .maxTop3Grams: 0.18, .maxTop4Grams: 0.16, .maxDuplicate5Grams: 0.15, .maxDuplicate6Grams: 0.14,
        .maxDuplicate7Grams: 0.13, .maxDuplicate8Grams: 0.12, .maxDuplicate9Grams: 0.11, .maxDuplicate10Grams: 0.10,
        // C4.
        .minSentences: 5, .maxWordLength: 1_000, .loremIpsum: 1, .curlyBrackets: 1,
        // FineWeb; Gopher has 0.20 for the first.
        .maxDuplicateLineCharacters: 0.01, .minTerminalLines: 0.12, .maxShortLines: 0.67, .maxLineBreaks: 0.3,
    ]
}
