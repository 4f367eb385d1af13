/// Keys that open a service: by the prefixes that their makers give them, as JSON web tokens, as private keys in PEM, and as random
/// characters behind a word that says so.
enum APIKeyRecognizer {
    private struct Form: Sendable {
        let prefix: String
        let bodyLength: ClosedRange<Int>
    }

    /// As the makers document them and as gitleaks, detect-secrets and GitHub's secret scanning know them.
    private static let forms = [
        Form(prefix: "sk-ant-", bodyLength: 20...200), Form(prefix: "sk-proj-", bodyLength: 20...200),
        Form(prefix: "sk-", bodyLength: 20...200),
        Form(prefix: "sk_live_", bodyLength: 16...120), Form(prefix: "sk_test_", bodyLength: 16...120),
        Form(prefix: "rk_live_", bodyLength: 16...120), Form(prefix: "pk_live_", bodyLength: 16...120),
        Form(prefix: "whsec_", bodyLength: 24...80), Form(prefix: "ghp_", bodyLength: 36...255),
        Form(prefix: "gho_", bodyLength: 36...255),
        Form(prefix: "ghu_", bodyLength: 36...255), Form(prefix: "ghs_", bodyLength: 36...255),
        Form(prefix: "ghr_", bodyLength: 36...255),
        Form(prefix: "github_pat_", bodyLength: 40...255), Form(prefix: "glpat-", bodyLength: 20...64),
        Form(prefix: "AKIA", bodyLength: 16...16),
        Form(prefix: "ASIA", bodyLength: 16...16), Form(prefix: "AROA", bodyLength: 16...16),
        Form(prefix: "AIza", bodyLength: 35...35),
        Form(prefix: "ya29.", bodyLength: 20...400), Form(prefix: "xoxb-", bodyLength: 20...255),
        Form(prefix: "xoxp-", bodyLength: 20...255),
        Form(prefix: "xoxa-", bodyLength: 20...255), Form(prefix: "xoxs-", bodyLength: 20...255),
        Form(prefix: "xapp-", bodyLength: 20...255),
        Form(prefix: "SG.", bodyLength: 40...80), Form(prefix: "key-", bodyLength: 32...32),
        Form(prefix: "hf_", bodyLength: 30...64),
        Form(prefix: "npm_", bodyLength: 36...36), Form(prefix: "pypi-", bodyLength: 40...300),
        Form(prefix: "dop_v1_", bodyLength: 64...64),
        Form(prefix: "shpat_", bodyLength: 32...32), Form(prefix: "sq0atp-", bodyLength: 22...22),
        Form(prefix: "lin_api_", bodyLength: 32...60),
        Form(prefix: "gsk_", bodyLength: 40...80), Form(prefix: "r8_", bodyLength: 32...60),
        Form(prefix: "EAACEdEose0cBA", bodyLength: 20...300),
    ]

    private static let body = ASCIISet("-_.~+/", digits: true, letters: true)
    private static let longest = 4096
    /// In bits a character: 16 random digits in hexadecimal have 3 to 3.6, words with a number at their end less than 3.2.
    private static let leastEntropy = 3.2
    /// A key of 16,384 bits takes 12,800.
    private static let longestBlock = 16_384

    /// The key around the 16 word characters at `place`, and where its characters end.
    static func match(_ text: Span<UInt8>, around place: Int, _ context: inout CueContext) -> PersonalDataMatch? {
        let allowed = body
        var start = place
        while start > 0, place - start < 40, allowed.contains(text[start - 1]) { start -= 1 }
        if place - start == 40 { return nil }
        var end = place
        while end < text.count, end - start < longest,
            allowed.contains(text[end]) || text[end] == UInt8(ascii: "=") && end - place >= 16
        { end += 1 }
        if let block = privateKey(text, start) { return block }
        // The key begins somewhere between `start` and `place`, after a sign that its prefix does not hold.
        var first = start
        while first <= place {
            if first == start || !text[first - 1].isAlphanumeric {
                if let match = known(text, first, end) ?? webToken(text, first, end) { return match }
            }
            first += 1
        }
        return random(text, start, end, &context)
    }

    /// What the forms begin with.
    private static let firstLetters = ASCIISet("sprwgAyxSkhndlE")

