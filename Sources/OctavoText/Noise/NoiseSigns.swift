/// Small questions about a text that rules of noise ask.
enum NoiseSigns {
    /// No letter, digit, emoji or other sign: white space, punctuation, control and invisible characters alone. `:)` says something.
    static func saysNothing(_ text: Span<UInt8>) -> Bool {
        var offset = 0
        while offset < text.count {
            let (scalar, length) = CodePoint.decode(text, at: offset)
            if says(scalar) { return false }
            offset += length
        }
        return !isEmoticon(text)
    }

    private static func says(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return CodePoint.isAlphanumeric(scalar) }
        guard scalar != 0xFFFD, let properties = Unicode.Scalar(scalar)?.properties else { return false }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber,
            .otherNumber, .mathSymbol, .currencySymbol, .otherSymbol:
            return true
        default: return false
        }
    }

    /// Eyes, perhaps a nose, a mouth, and nothing else.
    private static func isEmoticon(_ text: Span<UInt8>) -> Bool {
        let own = TextBytes.trimmedRange(text)
        guard own.count == 2 || own.count == 3, eyes.contains(text[own.lowerBound]) else { return false }
        return mouths.contains(text[own.upperBound - 1]) && (own.count == 2 || noses.contains(text[own.lowerBound + 1]))
    }

    private static let eyes = ASCIISet(":;=")
    private static let noses = ASCIISet("-'^")
    private static let mouths = ASCIISet(")(/\\|[]*")

    static func holdsCurlyBracket(_ text: Span<UInt8>) -> Bool {
        for index in text.indices where text[index] == 0x7B { return true }
        return false
    }

    static func holdsLoremIpsum(_ text: Span<UInt8>) -> Bool { holdsAny(of: ["lorem ipsum"], text, begins: ASCIISet("lL")) }

    /// C4's lines about scripts and cookies.
    static func holdsScriptOrPolicy(_ text: Span<UInt8>) -> Bool { holdsAny(of: policies, text, begins: policyLetters) }

    private static let policies = [
        "javascript", "terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies",
    ]
    private static let policyLetters = ASCIISet("jJtTpPcCuU")

    private static func holdsAny(of phrases: [String], _ text: Span<UInt8>, begins: ASCIISet) -> Bool {
        for index in text.indices where begins.contains(text[index]) {
            if phrases.contains(where: { text.holds($0, at: index) }) { return true }
        }
        return false
    }

    static func holdsLetter(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
        var offset = word.lowerBound
        while offset < word.upperBound {
            let (scalar, length) = CodePoint.decode(text, at: offset)
            if scalar < 0x80 ? UInt8(scalar).isLetter : Unicode.Scalar(scalar)?.properties.isAlphabetic ?? false { return true }
            offset += length
        }
        return false
    }

    static func isStopWord(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
        guard (2...4).contains(word.count) else { return false }
        return stopWords.contains { $0.utf8.count == word.count && text.holds($0, at: word.lowerBound) }
    }

    private static let stopWords = ["the", "be", "to", "of", "and", "that", "have", "with"]

    static func hashesAndEllipses(_ text: Span<UInt8>) -> (hashes: Int, ellipses: Int) {
        var (hashes, ellipses, index) = (0, 0, 0)
        while index < text.count {
            let byte = text[index]
            if byte == 0x23 { hashes += 1 }
            let isDots = byte == 0x2E && text.byte(index + 1) == 0x2E && text.byte(index + 2) == 0x2E
            if isDots || byte == 0xE2 && text.byte(index + 1) == 0x80 && text.byte(index + 2) == 0xA6 {
                ellipses += 1
                index += 3
            } else {
                index += 1
            }
        }
        return (hashes, ellipses)
    }

    static func lineBreaks(_ text: Span<UInt8>) -> Int {
        var count = 0
        for index in text.indices where text[index] == 0x0A { count += 1 }
        return count
    }
}
