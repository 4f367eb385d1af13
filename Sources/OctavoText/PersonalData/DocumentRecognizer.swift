/// Numbers of passports and driving licences: letters and digits of many forms, so only near a word that says so.
enum DocumentRecognizer {
    private static let longest = 24

    /// The number around the digit at `place`, if the words before it say so.
    static func match(_ text: Span<UInt8>, around place: Int, _ context: inout CueContext) -> PersonalDataMatch? {
        var start = place
        while start > 0, place - start < longest, text[start - 1].isAlphanumeric || isJoint(text, start - 1) { start -= 1 }
        // A letter or two in front, apart: "AB 123456".
        if text.byte(start - 1) == UInt8(ascii: " "), text.byte(start - 2).isUpper {
            let letters = text.byte(start - 3).isUpper ? 2 : 1
            if !text.byte(start - 2 - letters).isWord, text.byte(start - 2 - letters) != UInt8(ascii: "'") {
                start -= letters + 1
            }
        }
        context.read(text, before: start)
        let isPassport = context.near(.passport, within: 5)
        let isLicence =
            context.near(.licence, within: 5) && context.near([.driver, .number], within: 7) && !context.near(.secret, within: 4)
        guard isPassport || isLicence else { return nil }
        var end = start
        var digits = 0
        var letters = 0
        while end < text.count, end - start <= longest {
            let byte = text[end]
            if byte.isDigit {
                digits += 1
            } else if byte.isUpper || byte.isLower && isLicence {
                letters += 1
            } else if !(isJoint(text, end) || byte == UInt8(ascii: " ") && goesOn(text, end + 1)) {
                break
            }
            end += 1
        }
        let count = digits + letters
        guard !text.byte(end).isWord, digits >= (isPassport ? 3 : 4), digits * 2 >= count - 4 else { return nil }
        if isPassport, (6...12).contains(count) { return PersonalDataMatch(.passport, start, end, score: 0.8) }
        return isLicence && (5...20).contains(count) ? PersonalDataMatch(.licence, start, end, score: 0.8) : nil
    }

    /// A dash inside a number.
    private static func isJoint(_ text: Span<UInt8>, _ index: Int) -> Bool {
        text[index] == UInt8(ascii: "-") && text.byte(index - 1).isAlphanumeric && text.byte(index + 1).isAlphanumeric
    }

    /// Whether a group behind a space is of the number: digits, and not a word.
    private static func goesOn(_ text: Span<UInt8>, _ index: Int) -> Bool {
        var end = index
        while end < text.count, end - index < 10, text[end].isDigit { end += 1 }
        return end - index >= 2 && !text.byte(end).isLower && text.byte(end) != UInt8(ascii: "/")
            && text.byte(end) != UInt8(ascii: ":")
    }
}
