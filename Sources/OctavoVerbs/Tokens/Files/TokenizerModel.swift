import OctavoSource
import OctavoTable
import OctavoText

/// Reads the `model` of a `tokenizer.json`.
enum TokenizerModel {
    private static let kinds = ["BPE", "WordPiece", "Unigram", "WordLevel"]

    /// Files of old versions do not say which kind it is.
    private static func kind(_ model: TokenizerPart) throws -> String {
        if !model["type"].isNull { return try model.type() }
        if !model["merges"].isNull { return "BPE" }
        if case .list = model["vocab"].value { return "Unigram" }
        return model["max_input_chars_per_word"].isNull ? "WordLevel" : "WordPiece"
    }

    /// Whether the model's words may be bytes instead of the characters that stand for them.
    static func canReadBytes(_ model: TokenizerPart) -> Bool {
        func isEmpty(_ name: String) -> Bool { if case .text(let text) = model[name].value { text.isEmpty } else { true } }
        return (try? kind(model)) == "BPE" && isEmpty("continuing_subword_prefix") && isEmpty("end_of_word_suffix")
            && (try? model["byte_fallback"].bool(default: false)) == false
    }

    static func make(_ model: TokenizerPart, _ vocabulary: TokenizerVocabulary, readsBytes: Bool) throws -> any TokenModel {
        switch try kind(model) {
        case "BPE": return try bytePairs(model, vocabulary, readsBytes)
        case "WordPiece":
            return WordPieceModel(
                vocabulary.names, unknown: try vocabulary.id(namedBy: model["unk_token"]),
                prefix: model["continuing_subword_prefix"].isNull
                    ? Array("##".utf8) : try model["continuing_subword_prefix"].bytes(),
                mostCharacters: try model["max_input_chars_per_word"].count(default: 100))
        case "Unigram":
            guard vocabulary.scores.count == vocabulary.names.count else {
                throw model["vocab"].damaged("a list of tokens with their scores is wanted")
            }
            let unknown = model["unk_id"].isNull ? nil : try model["unk_id"].count()
            if let unknown, unknown >= vocabulary.names.count { throw model["unk_id"].damaged("no token has the id \(unknown)") }
            return UnigramModel(
                vocabulary.names, scores: vocabulary.scores, unknown: unknown.map { Int32($0) },
                fallback: try model["byte_fallback"].bool(default: false) ? vocabulary.byteTokens : nil)
        case "WordLevel": return WordLevelModel(vocabulary.names, unknown: try vocabulary.id(namedBy: model["unk_token"]))
        case let other: throw model["type"].unsupported("a model of the kind `\(other)`", kinds)
        }
    }

    private static func bytePairs(
        _ model: TokenizerPart, _ vocabulary: TokenizerVocabulary, _ readsBytes: Bool
    ) throws -> BytePairModel {
        switch model["dropout"].value {
        case .null, .int(0): break
        case .float(let share) where share == 0: break
        default: throw model["dropout"].unsupported("dropout, by which equal texts get different tokens")
        }
        var options = BytePairModel.Options()
        options.units = readsBytes ? .bytes : .codePoints
        options.unknown = try vocabulary.id(namedBy: model["unk_token"])
        options.fusesUnknown = try model["fuse_unk"].bool(default: false)
        options.fallback = try model["byte_fallback"].bool(default: false) ? vocabulary.byteTokens : nil
        options.prefix = model["continuing_subword_prefix"].isNull ? [] : try model["continuing_subword_prefix"].bytes()
        options.suffix = model["end_of_word_suffix"].isNull ? [] : try model["end_of_word_suffix"].bytes()
        options.takesWholeWords = try model["ignore_merges"].bool(default: false)
        let merges = try merges(model["merges"], vocabulary, prefix: options.prefix.count)
        guard readsBytes else { return BytePairModel(vocabulary.names, merges, options) }
        // What is no byte-level token, such as an added one, is found in no text.
        let bytes = TokenVocabulary(
            (0..<vocabulary.names.count).map { id in
                let name = Array(vocabulary.names.token(id))
                return ByteLevel.read(name.span) ?? []
            })
        return BytePairModel(bytes, merges, options)
    }

    /// Pairs as lists of two, or as texts with a blank between.
    private static func merges(
        _ part: TokenizerPart, _ vocabulary: TokenizerVocabulary, prefix: Int
    ) throws -> [TokenMerge] {
        guard case .list(let items) = part.value else { throw part.damaged("a list of pairs is wanted") }
        var merges: [TokenMerge] = []
        merges.reserveCapacity(items.count)
        for (place, item) in items.enumerated() {
            let pair: [[UInt8]]
            switch item {
            case .text(let text): pair = text.utf8.split(separator: 0x20, omittingEmptySubsequences: false).map { Array($0) }
            case .list(let two): pair = two.compactMap { if case .text(let text) = $0 { Array(text.utf8) } else { nil } }
            default: pair = []
            }
            guard pair.count == 2, let left = vocabulary.id(of: pair[0]), let right = vocabulary.id(of: pair[1]),
                let id = vocabulary.id(of: pair[0] + pair[1].dropFirst(prefix))
            else {
                let own = TokenizerPart(file: part.file, place: "\(part.place)[\(place)]", value: item)
                throw own.damaged("the pair and what it becomes are not all tokens of the vocabulary")
            }
            merges.append(TokenMerge(left: left, right: right, id: id))
        }
        return merges
    }
}
