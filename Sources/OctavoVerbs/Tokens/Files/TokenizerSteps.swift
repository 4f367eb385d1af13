import OctavoSource
import OctavoTable
import OctavoText

/// Reads the steps of a `tokenizer.json` before and behind its model.
enum TokenizerSteps {
    /// A step of its own, or the steps of a `Sequence`, however deep; none where the part is null.
    private static func each(_ part: TokenizerPart, of name: String, _ body: (TokenizerPart) throws -> Void) throws {
        if part.isNull { return }
        if try part.type() == "Sequence" {
            for item in try part[name].items() { try each(item, of: name, body) }
        } else {
            try body(part)
        }
    }

    /// `{"String": …}` or `{"Regex": …}`.
    private static func pattern(_ part: TokenizerPart) throws -> SplitPattern {
        // Older files have the text itself.
        if case .text(let text) = part.value { return .text(Array(text.utf8)) }
        if !part["String"].isNull { return .text(try part["String"].bytes()) }
        let regex = try part["Regex"].text()
        if let known = TokenPattern(regex: regex) { return .pieces(known) }
        do {
            return .regex(try TextPattern(LibraryRegex.forPCRE2(regex)))
        } catch PatternError.malformed(_, let reason) {
            throw part["Regex"].unsupported("a pattern that PCRE2 does not know (\(reason))")
        } catch {
            throw part["Regex"].unsupported("a pattern that PCRE2 cannot compile")
        }
    }

    private static func choice<Option: RawRepresentable<String> & CaseIterable>(
        _ part: TokenizerPart, default standard: Option
    ) throws -> Option {
        if part.isNull { return standard }
        let name = try part.text()
        guard let option = Option(rawValue: name) else {
            throw part.unsupported("`\(name)`", Option.allCases.map { "`\($0.rawValue)`" })
        }
        return option
    }

    // MARK: - Normalizers

    static func normalizers(_ part: TokenizerPart) throws -> [TokenNormalizer] {
        var steps: [TokenNormalizer] = []
        try each(part, of: "normalizers") { part in steps.append(try normalizer(part)) }
        return steps
    }

    private static func normalizer(_ part: TokenizerPart) throws -> TokenNormalizer {
        let type = try part.type()
        if let form = UnicodeForm(rawValue: type) {
            guard TextNormalization.hasForms else {
                throw part.unsupported("Unicode's form \(type), for which this machine has no libutf8proc")
            }
            return .form(form)
        }
        switch type {
        case "Lowercase": return .lowercase
        case "StripAccents": return .stripAccents
        case "BertNormalizer":
            let lowercases = try part["lowercase"].bool(default: true)
            let strips = try part["strip_accents"].bool(default: lowercases)
            guard !strips || TextNormalization.hasForms else {
                throw part.unsupported("Unicode's form NFD, for which this machine has no libutf8proc")
            }
            return .bert(
                cleansText: try part["clean_text"].bool(default: true),
                spacesIdeographs: try part["handle_chinese_chars"].bool(default: true), stripsAccents: strips,
                lowercases: lowercases)
        case "Replace": return .replace(try pattern(part["pattern"]), by: try part["content"].bytes())
        case "Prepend": return .prepend(try part["prepend"].bytes())
        case "Strip":
            return .strip(left: try part["strip_left"].bool(default: true), right: try part["strip_right"].bool(default: true))
        case "Nmt": return .sentencePiece
        case "ByteLevel": return .byteLevel
        case "Precompiled":
            let text = Array(try part["precompiled_charsmap"].text().utf8)
            guard let map = PrecompiledMap(TransferEncoding.base64(text)) else {
                throw part["precompiled_charsmap"].damaged("these are not SentencePiece's compiled rules")
            }
            return .precompiled(map)
        default:
            throw part.unsupported(
                "a normalizer of the type `\(type)`",
                UnicodeForm.allCases.map(\.rawValue) + [
                    "Lowercase", "StripAccents", "BertNormalizer", "Replace", "Prepend", "Strip", "Nmt", "ByteLevel",
                    "Precompiled", "Sequence",
                ])
        }
    }

    // MARK: - Pre-tokenizers

    static func preTokenizers(_ part: TokenizerPart) throws -> [PreTokenizer] {
        var steps: [PreTokenizer] = []
        try each(part, of: "pretokenizers") { part in steps += try preTokenizer(part) }
        return steps
    }

