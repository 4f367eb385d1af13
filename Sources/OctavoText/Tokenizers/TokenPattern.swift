/// How a text is cut into the pieces that are encoded one by one.
package enum TokenPattern: String, Sendable, CaseIterable {
    /// Of GPT-2 and many later models: words, numbers and signs, each with the blank before it.
    case gpt2
    /// Of `cl100k_base`: numbers of at most three digits, line ends together.
    case cl100k
    /// Of `o200k_base`: as `cl100k`, and a capital begins a piece.
    case o200k
}