    private static func known(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> PersonalDataMatch? {
        let first = text[start]
        guard firstLetters.contains(first) else { return nil }
        for form in forms where form.prefix.utf8.first == first {
            guard starts(text, start, form.prefix) else { continue }
            var stop = start + form.prefix.utf8.count
            let body = stop
            let takesDots = form.prefix.utf8.last == UInt8(ascii: ".")
            while stop < end, text[stop].isWord || text[stop] == UInt8(ascii: "-") || takesDots && text[stop] == UInt8(ascii: ".")
            { stop += 1 }
            while stop > body, text[stop - 1] == UInt8(ascii: ".") || text[stop - 1] == UInt8(ascii: "-") { stop -= 1 }
            guard form.bodyLength.contains(stop - body), isMixed(text, body..<stop) else { continue }
            return PersonalDataMatch(.apiKey, start, stop, score: 0.98)
        }
        return nil
    }

    private static func starts(_ text: Span<UInt8>, _ place: Int, _ prefix: String) -> Bool {
        var index = place
        for byte in prefix.utf8 {
            guard text.byte(index) == byte else { return false }
            index += 1
        }
        return true
    }

    /// RFC 7519: three parts of base 64, the first an object, `{"` in its letters.
    private static func webToken(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> PersonalDataMatch? {
        guard starts(text, start, "eyJ") else { return nil }
        var index = start
        var dots = 0
        while index < end, text[index].isWord || text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: ".") {
            if text[index] == UInt8(ascii: ".") {
                guard text.byte(index + 1).isWord else { break }
                dots += 1
            }
            index += 1
        }
        return dots == 2 && index - start >= 40 ? PersonalDataMatch(.apiKey, start, index, score: 0.98) : nil
    }

    /// `-----BEGIN … PRIVATE KEY-----`, to its end or as far as it goes: the first line of its letters begins at `start`.
    private static func privateKey(_ text: Span<UInt8>, _ start: Int) -> PersonalDataMatch? {
        let line = "private key-----"
        var head = start
        if text.holds("key-----", at: start) {
            head += 8
        } else {
            while head > 0, start - head < 3, text[head - 1] <= UInt8(ascii: " ") { head -= 1 }
        }
        guard text.holds(line, at: head - line.utf8.count) else { return nil }
        let reach = head - line.utf8.count
        guard let begin = (max(0, reach - 40)...max(0, reach)).last(where: { text.holds("-----begin", at: $0) }) else {
            return nil
        }
        var end = head
        while end < text.count, end - head < longestBlock {
            if text[end] | 0x20 == UInt8(ascii: "p"), text.holds(line, at: end) {
                return PersonalDataMatch(.apiKey, begin, end + line.utf8.count, score: 1)
            }
            end += 1
        }
        // Not in the middle of a character.
        while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
        return PersonalDataMatch(.apiKey, begin, end, score: 0.9)
    }

    /// Sixteen characters and more without a pattern, behind "token:", "api_key=", "password is".
    private static func random(_ text: Span<UInt8>, _ start: Int, _ end: Int, _ context: inout CueContext) -> PersonalDataMatch? {
        var first = start
        while first < end, !text[first].isAlphanumeric { first += 1 }
        var last = end
        while last > first, text[last - 1] == UInt8(ascii: ".") || text[last - 1] == UInt8(ascii: "/") { last -= 1 }
        guard last - first >= 16, last - first <= 512, isMixed(text, first..<last) else { return nil }
        context.read(text, before: first)
        guard context.near(.secret, within: 3), entropy(text, first..<last) >= leastEntropy else { return nil }
        return PersonalDataMatch(.apiKey, first, last, score: 0.75)
    }

    /// Digits and letters both: words are not keys.
    private static func isMixed(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var digits = 0
        var letters = 0
        for index in range {
            if text[index].isDigit { digits += 1 }
            if text[index].isLetter { letters += 1 }
        }
        return letters > 0 && (digits > 0 || range.count >= 40)
    }

    /// Shannon's entropy in bits a character.
    private static func entropy(_ text: Span<UInt8>, _ range: Range<Int>) -> Double {
        var counts = [Int](repeating: 0, count: 128)
        for index in range { counts[Int(text[index] & 127)] += 1 }
        let total = Double(range.count)
        var sum = 0.0
        for count in counts where count > 0 { sum -= Double(count) / total * base2(Double(count) / total) }
        return sum
    }

    /// Accurate to a thousandth, the same on every machine: the exponent and a polynomial of the rest.
    private static func base2(_ value: Double) -> Double {
        let rest = value.significand - 1
        return Double(value.exponent) + rest * (1.4386 + rest * (-0.6778 + rest * (0.3218 - rest * 0.0826)))
    }
}