    private static func preTokenizer(_ part: TokenizerPart) throws -> [PreTokenizer] {
        switch try part.type() {
        case "ByteLevel":
            let prependsSpace = try part["add_prefix_space"].bool(default: true)
            guard try part["use_regex"].bool(default: true) else {
                return [.byteLevel(prependsSpace: prependsSpace, mapped: true)]
            }
            let cut = PreTokenizer.split(.pieces(.gpt2), .isolated, inverted: false)
            let mapping = PreTokenizer.byteLevel(prependsSpace: false, mapped: true)
            return prependsSpace ? [.byteLevel(prependsSpace: true, mapped: false), cut, mapping] : [cut, mapping]
        case "Split":
            return [
                .split(
                    try pattern(part["pattern"]), try choice(part["behavior"], default: SplitBehavior.isolated),
                    inverted: try part["invert"].bool(default: false))
            ]
        case "Whitespace": return [.wordsAndSigns]
        case "WhitespaceSplit": return [.split(.spaces, .removed, inverted: false)]
        case "BertPreTokenizer":
            return [.split(.spaces, .removed, inverted: false), .split(.signs, .isolated, inverted: false)]
        case "Metaspace":
            let standard: PreTokenizer.PrependScheme =
                try part["add_prefix_space"].bool(default: true) ? .always : .never
            return [
                .metaspace(
                    part["replacement"].isNull ? Array("▁".utf8) : try part["replacement"].character(),
                    try choice(part["prepend_scheme"], default: standard), splits: try part["split"].bool(default: true))
            ]
        case "Digits":
            let isEach = try part["individual_digits"].bool(default: false)
            return [.split(.numbers, isEach ? .isolated : .contiguous, inverted: false)]
        case "Punctuation":
            return [.split(.signs, try choice(part["behavior"], default: SplitBehavior.isolated), inverted: false)]
        case "CharDelimiterSplit": return [.split(.text(try part["delimiter"].character()), .removed, inverted: false)]
        case "FixedLength":
            let length = try part["length"].count(default: 5)
            guard length > 0 else { throw part["length"].damaged("words have one character at least") }
            return [.fixedLength(length)]
        case let other:
            throw part.unsupported(
                "a pre-tokenizer of the type `\(other)`",
                [
                    "ByteLevel", "Split", "Whitespace", "WhitespaceSplit", "BertPreTokenizer", "Metaspace", "Digits",
                    "Punctuation", "CharDelimiterSplit", "FixedLength", "Sequence",
                ])
        }
    }

    // MARK: - Decoders

    static func decoders(_ part: TokenizerPart) throws -> [TokenDecoder] {
        var steps: [TokenDecoder] = []
        try each(part, of: "decoders") { part in steps.append(try decoder(part)) }
        return steps
    }

    private static func decoder(_ part: TokenizerPart) throws -> TokenDecoder {
        switch try part.type() {
        case "ByteLevel": return .byteLevel
        case "WordPiece":
            return .wordPiece(
                prefix: part["prefix"].isNull ? Array("##".utf8) : try part["prefix"].bytes(),
                cleansUp: try part["cleanup"].bool(default: true))
        case "Metaspace":
            let standard: PreTokenizer.PrependScheme =
                try part["add_prefix_space"].bool(default: true) ? .always : .never
            return .metaspace(
                part["replacement"].isNull ? Array("▁".utf8) : try part["replacement"].character(),
                dropsFirst: try choice(part["prepend_scheme"], default: standard) != .never)
        case "ByteFallback": return .byteFallback
        case "BPEDecoder": return .suffix(part["suffix"].isNull ? Array("</w>".utf8) : try part["suffix"].bytes())
        case "Replace": return .replace(try pattern(part["pattern"]), by: try part["content"].bytes())
        case "Fuse": return .fuse
        case "Strip":
            return .strip(
                try part["content"].character(), start: try part["start"].count(default: 0),
                stop: try part["stop"].count(default: 0))
        case let other:
            throw part.unsupported(
                "a decoder of the type `\(other)`",
                [
                    "ByteLevel", "WordPiece", "Metaspace", "ByteFallback", "BPEDecoder", "Replace", "Fuse", "Strip", "Sequence",
                ])
        }
    }

    // MARK: - What a program puts around a text

    static func wrapping(_ part: TokenizerPart) throws -> TokenWrapping {
        var wrapping = TokenWrapping()
        try each(part, of: "processors") { part in
            func add(_ before: [Int32], _ behind: [Int32]) {
                wrapping.before = before + wrapping.before
                wrapping.behind += behind
            }
            switch try part.type() {
            case "ByteLevel": break
            case "BertProcessing", "RobertaProcessing": add([try marked(part["cls"])], [try marked(part["sep"])])
            case "TemplateProcessing":
                var before: [Int32] = []
                var behind: [Int32] = []
                var isBehind = false
                for item in try part["single"].items() {
                    if item["SpecialToken"].isNull {
                        _ = try item["Sequence"].fields()
                        isBehind = true
                        continue
                    }
                    let name = try item["SpecialToken"]["id"].text()
                    let ids = try part["special_tokens"][name]["ids"].items().map { try id($0) }
                    if isBehind { behind += ids } else { before += ids }
                }
                add(before, behind)
            case let other:
                throw part.unsupported(
                    "a post-processor of the type `\(other)`",
                    ["TemplateProcessing", "BertProcessing", "RobertaProcessing", "ByteLevel", "Sequence"])
            }
        }
        return wrapping
    }

    /// `["[SEP]", 102]`.
    private static func marked(_ part: TokenizerPart) throws -> Int32 {
        let pair = try part.items()
        guard pair.count == 2 else { throw part.damaged("a token and its id are wanted") }
        return try id(pair[1])
    }

    private static func id(_ part: TokenizerPart) throws -> Int32 {
        let id = try part.count()
        guard id < TokenVocabulary.most else { throw part.damaged("\(id) is too large for an id") }
        return Int32(id)
    }
}
