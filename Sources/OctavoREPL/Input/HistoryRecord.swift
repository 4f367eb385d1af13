/// How an entry stands in the history file: one line, with `\n`, `\r` and `\\` escaped.
package enum HistoryRecord {
    package static func encode(_ entry: String) -> String {
        var line = ""
        line.reserveCapacity(entry.utf8.count + 8)
        for scalar in entry.unicodeScalars {
            switch scalar {
            case "\n": line += "\\n"
            case "\r": line += "\\r"
            case "\\": line += "\\\\"
            default: line.unicodeScalars.append(scalar)
            }
        }
        return line
    }

    /// The inverse of `encode`. An escape that it never writes stands for itself, so a file edited by hand loses nothing.
    package static func decode(_ line: some StringProtocol) -> String {
        var entry = String.UnicodeScalarView()
        var escaped = false
        for scalar in line.unicodeScalars {
            if escaped {
                escaped = false
                switch scalar {
                case "n": entry.append("\n")
                case "r": entry.append("\r")
                case "\\": entry.append("\\")
                default:
                    entry.append("\\")
                    entry.append(scalar)
                }
            } else if scalar == "\\" {
                escaped = true
            } else {
                entry.append(scalar)
            }
        }
        if escaped { entry.append("\\") }
        return String(entry)
    }
}
