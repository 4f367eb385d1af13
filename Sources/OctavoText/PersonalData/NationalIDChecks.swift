/// The checks of numbers that states give to persons: identity, tax, health and social insurance numbers.
enum NationalIDChecks {
    /// Whether the digits satisfy the check of one of the states whose numbers are as long.
    static func isValid(_ digits: Span<UInt8>) -> Bool {
        var isVaried = false
        for place in digits.indices where digits[place] != digits[0] { isVaried = true }
        guard isVaried else { return false }
        return switch digits.count {
        case 9: isAmericanTax(digits) || isDutch(digits) || Digits.satisfyLuhn(digits) || isAustralianTax(digits)
        case 10: isBritishHealth(digits) || isAustralianHealth(digits)
        case 11: isPolish(digits) || isGermanTax(digits) || isBrazilian(digits) || isTurkish(digits) || isNorwegian(digits)
        case 12: isIndian(digits)
        case 13: isDate(digits, 0) && Digits.satisfyLuhn(digits)
        case 15: isFrench(digits)
        default: false
        }
    }

    private static func sum(_ digits: Span<UInt8>, _ weights: [Int]) -> Int {
        var sum = 0
        for (place, weight) in weights.enumerated() { sum += Int(digits[place]) * weight }
        return sum
    }

    /// Whether two digits for the year, two for the month and two for the day stand at `place`, in this order or from day to year.
    static func isDate(_ digits: Span<UInt8>, _ place: Int, dayFirst: Bool = false) -> Bool {
        let (one, two, three) = (pair(digits, place), pair(digits, place + 2), pair(digits, place + 4))
        return (1...12).contains(two) && (1...31).contains(dayFirst ? one : three)
    }

    static func pair(_ digits: Span<UInt8>, _ place: Int) -> Int { Int(digits[place]) * 10 + Int(digits[place + 1]) }

    /// Individual taxpayer identification number: 9 in front, and the groups that the Internal Revenue Service gives out.
    static func isAmericanTax(_ digits: Span<UInt8>) -> Bool {
        let group = pair(digits, 3)
        return digits[0] == 9 && (50...99).contains(group) && !(66...69).contains(group) && group != 89 && group != 93
    }

