/// How names and texts are written in a program.
package enum WrittenForm {
    /// In double quotes with the language's escapes.
    package static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// A name as it stands after a dot or before a colon: quoted unless it is one.
    package static func label(_ name: String) -> String { isName(name) ? name : quoted(name) }

    /// Whether a text has the form of a name; keywords have it too.
    package static func isName(_ text: String) -> Bool {
        var scalars = text.unicodeScalars.makeIterator()
        guard let first = scalars.next(), startsName(first) else { return false }
        while let next = scalars.next() {
            if !continuesName(next) { return false }
        }
        return true
    }

    /// A letter or `_`.
    package static func startsName(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            let lower = scalar.value | 0x20
            return (lower >= 0x61 && lower <= 0x7A) || scalar == "_"
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
        default: return false
        }
    }

    /// Marks count too: many scripts write vowels with them, and a decomposed accent is one.
    package static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return startsName(scalar) || (scalar.value >= 0x30 && scalar.value <= 0x39) }
        switch scalar.properties.generalCategory {
        case .decimalNumber, .nonspacingMark, .spacingMark: return true
        default: return startsName(scalar)
        }
    }
}
