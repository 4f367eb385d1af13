package import OctavoLanguage
import OctavoText

/// A tokenizer as a value: what `train_tokenizer` gives.
package struct TokenizerValue: ObjectValue {
    let tokenizer: any TextTokenizer
    /// What was learnt, for whoever writes it to a file.
    let learnt: TokenTrainer.Result

    init(_ learnt: TokenTrainer.Result) {
        tokenizer = TokenPipeline(learnt)
        self.learnt = learnt
    }

    static let typeName = "tokenizer"

    package var typeName: String { Self.typeName }
    package var memberNames: [String] { ["size", "pattern"] }

    package func member(_ name: String) -> Value? {
        switch name {
        case "size": .int(Int64(learnt.tokens.count))
        case "pattern": .text(learnt.pattern.rawValue)
        default: nil
        }
    }

    package var summary: String { "tokenizer of \(learnt.tokens.count) tokens, pattern \(learnt.pattern.rawValue)" }
}