    /// Burgerservicenummer.
    private static func isDutch(_ digits: Span<UInt8>) -> Bool { sum(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 == 0 }

    /// Tax file number.
    private static func isAustralianTax(_ digits: Span<UInt8>) -> Bool { sum(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 == 0 }

    /// Medicare card, with the number of its issue at the end.
    private static func isAustralianHealth(_ digits: Span<UInt8>) -> Bool {
        (2...6).contains(digits[0]) && sum(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 == Int(digits[8])
    }

    /// National Health Service.
    private static func isBritishHealth(_ digits: Span<UInt8>) -> Bool {
        sum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0
    }

    /// PESEL: a date, whose month also tells the century.
    private static func isPolish(_ digits: Span<UInt8>) -> Bool {
        let month = pair(digits, 2) % 20
        return (1...12).contains(month) && (1...31).contains(pair(digits, 4))
            && sum(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 == 0
    }

    /// Steuer-Identifikationsnummer: ISO 7064, modulus 11, 10.
    private static func isGermanTax(_ digits: Span<UInt8>) -> Bool {
        var product = 10
        for place in 0..<10 {
            let sum = (Int(digits[place]) + product) % 10
            product = (sum == 0 ? 10 : sum) * 2 % 11
        }
        return digits[0] != 0 && (11 - product) % 10 == Int(digits[10])
    }

    /// Cadastro de Pessoas Físicas.
    static func isBrazilian(_ digits: Span<UInt8>) -> Bool {
        let first = sum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10
        return first == Int(digits[9]) && sum(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10 == Int(digits[10])
    }

    private static func isTurkish(_ digits: Span<UInt8>) -> Bool {
        let first = sum(digits, [7, -1, 7, -1, 7, -1, 7, -1, 7])
        return digits[0] != 0 && (first % 10 + 10) % 10 == Int(digits[9])
            && sum(digits, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) % 10 == Int(digits[10])
    }

    private static func isNorwegian(_ digits: Span<UInt8>) -> Bool {
        isDate(digits, 0, dayFirst: true) && sum(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 == 0
            && sum(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0
    }

    /// Aadhaar: Verhoeff's check over the dihedral group of order ten.
    private static func isIndian(_ digits: Span<UInt8>) -> Bool {
        guard digits[0] > 1 else { return false }
        var check = 0
        for place in 0..<12 {
            // The permutation's powers repeat after eight.
            var digit = Int(digits[11 - place])
            for _ in 0..<place % 8 { digit = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4][digit] }
            check = product(check, digit)
        }
        return check == 0
    }

    /// In the dihedral group of order ten: 0 to 4 turn, 5 to 9 turn and mirror.
    private static func product(_ one: Int, _ other: Int) -> Int {
        switch (one < 5, other < 5) {
        case (true, true): (one + other) % 5
        case (true, false): 5 + (one + other) % 5
        case (false, true): 5 + (one - other) % 5
        case (false, false): (one - other + 5) % 5
        }
    }

    /// Numéro de sécurité sociale: sex, year and month of birth, a key of two digits.
    static func isFrench(_ digits: Span<UInt8>) -> Bool {
        guard digits[0] == 1 || digits[0] == 2 else { return false }
        let month = pair(digits, 3)
        guard (1...12).contains(month) || (20...42).contains(month) else { return false }
        var number = 0
        for place in 0..<13 { number = number * 10 + Int(digits[place]) }
        return 97 - number % 97 == pair(digits, 13)
    }

    /// The identity card's number of China: a date, and ISO 7064, modulus 11-2; `check` is the last digit, 10 for X.
    static func isChinese(_ digits: Span<UInt8>, check: Int) -> Bool {
        let year = pair(digits, 6) * 100 + pair(digits, 8)
        guard (1900...2050).contains(year), isDate(digits, 8), (11...82).contains(pair(digits, 0)) else { return false }
        let remainder = sum(digits, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11
        return (12 - remainder) % 11 == check
    }

    /// Codice fiscale: characters count by whether their place is odd or even, modulus 26.
    static func isItalian(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
        guard word.count == 16 else { return false }
        let odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
        var sum = 0
        for place in 0..<16 {
            let byte = text[word.lowerBound + place]
            // Letters stand for digits where two persons would have the same number.
            let isLetterPlace = place < 6 || place == 8 || place == 11 || place == 15
            guard isLetterPlace ? byte.isLetter : byte.isAlphanumeric else { return false }
            let value = byte.isDigit ? Int(byte - 0x30) : Int((byte | 0x20) - UInt8(ascii: "a"))
            if place == 15 { return sum % 26 == value }
            sum += place % 2 == 0 ? odd[value] : value
        }
        return false
    }

    /// DNI and NIE: the number's remainder by 23 chooses the letter.
    static func isSpanish(_ number: Int, _ letter: UInt8) -> Bool {
        let letters = Array("TRWAGMYFPDXBNJZSQVHLCKE".utf8)
        return letters[number % 23] == letter & ~0x20
    }

    /// NRIC and FIN of Singapore, nine characters.
    static func isSingaporean(_ text: Span<UInt8>, _ start: Int) -> Bool {
        let first = text[start]
        var sum = first == UInt8(ascii: "T") || first == UInt8(ascii: "G") ? 4 : first == UInt8(ascii: "M") ? 3 : 0
        for (place, weight) in [2, 7, 6, 5, 4, 3, 2].enumerated() {
            guard text[start + 1 + place].isDigit else { return false }
            sum += Int(text[start + 1 + place] - 0x30) * weight
        }
        let letters: String
        switch first {
        case UInt8(ascii: "S"), UInt8(ascii: "T"): letters = "JZIHGFEDCBA"
        case UInt8(ascii: "F"), UInt8(ascii: "G"): letters = "XWUTRQPNMLK"
        case UInt8(ascii: "M"): letters = "KLJNPQRTUWX"
        default: return false
        }
        let place = first == UInt8(ascii: "M") ? 10 - sum % 11 : sum % 11
        return Array(letters.utf8)[place] == text[start + 8]
    }

    /// Henkilötunnus, eleven characters: a date, a sign for the century, a number and a check by 31.
    static func isFinnish(_ text: Span<UInt8>, _ start: Int) -> Bool {
        guard start + 11 <= text.count else { return false }
        var number = 0
        for place in 0..<10 where place != 6 {
            guard text[start + place].isDigit else { return false }
            number = number * 10 + Int(text[start + place] - 0x30)
        }
        let century = text[start + 6]
        guard
            century == UInt8(ascii: "-") || century == UInt8(ascii: "+")
                || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(century)
                || (UInt8(ascii: "U")...UInt8(ascii: "Y")).contains(century),
            (1...31).contains(number / 10_000_000), (1...12).contains(number / 100_000 % 100)
        else { return false }
        return Array("0123456789ABCDEFHJKLMNPRSTUVWXY".utf8)[number % 31] == text[start + 10]
    }
}
