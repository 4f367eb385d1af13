/// Where the entries of a text that nobody types end.
///
/// At the prompt Enter ends an entry. Elsewhere the next line may still belong to it, as in a file: one that begins with `|`
/// continues the statement above.
package enum EntryContinuation {
    /// Whether a line begins with a token that continues the line above it.
    package static func begins(_ line: some StringProtocol) -> Bool {
        let rest = line.drop { $0 == " " || $0 == "\t" }
        if rest.hasPrefix("|") || rest.hasPrefix("??") { return true }
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        return ["and", "or", "then", "else"].contains(String(word))
    }

    /// Whether a line holds neither a token nor the end of a text that spans lines.
    package static func isBlank(_ line: some StringProtocol) -> Bool {
        let rest = line.drop { $0.isWhitespace }
        return rest.isEmpty || rest.hasPrefix("#")
    }
}
