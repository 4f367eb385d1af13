import OctavoLanguage
import OctavoText

/// How the tokens of what a provider is to learn are counted, before any is sent.
struct TokenCounting: Sendable {
    private enum Kind: Sendable {
        /// The model's own ranks.
        case exact(NamedEncoding, any TextTokenizer)
        /// A known encoding whose ranks are not in the project.
        case estimate(NamedEncoding)
        case bytes(model: String)
    }

    private let kind: Kind
    private static let bytesPerToken = 4

    /// Throws `damaged-tokenizer`.
    init(model: String, _ call: Call) throws {
        // Of one that was trained before, OpenAI names the model below it: `ft:gpt-4o-mini-2024-07-18:…`.
        let base = model.hasPrefix("ft:") ? String(model.dropFirst(3)) : model
        guard let encoding = NamedEncoding(base) else {
            kind = .bytes(model: model)
            return
        }
        kind = try encoding.read(call).map { .exact(encoding, $0) } ?? .estimate(encoding)
    }

    func count(_ text: String) throws -> Int {
        switch kind {
        case .exact(_, let tokenizer): try TokenizerArgument.explaining { try tokenizer.count(text.utf8.span) }
        case .estimate(let encoding): TokenEstimate.count(text.utf8.span, encoding.pattern)
        case .bytes: (text.utf8.count + Self.bytesPerToken - 1) / Self.bytesPerToken
        }
    }

    var isExact: Bool { if case .exact = kind { true } else { false } }

    /// In a word or two, for the result.
    var name: String {
        switch kind {
        case .exact(let encoding, _): encoding.name
        case .estimate(let encoding): "\(encoding.name), estimated"
        case .bytes: "four bytes a token"
        }
    }

    /// In a sentence, for messages.
    var note: String {
        switch kind {
        case .exact(let encoding, _): "counted with `\(encoding.name)`, the model's own encoding"
        case .estimate(let encoding): "estimated for `\(encoding.name)`, whose ranks are not in the project"
        case .bytes(let model): "estimated at four bytes a token: the encoding of `\(model)` is not known here"
        }
    }
}
