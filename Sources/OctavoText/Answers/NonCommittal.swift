/// Answers that say nothing: refusals and "I don't know", in English.
package enum NonCommittal {
    private static let phrases = [
        "i don't know", "i do not know", "i dont know", "i'm not sure", "i am not sure", "i have no idea", "i can't help",
        "i cannot help",
        "i can't answer", "i cannot answer", "i'm unable to", "i am unable to", "i'm not able to", "i am not able to", "as an ai",
        "no information available", "i don't have information", "i do not have information", "i don't have any information",
        "i do not have any information", "i don't have enough information", "i do not have enough information", "i can't provide",
        "i cannot provide", "not enough information to answer",
    ]

    /// Whether one of these stands in a text. One that answers after it is taken for none too.
    package static func matches(_ text: String) -> Bool {
        let plain = String(text.lowercased().map { $0 == "\u{2019}" ? "'" : $0 })
        let folded = plain.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return folded.isEmpty || phrases.contains { folded.contains($0) }
    }
}
