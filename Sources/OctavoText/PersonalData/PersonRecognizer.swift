/// Names of persons: behind a title, a greeting or words of introduction, or beginning with a known given name.
enum PersonRecognizer {
    private static let titles: Set<String> = [
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "madam", "herr", "frau", "hr", "fr", "monsieur",
        "madame", "mme", "mlle",
        "señor", "señora", "sr", "sra", "signor", "signora", "don", "doña", "meneer", "mevrouw", "pan", "pani",
    ]
    /// What comes before a name, the last word first.
    private static let introductions: [[String]] = [
        ["is", "name"], ["name"], ["dear"], ["hi"], ["hello"], ["regards"], ["sincerely"], ["named"], ["am", "i"], ["i'm"],
        ["me", "call"],
        ["heiße"], ["bin", "ich"], ["ist", "name"], ["m'appelle"], ["llamo", "me"], ["chiamo", "mi"], ["grüße"], ["liebe"],
        ["lieber"],
        ["hallo"], ["bonjour"], ["hola"], ["cher"], ["chère"], ["user"], ["guest"], ["customer"], ["attn"],
    ]
    /// Capitalised words that begin sentences, not names.
    private static let plain: Set<String> = [
        "the", "i", "i'm", "a", "an", "and", "but", "or", "if", "so", "no", "not", "yes", "my", "your", "our", "his", "her",
        "their", "this", "that", "these",
        "there", "here", "it", "its", "we", "you", "he", "she", "they", "what", "when", "where", "who", "why", "how", "which",
        "please", "thanks", "thank",
        "ok", "okay", "sure", "hi", "hello", "hey", "dear", "sorry", "can", "could", "would", "will", "do", "does", "did", "is",
        "are", "was", "were",
        "have", "has", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
        "march", "april", "may",
        "june", "july", "august", "september", "october", "november", "december", "street", "road", "avenue", "hotel", "team",
        "all", "everyone", "sir",
        "madam", "ich", "der", "die", "das", "und", "mit", "von", "new", "good", "great", "just", "to", "for", "in", "on", "at",
        "from", "with",
    ]
    private static let particles: Set<String> = [
        "de", "da", "di", "del", "della", "van", "von", "der", "den", "ter", "la", "le", "du", "dos", "al", "bin", "ibn", "y",
        "e",
    ]

    /// The name whose first words stand at or behind word `place`: its first and last word.
    static func match(_ text: Span<UInt8>, _ words: [WordScanner.Word], at place: Int) -> (first: Int, last: Int, score: Double)?
    {
        let name = WordScanner.lower(text, words[place])
        if titles.contains(name), place + 1 < words.count, isName(text, words[place + 1]),
            WordScanner.adjoin(text, words[place], words[place + 1])
        {
            return (place + 1, end(text, words, from: place + 1), 0.8)
        }
        guard isName(text, words[place]) else { return nil }
        if place > 0, isIntroduced(text, words, place) { return (place, end(text, words, from: place), 0.7) }
        guard GivenNames.contains(name) else { return nil }
        let last = end(text, words, from: place)
        return (place, last, last > place ? 0.75 : 0.55)
    }

    private static func isName(_ text: Span<UInt8>, _ word: WordScanner.Word) -> Bool {
        // Not what was replaced already, `[PERSON]`.
        guard word.isCapitalized, word.end - word.start >= 2, text.byte(word.start - 1) != UInt8(ascii: "["),
            (word.start..<word.end).allSatisfy({ !text[$0].isDigit })
        else { return false }
        let name = WordScanner.lower(text, word)
        return !plain.contains(name) && !plain.contains(String(name.prefix { $0 != "'" }))
    }

    private static func isIntroduced(_ text: Span<UInt8>, _ words: [WordScanner.Word], _ place: Int) -> Bool {
        guard words[place].start - words[place - 1].end <= 3 else { return false }
        let before = WordScanner.lower(text, words[place - 1])
        return introductions.contains { phrase in
            guard phrase[0] == before else { return false }
            return phrase.count == 1 || place > 1 && WordScanner.lower(text, words[place - 2]) == phrase[1]
        }
    }

    /// The last word of a name that begins at `first`: up to three more capitalised words, initials, particles between.
    private static func end(_ text: Span<UInt8>, _ words: [WordScanner.Word], from first: Int) -> Int {
        var last = first
        var next = first + 1
        while next < words.count, next - first <= 4,
            WordScanner.adjoin(text, words[next - 1], words[next], allowing: 0)
                || isInitial(words, next - 1) && WordScanner.adjoin(text, words[next - 1], words[next])
        {
            let word = words[next]
            if isName(text, word) || isInitial(words, next) && word.isCapitalized {
                last = next
            } else if !particles.contains(WordScanner.lower(text, word)) {
                break
            }
            next += 1
        }
        // An initial alone ends no name.
        while last > first, isInitial(words, last) { last -= 1 }
        return last
    }

    private static func isInitial(_ words: [WordScanner.Word], _ place: Int) -> Bool {
        words[place].end - words[place].start == 1
    }
}
