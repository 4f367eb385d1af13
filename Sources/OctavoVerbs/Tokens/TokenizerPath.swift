import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

/// A file that holds a tokenizer: a `tokenizer.json`, or ranks as tiktoken has them, whose pattern may follow: `x.tiktoken?pattern=gpt2`.
struct TokenizerPath {
    private let path: String
    private let pattern: String?

    /// `nil` for a name that is no path of such a file.
    init?(_ name: String) {
        let parts = name.split(separator: "?pattern=", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, parts[0].hasSuffix(".tiktoken") {
            path = String(parts[0])
            pattern = String(parts[1])
        } else if name.hasSuffix(".json") || name.hasSuffix(".tiktoken") {
            path = name
            pattern = nil
        } else {
            return nil
        }
    }

    /// The tokenizer; `nil` while checking where a statement above writes the file. Throws `file-not-found`, `damaged-tokenizer`,
    /// `unsupported-tokenizer`.
    func read(_ call: Call) throws -> (any TextTokenizer)? {
        call.record(.reads, "file", path)
        let files = call.capabilities.files
        // What a statement above will have written is not there yet, or holds something else.
        if call.isChecking, call.isWritten(path) { return nil }
        let digest = try files.digest(of: path)
        if path.hasSuffix(".json") {
            return try TokenizerCache.shared.tokenizer(digest) {
                try TokenizerFile.read(files.contents(of: path).bytes.array, name: path)
            }
        }
        let known = NamedEncoding.all.first { $0.digest == digest }
        let own = try known == nil || pattern != nil ? chosenPattern() : nil
        return try TokenizerCache.shared.tokenizer("\(digest) \(own?.rawValue ?? "")") {
            do {
                let ranks = try TokenRanks(tiktoken: files.contents(of: path).bytes.array.span)
                return Tokenizer(ranks, own ?? known?.pattern ?? .cl100k, special: known?.special ?? [:])
            } catch let problem as TokenRanks.Problem {
                throw Diagnostic(
                    "damaged-tokenizer", "`\(path)` is no file of ranks: \(Self.reason(problem))",
                    help: ["a line a token: its bytes in base64, a blank, its rank"])
            }
        }
    }

    private func chosenPattern() throws -> TokenPattern {
        guard let pattern else { return .cl100k }
        if let known = TokenPattern(rawValue: pattern) { return known }
        let all = TokenPattern.allCases.map(\.rawValue)
        throw Diagnostic(
            "unknown-choice", "no pattern of tokenizers is called `\(pattern)`",
            notes: ["patterns: \(all.joined(separator: ", "))"],
            help: Suggestion.best(for: pattern, among: all).map { ["did you mean `\($0)`?"] } ?? [])
    }

    private static func reason(_ problem: TokenRanks.Problem) -> String {
        switch problem {
        case .malformed(let line): "line \(line) is not a token and its rank"
        case .rankTwice(let line): "line \(line) has a rank that an earlier one has"
        case .tokenTwice(let line): "line \(line) has a token that an earlier one has"
        case .missingByte(let byte): "the byte \(byte) is no token, so not every text could be written"
        }
    }
}
