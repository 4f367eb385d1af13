/// Tells by which rule a text is noise. Never changes one.
package struct NoiseFilter: TextOperation {
    package let rules: NoiseRules
    /// What a report calls the rule of languages.
    package static let languageRule = "language"
    /// And that of bad words.
    package static let badWordsRule = "bad_words"

    package init(_ rules: NoiseRules) { self.rules = rules }

    package func makeWorker() -> any TextWorker { NoiseChecker(self) }

    /// Whether any rule holds.
    package var isActive: Bool { !rules.thresholds.isEmpty || !rules.languages.isEmpty || rules.badWords != nil }

    /// The rule by which a missing text is noise.
    package var ruleOfNull: String? { rules[.empty] == nil ? nil : NoiseRule.empty.rawValue }
}

/// One thread's work of a filter: keeps memory from text to text.
package final class NoiseChecker: TextWorker {
    private let thresholds: [(rule: NoiseRule, threshold: Double)]
    private let languages: [String]
    private let badWords: BadWords?
    private var measures = TextMeasures()

    package init(_ filter: NoiseFilter) {
        thresholds = NoiseRule.allCases.compactMap { rule in filter.rules[rule].map { (rule, $0) } }
        languages = filter.rules.languages
        badWords = filter.rules.badWords
    }

    package func run(_ text: Span<UInt8>, into result: inout [UInt8]) -> TextOutcome {
        rule(text).map { .dropped($0) } ?? .unchanged
    }

    /// The name of the first rule by which the text is noise.
    package func rule(_ text: Span<UInt8>) -> String? {
        measures.restart()
        for (rule, threshold) in thresholds where !TextMeasures.surely(text, passes: rule, threshold) {
            if rule.drops(measures.value(of: rule, text), at: threshold) { return rule.rawValue }
        }
        if let badWords, badWords.areIn(text) { return NoiseFilter.badWordsRule }
        if !languages.isEmpty, let language = LanguageIdentifier.identify(text), !languages.contains(language) {
            return NoiseFilter.languageRule
        }
        return nil
    }
}

/// What one rule measures, text by text: for looking at thresholds before one is chosen.
package final class NoiseMeter {
    private let rule: NoiseRule
    private var measures = TextMeasures()

    package init(_ rule: NoiseRule) { self.rule = rule }

    package func value(_ text: Span<UInt8>) -> Double {
        measures.restart()
        return measures.value(of: rule, text)
    }
}
