/// How a text is cut into the pieces that are encoded one by one.
package enum TokenPattern: String, Sendable, CaseIterable {
    /// Of `cl100k_base`: words with the sign before them, numbers of at most three digits, line ends together.
    case cl100k
    /// Of `o200k_base`: as `cl100k`, and a capital begins a piece.
    case o200k
    /// Of Llama 3: as `cl100k`, and white space at the end of a text is cut as it is elsewhere.
    case llama3
    /// Of Qwen 2: as `llama3`, and each digit is a piece.
    case qwen2
    /// Of GPT-2 and many later models: words, numbers and signs, each with the blank before it.
    case gpt2

    /// The pattern as files of tokenizers have it.
    package var regex: String {
        let contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
        let word = #"[^\r\n\p{L}\p{N}]?\p{L}+"#
        let signs = #" ?[^\s\p{L}\p{N}]+[\r\n]*"#
        let spaces = #"\s*[\r\n]+|\s+(?!\S)|\s+"#
        let (upper, lower) = (#"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]"#, #"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"#)
        switch self {
        // \z, since to some libraries $ is the end of a line.
        case .cl100k: return #"\#(contractions)|\#(word)|\p{N}{1,3}|\#(signs)|\s+\z|\#(spaces)"#
        case .llama3: return #"\#(contractions)|\#(word)|\p{N}{1,3}|\#(signs)|\#(spaces)"#
        case .qwen2: return #"\#(contractions)|\#(word)|\p{N}|\#(signs)|\#(spaces)"#
        case .gpt2: return #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#
        case .o200k:
            let start = #"[^\r\n\p{L}\p{N}]?"#
            return #"\#(start)\#(upper)*\#(lower)+\#(contractions)?|\#(start)\#(upper)+\#(lower)*\#(contractions)?"#
                + #"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\#(spaces)"#
        }
    }

    /// The pattern of which this is the regex.
    package init?(regex: String) {
        guard let known = Self.allCases.first(where: { $0.regex.utf8.elementsEqual(regex.utf8) }) else { return nil }
        self = known
    }
}
