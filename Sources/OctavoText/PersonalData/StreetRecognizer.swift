/// Streets with a house's number: `401 East Jefferson Street`, `Hauptstraße 12a`, `Via Roma 131`, `12 rue de la Paix`.
enum StreetRecognizer {
    private static let lastWords: Set<String> = [
        "street", "st", "avenue", "ave", "av", "road", "rd", "boulevard", "blvd", "lane", "ln", "drive", "dr", "court", "ct",
        "way", "place", "pl", "square", "sq",
        "terrace", "parkway", "pkwy", "highway", "hwy", "circle", "cir", "crescent", "close", "alley", "trail", "plaza", "row",
        "mews", "gardens", "grove",
    ]
    private static let firstWords: Set<String> = [
        "rue", "avenue", "boulevard", "chemin", "allée", "impasse", "quai", "via", "viale", "piazza", "corso", "calle", "avenida",
        "paseo", "plaza",
        "rua", "praça", "travessa", "ul", "ulica", "aleja", "ulitsa", "prospekt", "bulevardi", "strada", "calea",
    ]
    private static let endings = [
        "straße", "strasse", "str", "weg", "platz", "allee", "gasse", "ring", "damm", "ufer", "straat", "laan", "gracht", "plein",
        "kade", "vej", "gade", "gatan",
        "vägen", "veien", "gata", "gaten", "katu", "tie", "stræde", "tänav",
    ]
    private static let longestName = 5

    /// The street that begins at word `place`: its first and last word.
    static func match(_ text: Span<UInt8>, _ words: [WordScanner.Word], at place: Int) -> (first: Int, last: Int, score: Double)?
    {
        let word = words[place]
        if word.isNumber { return numberFirst(text, words, place) }
        guard word.isCapitalized || firstWords.contains(WordScanner.lower(text, word)) else { return nil }
        return numberLast(text, words, place)
    }

    private static func numberFirst(_ text: Span<UInt8>, _ words: [WordScanner.Word], _ place: Int) -> (
        first: Int, last: Int, score: Double
    )? {
        guard isHouseNumber(text, words[place]) else { return nil }
        var next = place + 1
        while next < words.count, next - place <= longestName,
            WordScanner.adjoin(
                text, words[next - 1], words[next], allowing: next == place + 1 ? UInt8(ascii: ",") : UInt8(ascii: "."))
        {
            let name = WordScanner.lower(text, words[next])
            if next > place + 1, lastWords.contains(name), words[next - 1].isCapitalized || words[next - 1].isNumber {
                return (place, next, 0.75)
            }
            if next == place + 1, firstWords.contains(name), next + 1 < words.count {
                var last = next
                while last + 1 < words.count, last - place < longestName,
                    WordScanner.adjoin(text, words[last], words[last + 1], allowing: 0)
                {
                    let isSmall = words[last + 1].end - words[last + 1].start <= 3
                    guard words[last + 1].isCapitalized || isSmall && !words[last + 1].isNumber else { break }
                    last += 1
                }
                while last > next, !words[last].isCapitalized { last -= 1 }
                return last > next ? (place, last, 0.7) : nil
            }
            guard words[next].isCapitalized || words[next].isNumber else { return nil }
            next += 1
        }
        return nil
    }

    private static func numberLast(_ text: Span<UInt8>, _ words: [WordScanner.Word], _ place: Int) -> (
        first: Int, last: Int, score: Double
    )? {
        let name = WordScanner.lower(text, words[place])
        var next = place
        if firstWords.contains(name) {
            while next + 1 < words.count, next - place < longestName, !words[next + 1].isNumber,
                WordScanner.adjoin(text, words[next], words[next + 1])
            { next += 1 }
            guard next > place, words[next].isCapitalized else { return nil }
        } else if endings.contains(where: { name.utf8.count > $0.utf8.count + 2 && name.hasSuffix($0) }) {
        } else {
            return nil
        }
        guard next + 1 < words.count, isHouseNumber(text, words[next + 1]), WordScanner.adjoin(text, words[next], words[next + 1])
        else { return nil }
        return (place, next + 1, 0.7)
    }

    /// Digits, a letter behind them perhaps.
    private static func isHouseNumber(_ text: Span<UInt8>, _ word: WordScanner.Word) -> Bool {
        word.end - word.start <= 6 && (word.start..<word.end - 1).allSatisfy { text[$0].isDigit }
            && (text[word.end - 1].isDigit || text[word.end - 1].isLetter && word.end - word.start > 1)
    }
}
