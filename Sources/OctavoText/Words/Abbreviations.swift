/// Words that end in a full stop without ending a sentence. All are compared in lower case and without the last full stop.
enum Abbreviations {
    /// Whether the sentence goes on after `word` and its full stop.
    static func continues(_ word: SentenceWord, isFirst: Bool, next: String) -> Bool {
        let text = word.text.lowercased()
        guard !text.isEmpty else { return false }
        let nextIsNumber = next.utf8.first.map { $0 &- 0x30 < 10 } ?? false
        // `1. First` at the start of a sentence numbers it.
        if text.utf8.allSatisfy({ $0 &- 0x30 < 10 }) {
            return isFirst || (text.utf8.count <= 2 && months.contains(next.lowercased()))
        }
        if always.contains(text) { return true }
        if beforeNumbers.contains(text) { return nextIsNumber }
        let scalars = Array(text.unicodeScalars)
        if scalars.count == 1 {
            // An initial: `J. Smith`. English `I.` and a choice such as `plan B.` end a sentence before its usual beginnings.
            return scalars[0].properties.isAlphabetic && word.text != "I" && !starters.contains(next.lowercased())
        }
        let isDotted = scalars.contains(".") && scalars.split(separator: ".").allSatisfy { $0.count == 1 }
        if isDotted || perhaps.contains(text) { return !starters.contains(next.lowercased()) }
        return false
    }

    /// Titles and words that need something after them.
    private static let always: Set<String> = [
        "mr", "mrs", "ms", "mx", "dr", "prof", "st", "rev", "hon", "gen", "col", "lt", "sgt", "capt", "cmdr", "gov", "sen", "rep",
        "pres", "messrs", "mme", "mlle", "mm", "sr", "sra", "srta", "dra", "sig", "dott", "dipl", "ing", "hr", "fr", "frl", "mag",
        "e.g", "i.e", "cf", "vs", "viz", "ca", "approx", "resp", "incl", "excl", "z.b", "d.h", "u.a", "bzw", "ggf", "vgl", "zzgl",
        "p.ex", "par ex", "p.ej", "bijv", "d.w.z", "o.a", "m.b.t", "geb", "mt", "ft",
    ]

    /// Go on only before a number: `No. 5`, `p. 12`, `Fig. 3`.
    private static let beforeNumbers: Set<String> = [
        "no", "nos", "nr", "núm", "num", "n°", "p", "pp", "pg", "fig", "figs", "vol", "ch", "chap", "sec", "art", "abb", "abs",
        "s",
        "kap", "bd", "ed", "tel", "ext", "pág", "págs", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
        "okt",
        "nov", "dec", "dez",
    ]

    /// May end a sentence or not.
    private static let perhaps: Set<String> = [
        "inc", "ltd", "co", "corp", "llc", "plc", "jr", "etc", "usw", "u.s", "u.k", "u.n", "e.u", "a.m", "p.m", "ph.d", "m.d",
        "b.a",
        "m.a", "b.sc", "m.sc", "d.c", "ave", "blvd", "rd", "dept", "univ", "assn", "bros", "est", "min", "max", "evtl", "ecc",
    ]

    /// Words that often begin a sentence and seldom stand with a capital inside one.
    private static let starters: Set<String> = [
        "a", "after", "all", "also", "although", "an", "and", "another", "are", "as", "at", "because", "before", "but", "by",
        "can",
        "could", "did", "do", "does", "each", "even", "for", "from", "has", "have", "he", "her", "here", "his", "how", "however",
        "i",
        "if", "in", "is", "it", "its", "let", "many", "may", "maybe", "more", "most", "my", "no", "not", "now", "of", "on",
        "once",
        "one", "or", "our", "perhaps", "please", "she", "since", "so", "some", "such", "thank", "thanks", "that", "the", "their",
        "then", "there", "these", "they", "this", "those", "to", "was", "we", "were", "what", "when", "where", "which", "while",
        "who",
        "why", "will", "with", "would", "yes", "yet", "you", "your",
        "aber", "auch", "da", "das", "der", "die", "ein", "eine", "er", "es", "ich", "im", "ist", "mit", "sie", "und", "was",
        "wenn",
        "wie", "wir", "ce", "ces", "cette", "elle", "et", "il", "ils", "je", "la", "le", "les", "mais", "nous", "un", "une",
        "vous",
        "pero", "el", "los", "las", "una", "yo", "esto", "este", "esta", "ma", "io", "questo", "non", "lo", "de", "het", "een",
        "ik",
        "wij", "dit", "dat", "maar", "o", "os", "uma", "eu", "ele", "ela", "mas", "não",
    ]

    private static let months: Set<String> = [
        "januar", "jänner", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
        "dezember",
        "jan", "feb", "mär", "apr", "jun", "jul", "aug", "sep", "okt", "nov", "dez",
    ]
}
