/// Tells which language a text is written in.
///
/// The script decides where one language alone uses it. Between languages in Latin letters small words decide, weighted by how
/// few of the languages share them, then letters and endings that belong to few of them. G. Grefenstette, "Comparing two
/// language identification schemes" (JADT 1995), measures small words as good as trigrams from about fifteen words on and
/// worse below; the letters and endings are there for short texts, and a text that does not say enough gives `nil` rather than a
/// guess. No table of trained frequencies is needed, so every decision can be read off the lists.
package enum LanguageIdentifier {
    /// The ISO 639-1 code; `nil` when unsure: no letters, too little evidence, or two languages nearly even.
    package static func identify(_ text: String) -> String? { identify(text.utf8.span) }

    package static func identify(_ text: Span<UInt8>) -> String? {
        let sample = text.extracting(0..<min(text.count, sampleLength))
        let scripts = ScriptCounts(sample)
        guard let leading = scripts.leading else { return nil }
        switch leading {
        case .latin:
            var bytes: [UInt8] = []
            bytes.append(sample)
            return latin(String(decoding: bytes, as: UTF8.self))
        case .cyrillic: return scripts.cyrillicLanguage
        case .arabic: return scripts.arabicLanguage
        case .ideographs: return scripts.kana * kanaShare >= scripts.han ? "ja" : "zh"
        case .only(let code): return code
        }
    }

    /// Every code that `identify` can give.
    package static let codes = Set(
        LanguageWords.codes + ScriptCounts.singleCodes + ["ru", "uk", "be", "bg", "sr", "mk", "ar", "fa", "ur", "ja", "zh"])

    /// Bytes that are looked at: more text does not change the answer, only the time.
    static let sampleLength = 16_384
    /// Japanese prose has about as many kana as Han; one in this many is enough to tell it from Chinese.
    private static let kanaShare = 20

    private static func latin(_ text: String) -> String? {
        let words = text.lowercased().unicodeScalars.split { !($0.properties.isAlphabetic || $0 == "'" || $0 == "’") }
        guard !words.isEmpty else { return nil }
        var scores = [Double](repeating: 0, count: LanguageWords.codes.count)
        for word in words {
            var letters = String.UnicodeScalarView()
            for scalar in word { letters.append(scalar == "’" ? "'" : scalar) }
            let spelled = String(letters)
            // `l'eau`, `dell'anno`: the part up to the apostrophe is the small word.
            let parts = spelled.split(separator: "'", maxSplits: 1, omittingEmptySubsequences: true)
            let candidates = parts.count == 2 ? [spelled, String(parts[0]) + "'"] : [spelled]
            for candidate in candidates {
                guard let languages = LanguageWords.languages[candidate] else { continue }
                let weight = 1.0 / Double(languages.count)
                for language in languages { scores[language] += weight }
            }
            for (letter, languages) in LanguageWords.letters where word.contains(letter) {
                for language in languages { scores[language] += 0.6 / Double(languages.count) }
            }
            guard word.count >= 5 else { continue }
            for (ending, languages) in LanguageWords.endings where spelled.hasSuffix(ending) {
                for language in languages { scores[language] += 0.5 / Double(languages.count) }
            }
        }
        let ranked = scores.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }
        let best = scores[ranked[0]]
        let second = scores[ranked[1]]
        // One small word that only one language has is enough for a text of a few words; a long text must say more.
        let needed = max(0.9, 0.06 * Double(words.count))
        guard best >= needed, best >= 1.25 * second else { return nil }
        return LanguageWords.codes[ranked[0]]
    }
}
