import OctavoSource
import OctavoTable
import OctavoText

/// Reads a `tokenizer.json` as Hugging Face's tokenizers library saves it.
///
/// What it says of truncating and padding is for whoever makes batches, and is left out here.
enum TokenizerFile {
    /// Throws `bad-json`, `damaged-tokenizer`, `unsupported-tokenizer`.
    static func read(_ bytes: [UInt8], name: String) throws -> TokenPipeline {
        let value: Datum
        do {
            value = try JSONReader.read(String(decoding: bytes, as: UTF8.self))
        } catch let diagnostic as Diagnostic {
            throw Diagnostic(
                "damaged-tokenizer", "`\(name)` is not a tokenizer: \(diagnostic.message)",
                help: ["a `tokenizer.json` is what Hugging Face's tokenizers library saves; was it cut off?"])
        }
        let whole = TokenizerPart(file: name, place: "", value: value)
        guard case .record = value, !whole["model"].isNull else { throw whole.damaged("there is no `model`") }
        do {
            return try pipeline(whole)
        } catch let error as TokenizingError {
            throw TokenizerArgument.diagnostic(error)
        }
    }

    private static func pipeline(_ whole: TokenizerPart) throws -> TokenPipeline {
        let normalizers = try TokenizerSteps.normalizers(whole["normalizer"])
        var steps = try TokenizerSteps.preTokenizers(whole["pre_tokenizer"])
        let vocabulary = try TokenizerVocabulary(whole["model"])
        // Where all ends in byte-level characters, the model can read bytes instead, which are faster.
        var readsBytes = false
        if case .byteLevel(let prependsSpace, _)? = steps.last, TokenizerModel.canReadBytes(whole["model"]),
            !normalizers.contains(where: { if case .byteLevel = $0 { true } else { false } }),
            !steps.dropLast().contains(where: { if case .byteLevel(_, true) = $0 { true } else { false } })
        {
            readsBytes = true
            steps[steps.count - 1] = .byteLevel(prependsSpace: prependsSpace, mapped: false)
        }
        let model = try TokenizerModel.make(whole["model"], vocabulary, readsBytes: readsBytes)
        let tokens = try addedTokens(whole["added_tokens"], vocabulary)
        let decoder = whole["decoder"]
        return TokenPipeline(
            added: try AddedTokens(tokens, normalizers), normalizers: normalizers, preTokenizers: steps, model: model,
            names: vocabulary.names, decoders: decoder.isNull ? nil : try TokenizerSteps.decoders(decoder),
            wrapping: try TokenizerSteps.wrapping(whole["post_processor"]))
    }

    private static func addedTokens(_ part: TokenizerPart, _ vocabulary: TokenizerVocabulary) throws -> [AddedTokens.Token] {
        if part.isNull { return [] }
        return try part.items().compactMap { item in
            let content = try item["content"].bytes()
            let id = try item["id"].count()
            guard id < TokenVocabulary.most else { throw item["id"].damaged("\(id) is too large for an id") }
            if content.isEmpty { return nil }
            let isSpecial = try item["special"].bool(default: false)
            return AddedTokens.Token(
                // A token of the model keeps the id that it has there.
                id: vocabulary.id(of: content) ?? Int32(id), content: content, isSpecial: isSpecial,
                isWord: try item["single_word"].bool(default: false), stripsLeft: try item["lstrip"].bool(default: false),
                stripsRight: try item["rstrip"].bool(default: false),
                isNormalized: try item["normalized"].bool(default: !isSpecial))
        }
    }
}

/// The tokens of a model by their ids, and back.
struct TokenizerVocabulary {
    let names: TokenVocabulary
    private let table: TokenTable
    /// Of each id; empty but for models with scores.
    let scores: [Double]

    init(_ model: TokenizerPart) throws {
        let part = model["vocab"]
        if case .list = part.value {
            var tokens: [[UInt8]] = []
            var scores: [Double] = []
            for item in try part.items() {
                guard case .list(let pair) = item.value, pair.count == 2, case .text(let token) = pair[0] else {
                    throw item.damaged("a token and its score are wanted")
                }
                switch pair[1] {
                case .float(let score): scores.append(score)
                case .int(let score): scores.append(Double(score))
                default: throw item.damaged("a token's score is a number")
                }
                tokens.append(Array(token.utf8))
            }
            guard tokens.count < TokenVocabulary.most else { throw part.damaged("there are too many tokens") }
            names = TokenVocabulary(tokens)
            self.scores = scores
        } else {
            let fields = try part.fields()
            // A few ids may have no token, but a damaged file must not make room for millions.
            let most = min(16 * fields.count + 65_536, TokenVocabulary.most)
            var tokens: [[UInt8]] = []
            for field in fields {
                guard case .int(let number) = field.value, let id = Int(exactly: number), id >= 0, id < most else {
                    throw part.damaged("the token \(DatumText.quoted(field.name)) has no id that it can have")
                }
                while tokens.count <= id { tokens.append([]) }
                guard tokens[id].isEmpty else { throw part.damaged("two tokens have the id \(id)") }
                tokens[id] = Array(field.name.utf8)
            }
            names = TokenVocabulary(tokens)
            scores = []
        }
        table = TokenTable(names)
    }

    func id(of token: [UInt8]) -> Int32? { table.id(of: token.span) }

    /// The id of a token that a part of the file names; `nil` where it names none, or one that is not in the vocabulary.
    func id(namedBy part: TokenizerPart) throws -> Int32? { part.isNull ? nil : id(of: try part.bytes()) }

    /// The tokens `<0x00>` to `<0xFF>`; -1 for those that are missing.
    var byteTokens: [Int32] {
        (0..<256).map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return id(of: Array("<0x\(digits.count < 2 ? "0" : "")\(digits)>".utf8)) ?? -1
        }
    }
}
