/// Patterns as Hugging Face's library reads them, by Oniguruma, written for PCRE2.
package enum LibraryRegex {
    /// `\w` there is more than letters, numbers and underscores, and `\h` is a hexadecimal digit. All else that tokenizers use is the same.
    package static func forPCRE2(_ regex: String) -> String {
        let word = #"\p{Alphabetic}\p{M}\p{Nd}\p{Pc}"#
        // Beside them, and outside brackets alone.
        let numbers = "²³¹¼½¾"
        let hexadecimal = "0-9A-Fa-f"
        var result = ""
        var isInBrackets = false
        var wasEscape = false
        for (place, scalar) in zip(regex.unicodeScalars.indices, regex.unicodeScalars) {
            if wasEscape {
                wasEscape = false
                switch (scalar, isInBrackets) {
                case ("w", false): result += "[\(word)\(numbers)]"
                case ("W", false): result += "[^\(word)\(numbers)]"
                case ("w", true): result += word
                case ("h", false): result += "[\(hexadecimal)]"
                case ("H", false): result += "[^\(hexadecimal)]"
                case ("h", true): result += hexadecimal
                default:
                    result += "\\"
                    result.unicodeScalars.append(scalar)
                }
                continue
            }
            switch scalar {
            case "\\":
                wasEscape = true
                continue
            case "[": isInBrackets = true
            case "]":
                // One that stands first is a sign of the set.
                let before = regex.unicodeScalars[..<place]
                if !(before.last == "[" || before.last == "^" && before.dropLast().last == "[") { isInBrackets = false }
            default: break
            }
            result.unicodeScalars.append(scalar)
        }
        return wasEscape ? result + "\\" : result
    }
}
