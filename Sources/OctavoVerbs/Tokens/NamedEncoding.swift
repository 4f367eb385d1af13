import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

/// A public encoding, known by its own name and by those of the models that read it.
struct NamedEncoding: Sendable {
    let name: String
    let pattern: TokenPattern
    let special: [String: Int32]
    /// SHA-256 of its rank file.
    let digest: String

    /// In the project; `scripts/setup --tokenizers` puts them there.
    var path: String { ".octavo/tokenizers/\(name).tiktoken" }

    static let all = [
        NamedEncoding(
            name: "cl100k_base", pattern: .cl100k,
            special: [
                "<|endoftext|>": 100_257, "<|fim_prefix|>": 100_258, "<|fim_middle|>": 100_259, "<|fim_suffix|>": 100_260,
                "<|endofprompt|>": 100_276,
            ], digest: "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"),
        NamedEncoding(
            name: "o200k_base", pattern: .o200k, special: ["<|endoftext|>": 199_999, "<|endofprompt|>": 200_018],
            digest: "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"),
    ]

    /// Models by the beginnings of their names, longer ones first, as tiktoken knows them.
    private static let models: [(prefix: String, place: Int)] = [
        ("text-embedding-3", 0), ("text-embedding-ada-002", 0), ("gpt-3.5", 0), ("gpt-4.1", 1), ("gpt-4.5", 1), ("gpt-4o", 1),
        ("chatgpt-4o", 1), ("gpt-5", 1), ("gpt-oss", 1), ("o1", 1), ("o3", 1), ("o4-mini", 1), ("gpt-4", 0),
    ]

    static let names = all.map(\.name) + ["gpt-4", "gpt-4o", "gpt-3.5-turbo", "text-embedding-3-small"]

    init(name: String, pattern: TokenPattern, special: [String: Int32], digest: String) {
        self.name = name
        self.pattern = pattern
        self.special = special
        self.digest = digest
    }

    /// `nil` for a name that is not known.
    init?(_ name: String) {
        if let encoding = Self.all.first(where: { $0.name == name }) {
            self = encoding
        } else if let model = Self.models.first(where: { name.hasPrefix($0.prefix) }) {
            self = Self.all[model.place]
        } else {
            return nil
        }
    }

    /// `nil` where the project has no ranks of it. Throws `damaged-tokenizer`.
    func read(_ call: Call) throws -> (any TextTokenizer)? {
        let files = call.capabilities.files
        call.record(.reads, "file", path)
        guard files.entries(of: ".octavo/tokenizers").contains("\(name).tiktoken") else { return nil }
        let found = try files.digest(of: path)
        return try TokenizerCache.shared.tokenizer(found) {
            guard found == digest, let ranks = try? TokenRanks(tiktoken: files.contents(of: path).bytes.array.span) else {
                throw Diagnostic(
                    "damaged-tokenizer", "`\(path)` is not what its name says: its SHA-256 is \(found)",
                    notes: ["it should be \(digest)"], help: ["remove the file; \(TokenizerArgument.help)"])
            }
            return Tokenizer(ranks, pattern, special: special)
        }
    }
}
